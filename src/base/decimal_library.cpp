#include "base/decimal_library.h"

// Of the archive libbidgcc000.a, which has these zeros in its name (docs/decisions/0002).
#ifndef DECIMAL_CALL_BY_REFERENCE
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#endif
#include <bid_conf.h>
#include <bid_functions.h>

#include <bit>

namespace zonebook::decimal_library {
namespace {

BID_UINT128 in(Raw x) { return std::bit_cast<BID_UINT128>(x); }
Raw out(BID_UINT128 x) { return std::bit_cast<Raw>(x); }

}  // namespace

Raw add(Raw a, Raw b) {
  unsigned flags = 0;
  return out(bid128_add(in(a), in(b), BID_ROUNDING_TO_NEAREST, &flags));
}

Raw subtract(Raw a, Raw b) {
  unsigned flags = 0;
  return out(bid128_sub(in(a), in(b), BID_ROUNDING_TO_NEAREST, &flags));
}

Raw multiply(Raw a, Raw b) {
  unsigned flags = 0;
  return out(bid128_mul(in(a), in(b), BID_ROUNDING_TO_NEAREST, &flags));
}

Raw multiply_add(Raw a, Raw b, Raw c) {
  unsigned flags = 0;
  return out(bid128_fma(in(a), in(b), in(c), BID_ROUNDING_TO_NEAREST, &flags));
}

Raw divide(Raw a, Raw b) {
  unsigned flags = 0;
  return out(bid128_div(in(a), in(b), BID_ROUNDING_TO_NEAREST, &flags));
}

Raw remainder(Raw dividend, Raw divisor) {
  unsigned flags = 0;
  return out(bid128_fmod(in(dividend), in(divisor), &flags));
}

Raw square_root(Raw x) {
  unsigned flags = 0;
  return out(bid128_sqrt(in(x), BID_ROUNDING_TO_NEAREST, &flags));
}

Raw logarithm(Raw x) {
  unsigned flags = 0;
  return out(bid128_log(in(x), BID_ROUNDING_TO_NEAREST, &flags));
}

Raw scale(Raw x, int exponent) {
  unsigned flags = 0;
  return out(bid128_scalbn(in(x), exponent, BID_ROUNDING_TO_NEAREST, &flags));
}

double to_double(Raw x) {
  unsigned flags = 0;
  return bid128_to_binary64(in(x), BID_ROUNDING_TO_NEAREST, &flags);
}

Quotient divide_rounding_up(Raw a, Raw b) {
  unsigned flags = 0;
  auto const value = bid128_div(in(a), in(b), BID_ROUNDING_UP, &flags);
  return {.value = out(value), .inexact = (flags & BID_INEXACT_EXCEPTION) != 0};
}

}  // namespace zonebook::decimal_library
