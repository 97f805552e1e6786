// Range functions (DMN 1.5, 10.3.4.9, table 82): the relations of points and ranges after Allen and
// HL7 CQL; and range(from) (10.3.4.1).
//
// The formulas are those of the table, read with `range.start` and `range.end` of one-sided ranges
// at infinity.  Where two of the ends have no order the answer is null.

#include <algorithm>

#include "feel/builtin.h"
#include "feel/compare.h"
#include "feel/evaluate.h"

namespace zonebook::feel {
namespace {

struct End {
  enum class Where { minus_infinity, here, plus_infinity };

  Value const* value = nullptr;  // if `here`
  bool included = false;
  Where where = Where::here;
};

struct Interval {
  End start, end;
};

// Compares ends and keeps in mind whether that was always possible.
class Relation {
 public:
  explicit Relation(Call const& call) : call_(call) {}

  bool less(End const& a, End const& b) { return compare(a, b) < 0; }
  bool same(End const& a, End const& b) { return compare(a, b) == 0; }

  // The answer to the question that was asked by comparing; null, and a remark, if it has none.
  Value answer(bool holds) const {
    if (!left_) return holds;
    return call_.fail({"feel.not_comparable",
                       {{"left", noun_of(left_->kind())}, {"right", noun_of(right_->kind())}}});
  }

 private:
  std::partial_ordering compare(End const& a, End const& b) {
    if (a.where != End::Where::here || b.where != End::Where::here) return a.where <=> b.where;
    if (auto const ordered = order(*a.value, *b.value)) return *ordered;
    left_ = a.value;
    right_ = b.value;
    return std::partial_ordering::unordered;
  }

