#include "dmn/cell.h"

#include "feel/compare.h"

namespace zonebook::dmn {

using feel::Kind;
using feel::Value;

namespace {

Sort sort_of_place(Place const& place, Sort local, Sort placed) {
  return std::holds_alternative<std::monostate>(place) ? local : placed;
}

Verdict verdict_of(std::optional<bool> answer) {
  if (!answer) return Verdict::unknown;
  return *answer ? Verdict::yes : Verdict::no;
}

Verdict opposite(Verdict verdict) {
  if (verdict == Verdict::unknown) return verdict;
  return verdict == Verdict::yes ? Verdict::no : Verdict::yes;
}

// Kleene's or (absorbing yes) and and (absorbing no), 10.3.2.4 table 50.
template <class Look>
Verdict judge_parts(CellTest const& test, Verdict absorbing, Look const& look);

// Is the value between the ends?  Unknown if it cannot be compared with one of them.
template <class Look>
Verdict judge_within(CellTest const& test, Look const& look) {
  bool inside = true;
  if (test.low) {
    auto order = look.order(*test.low);
    if (!order) return Verdict::unknown;
    inside = *order > 0 || (*order == 0 && test.low->included);
  }
  if (test.high) {
    auto order = look.order(*test.high);
    if (!order) return Verdict::unknown;
    inside = inside && (*order < 0 || (*order == 0 && test.high->included));
  }
  return inside ? Verdict::yes : Verdict::no;
}

template <class Look>
Verdict judge_by(CellTest const& test, Look const& look) {
  switch (test.form) {
    case CellTest::Form::fixed: return test.verdict;
    case CellTest::Form::equal: return verdict_of(look.equal(*test.low));
    case CellTest::Form::unequal: return opposite(verdict_of(look.equal(*test.low)));
    case CellTest::Form::within: return judge_within(test, look);
    case CellTest::Form::any: return judge_parts(test, Verdict::yes, look);
    case CellTest::Form::all: return judge_parts(test, Verdict::no, look);
    case CellTest::Form::negation: return opposite(judge_by(test.parts[0], look));
    case CellTest::Form::of_sort: return verdict_of(look.is_of(test.low->sort));
    case CellTest::Form::settled:
      return judge_by(test.parts[0], look) == Verdict::yes ? Verdict::yes : Verdict::no;
  }
  CHECK(false);
}

template <class Look>
Verdict judge_parts(CellTest const& test, Verdict absorbing, Look const& look) {
  auto answer = opposite(absorbing);
  for (auto const& part : test.parts) {
    auto verdict = judge_by(part, look);
    if (verdict == absorbing) return absorbing;
    if (verdict == Verdict::unknown) answer = verdict;
  }
  return answer;
}

// Looks at one value.
struct ValueLook {
  Value const& value;

  bool is_of(Sort wanted) const { return sort_of(value) == wanted; }
  std::optional<bool> equal(CellTest::End const& end) const {
    return feel::equal(value, end.value);
  }
  std::optional<std::weak_ordering> order(CellTest::End const& end) const {
    return feel::order(value, end.value);
  }
};

// Looks at all values of a region: within its own sort by position, across sorts by a sample,
// since there all values of a sort compare alike.
struct RegionLook {
  Sort sort;
  std::uint32_t position;

  bool is_of(Sort wanted) const { return sort == wanted; }
  bool is_own(CellTest::End const& end) const { return end.sort == sort && is_ordered(sort); }
  std::optional<bool> equal(CellTest::End const& end) const {
    if (is_own(end)) return position == 2 * end.position + 1;
    return feel::equal(sample_of(sort), end.value);
  }
  std::optional<std::weak_ordering> order(CellTest::End const& end) const {
    if (is_own(end)) return std::weak_ordering(position <=> 2 * end.position + 1);
    return feel::order(sample_of(sort), end.value);
  }
};

}  // namespace

std::optional<Sort> sort_of(Value const& value) {
  switch (value.kind()) {
    case Kind::null: return Sort::null;
    case Kind::boolean: return value.boolean() ? Sort::truth : Sort::falsehood;
    case Kind::number: return Sort::number;
    case Kind::string: return Sort::string;
    case Kind::date: return Sort::date;
    case Kind::time: {
      auto const& time = value.time();
      if (!std::holds_alternative<std::monostate>(time.place) && !time.offset()) return {};
      return sort_of_place(time.place, Sort::local_time, Sort::placed_time);
    }
    case Kind::date_time:
      return sort_of_place(value.date_time().time.place, Sort::local_date_time,
                           Sort::placed_date_time);
    case Kind::months_duration: return Sort::months;
    case Kind::seconds_duration: return Sort::seconds;
    default: return {};
  }
}

Value const& sample_of(Sort sort) {
  static std::vector<Value> const samples = [] {
    auto noon = ClockTime{43'200 * ClockTime::nanos_per_second, {}};
    auto placed = ClockTime{noon.nanos, Offset{0}};
    return std::vector<Value>{Value(),
                              Value(false),
                              Value(true),
                              Value(Decimal(424'242)),
                              Value::text("?"),
                              Value(Date()),
                              Value(noon),
                              Value(placed),
                              Value(DateTime{Date(), noon}),
                              Value(DateTime{Date(), placed}),
                              Value(MonthsDuration{4242}),
                              Value(SecondsDuration{4242, 0})};
  }();
  return samples[static_cast<std::size_t>(sort)];
}

Verdict judge(CellTest const& test, Value const& value) { return judge_by(test, ValueLook{value}); }

Verdict judge_region(CellTest const& test, Sort sort, std::uint32_t position) {
  return judge_by(test, RegionLook{sort, position});
}

}  // namespace zonebook::dmn
