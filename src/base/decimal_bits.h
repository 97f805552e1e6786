// A Decimal taken apart and put together: what the files decimal*.cpp share.

#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/decimal.h"
#include "base/decimal_library.h"

namespace zonebook {

__extension__ using uint128 = unsigned __int128;

// 10^0 … 10^38, all that fit in 128 bits.
inline constexpr auto powers_of_ten = [] {
  std::array<uint128, 39> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

constexpr uint128 power_of_ten(std::int64_t exponent) {
  return powers_of_ten[static_cast<std::size_t>(exponent)];
}

// 0 for 0.
int digit_count(uint128);

// What was cut off behind a coefficient, in units of its last digit.
enum class Tail { none, below_half, half, above_half };

struct DecimalBits {
  static constexpr int min_exponent = -6176;
  static constexpr int max_exponent = 6111;
  static constexpr uint128 coefficient_end = power_of_ten(Decimal::max_digits);

  bool negative = false;
  int exponent = 0;
  uint128 coefficient = 0;  // < coefficient_end

  static DecimalBits of(Decimal const& x) {
    return {.negative = (x.high_ & Decimal::sign_mask) != 0,
            .exponent = exponent_of(x),
            .coefficient = coefficient_of(x)};
  }
  Decimal encode() const {
    auto const biased = static_cast<std::uint64_t>(exponent - min_exponent);
    auto const sign = negative ? Decimal::sign_mask : 0;
    return Decimal(static_cast<std::uint64_t>(coefficient),
                   sign | biased << 49 | static_cast<std::uint64_t>(coefficient >> 64));
  }

  static int exponent_of(Decimal const& x) {
    return static_cast<int>(x.high_ << 1 >> 50) + min_exponent;
  }
  static uint128 coefficient_of(Decimal const& x) {
    return static_cast<uint128>(x.high_ & Decimal::coefficient_mask) << 64 | x.low_;
  }
  static Decimal::Wide signed_coefficient(Decimal const& x) { return x.signed_coefficient(); }

  static decimal_library::Raw to_raw(Decimal const& x) { return {.low = x.low_, .high = x.high_}; }
  // nullopt for infinities and NaN.
  static std::optional<Decimal> from_raw(decimal_library::Raw x) {
    return decimal_library::is_finite(x) ? std::optional(Decimal(x.low, x.high)) : std::nullopt;
  }

  // The nearest Decimal, half to even, to coefficient and tail × 10^exponent, whatever the
  // exponent; nullopt if it is too large.
  static std::optional<Decimal> nearest(bool negative, uint128 coefficient, std::int64_t exponent,
                                        Tail tail);
  // Without zeros at the end of the coefficient; zero with exponent 0.
  DecimalBits without_trailing_zeros() const;
};

// coefficient / 10^digits in whole numbers, and what is lost (`tail`: what was lost before).
struct Shortened {
  uint128 coefficient;
  Tail tail;
};
Shortened shorten(uint128 coefficient, std::int64_t digits, Tail tail = Tail::none);

// Whether the shortened magnitude must go up by one.
bool rounds_away(Shortened, bool negative, Decimal::Rounding);

}  // namespace zonebook
