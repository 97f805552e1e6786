// A number as the unevaluated sum of two decimal128, some 67 digits: so that what takes many steps
// (a power, an exponential, a logarithm) is right to the last of its 34 digits.
//
// The operations are Dekker's and Knuth's; Knuth's sum is exact in every radix (Knuth, The Art of
// Computer Programming 2, 4.2.2, theorem B), the product by fused multiplication.

#pragma once

#include "base/decimal_bits.h"

namespace zonebook {

struct Twofold {
  decimal_library::Raw high;  // the sum rounded to 34 digits
  decimal_library::Raw low;

  static Twofold of(Decimal, Decimal low = Decimal(0));
  // To 34 digits; nullopt if infinite.
  std::optional<Decimal> rounded() const { return DecimalBits::from_raw(high); }
};

Twofold operator+(Twofold, Twofold);
Twofold operator-(Twofold);
Twofold operator*(Twofold, Twofold);
Twofold operator/(Twofold, Twofold);

// x^count; exact where the result has at most 34 digits.
Twofold whole_power(Twofold, uint128 count);
// nullopt if the result is too large; what is too small is 0.
std::optional<Decimal> exponential(Twofold);
// Of a number above 0.
Twofold logarithm(Decimal);

}  // namespace zonebook
