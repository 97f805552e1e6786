#include "figures/openings.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "ledger/filter_operand.h"
#include "ledger/listing_sql.h"

namespace zonebook::figures {

namespace {

// Mostly there is none, and then no zone is looked at.
Result<bool> is_any_of(ledger::Snapshot& at, meta::Register const& in, std::string const& id) {
  bool is_any = false;
  ledger::Sql const sql{fmt::format("SELECT 1\nFROM r_{}\nWHERE {} = ?\nLIMIT 1", in.name,
                                    ledger::quoted_column(*in.find("definition"))),
                        {id}};
  TRY(at.connection().each(db::Statement::same("r_" + in.name + ".any", sql.text),
                           ledger::bound(sql), [&](db::Row const&) -> Result<void> {
                             is_any = true;
                             return {};
                           }));
  return is_any;
}

Instant first_known(std::vector<ledger::StoredVersion> const& rows) {
  auto first = Instant::max();
  for (auto const& row : rows) first = std::min(first, row.version.known_from);
  return first;
}

}  // namespace

Openings::Openings(ledger::Snapshot& at, KnownLives& lives, Definition const& of, Days days, Date v)
    : at_(at), lives_(lives), of_(of), days_(days), v_(v), tree_(at) {}

Result<void> Openings::load(Knowledge low, Knowledge high, Zones const& zones) {
  count_in(zones);
  if (!of_.openings) return {};
  auto const is_any = TRY(is_any_of(at_, *of_.openings, of_.id));
  if (!is_any) return {};
  rows_ = TRY(rows_of_definition(at_, *of_.openings, of_.id, {low, high}));
  return {};
}

void Openings::count_in(Zones const& zones) { zones_ = {zones.begin(), zones.end()}; }

bool Openings::empty() const {
  return std::ranges::none_of(openings_, [&](Opening const& one) { return is_in(one); });
}

Result<void> Openings::read_at(Knowledge k) {
  lives_.move_to(k);
  openings_.clear();
  if (rows_.empty()) return {};
  TRY(tree_.move_to(k));
  above_.clear();
  for (auto const& zone : zones_) above_[zone] = tree_.above(zone, v_);
  for (auto const& [id, rows] : rows_) {
    auto opening = TRY(read(id, rows, k));
    if (opening) openings_.push_back(std::move(*opening));
  }
  drop_replaced();
  return {};
}

// Of a stock its days are those up to the cut-off, whatever it says of their beginning.
Date Openings::since(Opening const& one) const {
  return of_.kind == Kind::stock ? ledger::first_day() : one.since.value_or(ledger::first_day());
}

// Of two for one zone over the same days the later holds.
void Openings::drop_replaced() {
  std::ranges::stable_sort(openings_, std::greater<>(), &Opening::known);
  std::vector<Opening> held;
  for (auto& one : openings_) {
    bool const is_replaced = std::ranges::any_of(held, [&](Opening const& later) {
      return later.zone == one.zone && since(later) <= one.cut_off && since(one) <= later.cut_off;
    });
    if (!is_replaced) held.push_back(std::move(one));
  }
  std::ranges::sort(held, {}, &Opening::id);
  openings_ = std::move(held);
}

Result<bool> Openings::read_again_at(Knowledge k, std::set<std::string> const& touched) {
  if (rows_.empty()) return false;
  auto is_any =
      std::ranges::any_of(rows_, [&](auto const& one) { return touched.contains(one.first); });
  auto const is_other_tree = TRY(tree_.move_to(k));
  is_any = is_any || is_other_tree;
  if (is_any) TRY(read_at(k));
  return is_any;
}

// As it is on its cut-off day, of a stock on the day that is asked; one whose record begins later,
// for it was written down later, as it is first.
Result<std::optional<Opening>> Openings::read(std::string const& id,
                                              std::vector<ledger::StoredVersion> const& rows,
                                              Knowledge k) {
  auto const& in = *of_.openings;
  for (auto const& version : known_versions(rows, k)) {
    auto const cut_off = day_in(version, in, "cut_off");
    if (!cut_off) continue;
    auto const asked = of_.kind == Kind::stock ? std::min(v_, days_.last()) : *cut_off;
    auto const read_on = std::max(asked, version.on.from);
    if (!version.on.covers(read_on)) continue;
    ledger::Draft draft(lives_);
    auto const is_shown = TRY(at_.shows(version, in, read_on, draft));
    if (!is_shown) return std::nullopt;
    Opening opening{
        .id = id, .zone = {}, .since = {}, .cut_off = *cut_off, .known = {}, .read_on = read_on};
    opening.zone = TRY(code_of_zone(text_or_empty(version, in, "of_zone"), lives_));
    if (!tree_.may_tell(ledger::zone_of(id), opening.zone, *cut_off, v_)) return std::nullopt;
    opening.since = day_in(version, in, "since");
    opening.known = first_known(rows);
    opening.amount = from_unit(decimal_in(version, in, "value"), of_);
    opening.paper_no = text_or_empty(version, in, "paper_no");
    return opening;
  }
  return std::nullopt;
}

bool Openings::fits(Opening const& one) const {
  if (!is_in(one)) return false;
  if (of_.kind == Kind::stock) return one.cut_off <= std::min(v_, days_.last());
  return days_.from <= since(one) && one.cut_off < days_.to && one.cut_off <= v_;
}

bool Openings::counts(Opening const& one) const {
  return fits(one) && std::ranges::none_of(openings_, [&](Opening const& other) {
           return other.zone != one.zone && is_of(one.zone, other) && fits(other) &&
                  since(other) <= since(one) && one.cut_off <= other.cut_off;
         });
}

bool Openings::is_cut(Opening const& one) const {
  if (of_.kind == Kind::stock || !is_in(one) || fits(one)) return false;
  return since(one) < days_.to && since(one) <= v_ && days_.from <= one.cut_off;
}

// Of the zone that is asked it stands for all that is counted.
bool Openings::is_of(std::string const& zone, Opening const& one) const {
  if (one.zone == at_.zone()) return true;
  auto const above = above_.find(zone);
  return above != above_.end() && above->second.contains(one.zone);
}

bool Openings::stands_for(Opening const& one, std::string const& zone, Date event) const {
  if (!is_in(one) || event > one.cut_off || (one.since && event < *one.since)) return false;
  return is_of(zone, one);
}

void Openings::put_into(Held& held) const {
  std::erase_if(held, [&](auto const& one) {
    auto const& [id, counted] = one;
    if (of_.kind == Kind::stock || !counted.event) return false;
    auto const& of = counted.cites.empty() ? id : counted.cites;
    return std::ranges::any_of(openings_, [&](Opening const& opening) {
      return stands_for(opening, ledger::zone_of(of), *counted.event);
    });
  });
  for (auto const& one : openings_) {
    if (!counts(one)) continue;
    held[one.id] = {.amount = one.amount,
                    .event = one.cut_off,
                    .read_on = one.read_on,
                    .through = {},
                    .group = {},
                    .cites = {},
                    .origin = Origin::opening};
  }
}

std::vector<Opening> Openings::counted() const {
  std::vector<Opening> counted;
  std::ranges::copy_if(openings_, std::back_inserter(counted),
                       [&](Opening const& one) { return counts(one); });
  return counted;
}

std::vector<Opening> Openings::cut() const {
  std::vector<Opening> cut;
  std::ranges::copy_if(openings_, std::back_inserter(cut),
                       [&](Opening const& one) { return is_cut(one); });
  return cut;
}

}  // namespace zonebook::figures
