#include "calendar/work_days.h"

#include <algorithm>

namespace zonebook::calendar {
namespace {

constexpr std::int64_t farthest = 1'000'000;

// 1970-01-01 was a Thursday: three days after a Monday.
std::int64_t weekdays_before(std::int64_t day) {
  auto const from_monday = day + 3;
  auto const weeks = from_monday >= 0 ? from_monday / 7 : -((6 - from_monday) / 7);
  return weeks * 5 + std::min<std::int64_t>(from_monday - weeks * 7, 5);
}

bool is_weekday(std::int64_t day) { return weekdays_before(day + 1) > weekdays_before(day); }

// The year whose notice may say something of a day besides its own; its own if there is none.
std::int64_t later_notice(Date day) {
  auto const civil = day.civil();
  auto const is_late = civil.month == 12 && civil.day >= december_settled_until;
  return is_late ? civil.year + 1 : civil.year;
}

std::unexpected<Error> wrong(char const* key, Date day, std::int64_t year) {
  return invalid({key, {{"day", day.to_string()}}}, std::to_string(year));
}

template <class Take>
Result<void> each_day(Days const& days, Take take) {
  for (auto day = days.first.days(); day <= days.last.days(); ++day) {
    TRY(take(*Date::from_days(day)));
  }
  return {};
}

// What a notice makes of a day: a working day more (+1) or less (-1) than its weekday has it.
struct Change {
  int days = 0;
  std::string name;
};

Result<std::map<std::int64_t, Change>> changes_of(Notice const& notice) {
  std::map<std::int64_t, Change> changes;
  auto const is_of_year = [&](Date day) {
    return day.civil().year == notice.year || later_notice(day) == notice.year;
  };
  for (auto const& days : notice.make_up_days) {
    TRY(each_day(days, [&](Date day) -> Result<void> {
      if (!is_of_year(day)) return wrong("calendar.outside_year", day, notice.year);
      if (is_weekday(day.days())) return wrong("calendar.make_up_weekday", day, notice.year);
      changes[day.days()] = {1, days.name};
      return {};
    }));
  }
  for (auto const& days : notice.holidays) {
    TRY(each_day(days, [&](Date day) -> Result<void> {
      if (!is_of_year(day)) return wrong("calendar.outside_year", day, notice.year);
      auto& change = changes[day.days()];
      if (change.days > 0) return wrong("calendar.two_kinds", day, notice.year);
      change = {is_weekday(day.days()) ? -1 : 0, days.name};
      return {};
    }));
  }
  return changes;
}

}  // namespace

bool Basis::is_provisional() const {
  return std::ranges::any_of(notices, [](Of const& one) { return one.edition == 0; });
}

std::string Basis::text() const {
  std::string said;
  for (auto const& one : notices) {
    said +=
        (said.empty() ? "" : " ") + std::to_string(one.year) + "." + std::to_string(one.edition);
  }
  return closings == 0 ? said : said + " +" + std::to_string(closings);
}

Result<WorkDays> WorkDays::make(std::span<Notice const> notices) {
  WorkDays made;
  std::map<std::int64_t, int> changes;
  std::vector<Notice const*> by_year;
  for (auto const& notice : notices) by_year.push_back(&notice);
  std::ranges::stable_sort(by_year, {}, &Notice::year);
  for (auto const* notice : by_year) {
    if (!made.editions_.emplace(notice->year, notice->edition).second) {
      return invalid({"calendar.year_twice", {{"year", std::to_string(notice->year)}}},
                     std::to_string(notice->year));
    }
    auto const said = TRY(changes_of(*notice));
    for (auto const& [day, change] : said) {
      changes.erase(day);
      if (change.days != 0) changes.emplace(day, change.days);
      made.names_[day] = change.name;
    }
  }
  made.set(changes);
  return made;
}

Result<WorkDays> WorkDays::closed_on(std::span<Days const> closings) const {
  auto made = *this;
  auto changed = changes();
  for (auto const& days : closings) {
    if (days.last < days.first) {
      return invalid({"calendar.order", {{"day", days.last.to_string()}}}, days.name);
    }
    if (days.last.days() - days.first.days() >= longest_days) {
      return invalid({"calendar.too_long", {{"days", std::to_string(longest_days)}}}, days.name);
    }
    TRY(each_day(days, [&](Date day) -> Result<void> {
      if (!is_working(day)) return {};
      if (is_weekday(day.days())) {
        changed[day.days()] = -1;
      } else {
        changed.erase(day.days());
      }
      made.closings_.push_back(day.days());
      made.names_[day.days()] = days.name;
      return {};
    }));
  }
  std::ranges::sort(made.closings_);
  auto const same = std::ranges::unique(made.closings_);
  made.closings_.erase(same.begin(), same.end());
  made.set(changed);
  return made;
}

bool WorkDays::is_working(Date day) const {
  return working_before(day.days() + 1) > working_before(day.days());
}

std::optional<Date> WorkDays::add(Date day, std::int64_t n) const {
  if (n == 0) return day;
  if (n > farthest || n < -farthest) return std::nullopt;
  // The day before the first one that has `wanted` working days before it.
  auto const wanted =
      n > 0 ? working_before(day.days() + 1) + n : working_before(day.days()) + n + 1;
  std::int64_t step = 16;
  auto low = day.days();
  auto high = day.days();
  while (working_before(high) < wanted) high += step *= 2;
  while (working_before(low) >= wanted) low -= step *= 2;
  while (low + 1 < high) {
    auto const middle = low + (high - low) / 2;
    (working_before(middle) < wanted ? low : high) = middle;
  }
  return Date::from_days(high - 1);
}

std::int64_t WorkDays::count(Date from, Date to) const {
  return working_before(to.days()) - working_before(from.days());
}

Basis WorkDays::basis(Date first, Date last) const {
  if (last < first) std::swap(first, last);
  Basis basis;
  for (auto year = first.civil().year; year <= later_notice(last); ++year) {
    basis.notices.push_back({year, edition_of(year)});
  }
  auto const from = std::ranges::lower_bound(closings_, first.days());
  auto const to = std::ranges::upper_bound(closings_, last.days());
  basis.closings = static_cast<int>(to - from);
  return basis;
}

std::int64_t WorkDays::edition_of(std::int64_t year) const {
  auto const found = editions_.find(year);
  return found != editions_.end() ? found->second : 0;
}

std::string WorkDays::name_of(Date day) const {
  auto const found = names_.find(day.days());
  return found != names_.end() ? found->second : "";
}

std::vector<WorkDays::Exception>::const_iterator WorkDays::at_or_after(std::int64_t day) const {
  return std::ranges::lower_bound(exceptions_, day, {}, &Exception::day);
}

std::int64_t WorkDays::working_before(std::int64_t day) const {
  auto const next = at_or_after(day);
  if (next != exceptions_.end()) return weekdays_before(day) + next->sum;
  auto const all = exceptions_.empty() ? 0 : exceptions_.back().sum + exceptions_.back().change;
  return weekdays_before(day) + all;
}

void WorkDays::set(std::map<std::int64_t, int> const& changes) {
  exceptions_.clear();
  std::int64_t sum = 0;
  for (auto const& [day, change] : changes) {
    exceptions_.push_back({day, change, sum});
    sum += change;
  }
}

std::map<std::int64_t, int> WorkDays::changes() const {
  std::map<std::int64_t, int> all;
  for (auto const& one : exceptions_) all.emplace(one.day, one.change);
  return all;
}

}  // namespace zonebook::calendar
