// The values of FEEL (DMN 1.5, 10.3.2.2): null, boolean, number, string, the six temporal kinds,
// list, context, range and function.
//
//   Value total = Decimal(42);
//   Value name = Value::text("示例企业");
//   Value both = Value::list({total, name});
//   total.is(Kind::number);  total.number();      // a wrong accessor is our own bug: CHECK
//
// A Value is immutable and 24 bytes; what is larger is shared, so that a copy never costs more
// than a reference count.
//
// Equality and order are three-valued and live in compare.h; there is no operator== on purpose.

#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/duration.h"
#include "base/result.h"
#include "base/time.h"

namespace zonebook::feel {

class Value;
class Function;
struct Context;
struct Range;
using List = std::vector<Value>;

// In the order of the variant in Value.
enum class Kind : std::uint8_t {
  null,
  boolean,
  number,
  string,
  date,
  time,
  date_time,
  months_duration,   // "years and months duration"
  seconds_duration,  // "days and time duration"
  list,
  context,
  range,
  function,
};
constexpr int kind_count = 13;

// As FEEL writes it: "date and time".
std::string_view name_of(Kind);
// The same as an argument of a message, where it is a word of the reader's language: 日期和时间.
std::string noun_of(Kind);

class Value {
 public:
  Value() = default;  // null
  Value(bool value) : held_(value) {}
  Value(Decimal value) : held_(value) {}
  Value(Date value) : held_(value) {}
  Value(MonthsDuration value) : held_(value) {}
  Value(SecondsDuration value) : held_(value) {}
  Value(ClockTime value) : held_(std::make_shared<ClockTime const>(std::move(value))) {}
  Value(DateTime value) : held_(std::make_shared<DateTime const>(std::move(value))) {}
  Value(Range);
  Value(std::shared_ptr<Function const> value) : held_(std::move(value)) {}
  // Neither numbers nor texts convert by themselves: 1 would be a bool, "x" a bool too.
  Value(int) = delete;
  Value(char const*) = delete;

  static Value text(std::string value);
  static Value list(List items);
  static Value context(std::vector<std::pair<std::string, Value>> entries);

  Kind kind() const { return static_cast<Kind>(held_.index()); }
  bool is(Kind kind) const { return held_.index() == static_cast<std::size_t>(kind); }
  bool is_null() const { return held_.index() == 0; }
  bool is_true() const { return is(Kind::boolean) && boolean(); }
  bool is_false() const { return is(Kind::boolean) && !boolean(); }

  bool boolean() const { return get<bool>(); }
  Decimal number() const { return get<Decimal>(); }
  std::string const& string() const { return *get<std::shared_ptr<std::string const>>(); }
  Date date() const { return get<Date>(); }
  ClockTime const& time() const { return *get<std::shared_ptr<ClockTime const>>(); }
  DateTime const& date_time() const { return *get<std::shared_ptr<DateTime const>>(); }
  MonthsDuration months_duration() const { return get<MonthsDuration>(); }
  SecondsDuration seconds_duration() const { return get<SecondsDuration>(); }
  List const& list() const { return *get<std::shared_ptr<List const>>(); }
  Context const& context() const { return *get<std::shared_ptr<Context const>>(); }
  Range const& range() const { return *get<std::shared_ptr<Range const>>(); }
  std::shared_ptr<Function const> const& function() const {
    return get<std::shared_ptr<Function const>>();
  }

 private:
  template <class T>
  T const& get() const {
    auto const* value = std::get_if<T>(&held_);
    CHECK(value != nullptr);
    return *value;
  }

  std::variant<std::monostate, bool, Decimal, std::shared_ptr<std::string const>, Date,
               std::shared_ptr<ClockTime const>, std::shared_ptr<DateTime const>, MonthsDuration,
               SecondsDuration, std::shared_ptr<List const>, std::shared_ptr<Context const>,
               std::shared_ptr<Range const>, std::shared_ptr<Function const>>
      held_;
};

// Entries in the order they were written; keys are unique (10.3.1.2, rule 57).
struct Context {
  std::vector<std::pair<std::string, Value>> entries;

  Value const* find(std::string_view key) const;  // nullptr if absent
};

// [a..b], (a..b), and the one-sided ranges that unary tests make: (< 10), (>= 10), (= 10).
// Of a one-sided range the missing end is null.  An interval whose end *evaluated* to null is a
// different thing, (null..10): it contains nothing that can be known.
struct Range {
  enum class Form : std::uint8_t { interval, one_sided, equal, unequal };

  Value start, end;
  bool start_included = false;
  bool end_included = false;
  Form form = Form::interval;
};

// How people and string() write a value (10.3.4.1): strings bare at the top, quoted inside lists
// and contexts; [1, 2], {a: 1, "a-b": 2}, [1..10], (< 10); dates bare; null is "null".
std::string to_text(Value const&);
// As a FEEL literal that reads back as the same value where FEEL has one: strings quoted,
// @"2023-12-31".  For traces and messages.  Of a function only its name and parameters.
std::string to_literal(Value const&);

}  // namespace zonebook::feel
