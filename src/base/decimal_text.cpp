#include <charconv>
#include <cmath>

#include "base/decimal.h"
#include "base/decimal_bits.h"
#include "base/scan.h"

namespace zonebook {
namespace {

// The digits of a number as they come: as many as fit exactly, and what follows them.
class Digits {
 public:
  void append(std::string_view digits) {
    for (char const c : digits) append(c - '0');
  }
  uint128 coefficient() const { return coefficient_; }
  std::int64_t dropped() const { return dropped_; }
  Tail tail() const { return tail_; }

 private:
  void append(int digit) {
    if (dropped_ == 0 && coefficient_ < power_of_ten(37)) {
      coefficient_ = coefficient_ * 10 + static_cast<uint128>(digit);
      return;
    }
    // With three digits more than a Decimal has, any rest is only more than nothing.
    if (digit != 0) tail_ = Tail::below_half;
    ++dropped_;
  }

  uint128 coefficient_ = 0;
  std::int64_t dropped_ = 0;
  Tail tail_ = Tail::none;
};

// The largest exponent that is read as it is; beyond it the number of digits decides nothing.
constexpr std::int64_t exponent_max = 1'000'000'000'000'000;

// [(e|E) [+|-] digits]
std::optional<std::int64_t> scan_exponent(Scanner& scanner) {
  if (!scanner.take('e') && !scanner.take('E')) return 0;
  auto const negative = scanner.take('-');
  if (!negative) scanner.take('+');
  auto const digits = scanner.take_digits();
  if (digits.empty()) return std::nullopt;
  auto const value = std::min(value_of(digits).value_or(exponent_max), exponent_max);
  return negative ? -value : value;
}

std::string digits_of(uint128 value) {
  std::string digits;
  for (; value != 0; value /= 10) digits += static_cast<char>('0' + static_cast<int>(value % 10));
  return {digits.rbegin(), digits.rend()};
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  Scanner scanner(text);
  Digits digits;
  auto const negative = scanner.take('-');
  auto const whole = scanner.take_digits();
  if (whole.empty()) return std::nullopt;
  digits.append(whole);
  std::string_view fraction;
  if (scanner.take('.')) {
    fraction = scanner.take_digits();
    if (fraction.empty()) return std::nullopt;
    digits.append(fraction);
  }
  auto const exponent = scan_exponent(scanner);
  if (!exponent || !scanner.done()) return std::nullopt;
  auto const shift = digits.dropped() - static_cast<std::int64_t>(fraction.size());
  return DecimalBits::nearest(negative, digits.coefficient(), *exponent + shift, digits.tail());
}

std::optional<Decimal> Decimal::from_double(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  char text[32];
  auto const written = std::to_chars(std::begin(text), std::end(text), value);
  return parse({std::begin(text), written.ptr});
}

std::string Decimal::to_string() const {
  auto const bits = DecimalBits::of(*this).without_trailing_zeros();
  if (bits.coefficient == 0) return "0";
  auto digits = digits_of(bits.coefficient);
  std::string const sign = bits.negative ? "-" : "";
  if (bits.exponent >= 0) return sign + digits.append(static_cast<std::size_t>(bits.exponent), '0');
  auto const fraction = static_cast<std::size_t>(-bits.exponent);
  if (fraction >= digits.size()) digits.insert(0, fraction - digits.size() + 1, '0');
  digits.insert(digits.size() - fraction, ".");
  return sign + digits;
}

}  // namespace zonebook
