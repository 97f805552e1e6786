// How a function says that it could not do its work: Result<T> is a T or an Error.
//
//   Result<Date> parse_date(std::string_view);
//
//   Result<int> year_of(std::string_view text) {
//     auto date = TRY(parse_date(text));   // or returns the error to our caller
//     return date.year();
//   }
//
// Three kinds of failure, three means.  The user's mistake or the world's is a Result.  Our own
// mistake is a CHECK: on in release too, it ends the process, for a ledger that may be wrong must
// not write.  A wrong value in FEEL is null and a remark (feel/evaluate.h).  There are no others.
//
// TRY stands at the start of a statement or directly after `=`, never inside braces, calls or
// conditions: g++ 12 leaks the neighbours of a statement expression that returns from within a
// braced list (measured).  tools/tidy checks it.

#pragma once

#include <expected>
#include <memory>
#include <string>
#include <utility>

#include "base/text.h"

namespace zonebook {

class Json;

// Why an operation could not be done, for its three readers: a program reads `code` and `details`,
// the person at the screen `says`, the person at the log `where`.
struct Error {
  enum class Code { invalid, not_found, conflict, forbidden, unavailable, broken };

  Code code = Code::broken;
  Text says;
  std::string where;                    // "fee.dmn:12", "1:7", "agreement.signed_on"
  std::shared_ptr<Json const> details;  // base/json.h; nullptr: none
};

template <class T>
using Result = std::expected<T, Error>;

// The short way to make the commonest error.
inline std::unexpected<Error> invalid(Text says, std::string where = {}) {
  return std::unexpected(Error{Error::Code::invalid, std::move(says), std::move(where)});
}

namespace result_detail {
template <class T>
T take(std::expected<T, Error>& result) {
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}
}  // namespace result_detail

// Each use names its variable anew, for a lambda inside one TRY may say TRY itself.
#define TRY(...) TRY_AS_(TRY_JOIN_(try_result_, __COUNTER__), __VA_ARGS__)
#define TRY_AS_(name, ...)                                      \
  (__extension__({                                              \
    auto name = (__VA_ARGS__);                                  \
    if (!name) return std::unexpected(std::move(name).error()); \
    ::zonebook::result_detail::take(name);                      \
  }))
#define TRY_JOIN_(a, b) TRY_JOIN_NOW_(a, b)
#define TRY_JOIN_NOW_(a, b) a##b

// Ends the process with file, line and condition.
[[noreturn]] void check_failed(char const* file, int line, char const* condition);

#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::zonebook::check_failed(__FILE__, __LINE__, #condition))

}  // namespace zonebook
