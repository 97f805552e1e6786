#include "figures/typed_figures.h"

#include <algorithm>
#include <array>

#include "figures/age.h"
#include "figures/reading.h"

namespace zonebook::figures {
namespace {

// Rows that follow each other from one day to another, the longest first; nullopt: there are none.
template <class Rows>
std::optional<Rows> chain(Rows const& rows, Days days, std::set<Date>& dead_ends) {
  if (days.from == days.to) return Rows();
  if (dead_ends.contains(days.from)) return std::nullopt;
  for (auto const* row : rows) {
    if (row->days.from != days.from || row->days.to > days.to) continue;
    auto rest = chain(rows, {row->days.to, days.to}, dead_ends);
    if (!rest) continue;
    rest->push_back(row);
    return rest;
  }
  dead_ends.insert(days.from);
  return std::nullopt;
}

Days asked_days(Days period, Date v) {
  return {period.from, std::max(period.from, std::min(period.to, v.add_days(1).value_or(v)))};
}

}  // namespace

TypedFigures::TypedFigures(ledger::Snapshot& at, KnownLives& lives, Definition const& of, Days days,
                           Date v)
    : at_(at), lives_(lives), of_(of), days_(asked_days(days, v)), v_(v), tree_(at) {}

Result<void> TypedFigures::load(Knowledge low, Knowledge high, Zones const& zones) {
  count_in(zones);
  stored_ = TRY(rows_of_definition(at_, *of_.in, of_.id, {low, high}));
  return {};
}

void TypedFigures::count_in(Zones const& zones) { zones_ = zones; }

Result<void> TypedFigures::read_at(Knowledge k) {
  lives_.move_to(k);
  rows_.clear();
  if (stored_.empty()) return {};
  TRY(tree_.move_to(k));
  below_.clear();
  for (auto const& zone : zones_) {
    auto const parent = tree_.parent(zone, v_);
    if (parent && zone != at_.zone()) below_[*parent].push_back(zone);
  }
  for (auto const& [id, stored] : stored_) {
    auto row = TRY(read(id, stored));
    if (row) rows_.push_back(std::move(*row));
  }
  keep_latest();
  return {};
}

// A zone that moves or closes changes what adds up, though none of the rows is touched.
Result<bool> TypedFigures::read_again_at(Knowledge k, std::set<std::string> const& touched) {
  if (stored_.empty()) return false;
  auto is_any =
      std::ranges::any_of(stored_, [&](auto const& one) { return touched.contains(one.first); });
  auto const is_other_tree = TRY(tree_.move_to(k));
  is_any = is_any || is_other_tree;
  if (is_any) TRY(read_at(k));
  return is_any;
}

Result<std::optional<TypedFigures::Row>> TypedFigures::read(
    std::string const& id, std::vector<ledger::StoredVersion> const& stored) {
  auto const& in = *of_.in;
  for (auto const& version : known_versions(stored, lives_.k())) {
    auto const read_on = std::max(*days_.to.add_days(-1), version.on.from);
    if (!version.on.covers(read_on)) continue;
    ledger::Draft draft(lives_);
    auto const is_shown = TRY(at_.shows(version, in, read_on, draft));
    auto const period = Period::parse(text_or_empty(version, in, "period"));
    if (!is_shown || !period) return std::nullopt;
    Row row{.id = id,
            .zone = {},
            .period = period->text(),
            .days = period->days(v_),
            .published_on = day_in(version, in, "published_on").value_or(read_on),
            .read_on = read_on,
            .value = decimal_in(version, in, "value"),
            .group = {}};
    row.zone = TRY(code_of_zone(text_or_empty(version, in, "of_zone"), lives_));
    if (!tree_.may_tell(ledger::zone_of(id), row.zone, row.days.last(), v_)) return std::nullopt;
    if (by_) {
      auto const follow = at_.follow_shown(read_on, draft);
      row.group =
          TRY(value_at(*by_, version, {.day = read_on, .today = v_, .follow = &follow}, draft));
    }
    return row;
  }
  return std::nullopt;
}

void TypedFigures::keep_latest() {
  std::ranges::sort(rows_, std::greater<>(), [](Row const& row) {
    return std::tuple(row.zone, row.days.to, row.days.from, row.published_on, age_of(row.id));
  });
  auto const rest = std::ranges::unique(
      rows_, {}, [](Row const& row) { return std::tuple(row.zone, row.days.to, row.days.from); });
  rows_.erase(rest.begin(), rest.end());
}

// Those within the days asked, the longest first.
TypedFigures::Rows TypedFigures::of(std::string const& zone) const {
  Rows rows;
  for (auto const& row : rows_) {
    bool const is_within = days_.from <= row.days.from && row.days.to <= days_.to;
    if (row.zone == zone && is_within) rows.push_back(&row);
  }
  std::ranges::stable_sort(rows, std::greater<>(), [](Row const* row) {
    return row->days.to.days() - row->days.from.days();
  });
  return rows;
}

// It existed, or something was reported of it or of one below it.
bool TypedFigures::is_of_these_days(std::string const& zone) const {
  return tree_.existed(zone, days_) || !of(zone).empty() || !below(zone).empty();
}

std::vector<std::string> TypedFigures::below(std::string const& zone) const {
  std::vector<std::string> below;
  auto const all = below_.find(zone);
  if (all == below_.end()) return below;
  std::ranges::copy_if(all->second, std::back_inserter(below),
                       [&](std::string const& one) { return is_of_these_days(one); });
  return below;
}

bool TypedFigures::adds_up_over(AddsUp what) const {
  return of_.adds_up == what || of_.adds_up == AddsUp::zones_and_periods;
}

void TypedFigures::answer(std::string const& zone, Rows& into,
                          std::vector<std::string>& missing) const {
  auto const own = of(zone);
  if (!own.empty() && own.front()->days == days_) return into.push_back(own.front());
  if (adds_up_over(AddsUp::periods)) {
    std::set<Date> dead_ends;
    if (auto const parts = chain(own, days_, dead_ends); parts && !parts->empty()) {
      into.insert(into.end(), parts->begin(), parts->end());
      return;
    }
  }
  auto const zones = adds_up_over(AddsUp::zones) ? below(zone) : std::vector<std::string>();
  if (zones.empty()) missing.push_back(zone);
  for (auto const& one : zones) answer(one, into, missing);
}

Held TypedFigures::held() const {
  Held held;
  Rows rows;
  std::vector<std::string> missing;
  answer(at_.zone(), rows, missing);
  if (!missing.empty()) return held;
  for (auto const* row : rows) {
    Counted counted{.amount = row->value, .event = row->published_on, .read_on = row->read_on};
    counted.group = row->group;
    held.emplace(row->id, std::move(counted));
  }
  return held;
}

std::optional<Gap> TypedFigures::gap() const {
  Gap gap;
  Rows rows;
  answer(at_.zone(), rows, gap.missing);
  if (gap.missing.empty()) return std::nullopt;
  std::set<std::string> reported;  // one of them may have reported by several papers
  for (auto const* row : rows) reported.insert(row->zone);
  gap.reported = static_cast<std::int64_t>(reported.size());
  if (!rows.empty()) {
    gap.why = Gap::Why::some_missing;
    return gap;
  }
  gap.missing.clear();
  auto const is_below = [&](std::string const& zone) {
    if (zone == at_.zone()) return false;
    auto const own = of(zone);
    return !own.empty() && own.front()->days == days_;
  };
  gap.reported = std::ranges::count_if(zones_, is_below);
  if (gap.reported > 0) gap.why = Gap::Why::does_not_add_up;
  return gap;
}

std::vector<Period> TypedFigures::periods() const {
  std::map<std::pair<Date, Date>, std::string> found;
  for (auto const& zone : zones_) {
    if (zone != at_.zone() && !adds_up_over(AddsUp::zones)) continue;
    for (auto const* row : of(zone)) {
      found.try_emplace({row->days.to, row->days.from}, row->period);
    }
  }
  std::vector<Period> periods;
  for (auto const& [unused, text] : found) periods.push_back(*Period::parse(text));
  return periods;
}

ledger::RecordCheck typed_figure_check(meta::Catalog const& catalog) {
  auto const* const in = catalog.find(typed_register);
  return [in](ledger::Life const& life, ledger::Version const& version, ledger::ReadOn const&,
              ledger::Draft&) -> Result<void> {
    TRY(Period::parse(text_or_empty(version, *in, "period")));
    for (auto const& other : life.versions) {
      for (auto const* name : {"definition", "of_zone", "period", "value"}) {
        if (value_in(other, *in, name) == value_in(version, *in, name)) continue;
        return std::unexpected(
            Error{Error::Code::conflict,
                  {"figures.typed_changes", {{"field", meta::argument_of(in->find(name)->label)}}},
                  std::string(typed_register) + "." + name});
      }
    }
    return {};
  };
}

}  // namespace zonebook::figures
