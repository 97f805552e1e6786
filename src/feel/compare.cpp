#include "feel/compare.h"

#include <algorithm>

namespace zonebook::feel {
namespace {

using Equality = std::optional<bool>;
using Order = std::optional<std::weak_ordering>;

// Kleene's `and`: one difference decides, whatever else could not be told.
Equality both(Equality left, Equality right) {
  if (left == false || right == false) return false;
  return left && right ? Equality(true) : std::nullopt;
}

// Where a clock may stand against UTC: one offset, or those of winter and summer.
struct Offsets {
  std::int64_t least, most;
};

Offsets offsets_of(ClockTime const& time) {
  if (auto offset = time.offset()) return {*offset, *offset};
  // Half a year apart, so that both halves of a zone with summer time are seen.
  constexpr std::int64_t january_2024 = 1'704'067'200;
  constexpr std::int64_t july_2024 = 1'719'792'000;
  auto const& zone = *std::get<ZonePtr>(time.place);
  std::int64_t const winter = zone.offset_at(january_2024);
  std::int64_t const summer = zone.offset_at(july_2024);
  return {std::min(winter, summer), std::max(winter, summer)};
}

bool is_local(ClockTime const& time) { return std::holds_alternative<std::monostate>(time.place); }

bool same_zone(ClockTime const& left, ClockTime const& right) {
  auto const* one = std::get_if<ZonePtr>(&left.place);
  auto const* other = std::get_if<ZonePtr>(&right.place);
  return one && other && (*one)->name() == (*other)->name();
}

// Seconds of the day in UTC, as far as the zones fix them (10.3.2.3.5: a time of day has no date
// that would choose between winter and summer).
Order order_of(ClockTime const& left, ClockTime const& right) {
  auto const a = left.nanos / ClockTime::nanos_per_second;
  auto const b = right.nanos / ClockTime::nanos_per_second;
  if (is_local(left) != is_local(right)) return std::nullopt;
  if (is_local(left) || same_zone(left, right)) return a <=> b;
  auto const at = offsets_of(left);
  auto const bt = offsets_of(right);
  auto const earliest = (a - at.most) <=> (b - bt.least);
  auto const latest = (a - at.least) <=> (b - bt.most);
  return earliest == latest ? Order(earliest) : std::nullopt;
}

// Whole seconds on the time line (10.3.2.3.6); since_epoch() has its nanos upwards, so dropping
// them is the same floor on both sides.
Order order_of(DateTime const& left, DateTime const& right) {
  if (left.is_local() != right.is_local()) return std::nullopt;
  return left.since_epoch().seconds <=> right.since_epoch().seconds;
}

Equality equal_lists(List const& left, List const& right) {
  if (left.size() != right.size()) return false;
  Equality same = true;
  for (std::size_t i = 0; i < left.size() && same != false; ++i) {
    same = both(same, equal(left[i], right[i]));
  }
  return same;
}

// The order of the entries says nothing (table 42).
Equality equal_contexts(Context const& left, Context const& right) {
  if (left.entries.size() != right.entries.size()) return false;
  Equality same = true;
  for (auto const& [key, value] : left.entries) {
    auto const* other = right.find(key);
    if (!other) return false;
    same = both(same, equal(value, *other));
  }
  return same;
}

// (= 10) and [10..10] admit the same and are two ranges all the same (table 42: by their ends).
Equality equal_ranges(Range const& left, Range const& right) {
  if (left.form != right.form || left.start_included != right.start_included ||
      left.end_included != right.end_included) {
    return false;
  }
  return both(equal(left.start, right.start), equal(left.end, right.end));
}

}  // namespace

Equality compare_detail::equal_others(Value const& left, Value const& right) {
  if (left.is_null() || right.is_null()) return left.is_null() && right.is_null();
  if (left.kind() != right.kind()) return std::nullopt;
  switch (left.kind()) {
    case Kind::boolean: return left.boolean() == right.boolean();
    case Kind::list: return equal_lists(left.list(), right.list());
    case Kind::context: return equal_contexts(left.context(), right.context());
    case Kind::range: return equal_ranges(left.range(), right.range());
    case Kind::function: return left.function() == right.function();
    default: break;
  }
  auto const compared = order(left, right);
  return compared ? Equality(*compared == 0) : std::nullopt;
}

Order compare_detail::order_others(Value const& left, Value const& right) {
  if (left.kind() != right.kind()) return std::nullopt;
  switch (left.kind()) {
    case Kind::date: return left.date() <=> right.date();
    case Kind::time: return order_of(left.time(), right.time());
    case Kind::date_time: return order_of(left.date_time(), right.date_time());
    case Kind::months_duration: return left.months_duration() <=> right.months_duration();
    case Kind::seconds_duration: return left.seconds_duration() <=> right.seconds_duration();
    default: return std::nullopt;
  }
}

Equality contains(Range const& range, Value const& value) {
  if (range.form == Range::Form::equal) return equal(value, range.start);
  if (range.form == Range::Form::unequal) {
    auto const same = equal(value, range.start);
    return same ? Equality(!*same) : std::nullopt;
  }
  bool const one_sided = range.form == Range::Form::one_sided;
  bool const starts = !one_sided || !range.start.is_null();
  bool const ends = !one_sided || range.start.is_null();
  auto const from = starts ? order(value, range.start) : Order(std::weak_ordering::greater);
  auto const to = ends ? order(value, range.end) : Order(std::weak_ordering::less);
  // Even where one end alone would rule the value out: 11 in (null..10] is null.
  if (!from || !to) return std::nullopt;
  bool const after = *from > 0 || (*from == 0 && range.start_included);
  bool const before = *to < 0 || (*to == 0 && range.end_included);
  return after && before;
}

}  // namespace zonebook::feel
