#include "figures/period.h"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/change.h"

namespace zonebook::figures {
namespace {

constexpr std::int64_t year_min = 1900, year_max = 9998;

// Digits alone; nullopt otherwise.
std::optional<int> number(std::string_view digits, std::size_t size) {
  bool const is_right = digits.size() == size &&
                        std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  if (!is_right) return std::nullopt;
  int value = 0;
  for (auto const c : digits) value = value * 10 + (c - '0');
  return value;
}

struct Months {
  int first, count;  // first from 0
};

// "" of 2023, "H1", "Q4", "11".
std::optional<Months> months_of(std::string_view part) {
  if (part.empty()) return Months{0, 12};
  bool const is_half = part[0] == 'H', is_quarter = part[0] == 'Q';
  if (is_half || is_quarter) {
    auto const which = number(part.substr(1), 1);
    int const parts = is_half ? 2 : 4;
    if (!which || *which < 1 || *which > parts) return std::nullopt;
    return Months{(*which - 1) * 12 / parts, 12 / parts};
  }
  auto const month = number(part, 2);
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  return Months{*month - 1, 1};
}

Date first_of(std::int64_t month) {
  return *Date::from_civil(
      {.year = month / 12, .month = static_cast<int>(month % 12) + 1, .day = 1});
}

std::string text_of(std::int64_t first, int count) {
  auto const year = first / 12, month = first % 12;
  if (count == 12) return fmt::format("{}", year);
  if (count == 6) return fmt::format("{}-H{}", year, month / 6 + 1);
  if (count == 3) return fmt::format("{}-Q{}", year, month / 3 + 1);
  return fmt::format("{}-{:02}", year, month + 1);
}

bool is_ledger_day(std::optional<Date> day) {
  return day && *day >= ledger::first_day() && *day <= ledger::last_day();
}

std::unexpected<Error> no_period(std::string_view text) {
  return invalid({"figures.not_a_period", {{"period", std::string(text)}}}, "period");
}

}  // namespace

std::optional<Period> Period::of_months(std::int64_t first, int count) {
  if (first < year_min * 12 || first + count > (year_max + 1) * 12) return std::nullopt;
  Period period;
  period.kind_ = Kind::months;
  period.text_ = text_of(first, count);
  period.first_month_ = first;
  period.months_ = count;
  period.days_ = {first_of(first), first_of(first + count)};
  return period;
}

std::optional<Period> Period::of_days(Date first, Date last) {
  if (!is_ledger_day(first) || !is_ledger_day(last) || last < first) return std::nullopt;
  Period period;
  period.kind_ = Kind::days;
  period.text_ = first.to_string() + ".." + last.to_string();
  period.days_ = {first, *last.add_days(1)};
  return period;
}

Result<Period> Period::parse(std::string_view text) {
  if (text == "to-date") {
    Period period;
    period.text_ = text;
    return period;
  }
  if (auto const dots = text.find(".."); dots != text.npos) {
    auto const first = Date::parse(text.substr(0, dots));
    auto const last = Date::parse(text.substr(dots + 2));
    if (!is_ledger_day(first) || !is_ledger_day(last)) return no_period(text);
    if (*last < *first) {
      return invalid({"figures.period_turned", {{"period", std::string(text)}}}, "period");
    }
    return *of_days(*first, *last);
  }
  auto const year = number(text.substr(0, 4), 4);
  bool const has_part = text.size() > 4;
  if (!year || (has_part && (text[4] != '-' || text.size() == 5))) return no_period(text);
  auto const months = months_of(has_part ? text.substr(5) : "");
  if (!months) return no_period(text);
  auto period = of_months(std::int64_t{*year} * 12 + months->first, months->count);
  if (!period) return no_period(text);
  return *period;
}

Days Period::days(Date v) const {
  if (kind_ != Kind::to_date) return days_;
  return {ledger::first_day(), *v.add_days(1)};
}

Date Period::usual_day(Date today) const { return std::min(days(today).last(), today); }

std::optional<Period> Period::previous() const {
  if (kind_ == Kind::to_date) return std::nullopt;
  if (kind_ == Kind::months) return of_months(first_month_ - months_, months_);
  auto const last = days_.from.add_days(-1);
  auto const first = days_.from.add_days(days_.from.days() - days_.to.days());
  return first && last ? of_days(*first, *last) : std::nullopt;
}

std::optional<Period> Period::year_before() const {
  if (kind_ == Kind::to_date) return std::nullopt;
  if (kind_ == Kind::months) return of_months(first_month_ - 12, months_);
  auto const first = days_.from.add_months(-12);
  auto const last = days_.last().add_months(-12);
  return first && last ? of_days(*first, *last) : std::nullopt;
}

}  // namespace zonebook::figures
