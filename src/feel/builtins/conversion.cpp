// Conversion functions (DMN 1.5, 10.3.4.1): date, time, date and time, duration, years and months
// duration, number, string.  range(from) is in range.cpp.

#include "base/unicode.h"
#include "feel/builtin.h"

namespace zonebook::feel {
namespace {

// A remark shows the beginning of a long text.
Value wrong_text(Call const& call, char const* key, std::string_view text) {
  constexpr std::size_t shown_max = 80;
  std::string shown(text.substr(0, code_point_offset(text, shown_max)));
  if (shown.size() < text.size()) shown += "…";
  return call.fail({key, {{"text", std::move(shown)}}});
}

// "2023-2-30", as it was asked for.
std::string joined(Call const& call, std::size_t first, std::size_t count, char const* separator) {
  std::string text;
  for (std::size_t i = first; i < first + count; ++i) {
    if (i > first) text += separator;
    text += call[i].number().to_string();
  }
  return text;
}

// The number if it is whole and one of least..most.
std::optional<int> whole(Value const& number, int least, int most) {
  auto const value = number.number().to_int64();
  if (!value || *value < least || *value > most) return std::nullopt;
  return static_cast<int>(*value);
}

// Three arguments: year, month, day.  nullopt, and a remark, if there is no such day.
std::optional<Date> date_of_parts(Call const& call, std::size_t first) {
  constexpr int max_year = Date::max_year;
  auto const year = whole(call[first], -max_year, max_year);
  auto const month = whole(call[first + 1], 1, 12);
  auto const day = whole(call[first + 2], 1, 31);
  std::optional<Date> date;
  if (year && month && day) date = Date::from_civil({.year = *year, .month = *month, .day = *day});
  if (!date) call.fail({"feel.no_such_day", {{"text", joined(call, first, 3, "-")}}});
  return date;
}

// At least 0, less than a minute; -1 if it is not.  Nine digits of the fraction count.
std::int64_t nanos_of_second(Decimal second) {
  if (second.sign() < 0 || second >= Decimal(60)) return -1;
  auto const nanos = second * Decimal(ClockTime::nanos_per_second);
  return nanos ? nanos->truncated_to_int64().value_or(-1) : -1;
}

// Three arguments: hour, minute, second.  nullopt, and a remark, if there is no such time.
std::optional<std::int64_t> nanos_of_parts(Call const& call, std::size_t first) {
  auto const hour = whole(call[first], 0, 23);
  auto const minute = whole(call[first + 1], 0, 59);
  auto const nanos = nanos_of_second(call[first + 2].number());
  if (hour && minute && nanos >= 0) {
    return (std::int64_t{*hour} * 60 + *minute) * 60 * ClockTime::nanos_per_second + nanos;
  }
  call.fail({"feel.no_such_time_of_day", {{"text", joined(call, first, 3, ":")}}});
  return std::nullopt;
}

std::optional<Place> place_of_seconds(Call const& call, std::int64_t seconds, Value const& asked) {
  constexpr std::int64_t most = 18 * 3600;
  if (seconds >= -most && seconds <= most) {
    return Place(Offset{static_cast<std::int32_t>(seconds)});
  }
  call.fail({"feel.no_such_offset", {{"value", to_text(asked)}}});
  return std::nullopt;
}

// null is a local time.
std::optional<Place> place_of_duration(Call const& call, Value const& offset) {
  if (offset.is_null()) return Place();
  auto const length = offset.seconds_duration();
  if (length.nanos == 0) return place_of_seconds(call, length.seconds, offset);
  call.fail({"feel.no_such_offset", {{"value", to_text(offset)}}});
  return std::nullopt;
}

std::optional<Place> place_of_hours(Call const& call, Value const& hours) {
  auto const seconds = hours.number() * Decimal(3600);
  auto const whole = seconds ? seconds->to_int64() : std::nullopt;
  if (whole) return place_of_seconds(call, *whole, hours);
  call.fail({"feel.no_such_offset", {{"value", to_text(hours)}}});
  return std::nullopt;
}

// "Europe/Paris", and also "Z" or "+02:00".
std::optional<Place> place_of_name(Call const& call, Value const& name) {
  auto time = ClockTime::parse("00:00:00@" + name.string());
  if (!time) time = ClockTime::parse("00:00:00" + name.string());
  if (time && !std::holds_alternative<std::monostate>(time->place)) return time->place;
  wrong_text(call, "feel.unknown_time_zone", name.string());
  return std::nullopt;
}

Value date_from_text(Call& call) {
  auto const& text = call[0].string();
  if (auto const date = Date::parse(text)) return *date;
  return wrong_text(call, "feel.not_a_date", text);
}

Value date_from_date(Call& call) { return call[0]; }

// The day that its own clocks and calendar show.
Value date_from_date_time(Call& call) { return call[0].date_time().date; }

Value date_from_parts(Call& call) {
  auto const date = date_of_parts(call, 0);
  return date ? Value(*date) : Value();
}

Value time_from_text(Call& call) {
  auto const& text = call[0].string();
  if (auto time = ClockTime::parse(text)) return std::move(*time);
  return wrong_text(call, "feel.not_a_time", text);
}

Value time_from_time(Call& call) { return call[0]; }

// A date comes here as its midnight in UTC (10.3.2.9.4).
Value time_from_date_time(Call& call) { return call[0].date_time().time; }

Value time_from_parts(Call& call) {
  auto const nanos = nanos_of_parts(call, 0);
  if (!nanos) return {};
  auto place = place_of_duration(call, call[3]);
  if (!place) return {};
  return ClockTime{.nanos = *nanos, .place = std::move(*place)};
}

Value date_time_from_text(Call& call) {
  auto const& text = call[0].string();
  if (auto date_time = DateTime::parse(text)) return std::move(*date_time);
  return wrong_text(call, "feel.not_a_date_and_time", text);
}

// Table 74: "creates a date time from the given date (ignoring any time component) and the given
// time"; the place is the time's.
DateTime combined(Value const& date, Value const& time) {
  return {.date = date.is(Kind::date) ? date.date() : date.date_time().date, .time = time.time()};
}

Value date_time_from_two(Call& call) { return combined(call[0], call[1]); }

Value date_time_in_zone(Call& call) {
  auto place = place_of_name(call, call[2]);
  if (!place) return {};
  auto date_time = combined(call[0], call[1]);
  date_time.time.place = std::move(*place);
  return date_time;
}

template <std::optional<Place> (*place_of)(Call const&, Value const&)>
Value date_time_from_parts(Call& call) {
  auto const date = date_of_parts(call, 0);
  if (!date) return {};
  auto const nanos = nanos_of_parts(call, 3);
  if (!nanos) return {};
  auto place = place_of(call, call[6]);
  if (!place) return {};
  return DateTime{.date = *date, .time = {.nanos = *nanos, .place = std::move(*place)}};
}

Value duration_from_text(Call& call) {
  auto const& text = call[0].string();
  auto const duration = parse_duration(text);
  if (!duration) return wrong_text(call, "feel.not_a_duration", text);
  return std::visit([](auto length) { return Value(length); }, *duration);
}

// Whole months between the two days on the calendar; the times of day do not count.
Value months_between(Call& call) {
  auto const day = [](Value const& value) {
    return value.is(Kind::date) ? value.date() : value.date_time().date;
  };
  return MonthsDuration{whole_months_between(day(call[0]), day(call[1]))};
}

// Table 74: a grouping separator is a space, a comma, a period or null; a decimal separator a
// comma, a period or null, which is a period; "the two cannot match".
bool are_separators(Value const& grouping, Value const& decimal) {
  auto const is = [](Value const& value, std::string_view one_of) {
    return value.is_null() || (value.is(Kind::string) && value.string().size() == 1 &&
                               one_of.find(value.string()[0]) != std::string_view::npos);
  };
  if (!is(grouping, " ,.") || !is(decimal, ",.")) return false;
  return grouping.is_null() || decimal.is_null() || grouping.string() != decimal.string();
}

// Where groups are separated is not looked at: 1,00,000 is a number in India.
Value number_from_text(Call& call) {
  auto const& text = call[0].string();
  if (!are_separators(call[1], call[2])) {
    return call.fail({"feel.bad_separators",
                      {{"grouping", to_literal(call[1])}, {"decimal", to_literal(call[2])}}});
  }
  char const grouping = call[1].is_null() ? '\0' : call[1].string()[0];
  char const decimal = call[2].is_null() ? '.' : call[2].string()[0];
  if (!call.charge(text.size() / 16)) return {};
  std::string plain;
  for (char const c : text) {
    if (c == grouping && grouping != '\0') continue;
    plain += c == decimal ? '.' : c;
  }
  // Grammar rule 37 lets a number begin with its point; Decimal::parse() does not.
  if (auto const point = plain.starts_with('-') ? 1u : 0u; plain.substr(point, 1) == ".") {
    plain.insert(point, 1, '0');
  }
  if (auto const number = Decimal::parse(plain)) return *number;
  return wrong_text(call, "feel.not_a_number", text);
}

Value text_of(Call& call) {
  auto text = to_text(call[0]);
  if (!call.charge(text.size() / 16)) return {};
  return Value::text(std::move(text));
}

constexpr Builtin table[] = {
    {"date(from: string) -> date", date_from_text},
    {"date(from: date) -> date", date_from_date},
    {"date(from: date and time) -> date", date_from_date_time},
    {"date(year: number, month: number, day: number) -> date", date_from_parts},
    {"time(from: string) -> time", time_from_text},
    {"time(from: time) -> time", time_from_time},
    {"time(from: date and time) -> time", time_from_date_time},
    {"time(hour: number, minute: number, second: number, offset: days and time duration?) -> time",
     time_from_parts},
    {"date and time(from: string) -> date and time", date_time_from_text},
    {"date and time(date: date | date and time, time: time) -> date and time", date_time_from_two},
    {"date and time(date: date | date and time, time: time, timezone: string) -> date and time",
     date_time_in_zone},
    {"date and time(year: number, month: number, day: number, hour: number, minute: number,"
     " second: number, offset: days and time duration?) -> date and time",
     date_time_from_parts<place_of_duration>},
    {"date and time(year: number, month: number, day: number, hour: number, minute: number,"
     " second: number, timezone: string) -> date and time",
     date_time_from_parts<place_of_name>},
    {"date and time(year: number, month: number, day: number, hour: number, minute: number,"
     " second: number, hour offset: number) -> date and time",
     date_time_from_parts<place_of_hours>},
    {"duration(from: string) -> duration", duration_from_text},
    {"years and months duration(from: date | date and time, to: date | date and time)"
     " -> years and months duration",
     months_between},
    {"number(from: string, grouping separator: any, decimal separator: any) -> number",
     number_from_text},
    {"string(from: number | string | boolean | date | time | date and time | duration | list |"
     " context | range | function) -> string",
     text_of},
};

}  // namespace

std::span<Builtin const> conversion_functions() { return table; }

}  // namespace zonebook::feel
