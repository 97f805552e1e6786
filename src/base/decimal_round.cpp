#include "base/decimal.h"
#include "base/decimal_bits.h"

namespace zonebook {

std::optional<Decimal> Decimal::rounded(int scale, Rounding rounding) const {
  if (scale < -DecimalBits::max_exponent || scale > -DecimalBits::min_exponent) return std::nullopt;
  auto const bits = DecimalBits::of(*this);
  if (bits.exponent >= -scale) return *this;
  auto const cut = shorten(bits.coefficient, -scale - bits.exponent);
  auto const coefficient = cut.coefficient + rounds_away(cut, bits.negative, rounding);
  return DecimalBits{bits.negative, -scale, coefficient}.encode();
}

bool Decimal::is_integer() const {
  return DecimalBits::of(*this).without_trailing_zeros().exponent >= 0;
}

std::optional<std::int64_t> Decimal::to_int64() const {
  return is_integer() ? truncated_to_int64() : std::nullopt;
}

std::optional<std::int64_t> Decimal::truncated_to_int64() const {
  auto const bits = DecimalBits::of(*this);
  auto size = bits.coefficient;
  if (bits.exponent < 0) size = shorten(size, -bits.exponent).coefficient;
  for (auto zeros = bits.exponent; zeros > 0 && size != 0; --zeros) {
    if (size >= power_of_ten(20)) return std::nullopt;
    size *= 10;
  }
  constexpr auto limit = uint128{1} << 63;  // -2^63 is an int64, 2^63 is not
  if (size > limit || (size == limit && !bits.negative)) return std::nullopt;
  auto const low = static_cast<std::uint64_t>(size);
  return static_cast<std::int64_t>(bits.negative ? ~low + 1 : low);
}

}  // namespace zonebook
