#include "base/decimal.h"
#include "base/decimal_twofold.h"

// Not Intel's bid128_pow: it calculates in binary128 and is 124 units of the 34th digit off for
// 1.006518 to the power 330 (measured).

namespace zonebook {
namespace {

// A whole number's size.  2^127 stands for all that are larger: they take every base but 1 and -1
// beyond the range anyway, and are even, for they end in a zero.
uint128 whole_size(DecimalBits whole) {
  constexpr auto largest = uint128{1} << 127;
  auto const bits = whole.without_trailing_zeros();
  if (digit_count(bits.coefficient) + bits.exponent > 38) return largest;
  return bits.coefficient * power_of_ten(bits.exponent);
}

std::optional<Decimal> to_whole_power(Decimal base, Decimal exponent) {
  auto const count = whole_size(DecimalBits::of(exponent));
  auto const plain = DecimalBits::of(base).without_trailing_zeros().encode();
  auto const one = Twofold::of(Decimal(1));
  auto const factor = Twofold::of(plain);
  return exponent.sign() < 0 ? whole_power(one / factor, count).rounded()
                             : whole_power(factor, count).rounded();
}

}  // namespace

std::optional<Decimal> Decimal::power(Decimal exponent) const {
  if (sign() == 0 && exponent.sign() < 0) return std::nullopt;
  if (exponent.is_integer()) return to_whole_power(*this, exponent);
  if (sign() == 0) return Decimal(0);
  if (sign() < 0) return std::nullopt;
  return zonebook::exponential(Twofold::of(exponent) * zonebook::logarithm(*this));
}

}  // namespace zonebook
