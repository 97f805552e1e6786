// Numbers as the standard counts them: IEEE 754-2008 decimal128, 34 digits, round half to even
// (DMN 1.5, 10.3.2.3.1).  0.1 + 0.2 is 0.3, and 1/3 has 34 threes.
//
//   auto price = *Decimal::parse("12.50");
//   auto total = price * Decimal(3);          // 37.50
//   total->to_string();                       // "37.5": shortest plain form, no exponent
//
// Promises
//   1. A Decimal is always finite.  An operation that has no finite result (x / 0, overflow, the
//      logarithm of 0) gives std::nullopt; FEEL makes null of it.
//   2. Equality and order are those of the numbers: 0 = 0.00, -0 = 0; hash agrees with equality.
//   3. No other decimal arithmetic is in the binary: libgcc exports the same symbols with another
//      signature and crashes silently (docs/decisions/0002).  This header hides bid_functions.h;
//      decimal_test.cpp checks that rounding modes and flags are really those of the library.
//
// Cost: comparison, and addition, subtraction and multiplication with an exact result, are a few
// integer instructions on the encoding itself (2 to 6 ns); otherwise 20 to 100 ns in the library.
// exponential, logarithm and power work with twice the digits and take 1 to 50 µs.

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zonebook {

class Decimal {
 public:
  // How to lose digits.  half_up and half_down round halves away from and towards zero; up and
  // down go away from and towards zero; floor and ceiling towards minus and plus infinity.
  enum class Rounding { half_even, half_up, half_down, up, down, floor, ceiling };

  static constexpr int max_digits = 34;

  constexpr Decimal() = default;  // zero
  constexpr explicit Decimal(std::int64_t value);
  // coefficient × 10^exponent, exactly.  exponent in [-6176, 6111].
  static Decimal scaled(std::int64_t coefficient, int exponent);

  // [-] digits [. digits] [(e|E) [+|-] digits], nothing else, at least one digit on each side of
  // the point.  More than 34 digits are rounded half to even; nullopt if malformed or too large.
  // What is closer to zero than decimal128 reaches (1e-6176) is rounded there, to zero at last.
  static std::optional<Decimal> parse(std::string_view);
  // The shortest decimal text that reads back as the same double; nullopt if not finite.
  static std::optional<Decimal> from_double(double);

  // Plain digits, no exponent, no trailing zeros after the point, "0" for both zeros.
  // At most 6179 characters: 1e6000 really has 6001 of them.
  std::string to_string() const;
  double to_double() const;
  // The value as an integer; nullopt if it has a fraction or does not fit.
  std::optional<std::int64_t> to_int64() const;
  // Towards zero; nullopt if it does not fit.
  std::optional<std::int64_t> truncated_to_int64() const;

  bool is_integer() const;
  int sign() const;  // -1, 0, 1

  Decimal operator-() const;
  Decimal abs() const;
  friend std::optional<Decimal> operator+(Decimal, Decimal);
  friend std::optional<Decimal> operator-(Decimal, Decimal);
  friend std::optional<Decimal> operator*(Decimal, Decimal);
  friend std::optional<Decimal> operator/(Decimal, Decimal);  // nullopt also for x / 0
  // dividend - divisor * floor(dividend / divisor): the sign of the divisor.  Exact, however large
  // the quotient, unless the result itself needs more than 34 digits (-1e-40 modulo 1).
  std::optional<Decimal> modulo(Decimal divisor) const;
  // Exact where the exact result fits.  nullopt for 0 to a negative power, and for a negative base
  // unless the exponent is whole; 0 to the power 0 is 1.
  std::optional<Decimal> power(Decimal exponent) const;
  std::optional<Decimal> square_root() const;
  std::optional<Decimal> exponential() const;
  std::optional<Decimal> logarithm() const;  // natural; nullopt for x <= 0

  // To `scale` digits after the point (negative: before it).  A number without digits beyond those
  // stays as it is.  nullopt if scale is outside [-6111, 6176].
  std::optional<Decimal> rounded(int scale, Rounding) const;

  friend bool operator==(Decimal a, Decimal b) { return (a <=> b) == 0; }
  friend std::strong_ordering operator<=>(Decimal a, Decimal b) {
    auto const same_exponent = ((a.high_ ^ b.high_) & exponent_mask) == 0;
    return same_exponent ? a.signed_coefficient() <=> b.signed_coefficient() : a.order(b);
  }
  std::size_t hash() const;

 private:
  __extension__ using Wide = __int128;
  friend struct DecimalBits;

  constexpr Decimal(std::uint64_t low, std::uint64_t high) : low_(low), high_(high) {}
  std::strong_ordering order(Decimal) const;  // of different exponents
  Wide signed_coefficient() const {
    auto const size = static_cast<Wide>(high_ & coefficient_mask) << 64 | low_;
    return high_ & sign_mask ? -size : size;
  }

  // The BID encoding (IEEE 754-2008, 3.5.2): sign 1 bit, exponent + 6176 in 14 bits, coefficient in
  // 113 bits.  The second form for longer coefficients never occurs, for 10^34 < 2^113.
  static constexpr std::uint64_t sign_mask = std::uint64_t{1} << 63;
  static constexpr std::uint64_t coefficient_mask = (std::uint64_t{1} << 49) - 1;
  static constexpr std::uint64_t exponent_mask = ~(sign_mask | coefficient_mask);
  static constexpr std::uint64_t zero_high = std::uint64_t{6176} << 49;
  std::uint64_t low_ = 0;
  std::uint64_t high_ = zero_high;
};

constexpr Decimal::Decimal(std::int64_t value)
    : low_(value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value)),
      high_(zero_high | (value < 0 ? sign_mask : 0)) {}

}  // namespace zonebook
