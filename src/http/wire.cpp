#include "http/wire.h"

namespace zonebook::http {

std::string head_of(Response const& response, Delivery const& delivery) {
  std::string head;
  head.reserve(response.fields.wire().size() + 256);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  head.append(phrase_of(response.status)).append("\r\n");
  head.append("Date: ").append(delivery.date).append("\r\n");
  head += response.fields.wire();
  // RFC 9110, 8.6: none with 204; with 304 it would be that of a 200
  bool const is_sized = delivery.size && response.status != 204 && response.status != 304;
  if (is_sized)
    head.append("Content-Length: ").append(std::to_string(*delivery.size)).append("\r\n");
  if (!delivery.keeps_alive) {
    head += "Connection: close\r\n";
  } else if (!delivery.is_1_1) {
    head += "Connection: keep-alive\r\n";
  }
  return head += "\r\n";
}

}  // namespace zonebook::http
