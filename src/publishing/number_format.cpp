#include "publishing/number_format.h"

#include <algorithm>
#include <cctype>

namespace zonebook::publishing {
namespace {

constexpr std::int64_t seconds_a_day = 86'400;
constexpr std::int64_t last_serial = 2'958'465;  // 9999-12-31 of the system of 1900

bool is_in(int id, int first, int last) { return first <= id && id <= last; }

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

// What stands between brackets: h, hh, m, S, …; not Red, $-804 or >=1.
bool is_elapsed(std::string_view inside) {
  if (inside.empty() || std::string_view("hms").find(lower(inside[0])) == std::string::npos) {
    return false;
  }
  return std::ranges::all_of(inside, [&](char c) { return lower(c) == lower(inside[0]); });
}

constexpr char elapsed_sign = '[';  // for the brackets of elapsed time; there is no other then

// The first section, without what is only shown: "text", \c, _c, *c, [colour].
std::string letters_of(std::string_view code) {
  std::string letters;
  for (std::size_t i = 0; i < code.size(); ++i) {
    auto const c = code[i];
    if (c == ';') break;
    if (c == '"' || c == '[') {
      auto const end = code.find(c == '"' ? '"' : ']', i + 1);
      if (end == code.npos) break;
      if (c == '[' && is_elapsed(code.substr(i + 1, end - i - 1))) letters += elapsed_sign;
      i = end;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else {
      letters += lower(c);
    }
  }
  return letters;
}

CellValue day_or_moment(Decimal serial, DayZero zero) {
  auto const as_number = CellValue(Number{serial});
  auto const scaled = serial * Decimal(seconds_a_day);
  auto const rounded = scaled ? scaled->rounded(0, Decimal::Rounding::half_up) : std::nullopt;
  auto const seconds = rounded ? rounded->to_int64() : std::nullopt;
  auto const is_first_of_1904 = zero == DayZero::of_1904 && serial == Decimal(0);
  if (!seconds || (serial < Decimal(1) && !is_first_of_1904)) return as_number;
  auto day = *seconds / seconds_a_day;
  auto const of_day = static_cast<int>(*seconds % seconds_a_day);
  if (zero == DayZero::of_1904) day += 1462;
  if (day == 60 || day > last_serial) return as_number;  // 60: the day that never was
  auto const first = *Date::from_civil({.year = 1899, .month = 12, .day = day < 60 ? 31 : 30});
  auto const date = *first.add_days(day);
  if (of_day == 0) return date;
  return Moment{date, of_day};
}

}  // namespace

Form kind_of_format(int id) {
  if (id == 46) return Form::elapsed;
  if (id == 9 || id == 10) return Form::percent;
  auto const is_day = is_in(id, 14, 17) || id == 22 || is_in(id, 27, 31) || id == 36 ||
                      is_in(id, 50, 54) || id == 57 || id == 58;
  if (is_day) return Form::day;
  auto const is_time =
      is_in(id, 18, 21) || is_in(id, 32, 35) || is_in(id, 45, 47) || is_in(id, 55, 56);
  return is_time ? Form::time : Form::number;
}

Form kind_of_format(std::string_view code) {
  auto const letters = letters_of(code);
  if (letters.find("general") != letters.npos) return Form::number;
  auto const has = [&](char c) { return letters.find(c) != letters.npos; };
  if (has(elapsed_sign)) return Form::elapsed;
  if (has('y') || has('d')) return Form::day;
  if (has('h') || has('s')) return Form::time;
  if (has('m')) return Form::day;
  return has('%') ? Form::percent : Form::number;
}

CellValue value_of(Decimal number, Form form, DayZero zero) {
  // A time of less than a day is one of no day, midnight too.
  auto const has_day = form == Form::day || (form == Form::time && number >= Decimal(1));
  if (has_day) return day_or_moment(number, zero);
  return Number{number, form == Form::percent};
}

}  // namespace zonebook::publishing
