#include "publishing/written_day.h"

#include <algorithm>

namespace zonebook::publishing {
namespace {

constexpr int seconds_a_day = 86'400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Two digits at the front, below `end`; they are taken away.
std::optional<int> take_two(std::string_view& text, int end) {
  if (text.size() < 2 || !is_digit(text[0]) || !is_digit(text[1])) return std::nullopt;
  auto const value = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return value < end ? std::optional(value) : std::nullopt;
}

// "09:30", "09:30:00", "09:30:00.5", each with a Z or not: 0..86400.
std::optional<int> seconds_of(std::string_view text) {
  if (text.ends_with('Z')) text.remove_suffix(1);
  auto const hours = take_two(text, 24);
  if (!hours || !text.starts_with(':')) return std::nullopt;
  text.remove_prefix(1);
  auto const minutes = take_two(text, 60);
  if (!minutes) return std::nullopt;
  auto const whole = *hours * 3600 + *minutes * 60;
  if (text.empty()) return whole;
  if (!text.starts_with(':')) return std::nullopt;
  text.remove_prefix(1);
  auto const seconds = take_two(text, 60);
  if (!seconds) return std::nullopt;
  if (text.empty()) return whole + *seconds;
  auto const digits = text.substr(1);
  if (text.front() != '.' || digits.empty() || !std::ranges::all_of(digits, is_digit)) {
    return std::nullopt;
  }
  return whole + *seconds + (digits.front() >= '5' ? 1 : 0);
}

}  // namespace

std::optional<CellValue> written_day(std::string_view text) {
  if (text.starts_with('T') || text.find(':') == 2) {
    auto const seconds = seconds_of(text.substr(text.starts_with('T') ? 1 : 0));
    if (!seconds) return std::nullopt;
    auto const part = Decimal(*seconds) / Decimal(seconds_a_day);
    return Number{part->rounded(15, Decimal::Rounding::half_up).value_or(*part)};
  }
  auto const end = text.find('T');
  auto const day = Date::parse(text.substr(0, end));
  auto const seconds = end == text.npos ? std::optional(0) : seconds_of(text.substr(end + 1));
  if (!day || !seconds) return std::nullopt;
  auto const on = day->add_days(*seconds / seconds_a_day);
  if (!on || on->civil().year < 1 || on->civil().year > 9999) return std::nullopt;
  if (*seconds % seconds_a_day == 0) return *on;
  return Moment{*on, *seconds % seconds_a_day};
}

}  // namespace zonebook::publishing
