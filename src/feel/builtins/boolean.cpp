// Boolean functions (DMN 1.5, 10.3.4.2 and the list forms of 10.3.4.4), and is() (10.3.4.9).

#include <algorithm>

#include "feel/builtin.h"
#include "feel/compare.h"

namespace zonebook::feel {
namespace {

// Table 76: true and false are swapped, everything else is null.  null itself is no mistake.
Value negation(Call& call) {
  auto const& negand = call[0];
  if (negand.is(Kind::boolean)) return !negand.boolean();
  if (negand.is_null()) return {};
  return call.fail({"feel.not_boolean", {{"kind", noun_of(negand.kind())}}});
}

// Three-valued: one `decisive` item settles it, else a null leaves it open, else it is the other.
// An item that is neither a boolean nor null is a mistake wherever it stands, so that the answer
// does not depend on the order of the items.
Value fold(Call const& call, std::span<Value const> items, bool decisive) {
  if (!call.charge(items.size())) return {};
  bool settled = false;
  bool open = false;
  for (std::size_t i = 0; i < items.size(); ++i) {
    auto const& item = items[i];
    if (item.is(Kind::boolean)) {
      settled |= item.boolean() == decisive;
    } else if (item.is_null()) {
      open = true;
    } else {
      return call.fail({"feel.item_not_boolean",
                        {{"index", std::to_string(i + 1)}, {"value", to_literal(item)}}});
    }
  }
  if (settled) return decisive;
  return open ? Value() : Value(!decisive);
}

// all(null) reaches the form with separate arguments, where a single null would be a list that is
// not there: Table 78 asks for a list.
Value fold_arguments(Call const& call, bool decisive) {
  if (call.size() == 1 && call[0].is_null()) {
    return call.fail({"feel.null_argument", {{"name", "list"}}});
  }
  return fold(call, call.arguments(), decisive);
}

Value all_of_list(Call& call) { return fold(call, call[0].list(), false); }
Value all_of_arguments(Call& call) { return fold_arguments(call, false); }
Value any_of_list(Call& call) { return fold(call, call[0].list(), true); }
Value any_of_arguments(Call& call) { return fold_arguments(call, true); }

// A local time, one with an offset and one in a named zone are three elements of the domain, even
// where they are equal as moments; "Z" and "+00:00" are one.
bool same_place(Place const& left, Place const& right) {
  auto const* left_zone = std::get_if<ZonePtr>(&left);
  auto const* right_zone = std::get_if<ZonePtr>(&right);
  if (left_zone && right_zone) return (*left_zone)->name() == (*right_zone)->name();
  return left == right;
}

// Times have the resolution of seconds, here as in `=` (compare.h).
bool same_time(ClockTime const& left, ClockTime const& right) {
  return left.nanos / ClockTime::nanos_per_second == right.nanos / ClockTime::nanos_per_second &&
         same_place(left.place, right.place);
}

bool same(Value const& left, Value const& right);

bool same_lists(List const& left, List const& right) {
  return std::ranges::equal(left, right, same);
}

bool same_contexts(Context const& left, Context const& right) {
  if (left.entries.size() != right.entries.size()) return false;
  return std::ranges::all_of(left.entries, [&](auto const& entry) {
    auto const* other = right.find(entry.first);
    return other && same(entry.second, *other);
  });
}

bool same_ranges(Range const& left, Range const& right) {
  return left.form == right.form && left.start_included == right.start_included &&
         left.end_included == right.end_included && same(left.start, right.start) &&
         same(left.end, right.end);
}

// "the same element in the FEEL semantic domain" (10.3.2.2): no conversion, and never unknown.
bool same(Value const& left, Value const& right) {
  if (left.kind() != right.kind()) return false;
  switch (left.kind()) {
    case Kind::time: return same_time(left.time(), right.time());
    case Kind::date_time:
      return left.date_time().date == right.date_time().date &&
             same_time(left.date_time().time, right.date_time().time);
    case Kind::list: return same_lists(left.list(), right.list());
    case Kind::context: return same_contexts(left.context(), right.context());
    case Kind::range: return same_ranges(left.range(), right.range());
    default: return equal(left, right).value_or(false);
  }
}

Value is_same(Call& call) { return same(call[0], call[1]); }

constexpr Builtin table[] = {
    {"not(negand: any) -> boolean", negation},
    {"all(list: list) -> boolean", all_of_list},
    {"all(item: any...) -> boolean", all_of_arguments},
    {"any(list: list) -> boolean", any_of_list},
    {"any(item: any...) -> boolean", any_of_arguments},
    {"is(value1: any, value2: any) -> boolean", is_same},
};

}  // namespace

std::span<Builtin const> boolean_functions() { return table; }

}  // namespace zonebook::feel
