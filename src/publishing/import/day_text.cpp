#include "publishing/import/day_text.h"

#include <algorithm>
#include <array>

#include "base/scan.h"

namespace zonebook::publishing {
namespace {

using Is = DayText::Is;

std::optional<Date> day_of(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  return Date::from_civil(
      {.year = year, .month = static_cast<int>(month), .day = static_cast<int>(day)});
}

std::optional<DayText> whole_month(std::int64_t year, std::int64_t month, Is is) {
  auto const first = day_of(year, month, 1);
  if (!first) return std::nullopt;
  return DayText{is, first, first->add_months(1)->add_days(-1)};
}

DayText whole_year(std::int64_t year) {
  return {Is::vague, day_of(year, 1, 1), day_of(year, 12, 31)};
}

// What may follow "2023年6月" and leaves open which day it was.
bool is_part(std::string_view text) {
  constexpr std::array<std::string_view, 11> parts = {"底",   "末",   "初", "中旬", "上旬", "下旬",
                                                      "月底", "左右", "前", "前后", "份"};
  for (auto const part : parts) {
    if (text == part) return true;
  }
  return false;
}

class DayReader {
 public:
  explicit DayReader(std::string_view text) : scan_(text) {}

  std::optional<DayText> read() {
    auto const digits = scan_.take_digits();
    auto const first = value_of(digits);
    if (!first) return std::nullopt;
    if (digits.size() == 8 && scan_.done()) return of_digits(*first);
    if (digits.size() == 6 && scan_.done()) {
      return whole_month(*first / 100, *first % 100, Is::month);
    }
    if (digits.size() == 4 && *first >= 1900) return after_year(*first);
    if (digits.size() <= 2 && take("月")) return without_year(*first);
    return std::nullopt;
  }

 private:
  bool take(std::string_view word) {
    if (!scan_.rest().starts_with(word)) return false;
    scan_.take_bytes(word.size());
    return true;
  }

  static std::optional<DayText> of_digits(std::int64_t all) {
    auto const day = day_of(all / 10'000, all / 100 % 100, all % 100);
    if (!day) return std::nullopt;
    return DayText{Is::day, day, day};
  }

  std::optional<DayText> after_year(std::int64_t year) {
    if (scan_.done()) return whole_year(year);
    auto const is_chinese = take("年");
    if (is_chinese && (scan_.done() || is_part(scan_.rest()) || is_half(scan_.rest()))) {
      return whole_year(year);
    }
    if (!is_chinese && !take_sign()) return std::nullopt;
    auto const is_decimal = is_point_next_;
    auto const digits = scan_.take_digits();
    auto const month = value_of(digits);
    if (!month) return std::nullopt;
    // A spreadsheet makes 2023.1 of 2023.10.
    if (is_decimal && digits == "1" && scan_.done()) {
      return DayText{Is::vague, day_of(year, 1, 1), day_of(year, 10, 31)};
    }
    auto const is_month = take("月");
    if (scan_.done()) return whole_month(year, *month, Is::month);
    if (is_month && is_part(scan_.rest())) {
      return whole_month(year, *month, scan_.rest() == "份" ? Is::month : Is::vague);
    }
    if (!is_month && !take_sign()) return std::nullopt;
    auto const number = value_of(scan_.take_digits());
    if (!number) return std::nullopt;
    if (!take("日")) (void)take("号");
    auto const day = day_of(year, *month, *number);
    if (!day || !scan_.done()) return std::nullopt;
    return DayText{Is::day, day, day};
  }

  // Which year it was nobody has written.
  std::optional<DayText> without_year(std::int64_t month) {
    if (month < 1 || month > 12) return std::nullopt;
    auto const day = value_of(scan_.take_digits());
    if (day && !take("日") && !take("号")) return std::nullopt;
    if (!scan_.done() && !is_part(scan_.rest())) return std::nullopt;
    return DayText{};
  }

  static bool is_half(std::string_view text) {
    return text == "上半年" || text == "下半年" || text.ends_with("季度");
  }

  bool take_sign() {
    is_point_next_ = scan_.rest().starts_with('.');
    return scan_.take('-') || scan_.take('/') || scan_.take('.') || take("年");
  }

  Scanner scan_;
  bool is_point_next_ = false;  // the sign that was taken last
};

}  // namespace

std::optional<DayText> read_day_text(std::string_view text) { return DayReader(text).read(); }

std::string_view without_midnight(std::string_view text) {
  auto const at = text.find_last_of(" Tt\t");
  if (at == text.npos || at == 0) return text;
  auto const time = text.substr(at + 1);
  constexpr std::array<std::string_view, 6> midnights = {"0:00",     "00:00",        "0:00:00",
                                                         "00:00:00", "00:00:00.000", "0:00:00.000"};
  return std::ranges::find(midnights, time) != midnights.end() ? text.substr(0, at) : text;
}

}  // namespace zonebook::publishing
