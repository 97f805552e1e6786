// Equality and order of FEEL values (DMN 1.5, 10.3.2.13, tables 42 and 53), three-valued.
//
//   equal(Decimal(1), Value::text("1"));    // nullopt: two kinds
//   order(Decimal(1), Decimal(2));          // less
//
// Promises (checked in compare_test.cpp)
//   1. order(a, b) is 0 exactly if equal(a, b) is true, wherever there is an order.
//   2. order is antisymmetric, and transitive among values that all have one to each other.

#pragma once

#include <compare>
#include <optional>

#include "feel/value.h"

namespace zonebook::feel {

namespace compare_detail {
std::optional<bool> equal_others(Value const&, Value const&);
std::optional<std::weak_ordering> order_others(Value const&, Value const&);
}  // namespace compare_detail

// a = b.  null equals only null; values of two kinds are not comparable: nullopt.  Lists and
// contexts by content, ranges by ends and form, functions by identity.  Times and dates with time
// ignore fractions of a second (TCK 0068: "value resolution is seconds"); two moments are compared
// on the UTC time line, a local one with a placed one not at all.  Times of day in zones with
// summer time have no offset of their own: two of one zone are compared as they stand, others only
// where every day of the year gives the same answer.
inline std::optional<bool> equal(Value const& left, Value const& right) {
  if (left.is(Kind::number) && right.is(Kind::number)) return left.number() == right.number();
  if (left.is(Kind::string) && right.is(Kind::string)) return left.string() == right.string();
  return compare_detail::equal_others(left, right);
}

// a < b, a = b, a > b for numbers, strings (code points), temporal values and durations; nullopt
// for all else, for two kinds, for null, and for a local with a placed time.
inline std::optional<std::weak_ordering> order(Value const& left, Value const& right) {
  if (left.is(Kind::number) && right.is(Kind::number)) return left.number() <=> right.number();
  if (left.is(Kind::string) && right.is(Kind::string)) return left.string() <=> right.string();
  return compare_detail::order_others(left, right);
}

// x in [a..b]: nullopt where an end is null by accident, or not comparable.
std::optional<bool> contains(Range const&, Value const&);

}  // namespace zonebook::feel
