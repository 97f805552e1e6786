#include <array>

#include "base/decimal.h"
#include "base/decimal_twofold.h"

// Intel's own exponential and logarithm are only within 1.5 units of the 34th digit (measured), so
// that its logarithm is but a start here.

namespace zonebook {
namespace {

// ln 10 to 68 digits.
Twofold ln_10() {
  static auto const value = Twofold::of(*Decimal::parse("2.302585092994045684017991454684364"),
                                        *Decimal::parse("2.076011014886287729760333279009676e-34"));
  return value;
}

Twofold twofold(std::int64_t value) { return Twofold::of(Decimal(value)); }

// 1 / n! for n = 0, 1, …
constexpr std::size_t terms = 23;  // (1.2 / 256)^23 / 23! < 10^-75
std::array<Twofold, terms> const& inverse_factorials() {
  static auto const all = [] {
    std::array<Twofold, terms> values{twofold(1)};
    for (std::size_t n = 1; n < terms; ++n) {
      values[n] = values[n - 1] / twofold(static_cast<std::int64_t>(n));
    }
    return values;
  }();
  return all;
}

// e^x by its series, for |x| < 1.5: first for x / 256, then squared eight times.
Twofold small_exponential(Twofold x) {
  constexpr int squarings = 8;
  auto const part = x * Twofold::of(Decimal::scaled(390'625, -8));  // 1 / 256
  auto const& factors = inverse_factorials();
  auto sum = factors.back();
  for (auto n = terms - 1; n-- > 0;) sum = factors[n] + part * sum;
  for (int i = 0; i < squarings; ++i) sum = sum * sum;
  return sum;
}

// ln x = 2 (z + z^3/3 + z^5/5 + …) with z = (x - 1) / (x + 1), for |x - 1| < 0.001.
Twofold logarithm_near_1(Twofold x) {
  constexpr int last_power = 25;  // 0.0005^26 < 10^-85
  auto const z = (x + twofold(-1)) / (x + twofold(1));
  auto const square = z * z;
  auto sum = twofold(1) / twofold(last_power);
  for (int i = last_power - 2; i > 0; i -= 2) sum = twofold(1) / twofold(i) + square * sum;
  return twofold(2) * z * sum;
}

// x = mantissa × 10^exponent, with a mantissa of 0.4 to 4, so that the logarithms of the two have
// nothing to cancel each other.
struct Scientific {
  Decimal mantissa;
  int exponent;
};

Scientific scientific(Decimal x) {
  auto bits = DecimalBits::of(x);
  auto const digits = digit_count(bits.coefficient);
  auto const first_is_small = bits.coefficient < 4 * power_of_ten(digits - 1);
  auto const places = first_is_small ? digits - 1 : digits;
  auto const exponent = bits.exponent + places;
  bits.exponent = -places;
  return {bits.encode(), exponent};
}

}  // namespace

std::optional<Decimal> exponential(Twofold x) {
  auto const approximate = x.rounded();
  if (!approximate) return std::nullopt;
  constexpr int certainly_beyond = 20'000;  // e^20000 > 10^8685
  if (*approximate > Decimal(certainly_beyond)) return std::nullopt;
  if (*approximate < Decimal(-certainly_beyond)) return Decimal(0);
  auto const tens =
      *(*(*approximate / *ln_10().rounded())).rounded(0, Decimal::Rounding::half_even);
  auto const rest = x + -(Twofold::of(tens) * ln_10());
  auto const exponent = static_cast<int>(*tens.to_int64());
  auto const mantissa = small_exponential(rest).high;
  return DecimalBits::from_raw(decimal_library::scale(mantissa, exponent));
}

Twofold logarithm(Decimal x) {
  auto const [mantissa, exponent] = scientific(x);
  auto const value = Twofold::of(mantissa);
  auto const tens = twofold(exponent) * ln_10();
  auto const from_1 = (*(mantissa - Decimal(1))).abs();
  if (from_1 < Decimal::scaled(1, -3)) return logarithm_near_1(value) + tens;
  // One step of Newton's doubles the digits: ln x = y + (x e^-y - 1) - …
  auto const start = Twofold{decimal_library::logarithm(value.high), twofold(0).high};
  return start + (value * small_exponential(-start) + twofold(-1)) + tens;
}

std::optional<Decimal> Decimal::exponential() const {
  return zonebook::exponential(Twofold::of(*this));
}

std::optional<Decimal> Decimal::logarithm() const {
  return sign() > 0 ? zonebook::logarithm(*this).rounded() : std::nullopt;
}

}  // namespace zonebook
