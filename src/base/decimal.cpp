// g++ 12 makes one vector of the two halves of a number right after they were stored one by one,
// and waits for it: 24 ns instead of 5 for a sum (measured).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-tree-slp-vectorize")
#endif

#include "base/decimal.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/decimal_bits.h"
#include "base/result.h"

namespace zonebook {
namespace {

using Bits = DecimalBits;

// Up to this difference of exponents two coefficients of 64 bits are brought to the smaller one
// without leaving 127 bits.
constexpr int aligned_max = 18;

// The exact sum at the smaller exponent, as the standard prefers it (IEEE 754-2008, 5.4.1), if it
// fits; the library's otherwise.
std::optional<Decimal> sum(Decimal a, Decimal b) {
  auto x = Bits::signed_coefficient(a);
  auto y = Bits::signed_coefficient(b);
  auto const exponent_a = Bits::exponent_of(a);
  auto const exponent_b = Bits::exponent_of(b);
  auto const difference = exponent_a - exponent_b;
  auto const& coarse = difference > 0 ? x : y;
  auto const distance = difference > 0 ? difference : -difference;
  auto const is_short = coarse == static_cast<std::int64_t>(coarse);
  if (distance == 0 || (distance <= aligned_max && is_short)) {
    if (difference > 0) x *= static_cast<std::int64_t>(power_of_ten(distance));
    if (difference < 0) y *= static_cast<std::int64_t>(power_of_ten(distance));
    auto const total = x + y;
    auto const size = static_cast<uint128>(total < 0 ? -total : total);
    if (size < Bits::coefficient_end) {
      return Bits{total < 0, std::min(exponent_a, exponent_b), size}.encode();
    }
  }
  return Bits::from_raw(decimal_library::add(Bits::to_raw(a), Bits::to_raw(b)));
}

}  // namespace

Decimal Decimal::scaled(std::int64_t coefficient, int exponent) {
  CHECK(exponent >= Bits::min_exponent && exponent <= Bits::max_exponent);
  auto bits = Bits::of(Decimal(coefficient));
  bits.exponent = exponent;
  return bits.encode();
}

int Decimal::sign() const {
  if (Bits::coefficient_of(*this) == 0) return 0;
  return high_ & sign_mask ? -1 : 1;
}

Decimal Decimal::operator-() const { return Decimal(low_, high_ ^ sign_mask); }
Decimal Decimal::abs() const { return Decimal(low_, high_ & ~sign_mask); }

std::optional<Decimal> operator+(Decimal a, Decimal b) { return sum(a, b); }
std::optional<Decimal> operator-(Decimal a, Decimal b) { return sum(a, -b); }

std::optional<Decimal> operator*(Decimal a, Decimal b) {
  auto const x = Bits::of(a);
  auto const y = Bits::of(b);
  auto const exponent = x.exponent + y.exponent;
  auto const exponent_fits = exponent >= Bits::min_exponent && exponent <= Bits::max_exponent;
  if (exponent_fits && (x.coefficient | y.coefficient) >> 64 == 0) {
    auto const product = x.coefficient * y.coefficient;
    if (product < Bits::coefficient_end) {
      return Bits{x.negative != y.negative, exponent, product}.encode();
    }
  }
  return Bits::from_raw(decimal_library::multiply(Bits::to_raw(a), Bits::to_raw(b)));
}

std::optional<Decimal> operator/(Decimal a, Decimal b) {
  return Bits::from_raw(decimal_library::divide(Bits::to_raw(a), Bits::to_raw(b)));
}

std::optional<Decimal> Decimal::modulo(Decimal divisor) const {
  auto const rest =
      Bits::from_raw(decimal_library::remainder(Bits::to_raw(*this), Bits::to_raw(divisor)));
  if (!rest || rest->sign() == 0 || rest->sign() == divisor.sign()) return rest;
  return *rest + divisor;
}

std::optional<Decimal> Decimal::square_root() const {
  return Bits::from_raw(decimal_library::square_root(Bits::to_raw(*this)));
}

// Where the coefficient and the power of ten are doubles themselves, one division or product rounds
// as it should; that is most of what people write, and a tenth of what the library takes.
double Decimal::to_double() const {
  constexpr std::uint64_t exact_end = std::uint64_t{1} << 53;
  static constexpr double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  constexpr int exact_power_max = 22;
  auto const exponent = Bits::exponent_of(*this);
  bool const is_small = (high_ & coefficient_mask) == 0 && low_ < exact_end;
  if (!is_small || exponent < -exact_power_max || exponent > exact_power_max) {
    return decimal_library::to_double(Bits::to_raw(*this));
  }
  auto const coefficient = static_cast<double>(low_);
  auto const size = exponent < 0 ? coefficient / powers[static_cast<std::size_t>(-exponent)]
                                 : coefficient * powers[static_cast<std::size_t>(exponent)];
  return high_ & sign_mask ? -size : size;
}

// Numbers of one sign are first compared by the place of their first digit.  Where that is the
// same, the one with the larger exponent has so many digits fewer, and brought to the exponent of
// the other it has 34 at most.
std::strong_ordering Decimal::order(Decimal other) const {
  if (sign() != other.sign() || sign() == 0) return sign() <=> other.sign();
  auto x = Bits::of(*this);
  auto y = Bits::of(other);
  if (x.negative) std::swap(x, y);
  auto const first_x = x.exponent + digit_count(x.coefficient);
  auto const first_y = y.exponent + digit_count(y.coefficient);
  if (first_x != first_y) return first_x <=> first_y;
  auto const difference = x.exponent - y.exponent;
  if (difference > 0) x.coefficient *= power_of_ten(difference);
  if (difference < 0) y.coefficient *= power_of_ten(-difference);
  return x.coefficient <=> y.coefficient;
}

std::size_t Decimal::hash() const {
  auto const plain = Bits::of(*this).without_trailing_zeros().encode();
  auto const mixed = (plain.low_ ^ plain.high_ * 0x9E37'79B9'7F4A'7C15U) * 0xD6E8'FEB8'6659'FD93U;
  return std::hash<std::uint64_t>()(mixed ^ mixed >> 32);
}

}  // namespace zonebook
