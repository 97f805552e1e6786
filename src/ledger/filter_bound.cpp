#include "ledger/filter_bound.h"

#include "base/utf8.h"
#include "ledger/change.h"

namespace zonebook::ledger {
namespace {

using feel::Kind;
using feel::Op;
using feel::Value;
using Form = Bound::Form;
using Rounding = Decimal::Rounding;

Bound with_null(Op op) {
  if (op == Op::equal) return {.form = Form::is_null};
  if (op == Op::unequal) return {.form = Form::not_null};
  return {.form = Form::never};
}

// For a constant that no column of the kind can hold.
Bound beyond(Op op, std::strong_ordering column_is) {
  if (op == Op::equal) return {.form = Form::never};
  if (op == Op::unequal) return {.form = Form::always};
  bool const wants_less = op == Op::less || op == Op::at_most;
  return {.form = wants_less == (column_is < 0) ? Form::not_null : Form::never};
}

// x < 12.505 of two digits is x < 12.51, and x <= 12.505 is x <= 12.50.
Rounding rounding_of(Op op) {
  return op == Op::less || op == Op::at_least ? Rounding::ceiling : Rounding::floor;
}

Bound number_bound(Op op, Held held, Decimal constant) {
  auto const shifted = constant * Decimal::scaled(1, held.scale);
  auto const whole = shifted ? shifted->rounded(0, rounding_of(op)) : std::nullopt;
  if (!whole) return {};
  auto const value = whole->to_int64();
  if (!value) {
    if (!held.fits_integer) return {};
    return beyond(op,
                  whole->sign() > 0 ? std::strong_ordering::less : std::strong_ordering::greater);
  }
  // What SQLite rounds to -2^63 may be less; above, all that it rounds is greater than any integer.
  if (!held.fits_integer && *value == INT64_MIN) return {};
  bool const exact = *whole == *shifted;
  if (!exact && op == Op::equal) return {.form = Form::never};
  if (!exact && op == Op::unequal) return {.form = Form::always};
  return {.form = Form::compare, .op = op, .value = *value};
}

std::string month_text(std::int64_t month) {
  return meta::find_field_type("month")->feel(month, {}).string();
}

// The first month whose text is not below the constant.
std::int64_t first_month_from(std::string const& constant) {
  std::int64_t low = first_day().civil().year * 12;
  std::int64_t high = last_day().civil().year * 12 + 12;  // beyond the last
  while (low < high) {
    auto const middle = low + (high - low) / 2;
    if (month_text(middle) < constant)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

// Months as texts stand in the order of months, for all have four digits of year.
Bound month_bound(Op op, std::string const& constant) {
  auto const from = first_month_from(constant);
  bool const exact = from < last_day().civil().year * 12 + 12 && month_text(from) == constant;
  if (exact) return {.form = Form::compare, .op = op, .value = from};
  if (op == Op::equal) return {.form = Form::never};
  if (op == Op::unequal) return {.form = Form::always};
  bool const below = op == Op::less || op == Op::at_most;
  return {.form = Form::compare, .op = below ? Op::less : Op::at_least, .value = from};
}

}  // namespace

Bound bound_of(Op op, Held held, Value const& constant) {
  if (constant.is_null()) return with_null(op);
  switch (held.as) {
    case Held::As::number:
      return constant.is(Kind::number) ? number_bound(op, held, constant.number()) : Bound{};
    case Held::As::date:
      if (!constant.is(Kind::date)) return {};
      return {.form = Form::compare, .op = op, .value = constant.date().days()};
    case Held::As::month:
      return constant.is(Kind::string) ? month_bound(op, constant.string()) : Bound{};
    case Held::As::text:
      if (!constant.is(Kind::string) || !may_be_bound(constant.string())) return {};
      return {.form = Form::compare, .op = op, .value = constant.string()};
  }
  return {};
}

std::optional<ScaledConstant> scaled_constant(Value const& value) {
  if (!value.is(Kind::number)) return std::nullopt;
  for (int scale = 0; scale <= 18; ++scale) {
    auto const shifted = value.number() * Decimal::scaled(1, scale);
    auto const whole = shifted ? shifted->to_int64() : std::nullopt;
    if (whole) return ScaledConstant{*whole, scale};
  }
  return std::nullopt;
}

bool may_be_bound(std::string const& text) { return is_utf8(text) && text.find('\0') == text.npos; }

}  // namespace zonebook::ledger
