#include "reconcile/asked_days.h"

#include <fmt/format.h>

#include <algorithm>

namespace zonebook::reconcile {
namespace {

using figures::Period;

std::string months_text(Civil const& first, std::int64_t months) {
  if (months == 12 && first.month == 1) return fmt::format("{}", first.year);
  if (months == 6 && first.month % 6 == 1) {
    return fmt::format("{}-H{}", first.year, first.month / 6 + 1);
  }
  if (months == 3 && first.month % 3 == 1) {
    return fmt::format("{}-Q{}", first.year, first.month / 3 + 1);
  }
  return months == 1 ? fmt::format("{}-{:02}", first.year, first.month) : std::string();
}

Period year_of(Date day) { return *Period::parse(fmt::format("{}", day.civil().year)); }

bool is_in_ledger(Date day) {
  auto const year = day.civil().year;
  return year >= 1900 && year <= 9998;
}

std::vector<AskedDays> of_a_stock(reading::Figure const& figure, Date day) {
  std::vector<AskedDays> all;
  auto const add = [&](Date v) {
    auto const is_new = std::ranges::find(all, v, &AskedDays::v) == all.end();
    if (is_new) all.push_back({year_of(v), v});
  };
  if (figure.period) add(std::min(figure.period->end, day));
  add(day);  // what was reached in a month gone by still stands
  return all;
}

}  // namespace

Period period_of(Date first, Date last) {
  auto const from = first.civil(), to = last.civil();
  bool const is_whole = from.day == 1 && to.day == days_in_month(to.year, to.month);
  if (is_whole) {
    auto const months = (to.year - from.year) * 12 + to.month - from.month + 1;
    auto const text = months_text(from, months);
    if (!text.empty()) return *Period::parse(text);
  }
  return *Period::parse(first.to_string() + ".." + last.to_string());
}

std::vector<AskedDays> asked_days(reading::Figure const& figure, figures::Definition const& of,
                                  Date day) {
  auto const& said = figure.period;
  if (said && (!is_in_ledger(said->end) || (said->start && !is_in_ledger(*said->start)))) return {};
  if (of.counted().kind == figures::Kind::stock) return of_a_stock(figure, day);
  if (said && said->start) {
    if (*said->start > day || said->end < *said->start) return {};
    return {{period_of(*said->start, said->end), std::min(said->end, day)}};
  }
  auto const v = said ? std::min(said->end, day) : day;
  return {{year_of(v), v}, {*Period::parse("to-date"), v}};
}

}  // namespace zonebook::reconcile
