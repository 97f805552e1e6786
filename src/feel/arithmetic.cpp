#include "feel/arithmetic.h"

namespace zonebook::feel {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;

std::unexpected<Text> refuse(std::string_view key) {
  return std::unexpected(Text{std::string(key), {}});
}

// `key` for two kinds that do not go together; null has a sentence of its own.
std::unexpected<Text> refuse(std::string_view key, Value const& left, Value const& right) {
  if (left.is_null() || right.is_null()) return refuse("feel.operand_is_null");
  return std::unexpected(
      Text{std::string(key), {{"left", noun_of(left.kind())}, {"right", noun_of(right.kind())}}});
}

// What the base says in std::optional: nothing means that it would not fit.
template <class T>
Outcome fitting(std::optional<T> result, std::string_view otherwise) {
  if (!result) return refuse(otherwise);
  return Value(std::move(*result));
}

Outcome fitting(std::optional<Decimal> result) { return fitting(result, "feel.result_too_large"); }

Outcome duration_fitting(auto result) { return fitting(result, "feel.duration_too_long"); }

Outcome date_fitting(auto result) { return fitting(std::move(result), "feel.date_out_of_range"); }

bool both(Kind kind, Value const& left, Value const& right) {
  return left.is(kind) && right.is(kind);
}

bool is_point(Value const& value) {
  return value.is(Kind::date) || value.is(Kind::time) || value.is(Kind::date_time);
}

bool is_duration(Value const& value) {
  return value.is(Kind::months_duration) || value.is(Kind::seconds_duration);
}

// Midnight so much later, and of that the date: 2021-01-02 - PT1S is 2021-01-01.
std::optional<Date> later(Date date, SecondsDuration length) {
  std::int64_t seconds = 0;
  if (__builtin_add_overflow(date.days() * seconds_per_day, length.seconds, &seconds)) return {};
  auto const rest = seconds % seconds_per_day;
  return Date::from_days(seconds / seconds_per_day - (rest < 0 ? 1 : 0));
}

// Tables 45 and 46, where the left side is a date, a time or both.
Outcome point_plus(Value const& point, Value const& length) {
  if (length.is(Kind::seconds_duration)) {
    auto const seconds = length.seconds_duration();
    if (point.is(Kind::time)) return Value(point.time().plus(seconds));
    if (point.is(Kind::date)) return date_fitting(later(point.date(), seconds));
    return date_fitting(point.date_time().plus(seconds));
  }
  auto const months = length.months_duration();
  if (point.is(Kind::date)) return date_fitting(point.date().add_months(months.months));
  if (point.is(Kind::date_time)) return date_fitting(point.date_time().plus(months));
  return refuse("feel.cannot_add", point, length);
}

Outcome distance(SecondsDuration from, SecondsDuration to) {
  auto const back = zonebook::negate(from);
  return duration_fitting(back ? zonebook::add(to, *back) : std::nullopt);
}

Outcome distance(DateTime const& from, DateTime const& to) {
  if (from.is_local() != to.is_local()) return refuse("feel.one_side_without_zone");
  return distance(from.since_epoch(), to.since_epoch());
}

SecondsDuration of_nanos(std::int64_t nanos) {
  constexpr auto second = ClockTime::nanos_per_second;
  auto const rest = (nanos % second + second) % second;
  return {(nanos - rest) / second, static_cast<std::int32_t>(rest)};
}

// On one day; in a zone with summer time nothing says which, so only clocks of one zone compare.
Outcome distance(ClockTime const& from, ClockTime const& to) {
  auto const nanos = to.nanos - from.nanos;
  auto const* zone = std::get_if<ZonePtr>(&from.place);
  auto const* other = std::get_if<ZonePtr>(&to.place);
  bool const here = from.place.index() == 0 && to.place.index() == 0;
  bool const one_zone = zone && other && (*zone)->name() == (*other)->name();
  if (here || one_zone) return Value(of_nanos(nanos));
  if (from.place.index() == 0 || to.place.index() == 0) return refuse("feel.one_side_without_zone");
  auto const from_offset = from.offset();
  auto const to_offset = to.offset();
  if (!from_offset || !to_offset) return refuse("feel.time_needs_its_date");
  std::int64_t const east = *to_offset - *from_offset;
  return Value(of_nanos(nanos - east * ClockTime::nanos_per_second));
}

// A date beside a date and time is its midnight in UTC (10.3.2.9.4).
DateTime as_moment(Value const& value) {
  if (value.is(Kind::date_time)) return value.date_time();
  return {.date = value.date(), .time = {.nanos = 0, .place = Offset{}}};
}

// Exact: 19 digits of seconds and 9 of nanos are less than 34.
Decimal as_number(Value const& duration) {
  if (duration.is(Kind::months_duration)) return Decimal(duration.months_duration().months);
  auto const length = duration.seconds_duration();
  auto const whole = Decimal(length.seconds);
  if (length.nanos == 0) return whole;
  auto const exact = whole + Decimal::scaled(length.nanos, -9);
  CHECK(exact.has_value());
  return *exact;
}

std::optional<SecondsDuration> to_seconds(Decimal number) {
  auto const cut = number.rounded(9, Decimal::Rounding::down);
  auto const whole = cut ? cut->rounded(0, Decimal::Rounding::floor) : std::nullopt;
  auto const seconds = whole ? whole->to_int64() : std::nullopt;
  auto const fraction = seconds ? *cut - *whole : std::nullopt;
  auto const nanos = fraction ? *fraction * Decimal(ClockTime::nanos_per_second) : std::nullopt;
  auto const small = nanos ? nanos->truncated_to_int64() : std::nullopt;
  if (!small) return std::nullopt;
  return SecondsDuration{*seconds, static_cast<std::int32_t>(*small)};
}

// The way back from as_number, into the kind of `like`.
Outcome duration_like(Value const& like, std::optional<Decimal> number) {
  if (!number) return refuse("feel.duration_too_long");
  if (like.is(Kind::seconds_duration)) return duration_fitting(to_seconds(*number));
  auto const months = number->truncated_to_int64();
  if (!months) return refuse("feel.duration_too_long");
  return Value(MonthsDuration{*months});
}

}  // namespace

