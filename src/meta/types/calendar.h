// What dates and months share: the ledger's first and last day, and how people write them.  Inside
// meta/types/.
//
//   chinese_date("2023年12月31日")     // 2023-12-31
//   month_name(12)                     // "#meta.month.december", an argument of a message

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace zonebook::meta {

Date first_day();  // 1900-01-01
Date last_day();   // 9998-12-31

// The numbers before 年, 月 and 日, and nothing else; nullopt if there is no such day.
std::optional<Date> chinese_date(std::string_view);
// The first of the month in 2023年12月.
std::optional<Date> chinese_month(std::string_view);

std::string month_name(int month);

}  // namespace zonebook::meta
