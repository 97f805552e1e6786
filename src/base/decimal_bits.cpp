#include "base/decimal_bits.h"

#include <algorithm>
#include <bit>

namespace zonebook {

int digit_count(uint128 value) {
  auto const high = static_cast<std::uint64_t>(value >> 64);
  auto const low = static_cast<std::uint64_t>(value);
  auto const bits = high ? 64 + std::bit_width(high) : std::bit_width(low);
  // log10(2) is 1233 / 4096 to five digits, so this is the count or one less.
  auto const guess = static_cast<int>(bits) * 1233 >> 12;
  return guess + (value >= power_of_ten(guess) ? 1 : 0);
}

Shortened shorten(uint128 coefficient, std::int64_t digits, Tail tail) {
  if (digits <= 0) return {coefficient, tail};
  if (digits > 38) return {0, coefficient || tail != Tail::none ? Tail::below_half : Tail::none};
  auto const unit = power_of_ten(digits);
  auto const lost = coefficient % unit;
  auto const half = unit / 2;
  auto const rest = tail != Tail::none;
  if (lost == half)
    tail = rest ? Tail::above_half : Tail::half;
  else if (lost > half)
    tail = Tail::above_half;
  else
    tail = lost || rest ? Tail::below_half : Tail::none;
  return {coefficient / unit, tail};
}

bool rounds_away(Shortened shortened, bool negative, Decimal::Rounding rounding) {
  using enum Decimal::Rounding;
  auto const tail = shortened.tail;
  switch (rounding) {
    case half_even:
      return tail == Tail::above_half || (tail == Tail::half && (shortened.coefficient & 1));
    case half_up: return tail >= Tail::half;
    case half_down: return tail == Tail::above_half;
    case up: return tail != Tail::none;
    case down: return false;
    case floor: return negative && tail != Tail::none;
    case ceiling: return !negative && tail != Tail::none;
  }
  return false;
}

DecimalBits DecimalBits::without_trailing_zeros() const {
  if (coefficient == 0) return {};
  auto result = *this;
  while (result.coefficient >> 64 != 0 && result.coefficient % 10 == 0) {
    result.coefficient /= 10;
    ++result.exponent;
  }
  if (result.coefficient >> 64 != 0) return result;
  auto low = static_cast<std::uint64_t>(result.coefficient);  // 64 bits divide much faster
  for (; low % 10 == 0; low /= 10) ++result.exponent;
  result.coefficient = low;
  return result;
}

std::optional<Decimal> DecimalBits::nearest(bool negative, uint128 coefficient,
                                            std::int64_t exponent, Tail tail) {
  auto const lost = std::max<std::int64_t>(digit_count(coefficient) - Decimal::max_digits,
                                           min_exponent - exponent);
  if (lost > 0) {
    auto const cut = shorten(coefficient, lost, tail);
    coefficient = cut.coefficient + rounds_away(cut, negative, Decimal::Rounding::half_even);
    exponent += lost;
  } else {
    coefficient += rounds_away({coefficient, tail}, negative, Decimal::Rounding::half_even);
  }
  if (coefficient == coefficient_end) {
    coefficient /= 10;
    ++exponent;
  }
  if (coefficient == 0) exponent = std::clamp<std::int64_t>(exponent, min_exponent, max_exponent);
  // A short coefficient takes zeros to reach a large exponent: 1e6144 is 10^33 × 10^6111.
  auto const zeros = exponent - max_exponent;
  if (zeros > Decimal::max_digits - digit_count(coefficient)) return std::nullopt;
  if (zeros > 0) {
    coefficient *= power_of_ten(zeros);
    exponent = max_exponent;
  }
  return DecimalBits{negative, static_cast<int>(exponent), coefficient}.encode();
}

}  // namespace zonebook
