// Of the dice: letters that set all shares of a project at once, and now and then one too few.

#include "ledger/letter_dice_fixture.h"

namespace zonebook::ledger {
namespace {

constexpr std::size_t shares_max = 40;  // of a zone

std::string day_text(int cell) {
  return cell >= naive_days ? "9999-12-31" : naive_day(cell).to_string();
}

Json change_of(std::string_view kind, std::string const& id, int from, int to) {
  auto change = Json::object({{"kind", Json::string(std::string(kind))},
                              {"register", Json::string("share")},
                              {"id", Json::string(id)},
                              {"valid_from", Json::string(naive_day(from).to_string())}});
  if (to < naive_days || kind == "change") change.set("valid_to", Json::string(day_text(to)));
  return change;
}

}  // namespace

std::vector<Json> LetterDice::shares() {
  std::vector<Record const*> projects;
  auto const from = static_cast<int>(below(40));
  std::size_t rows_there_are = 0;
  for (auto const* record : mine_) {
    rows_there_are += record->in->name == "share" ? 1 : 0;
    auto const& cell = record->lives.back()[static_cast<std::size_t>(from)];
    if (record->in->name == "project" && cell.exists) projects.push_back(record);
  }
  if (projects.empty()) return {};
  auto const& project = *any(projects);
  auto const rows = shares_of(project.id, from);
  if (rows.size() < 2) {
    return rows_there_are < shares_max ? new_shares(project, from) : std::vector<Json>();
  }
  return once_in(4) ? shares_that_end(rows, from) : shares_that_change(rows, from);
}

std::vector<Json> LetterDice::new_shares(Record const& project, int from) {
  std::vector<Json> made;
  auto left = static_cast<std::int64_t>(once_in(6) ? 99 : 100);
  auto const to = once_in(2) ? naive_days : from + 5 + static_cast<int>(below(20));
  for (auto n = 2 + below(2); n > 0; --n) {
    auto const part = n == 1 ? left : static_cast<std::int64_t>(1 + below(30));
    left -= part;
    auto change = change_of("create", "new:" + std::to_string(++made_), from, to);
    change.set("fields", Json::object({{"project", Json::string(project.id)},
                                       {"percent", Json::integer(part)}}));
    made.push_back(std::move(change));
  }
  return made;
}

// What one gains another loses.
std::vector<Json> LetterDice::shares_that_change(std::vector<Record const*> const& rows, int from) {
  auto const kind = once_in(2) ? "correct" : "change";
  auto const to = from + 1 + static_cast<int>(below(12));
  auto const both = percent_of(*rows[0], from) + percent_of(*rows[1], from);
  auto const first = static_cast<std::int64_t>(below(static_cast<std::size_t>(both) + 1));
  std::vector<Json> made;
  for (std::size_t i = 0; i < 2; ++i) {
    auto change = change_of(kind, rows[i]->id, from, to);
    change.set("fields", Json::object({{"percent", Json::integer(i == 0 ? first : both - first)}}));
    made.push_back(std::move(change));
    if (once_in(8)) break;
  }
  return made;
}

std::vector<Json> LetterDice::shares_that_end(std::vector<Record const*> const& rows, int from) {
  std::vector<Json> made;
  for (auto const* row : rows) made.push_back(change_of("retire", row->id, from, naive_days));
  if (once_in(5)) made.pop_back();
  return made;
}

std::vector<LetterDice::Record const*> LetterDice::shares_of(std::string const& project,
                                                             int day) const {
  std::vector<Record const*> rows;
  for (auto const* record : mine_) {
    auto const& cell = record->lives.back()[static_cast<std::size_t>(day)];
    if (record->in->name != "share" || !cell.exists) continue;
    auto const at = record->in->index_of(*record->in->find("project"));
    if (naive_.word(cell.values[at]) == db::Value(project)) rows.push_back(record);
  }
  return rows;
}

std::int64_t LetterDice::percent_of(Record const& share, int day) const {
  auto const at = share.in->index_of(*share.in->find("percent"));
  auto const& cell = share.lives.back()[static_cast<std::size_t>(day)];
  return std::get<std::int64_t>(naive_.word(cell.values[at])) / 100;
}

}  // namespace zonebook::ledger
