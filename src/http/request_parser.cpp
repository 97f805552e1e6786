#include "http/request_parser.h"

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/verb.hpp>

namespace zonebook::http {
namespace {

namespace beast_http = boost::beast::http;

constexpr std::size_t fields_most = 100;
constexpr std::size_t reserved_most = 64 << 10;  // before a byte of it has come

// "0\r\n\r\n".  Beast 1.81 asserts, so ends the process, when the line of the last chunk is offered
// again with fewer bytes than that; a request that goes on always has as many to come.
constexpr std::size_t last_chunk_least = 5;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

Fault bad_syntax(std::string_view reason) {
  return {400, {"http.bad_syntax", {{"reason", std::string(reason)}}}};
}

Fault too_large(std::size_t header_bytes) {
  return {431, {"http.header_too_large", {{"limit", std::to_string(header_bytes)}}}};
}

Fault fault_of(boost::beast::error_code failed, std::size_t header_bytes) {
  if (failed == beast_http::error::header_limit) return too_large(header_bytes);
  if (failed == beast_http::error::bad_version) return {505, {"http.version_unknown", {}}};
  return bad_syntax(failed.message());
}

}  // namespace

RequestParser::RequestParser(std::size_t header_bytes) : header_bytes_most_(header_bytes) {
  header_limit(static_cast<std::uint32_t>(header_bytes));
  body_limit(boost::none);  // the route knows it, once the header is there
}

std::size_t RequestParser::take(std::string_view bytes) {
  bool const is_head = !is_header_done();
  bool const may_end = !is_head && chunked() && bytes.starts_with('0');
  if (may_end && bytes.size() < last_chunk_least) return 0;
  ErrorCode failed;
  auto const used = put(boost::asio::const_buffer(bytes.data(), bytes.size()), failed);
  if (failed && failed != beast_http::error::need_more && !fault_) {
    fault_ = fault_of(failed, header_bytes_most_);
  }
  if (is_head) look_at_lines(bytes.substr(0, used));
  return used;
}

// Of the head.  Beast uses a field together with the lines in which it goes on.
void RequestParser::look_at_lines(std::string_view used) {
  header_bytes_ += used.size();
  if (fault_) return;
  bool const goes_on =
      used.find("\r\n ") != std::string_view::npos || used.find("\r\n\t") != std::string_view::npos;
  if (goes_on) {
    fault_ = bad_syntax("a field of several lines");
  } else if (header_bytes_ > header_bytes_most_) {
    fault_ = too_large(header_bytes_most_);
  }
}

void RequestParser::on_request_impl(beast_http::verb, View method_word, View target, int version,
                                    ErrorCode&) {
  is_1_1_ = version >= 11;
  method = view(method_word);
  target_ = view(target);
}

void RequestParser::on_field_impl(beast_http::field name, View name_text, View value,
                                  ErrorCode& failed) {
  if (is_in_body_) return;  // a trailer: nothing of ours is said there
  if (fields.size() == fields_most) {
    return refuse({431, {"http.too_many_fields", {{"limit", std::to_string(fields_most)}}}},
                  failed);
  }
  if (name == beast_http::field::transfer_encoding && !same_word(view(value), "chunked")) {
    return refuse({501, {"http.coding_unknown", {}}, "Transfer-Encoding"}, failed);
  }
  if (name == beast_http::field::content_length &&
      (fields.find("Content-Length") || value.find(',') != View::npos)) {
    return refuse(bad_syntax("more than one Content-Length"), failed);
  }
  if (name == beast_http::field::expect) {
    if (!same_word(view(value), "100-continue")) {
      return refuse({417, {"http.expectation_unknown", {}}, "Expect"}, failed);
    }
    expects_continue_ = true;
  }
  fields.append(view(name_text), view(value));
}

void RequestParser::on_header_impl(ErrorCode& failed) {
  auto const hosts = fields.count("Host");
  if (hosts > 1 || (hosts == 0 && is_1_1_)) {
    return refuse({400, {"http.bad_host", {}}, "Host"}, failed);
  }
  // RFC 9112, 6.1: of HTTP/1.0 it cannot be understood
  if (chunked() && !is_1_1_) refuse(bad_syntax("chunks of HTTP/1.0"), failed);
}

void RequestParser::on_body_init_impl(boost::optional<std::uint64_t> const& size, ErrorCode&) {
  is_in_body_ = true;
  body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(size.value_or(0), reserved_most)));
}

std::size_t RequestParser::on_body_impl(View bytes, ErrorCode& failed) {
  if (bytes.size() > body_bytes_most_ - body.size()) {
    refuse({413, {"http.body_too_large", {{"limit", std::to_string(body_bytes_most_)}}}}, failed);
    return 0;
  }
  body.append(bytes.data(), bytes.size());
  return bytes.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, View bytes, ErrorCode& failed) {
  return on_body_impl(bytes, failed);
}

// Any code ends the parsing; the fault says why.
void RequestParser::refuse(Fault fault, ErrorCode& failed) {
  fault_ = std::move(fault);
  failed = beast_http::error::bad_field;
}

}  // namespace zonebook::http
