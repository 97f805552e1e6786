// Numeric functions (DMN 1.5, 10.3.4.5).

#include "feel/builtin.h"

namespace zonebook::feel {
namespace {

using Rounding = Decimal::Rounding;

// Table 79: "scale is in the range [-6111..6176]".
constexpr std::int64_t scale_min = -6111;
constexpr std::int64_t scale_max = 6176;

Value answer(Call const& call, std::optional<Decimal> result) {
  if (result) return *result;
  return call.fail({"feel.number_out_of_range", {}});
}

// A scale with a fraction counts as its whole part: the standard is silent, and the engines on the
// Java virtual machine cut it off.
Value round_to_scale(Call const& call, Decimal n, Decimal scale, Rounding rounding) {
  auto const digits = scale.truncated_to_int64();
  if (!digits || *digits < scale_min || *digits > scale_max) {
    return call.fail({"feel.scale_out_of_range", {{"scale", scale.to_string()}}});
  }
  return answer(call, n.rounded(static_cast<int>(*digits), rounding));
}

template <Rounding rounding>
Value to_scale(Call& call) {
  return round_to_scale(call, call[0].number(), call[1].number(), rounding);
}

template <Rounding rounding>
Value to_integer(Call& call) {
  return answer(call, call[0].number().rounded(0, rounding));
}

Value absolute_number(Call& call) { return call[0].number().abs(); }

template <class Duration>
Value absolute(Call const& call, Duration duration) {
  if (duration >= Duration{}) return duration;
  auto const negated = negate(duration);
  if (!negated) return call.fail({"feel.duration_out_of_range", {}});
  return *negated;
}

Value absolute_months(Call& call) { return absolute(call, call[0].months_duration()); }
Value absolute_seconds(Call& call) { return absolute(call, call[0].seconds_duration()); }

// "modulo has the sign of the divisor": Decimal says how.
Value modulo(Call& call) {
  auto const divisor = call[1].number();
  if (divisor.sign() == 0) return call.fail({"feel.modulo_of_zero", {}});
  return answer(call, call[0].number().modulo(divisor));
}

Value square_root(Call& call) {
  auto const number = call[0].number();
  if (number.sign() < 0) {
    return call.fail({"feel.square_root_of_negative", {{"number", number.to_string()}}});
  }
  return answer(call, number.square_root());
}

Value logarithm(Call& call) {
  auto const number = call[0].number();
  if (number.sign() <= 0) {
    return call.fail({"feel.logarithm_not_positive", {{"number", number.to_string()}}});
  }
  return answer(call, number.logarithm());
}

Value exponential(Call& call) { return answer(call, call[0].number().exponential()); }

// The remainder after division by two, 0 or 1; of a fraction neither, so that a fraction is
// neither odd nor even.
Value has_remainder(Call const& call, std::int64_t remainder) {
  auto const rest = call[0].number().modulo(Decimal(2));
  return rest && *rest == Decimal(remainder);
}

Value odd(Call& call) { return has_remainder(call, 1); }
Value even(Call& call) { return has_remainder(call, 0); }

constexpr Builtin table[] = {
    {"decimal(n: number, scale: number) -> number", to_scale<Rounding::half_even>},
    {"floor(n: number) -> number", to_integer<Rounding::floor>},
    {"floor(n: number, scale: number) -> number", to_scale<Rounding::floor>},
    {"ceiling(n: number) -> number", to_integer<Rounding::ceiling>},
    {"ceiling(n: number, scale: number) -> number", to_scale<Rounding::ceiling>},
    {"round up(n: number, scale: number) -> number", to_scale<Rounding::up>},
    {"round down(n: number, scale: number) -> number", to_scale<Rounding::down>},
    {"round half up(n: number, scale: number) -> number", to_scale<Rounding::half_up>},
    {"round half down(n: number, scale: number) -> number", to_scale<Rounding::half_down>},
    {"abs(n: number) -> number", absolute_number},
    {"abs(n: years and months duration) -> years and months duration", absolute_months},
    {"abs(n: days and time duration) -> days and time duration", absolute_seconds},
    {"modulo(dividend: number, divisor: number) -> number", modulo},
    {"sqrt(number: number) -> number", square_root},
    {"log(number: number) -> number", logarithm},
    {"exp(number: number) -> number", exponential},
    {"odd(number: number) -> boolean", odd},
    {"even(number: number) -> boolean", even},
};

}  // namespace

std::span<Builtin const> number_functions() { return table; }

}  // namespace zonebook::feel
