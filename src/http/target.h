// What a request asks for: the path as decoded segments, and the query as names with values.
//
//   auto target = TRY(parse_target("/records/project/p7?valid=2023-12-31&q=%E5%BC%80%E5%B7%A5"));
//   target.segments               // {"records", "project", "p7"}
//   target.query.find("q")        // "开工"
//
// Strict, for two readers that differ on a path are a hole: only what RFC 3986 allows (and the
// marks that browsers leave as they are, such as `|`), each `%` with two hexadecimal digits, texts
// that are UTF-8 without control characters, no segment `.` or `..` however it is written.  A `/`
// that is written %2F stays inside its segment.  In a query `+` is a space (WHATWG URL, 5.1).
//
// Threads: values.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace zonebook::http {

class Query {
 public:
  using Pair = std::pair<std::string, std::string>;

  Query() = default;
  explicit Query(std::vector<Pair> pairs) : pairs_(std::move(pairs)) {}

  // The value that stands first under a name; count() tells whether there are more.
  std::optional<std::string_view> find(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  std::vector<Pair> const& pairs() const { return pairs_; }

 private:
  std::vector<Pair> pairs_;  // in the order given
};

constexpr std::size_t query_pairs_most = 256;

//   invalid  http.bad_query: a broken `%`, no UTF-8, a control character, more than 256 pairs
Result<Query> parse_query(std::string_view);

struct Target {
  std::vector<std::string> segments;  // of "/": one, which is empty
  Query query;
};

// A path with its query, or a whole http(s) address, of which the path is taken (RFC 9112, 3.2.2).
//   invalid  http.bad_path, http.bad_query
Result<Target> parse_target(std::string_view);

enum class Plus { itself, space };
// nullopt: a broken `%`, no UTF-8, or a control character.
std::optional<std::string> percent_decoded(std::string_view, Plus);

}  // namespace zonebook::http
