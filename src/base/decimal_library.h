// The one door to Intel's decimal library (libintelrdfpmath), for the files decimal*.cpp alone.
// Only decimal_library.cpp includes its headers: see promise 3 in base/decimal.h.
//
// A Raw is a decimal128 in the BID encoding that may also be infinite or not a number.  Functions
// are named and rounded as in IEEE 754-2008; rounding is half to even.

#pragma once

#include <cstdint>
#include <string>

namespace zonebook::decimal_library {

struct alignas(16) Raw {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

// An infinity or NaN has its four bits after the sign set (IEEE 754-2008, 3.5.2).
inline bool is_finite(Raw x) { return (x.high >> 59 & 0xF) != 0xF; }

Raw add(Raw, Raw);
Raw subtract(Raw, Raw);
Raw multiply(Raw, Raw);
Raw multiply_add(Raw a, Raw b, Raw c);  // a * b + c, rounded once
Raw divide(Raw, Raw);
Raw remainder(Raw dividend, Raw divisor);  // exact, with the sign of the dividend (C's fmod)
Raw square_root(Raw);
Raw logarithm(Raw);            // within 2 units of the last digit, not correctly rounded
Raw scale(Raw, int exponent);  // x * 10^exponent
double to_double(Raw);

// Shows that rounding modes and flags are those of the library and not libgcc's of the same name.
struct Quotient {
  Raw value;
  bool inexact;
};
Quotient divide_rounding_up(Raw, Raw);

}  // namespace zonebook::decimal_library
