#include "feel/properties.h"

#include <span>

namespace zonebook::feel {
namespace {

struct Property {
  std::string_view name;
  Kind kind;
  Value (*read)(Value const&);
};

Value number(std::int64_t value) { return Value(Decimal(value)); }

Date date_in(Value const& value) {
  return value.is(Kind::date) ? value.date() : value.date_time().date;
}

ClockTime const& time_in(Value const& value) {
  return value.is(Kind::time) ? value.time() : value.date_time().time;
}

Value year(Value const& value) { return number(date_in(value).civil().year); }
Value month(Value const& value) { return number(date_in(value).civil().month); }
Value day(Value const& value) { return number(date_in(value).civil().day); }
Value weekday(Value const& value) { return number(date_in(value).weekday()); }
Value hour(Value const& value) { return number(time_in(value).hour()); }
Value minute(Value const& value) { return number(time_in(value).minute()); }
Value second(Value const& value) { return number(time_in(value).second()); }

Value time_offset(Value const& value) {
  auto offset = value.is(Kind::time) ? value.time().offset() : value.date_time().offset();
  return offset ? Value(SecondsDuration{.seconds = *offset}) : Value();
}

Value timezone(Value const& value) {
  auto const* zone = std::get_if<ZonePtr>(&time_in(value).place);
  return zone ? Value::text((*zone)->name()) : Value();
}

Value years(Value const& value) { return number(value.months_duration().months / 12); }
Value months(Value const& value) { return number(value.months_duration().months % 12); }

// Of a negative length all parts are negative: -PT90M is -1 hours and -30 minutes.
std::int64_t whole_seconds(Value const& value) {
  auto length = value.seconds_duration();
  return length.seconds < 0 && length.nanos > 0 ? length.seconds + 1 : length.seconds;
}

Value days(Value const& value) { return number(whole_seconds(value) / 86'400); }
Value hours(Value const& value) { return number(whole_seconds(value) / 3'600 % 24); }
Value minutes(Value const& value) { return number(whole_seconds(value) / 60 % 60); }
Value seconds(Value const& value) { return number(whole_seconds(value) % 60); }

Value start(Value const& value) { return value.range().start; }
Value end(Value const& value) { return value.range().end; }
Value start_included(Value const& value) { return Value(value.range().start_included); }
Value end_included(Value const& value) { return Value(value.range().end_included); }

constexpr Property of_date[] = {{"year", Kind::number, year},
                                {"month", Kind::number, month},
                                {"day", Kind::number, day},
                                {"weekday", Kind::number, weekday}};
constexpr Property of_time[] = {{"hour", Kind::number, hour},
                                {"minute", Kind::number, minute},
                                {"second", Kind::number, second},
                                {"time offset", Kind::seconds_duration, time_offset},
                                {"timezone", Kind::string, timezone}};
constexpr Property of_months[] = {{"years", Kind::number, years}, {"months", Kind::number, months}};
constexpr Property of_seconds[] = {{"days", Kind::number, days},
                                   {"hours", Kind::number, hours},
                                   {"minutes", Kind::number, minutes},
                                   {"seconds", Kind::number, seconds}};
constexpr Property of_range[] = {{"start", Kind::null, start},
                                 {"end", Kind::null, end},
                                 {"start included", Kind::boolean, start_included},
                                 {"end included", Kind::boolean, end_included}};

Property const* find(std::span<Property const> properties, std::string_view name) {
  for (auto const& property : properties) {
    if (property.name == name) return &property;
  }
  return nullptr;
}

Property const* find(Kind kind, std::string_view name) {
  switch (kind) {
    case Kind::date: return find(of_date, name);
    case Kind::time: return find(of_time, name);
    case Kind::date_time: {
      auto const* in_date = find(of_date, name);
      return in_date ? in_date : find(of_time, name);
    }
    case Kind::months_duration: return find(of_months, name);
    case Kind::seconds_duration: return find(of_seconds, name);
    case Kind::range: return find(of_range, name);
    default: return nullptr;
  }
}

}  // namespace

std::optional<Value> property_of(Value const& value, std::string_view name) {
  auto const* property = find(value.kind(), name);
  if (!property) return std::nullopt;
  return property->read(value);
}

TypePtr property_type(Kind kind, std::string_view name) {
  auto const* property = find(kind, name);
  return property && property->kind != Kind::null ? simple_type(property->kind) : any_type();
}

}  // namespace zonebook::feel
