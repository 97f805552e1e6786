// Values by seed, for property tests: few enough different ones that equal pairs are common, with
// the odd cases (zones, fractions of seconds, leap days, empty lists) among them.
//
//   Samples samples(42);
//   Value any = samples.value();

#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "feel/compare.h"
#include "feel/value.h"

namespace zonebook::feel {

class Samples {
 public:
  explicit Samples(std::uint32_t seed) : random_(seed) {}

  // 0 .. count - 1.
  int below(int count) { return static_cast<int>(random_() % static_cast<std::uint32_t>(count)); }

  Decimal number() { return Decimal::scaled(below(41) - 20, below(3) - 2); }
  Date date() { return *Date::from_days(below(5) * 366 - 800); }
  MonthsDuration months() { return {below(61) - 30}; }
  SecondsDuration seconds() { return {below(400'001) - 200'000, below(2) * 500'000'000}; }

  // The named zones keep one offset all year, so that every two of them have an order.
  ClockTime time() { return {.nanos = below(86'400) * 500'000'000LL, .place = place()}; }
  DateTime date_time() { return {.date = date(), .time = time()}; }

  // Of one of the kinds before Kind::list.
  Value atom() { return atom(static_cast<Kind>(below(static_cast<int>(Kind::list)))); }
  Value atom(Kind kind) {
    static constexpr char const* texts[] = {"", "a", "b", "ab", "示例", "🐎", "\"\\\n\x01"};
    switch (kind) {
      case Kind::boolean: return Value(below(2) == 1);
      case Kind::number: return number();
      case Kind::string: return Value::text(texts[below(std::size(texts))]);
      case Kind::date: return date();
      case Kind::time: return time();
      case Kind::date_time: return date_time();
      case Kind::months_duration: return months();
      case Kind::seconds_duration: return seconds();
      default: return {};
    }
  }

  // Of any kind but function, nested at most `depth` deep.
  Value value(int depth = 2) {
    auto const kind = below(depth > 0 ? 12 : 9);
    if (kind < 9) return atom(static_cast<Kind>(kind));
    if (kind == 9) return list(depth);
    return kind == 10 ? context(depth) : range();
  }

 private:
  Place place() {
    switch (below(4)) {
      case 0: return std::monostate{};
      case 1: return Offset{};
      default: return Offset{(below(5) - 2) * 5'400};
    }
  }

  Value list(int depth) {
    List items;
    for (int i = below(3); i > 0; --i) items.push_back(value(depth - 1));
    return Value::list(std::move(items));
  }

  Value context(int depth) {
    std::vector<std::pair<std::string, Value>> entries;
    if (below(2)) entries.emplace_back("a", value(depth - 1));
    if (below(2)) entries.emplace_back("fee rate", value(depth - 1));
    return Value::context(std::move(entries));
  }

  Value range() {
    auto const kind = static_cast<Kind>(below(7) + 2);
    auto const form = static_cast<Range::Form>(below(4));
    bool const one_sided = form == Range::Form::one_sided;
    bool const starts = !one_sided || below(2) == 1;
    auto start = starts ? atom(kind) : Value();
    auto end = one_sided && starts ? Value() : atom(kind);
    // An interval with its ends the wrong way round is null, not a range.
    auto const ends = order(start, end);
    if (form == Range::Form::interval && (!ends || *ends > 0)) end = start;
    if (form == Range::Form::equal || form == Range::Form::unequal) end = start;
    return Range{.start = std::move(start),
                 .end = std::move(end),
                 .start_included = below(2) == 1,
                 .end_included = below(2) == 1,
                 .form = form};
  }

  std::mt19937 random_;
};

}  // namespace zonebook::feel
