#include "meta/types/calendar.h"

#include <array>

#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

// The number that ends with the word, taken off the text.
std::optional<int> number_before(std::string_view& text, std::string_view word) {
  auto const end = text.find(word);
  if (end == text.npos || end > 4) return std::nullopt;
  auto const number = digits_value(text.substr(0, end));
  text.remove_prefix(end + word.size());
  if (!number) return std::nullopt;
  return static_cast<int>(*number);
}

}  // namespace

Date first_day() { return *Date::from_civil({.year = 1900, .month = 1, .day = 1}); }
Date last_day() { return *Date::from_civil({.year = 9998, .month = 12, .day = 31}); }

std::optional<Date> chinese_date(std::string_view text) {
  auto const year = number_before(text, "年");
  auto const month = number_before(text, "月");
  auto const day = number_before(text, "日");
  if (!year || !month || !day || !text.empty()) return std::nullopt;
  return Date::from_civil({.year = *year, .month = *month, .day = *day});
}

std::optional<Date> chinese_month(std::string_view text) {
  return chinese_date(std::string(text) + "1日");
}

std::string month_name(int month) {
  static constexpr std::array<char const*, 12> names = {
      "meta.month.january",   "meta.month.february", "meta.month.march",    "meta.month.april",
      "meta.month.may",       "meta.month.june",     "meta.month.july",     "meta.month.august",
      "meta.month.september", "meta.month.october",  "meta.month.november", "meta.month.december",
  };
  return std::string("#") + names.at(static_cast<std::size_t>(month - 1));
}

}  // namespace zonebook::meta