Outcome add(Value const& left, Value const& right) {
  if (both(Kind::number, left, right)) return fitting(left.number() + right.number());
  if (both(Kind::string, left, right)) return Value::text(left.string() + right.string());
  if (is_point(left) && is_duration(right)) return point_plus(left, right);
  if (is_duration(left) && is_point(right)) return add(right, left);
  if (both(Kind::months_duration, left, right)) {
    return duration_fitting(zonebook::add(left.months_duration(), right.months_duration()));
  }
  if (both(Kind::seconds_duration, left, right)) {
    return duration_fitting(zonebook::add(left.seconds_duration(), right.seconds_duration()));
  }
  return refuse("feel.cannot_add", left, right);
}

Outcome subtract(Value const& left, Value const& right) {
  if (both(Kind::number, left, right)) return fitting(left.number() - right.number());
  bool const points = is_point(left) && is_point(right);
  if (points && both(Kind::time, left, right)) return distance(right.time(), left.time());
  if (points && both(Kind::date, left, right)) {
    auto const days = left.date().days() - right.date().days();
    return Value(SecondsDuration{.seconds = days * seconds_per_day});
  }
  if (points && !left.is(Kind::time) && !right.is(Kind::time)) {
    return distance(as_moment(right), as_moment(left));
  }
  bool const shifts = is_point(left) && is_duration(right);
  bool const lengths = is_duration(left) && left.kind() == right.kind();
  bool const months_of_time = left.is(Kind::time) && right.is(Kind::months_duration);
  if ((shifts && !months_of_time) || lengths) {
    auto const back = negate(right);
    return back ? add(left, *back) : back;
  }
  return refuse("feel.cannot_subtract", left, right);
}

Outcome multiply(Value const& left, Value const& right) {
  if (both(Kind::number, left, right)) return fitting(left.number() * right.number());
  if (is_duration(left) && right.is(Kind::number)) {
    return duration_like(left, as_number(left) * right.number());
  }
  if (left.is(Kind::number) && is_duration(right)) return multiply(right, left);
  return refuse("feel.cannot_multiply", left, right);
}

Outcome divide(Value const& left, Value const& right) {
  bool const numbers = both(Kind::number, left, right);
  bool const shares = is_duration(left) && right.is(Kind::number);
  bool const lengths = is_duration(left) && left.kind() == right.kind();
  if (!numbers && !shares && !lengths) return refuse("feel.cannot_divide", left, right);
  auto const divisor = lengths ? as_number(right) : right.number();
  if (divisor.sign() == 0) return refuse("feel.division_by_zero");
  if (numbers) return fitting(left.number() / divisor);
  auto const quotient = as_number(left) / divisor;
  return lengths ? fitting(quotient) : duration_like(left, quotient);
}

Outcome power(Value const& left, Value const& right) {
  if (!both(Kind::number, left, right)) return refuse("feel.cannot_raise", left, right);
  return fitting(left.number().power(right.number()), "feel.no_such_power");
}

Outcome negate(Value const& value) {
  switch (value.kind()) {
    case Kind::number: return Value(-value.number());
    case Kind::months_duration: return duration_fitting(zonebook::negate(value.months_duration()));
    case Kind::seconds_duration:
      return duration_fitting(zonebook::negate(value.seconds_duration()));
    case Kind::null: return refuse("feel.operand_is_null");
    default: break;
  }
  return std::unexpected(Text{"feel.cannot_negate", {{"kind", noun_of(value.kind())}}});
}

}  // namespace zonebook::feel
