// A cursor over text of any bytes, from which the parsers of this room are made.  It never reads
// beyond the end and never allocates.

#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

namespace zonebook {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Scanner {
 public:
  constexpr explicit Scanner(std::string_view text) : rest_(text) {}

  constexpr std::string_view rest() const { return rest_; }
  constexpr bool done() const { return rest_.empty(); }
  constexpr char next() const { return rest_.empty() ? '\0' : rest_.front(); }

  // Goes past a character if it is the next one.
  constexpr bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Goes past all digits that come now; maybe there are none.
  constexpr std::string_view take_digits() {
    auto const size = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    return take_bytes(size);
  }

  // Exactly two digits, at most `max`.
  constexpr std::optional<int> take_two_digits(int max) {
    if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) return std::nullopt;
    auto const value = (rest_[0] - '0') * 10 + (rest_[1] - '0');
    rest_.remove_prefix(2);
    return value <= max ? std::optional(value) : std::nullopt;
  }

  constexpr std::string_view take_bytes(std::size_t size) {
    auto const taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }

 private:
  std::string_view rest_;
};

// The value of a run of digits; nullopt if there are none or it does not fit.
constexpr std::optional<std::int64_t> value_of(std::string_view digits) {
  std::int64_t value = 0;
  for (char const c : digits) {
    if (__builtin_mul_overflow(value, 10, &value)) return std::nullopt;
    if (__builtin_add_overflow(value, c - '0', &value)) return std::nullopt;
  }
  return digits.empty() ? std::nullopt : std::optional(value);
}

// The digits after a decimal point as nanoseconds; those beyond the ninth are dropped.
constexpr std::int32_t nanos_of(std::string_view digits) {
  std::int32_t value = 0;
  for (std::size_t i = 0; i < 9; ++i)
    value = value * 10 + (i < digits.size() ? digits[i] - '0' : 0);
  return value;
}

}  // namespace zonebook
