// The head of an answer as bytes.

#pragma once

#include <optional>

#include "http/response.h"

namespace zonebook::http {

struct Delivery {
  std::string_view date;
  std::optional<std::uint64_t> size;  // of the body; nullopt: it ends with the connection
  bool keeps_alive = true;
  bool is_1_1 = true;
};

std::string head_of(Response const&, Delivery const&);

}  // namespace zonebook::http
