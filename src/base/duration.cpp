#include "base/duration.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/scan.h"

namespace zonebook {
namespace {

constexpr std::int32_t nanos_per_second = 1'000'000'000;

// |value|, also of the smallest.
std::uint64_t size_of(std::int64_t value) {
  auto const bits = static_cast<std::uint64_t>(value);
  return value < 0 ? ~bits + 1 : bits;
}

void append_part(std::string& text, std::uint64_t count, char unit) {
  if (count != 0) fmt::format_to(std::back_inserter(text), "{}{}", count, unit);
}

// "3S", "0.5S", or nothing.
void append_seconds(std::string& text, std::uint64_t seconds, std::int32_t nanos) {
  if (nanos == 0) return append_part(text, seconds, 'S');
  auto fraction = fmt::format("{:09}", nanos);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  fmt::format_to(std::back_inserter(text), "{}.{}S", seconds, fraction);
}

// Adds count × size; false on overflow.
bool accumulate(std::int64_t& sum, std::int64_t count, std::int64_t size) {
  std::int64_t product = 0;
  return !__builtin_mul_overflow(count, size, &product) &&
         !__builtin_add_overflow(sum, product, &sum);
}

// Parts such as 1Y2M: each at most once, in the order of the units, at least one.
class Parts {
 public:
  explicit Parts(Scanner& scanner) : scanner_(scanner) {}

  // Takes "12X" if that comes next, and adds 12 × size to the sum.
  bool take(char unit, std::int64_t size) {
    auto after = scanner_;
    auto const digits = after.take_digits();
    if (digits.empty() || !after.take(unit)) return true;
    scanner_ = after;
    any_ = true;
    auto const count = value_of(digits);
    return count && accumulate(sum_, *count, size);
  }
  bool any() const { return any_; }
  std::int64_t sum() const { return sum_; }

 private:
  Scanner& scanner_;
  bool any_ = false;
  std::int64_t sum_ = 0;
};

// P(nY)?(nM)? after the P
std::optional<MonthsDuration> scan_months(Scanner scanner) {
  Parts parts(scanner);
  if (!parts.take('Y', 12) || !parts.take('M', 1)) return std::nullopt;
  if (!parts.any() || !scanner.done()) return std::nullopt;
  return MonthsDuration{parts.sum()};
}

// n.fS, where the point is what tells it from nS.  XML Schema wants a digit behind it; others
// (java.time, the conformance suite) take a bare point too, and it can mean one thing.
bool take_fractional_seconds(Scanner& scanner, SecondsDuration& sum) {
  auto const whole = value_of(scanner.take_digits());
  if (!whole || !scanner.take('.')) return false;
  auto const fraction = scanner.take_digits();
  if (!scanner.take('S')) return false;
  sum.nanos = nanos_of(fraction);
  return accumulate(sum.seconds, *whole, 1);
}

// P(nD)?(T(nH)?(nM)?(n(.f)?S)?)? after the P
std::optional<SecondsDuration> scan_seconds(Scanner scanner) {
  Parts days(scanner);
  if (!days.take('D', 86'400)) return std::nullopt;
  SecondsDuration sum{.seconds = days.sum()};
  if (!scanner.take('T')) {
    return days.any() && scanner.done() ? std::optional(sum) : std::nullopt;
  }
  Parts clock(scanner);
  if (!clock.take('H', 3600) || !clock.take('M', 60) || !clock.take('S', 1)) return std::nullopt;
  if (!accumulate(sum.seconds, clock.sum(), 1)) return std::nullopt;
  if (scanner.done()) return clock.any() ? std::optional(sum) : std::nullopt;
  if (!take_fractional_seconds(scanner, sum) || !scanner.done()) return std::nullopt;
  return sum;
}

}  // namespace

std::string MonthsDuration::to_string() const {
  if (months == 0) return "P0M";
  auto const size = size_of(months);
  std::string text = months < 0 ? "-P" : "P";
  append_part(text, size / 12, 'Y');
  append_part(text, size % 12, 'M');
  return text;
}

std::string SecondsDuration::to_string() const {
  if (seconds == 0 && nanos == 0) return "PT0S";
  auto const negative = seconds < 0;
  auto size = size_of(seconds);
  auto fraction = nanos;
  if (negative && nanos != 0) {  // -0.5 s is {-1, 500 000 000}
    --size;
    fraction = nanos_per_second - nanos;
  }
  std::string text = negative ? "-P" : "P";
  append_part(text, size / 86'400, 'D');
  if (size % 86'400 == 0 && fraction == 0) return text;
  text += 'T';
  append_part(text, size / 3600 % 24, 'H');
  append_part(text, size / 60 % 60, 'M');
  append_seconds(text, size % 60, fraction);
  return text;
}

std::optional<SecondsDuration> add(SecondsDuration a, SecondsDuration b) {
  auto const nanos = a.nanos + b.nanos;  // below 2 × 10^9 < 2^31
  SecondsDuration sum{.nanos = nanos % nanos_per_second};
  auto const carry = nanos / nanos_per_second;
  // The carry goes to the smaller one, which has room for it; only the true sum may overflow.
  auto const [less, more] = std::minmax(a.seconds, b.seconds);
  if (less == INT64_MAX && carry) return std::nullopt;
  if (__builtin_add_overflow(less + carry, more, &sum.seconds)) return std::nullopt;
  return sum;
}

std::optional<SecondsDuration> negate(SecondsDuration length) {
  auto const borrow = length.nanos == 0 ? 0 : 1;
  SecondsDuration result{.nanos = length.nanos == 0 ? 0 : nanos_per_second - length.nanos};
  if (__builtin_sub_overflow(-borrow, length.seconds, &result.seconds)) return std::nullopt;
  return result;
}

std::optional<MonthsDuration> add(MonthsDuration a, MonthsDuration b) {
  MonthsDuration sum;
  if (__builtin_add_overflow(a.months, b.months, &sum.months)) return std::nullopt;
  return sum;
}

std::optional<MonthsDuration> negate(MonthsDuration length) {
  if (length.months == INT64_MIN) return std::nullopt;
  return MonthsDuration{-length.months};
}

std::optional<AnyDuration> parse_duration(std::string_view text) {
  Scanner scanner(text);
  auto const negative = scanner.take('-');
  if (!scanner.take('P')) return std::nullopt;
  auto const signed_length = [&](auto length) -> std::optional<AnyDuration> {
    auto const result = negative ? negate(length) : length;
    return result ? std::optional<AnyDuration>(*result) : std::nullopt;
  };
  if (auto const months = scan_months(scanner)) return signed_length(*months);
  if (auto const seconds = scan_seconds(scanner)) return signed_length(*seconds);
  return std::nullopt;
}

}  // namespace zonebook
