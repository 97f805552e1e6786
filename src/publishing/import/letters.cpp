#include "publishing/import/letters.h"

#include <algorithm>

#include "base/hash.h"
#include "base/unicode.h"
#include "ledger/request.h"

namespace zonebook::publishing {
namespace {

// Below what an entry may hold, for the ledger adds what it resolves.
constexpr std::size_t bytes_most = ledger::body_bytes_max / 2;

Json fields_of(std::span<CellChange const* const> cells) {
  std::vector<Json::Member> fields;
  for (auto const* cell : cells) {
    fields.emplace_back(cell->field->name, cell->field->type->write(cell->after, *cell->field));
  }
  return Json::object(std::move(fields));
}

Json change_of(std::string_view kind, PlannedRow const& row, meta::Register const& in,
               std::string const& id) {
  std::vector<Json::Member> change;  // a list in braces would be copied
  change.emplace_back("kind", Json::string(std::string(kind)));
  change.emplace_back("register", Json::string(in.name));
  change.emplace_back("id", Json::string(id));
  change.emplace_back("valid_from", Json::string(row.from.to_string()));
  return Json::object(std::move(change));
}

std::vector<CellChange const*> pointers(std::vector<CellChange> const& cells) {
  std::vector<CellChange const*> found;
  for (auto const& cell : cells) found.push_back(&cell);
  return found;
}

}  // namespace

ledger::Stretch corrected_stretch(ledger::Life const& life, Date day, meta::Field const& field) {
  auto const& versions = life.versions;
  auto const at = std::ranges::find_if(versions, [&](auto const& v) { return v.on.covers(day); });
  if (at == versions.end()) return {day, ledger::open_end()};
  if (field.event) return {versions.front().on.from, versions.back().on.to};
  auto first = at, last = at;
  auto const index = life.in->index_of(field);
  auto const joins = [&](auto const& a, auto const& b) {
    return a.on.to == b.on.from && a.values[index] == b.values[index];
  };
  while (first != versions.begin() && joins(*std::prev(first), *first)) --first;
  while (std::next(last) != versions.end() && joins(*last, *std::next(last))) ++last;
  return {first->on.from, last->on.to};
}

bool writes(PlannedRow const& row) {
  return row.state == RowState::added || row.state == RowState::changed ||
         row.state == RowState::corrected;
}

Result<std::vector<Batch>> Letters::batches() {
  struct Open {
    std::size_t batch = 0, changes = 0, bytes = 0;
  };
  std::vector<Batch> batches;
  std::map<std::pair<std::string, bool>, Open> open;
  for (std::size_t i = 0; i < plan_.rows.size(); ++i) {
    auto const& row = plan_.rows[i];
    if (!writes(row)) continue;
    auto const* changes = TRY(changes_of(i));
    std::size_t bytes = 0;
    for (auto const& change : *changes) bytes += to_text(change).size();
    auto const [at, is_new] = open.try_emplace({row.zone, row.needs_second_person});
    auto& current = at->second;
    auto const is_full = current.changes + changes->size() > ledger::changes_max ||
                         current.bytes + bytes > bytes_most;
    if (is_new || is_full) {
      current = {.batch = batches.size()};
      batches.push_back({row.zone, row.needs_second_person, {}});
    }
    current.changes += changes->size();
    current.bytes += bytes;
    batches[current.batch].rows.push_back(i);
  }
  return batches;
}

Json Letters::letter(std::span<std::size_t const> rows) const {
  std::vector<Json> changes;
  std::vector<Json::Member> seen;
  auto const& zone = plan_.rows[rows.front()].zone;
  auto const known = plan_.seen.find(zone);
  for (auto const i : rows) {
    auto const& of_row = changes_.at(i);
    changes.insert(changes.end(), of_row.begin(), of_row.end());
    auto const& id = plan_.rows[i].id;
    if (!id.empty() && known != plan_.seen.end()) {
      seen.emplace_back(id, Json::integer(known->second.micros()));
    }
  }
  std::vector<Json::Member> letter;
  letter.emplace_back("zone", Json::string(zone));
  letter.emplace_back("actor", Json::string(options_.actor));
  letter.emplace_back("source", Json::string(options_.source));
  letter.emplace_back("reason", Json::string(reason_for(rows)));
  letter.emplace_back("key", Json::string("import-" + plan_.batch + "-" + key_digest(rows)));
  letter.emplace_back("seen", Json::object(std::move(seen)));
  letter.emplace_back("changes", Json::array(std::move(changes)));
  return Json::object(std::move(letter));
}

Result<std::vector<Json> const*> Letters::changes_of(std::size_t index) {
  auto const [at, is_new] = changes_.try_emplace(index);
  if (!is_new) return &at->second;
  auto const& row = plan_.rows[index];
  if (row.state == RowState::corrected) {
    at->second = TRY(corrections_of(row));
    return &at->second;
  }
  auto const is_new_record = row.state == RowState::added;
  auto change = is_new_record ? change_of("create", row, *plan_.in, "new:r" + std::to_string(index))
                              : change_of("change", row, *plan_.in, row.id);
  if (is_new_record && row.to) change.set("valid_to", Json::string(row.to->to_string()));
  change.set("fields", fields_of(pointers(row.cells)));
  at->second.push_back(std::move(change));
  return &at->second;
}

Result<std::vector<Json>> Letters::corrections_of(PlannedRow const& row) {
  auto const life = TRY(lives_.now(row.id));
  std::map<std::pair<Date, Date>, std::vector<CellChange const*>> by_stretch;
  for (auto const& cell : row.cells) {
    auto const on = corrected_stretch(life, row.from, *cell.field);
    by_stretch[{on.from, on.to}].push_back(&cell);
  }
  std::vector<Json> changes;
  for (auto const& [on, cells] : by_stretch) {
    auto stretched = row;
    stretched.from = on.first;
    auto change = change_of("correct", stretched, *plan_.in, row.id);
    change.set("valid_to", Json::string(on.second.to_string()));
    change.set("fields", fields_of(cells));
    changes.push_back(std::move(change));
  }
  return changes;
}

// Of the rows' places and of what was known of the zone, never of what the rows say: the key stands
// in the chain for ever, and a digest of a telephone number gives the number away.  What was known
// keeps a letter from answering for one whose effect somebody has undone since.
std::string Letters::key_digest(std::span<std::size_t const> rows) const {
  auto const known = plan_.seen.find(plan_.rows[rows.front()].zone);
  std::string places = std::to_string(known != plan_.seen.end() ? known->second.micros() : 0) +
                       plan_.day.to_string();
  for (auto const i : rows) places += "\n" + plan_.rows[i].place();
  return sm3(places).substr(0, 24);
}

// What the cells said that no field holds is kept here, as far as it fits.
std::string Letters::reason_for(std::span<std::size_t const> rows) const {
  auto reason = options_.reason + (options_.reason.empty() ? "" : "；") + "表格导入 " + plan_.batch;
  std::size_t left_out = 0;
  for (auto const i : rows) {
    for (auto const& text : plan_.rows[i].vague) {
      auto const line = as_seen("；" + text);
      auto const fits =
          code_point_count(reason) + code_point_count(line) + 40 <= ledger::source_longest;
      if (fits) reason += line;
      if (!fits) ++left_out;
    }
  }
  if (left_out > 0) reason += "；另有 " + std::to_string(left_out) + " 处存疑未列";
  return reason;
}

}  // namespace zonebook::publishing
