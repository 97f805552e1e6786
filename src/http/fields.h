// The header fields of a request or a response, in the order they came or will be sent, kept as the
// bytes of the wire: two allocations whatever their number.
//
//   fields.set("Content-Type", "text/plain; charset=utf-8");
//   fields.find("content-type")     // names are found whatever their letter case (RFC 9110, 5.1)
//
// Promise: what was put in cannot end a line.  A control character in a value, be it of a file's
// name that a user chose, becomes a space; a name is our own word, and CHECKed to be a token.
//
// Threads: values, like std::string.  Views end with the next change.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zonebook::http {

struct Field {
  std::string_view name, value;
};

class Fields {
 public:
  void append(std::string_view name, std::string_view value);
  // In place of all that have the name.
  void set(std::string_view name, std::string_view value);
  void remove(std::string_view name);

  // The first one's value.
  std::optional<std::string_view> find(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  // All values of a list field as one, which is what several fields mean (RFC 9110, 5.3).
  std::optional<std::string> joined(std::string_view name) const;

  std::size_t size() const { return spans_.size(); }
  Field operator[](std::size_t index) const;
  // "Name: value\r\n" for each.
  std::string const& wire() const { return wire_; }

 private:
  struct Span {
    std::uint32_t begin, name_size, value_size;
  };
  std::string wire_;
  std::vector<Span> spans_;
};

// Whatever the case of ASCII letters.
bool same_word(std::string_view, std::string_view);
// Without the blanks and tabs at both ends.
std::string_view trimmed(std::string_view);
// Not empty, and nothing but the characters of a token (RFC 9110, 5.6.2).
bool is_token(std::string_view);

}  // namespace zonebook::http
