#include "base/decimal_twofold.h"

namespace zonebook {
namespace {

using decimal_library::Raw;

// a + b, and what rounding took from it.
Twofold exact_sum(Raw a, Raw b) {
  using namespace decimal_library;
  auto const sum = add(a, b);
  auto const b_in_sum = subtract(sum, a);
  auto const a_in_sum = subtract(sum, b_in_sum);
  return {sum, add(subtract(a, a_in_sum), subtract(b, b_in_sum))};
}

Twofold exact_product(Raw a, Raw b) {
  auto const product = decimal_library::multiply(a, b);
  auto const negated = (-Twofold{product, product}).high;
  return {product, decimal_library::multiply_add(a, b, negated)};
}

}  // namespace

Twofold Twofold::of(Decimal high, Decimal low) {
  return {DecimalBits::to_raw(high), DecimalBits::to_raw(low)};
}

Twofold operator+(Twofold a, Twofold b) {
  auto const high = exact_sum(a.high, b.high);
  auto const low = exact_sum(a.low, b.low);
  auto const sum = exact_sum(high.high, decimal_library::add(high.low, low.high));
  return exact_sum(sum.high, decimal_library::add(sum.low, low.low));
}

Twofold operator-(Twofold x) {
  constexpr auto sign = std::uint64_t{1} << 63;
  return {{x.high.low, x.high.high ^ sign}, {x.low.low, x.low.high ^ sign}};
}

Twofold operator*(Twofold a, Twofold b) {
  using decimal_library::multiply_add;
  auto const product = exact_product(a.high, b.high);
  auto const cross = multiply_add(a.high, b.low, multiply_add(a.low, b.high, product.low));
  return exact_sum(product.high, cross);
}

// Three digits of a long division, each of 34 decimal digits.
Twofold operator/(Twofold a, Twofold b) {
  auto const none = DecimalBits::to_raw(Decimal(0));
  auto const first = decimal_library::divide(a.high, b.high);
  auto rest = a + -(b * Twofold{first, none});
  auto const second = decimal_library::divide(rest.high, b.high);
  rest = rest + -(b * Twofold{second, none});
  auto const third = decimal_library::divide(rest.high, b.high);
  return exact_sum(first, second) + Twofold{third, none};
}

Twofold whole_power(Twofold base, uint128 count) {
  auto result = Twofold::of(Decimal(1));
  for (; count != 0; count >>= 1) {
    if (count & 1) result = result * base;
    if (count > 1) base = base * base;
  }
  return result;
}

}  // namespace zonebook