  Call const& call_;
  Value const* left_ = nullptr;  // the two without an order
  Value const* right_ = nullptr;
};

// [p..p]
Interval point(Value const& value) { return {{&value, true}, {&value, true}}; }

// nullopt, and a remark, of what has no ends: (!= 10), and an interval with an end that is null.
std::optional<Interval> interval(Call const& call, Range const& range) {
  if (range.form == Range::Form::equal) return point(range.start);
  Interval whole{{&range.start, range.start_included}, {&range.end, range.end_included}};
  if (range.form == Range::Form::one_sided) {
    if (range.start.is_null()) whole.start = {nullptr, false, End::Where::minus_infinity};
    if (range.end.is_null()) whole.end = {nullptr, false, End::Where::plus_infinity};
    return whole;
  }
  bool const has_ends = !range.start.is_null() && !range.end.is_null();
  if (range.form == Range::Form::interval && has_ends) return whole;
  call.fail({"feel.range_without_ends", {}});
  return std::nullopt;
}

// An argument that is a range, or any other value, which is a point; a list of one is its item
// (10.3.2.9.4).
std::optional<Interval> argument(Call const& call, std::size_t index) {
  bool const is_list_of_one = call[index].is(Kind::list) && call[index].list().size() == 1;
  auto const& value = is_list_of_one ? call[index].list()[0] : call[index];
  if (value.is(Kind::range)) return interval(call, value.range());
  if (!value.is_null()) return point(value);
  call.fail({"feel.null_argument", {{"name", "point"}}});
  return std::nullopt;
}

using Holds = bool (*)(Relation&, Interval const&, Interval const&);

template <Holds holds>
Value relation(Call& call) {
  auto const a = argument(call, 0);
  if (!a) return {};
  auto const b = argument(call, 1);
  if (!b) return {};
  Relation ends(call);
  bool const answer = holds(ends, *a, *b);
  return ends.answer(answer);
}

template <Holds holds>
bool turned(Relation& ends, Interval const& a, Interval const& b) {
  return holds(ends, b, a);
}

// For points too: point1 < point2, point < range.start …, since a point is the range [p..p].
bool before(Relation& ends, Interval const& a, Interval const& b) {
  return ends.less(a.end, b.start) ||
         ((!a.end.included || !b.start.included) && ends.same(a.end, b.start));
}

bool meets(Relation& ends, Interval const& a, Interval const& b) {
  return a.end.included && b.start.included && ends.same(a.end, b.start);
}

// Ranges that touch share a point only where both of the ends that touch are included, as the
// table's example says: overlaps([1..5], (5..8]) = false.
bool overlaps(Relation& ends, Interval const& a, Interval const& b) {
  return (ends.less(b.start, a.end) || meets(ends, a, b)) &&
         (ends.less(a.start, b.end) || meets(ends, b, a));
}

// a begins before b, or where b begins, and has all that b has there …
bool starts_no_later(Relation& ends, Interval const& a, Interval const& b) {
  return ends.less(a.start, b.start) ||
         (ends.same(a.start, b.start) && (a.start.included || !b.start.included));
}

bool ends_no_earlier(Relation& ends, Interval const& a, Interval const& b) {
  return ends.less(b.end, a.end) ||
         (ends.same(a.end, b.end) && (a.end.included || !b.end.included));
}

// … and here begins where b does not.
bool starts_earlier(Relation& ends, Interval const& a, Interval const& b) {
  return ends.less(a.start, b.start) ||
         (ends.same(a.start, b.start) && a.start.included && !b.start.included);
}

bool overlaps_before(Relation& ends, Interval const& a, Interval const& b) {
  return starts_earlier(ends, a, b) && (ends.less(b.start, a.end) || meets(ends, a, b)) &&
         ends_no_earlier(ends, b, a);
}

bool overlaps_after(Relation& ends, Interval const& a, Interval const& b) {
  return starts_earlier(ends, b, a) && (ends.less(a.start, b.end) || meets(ends, b, a)) &&
         ends_no_earlier(ends, a, b);
}

bool same_end(Relation& ends, Interval const& a, Interval const& b) {
  return a.end.included == b.end.included && ends.same(a.end, b.end);
}

bool same_start(Relation& ends, Interval const& a, Interval const& b) {
  return a.start.included == b.start.included && ends.same(a.start, b.start);
}

bool finishes(Relation& ends, Interval const& a, Interval const& b) {
  return same_end(ends, a, b) && starts_no_later(ends, b, a);
}

bool starts(Relation& ends, Interval const& a, Interval const& b) {
  return same_start(ends, a, b) && ends_no_earlier(ends, b, a);
}

bool includes(Relation& ends, Interval const& a, Interval const& b) {
  return starts_no_later(ends, a, b) && ends_no_earlier(ends, a, b);
}

bool coincides(Relation& ends, Interval const& a, Interval const& b) {
  return same_start(ends, a, b) && same_end(ends, a, b);
}

// Grammar rules 37 and 62: a number, a text, or a date, time or duration.  The parser has turned
// @"…" and date("…") into their values already.
bool is_literal(Node const& node) {
  if (node.op == Op::minus) {
    return node.children[0]->op == Op::literal && node.children[0]->value.is(Kind::number);
  }
  return node.op == Op::literal && !node.value.is_null();
}

bool is_literal_range(Node const& node) {
  auto const literal = [](NodePtr const& end) { return end && is_literal(*end); };
  return node.op == Op::range && node.form == Range::Form::interval &&
         std::ranges::all_of(node.children, literal);
}

// Table 74: "from is a string that is a range literal whose end points are literals".
Value range_from_text(Call& call) {
  auto const& from = call[0].string();
  if (!call.charge(1 + from.size())) return {};
  auto const expression = compile(from, Scope());
  if (!expression || !is_literal_range(expression->root())) {
    return call.fail({"feel.not_a_range", {{"text", from}}});
  }
  return call.evaluator().run_within(*expression, {});
}

constexpr Builtin table[] = {
    {"before(range1: range, range2: range) -> boolean", relation<before>},
    {"before(point: any, range: range) -> boolean", relation<before>},
    {"before(range: range, point: any) -> boolean", relation<before>},
    {"before(point1: any, point2: any) -> boolean", relation<before>},
    {"after(range1: range, range2: range) -> boolean", relation<turned<before>>},
    {"after(point: any, range: range) -> boolean", relation<turned<before>>},
    {"after(range: range, point: any) -> boolean", relation<turned<before>>},
    {"after(point1: any, point2: any) -> boolean", relation<turned<before>>},
    {"meets(range1: range, range2: range) -> boolean", relation<meets>},
    {"met by(range1: range, range2: range) -> boolean", relation<turned<meets>>},
    {"overlaps(range1: range, range2: range) -> boolean", relation<overlaps>},
    {"overlaps before(range1: range, range2: range) -> boolean", relation<overlaps_before>},
    {"overlaps after(range1: range, range2: range) -> boolean", relation<overlaps_after>},
    {"finishes(range1: range, range2: range) -> boolean", relation<finishes>},
    {"finishes(point: any, range: range) -> boolean", relation<finishes>},
    {"finished by(range1: range, range2: range) -> boolean", relation<turned<finishes>>},
    {"finished by(range: range, point: any) -> boolean", relation<turned<finishes>>},
    {"includes(range1: range, range2: range) -> boolean", relation<includes>},
    {"includes(range: range, point: any) -> boolean", relation<includes>},
    {"during(range1: range, range2: range) -> boolean", relation<turned<includes>>},
    {"during(point: any, range: range) -> boolean", relation<turned<includes>>},
    {"starts(range1: range, range2: range) -> boolean", relation<starts>},
    {"starts(point: any, range: range) -> boolean", relation<starts>},
    {"started by(range1: range, range2: range) -> boolean", relation<turned<starts>>},
    {"started by(range: range, point: any) -> boolean", relation<turned<starts>>},
    {"coincides(range1: range, range2: range) -> boolean", relation<coincides>},
    {"coincides(point1: number | string | date | time | date and time | duration,"
     " point2: number | string | date | time | date and time | duration) -> boolean",
     relation<coincides>},
    {"range(from: string) -> range", range_from_text},
};

}  // namespace

std::span<Builtin const> range_functions() { return table; }

}  // namespace zonebook::feel
