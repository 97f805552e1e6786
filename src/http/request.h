// One request, read whole: what a handler gets.
//
//   Response read_record(Request const& request) {
//     auto const name = request.named("register");        // of the route's pattern
//     auto const valid = request.query.find("valid");
//     auto const token = request.fields.find("Authorization");
//
// Threads: a value; a handler has it for itself.

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "http/fields.h"
#include "http/target.h"

namespace zonebook::http {

struct Request {
  std::uint64_t serial = 0;  // unique in this process; `Done` names the same one
  std::string method;        // "GET", also where a HEAD is answered: is_head
  bool is_head = false;
  std::vector<std::string> segments;
  Query query;
  Fields fields;
  std::string body;
  std::string peer;           // who asks, "192.0.2.7", without the port (network.h)
  bool is_encrypted = false;  // came over TLS, to us or to a proxy that is believed
  std::string_view route;     // the pattern that was matched; "" if none was
  std::vector<std::pair<std::string_view, std::string>> names;

  // What stands in the place of {name} in the route's pattern; CHECKs that there is one.
  std::string const& named(std::string_view name) const;
  // Of the fields Cookie; nullopt also if it stands there twice, for either could be planted.
  std::optional<std::string_view> cookie(std::string_view name) const;
};

}  // namespace zonebook::http
