// + - * / ** over FEEL values (DMN 1.5, 10.3.2.13, tables 45 to 48): numbers, texts, and dates,
// times and durations among each other.
//
//   auto due = add(Date(…), MonthsDuration{2});     // a date
//   auto odd = add(Decimal(1), Value::text("1"));   // says feel.cannot_add
//
// What has no answer gives the reason, never an exception: the caller makes null and a remark of
// it.  Two numbers are looked at first.

#pragma once

#include <expected>

#include "base/text.h"
#include "feel/value.h"

namespace zonebook::feel {

using Outcome = std::expected<Value, Text>;

// A date plus days and time is the date of its midnight so much later; a time goes around the
// clock.
Outcome add(Value const&, Value const&);
// Two moments give days and time; a date counts as its midnight in UTC where the other is a date
// and time.  A local moment and a placed one have no distance.
Outcome subtract(Value const&, Value const&);
// Durations times a number: months are cut towards zero, seconds at the nanosecond.
Outcome multiply(Value const&, Value const&);
// As multiply; two durations of one kind give a number.
Outcome divide(Value const&, Value const&);
Outcome power(Value const&, Value const&);  // numbers only
Outcome negate(Value const&);               // numbers and durations

}  // namespace zonebook::feel
