#include "publishing/import/waiting.h"

#include <algorithm>

#include "ledger/request.h"
#include "publishing/import/letters.h"

namespace zonebook::publishing {
namespace {

using ledger::Change;
using Kind = ledger::ChangeKind;
using Values = std::map<meta::Field const*, db::Value>;

// A change of a letter that waits.
struct Said {
  Change change;
  std::string zone, proposal;
};

bool is_of_kind(Change const& change, RowState state) {
  if (state == RowState::changed) return change.kind == Kind::change;
  return state == RowState::differs || change.kind == Kind::correct;
}

// Whether it sets the cell to what the row says, on every day that the row's own letter would.
bool says(Change const& change, PlannedRow const& row, CellChange const& cell,
          ledger::Life const& life) {
  auto const set = std::ranges::find(change.fields, cell.field, &ledger::FieldValue::field);
  if (set == change.fields.end() || set->value != cell.after) return false;
  if (!is_of_kind(change, row.state)) return false;
  auto const end = change.to.value_or(ledger::open_end());
  if (change.kind == Kind::change) return change.from <= row.from && end == ledger::open_end();
  auto const on = corrected_stretch(life, row.from, *cell.field);
  return change.from <= on.from && on.to <= end;
}

class Waiting {
 public:
  Waiting(ledger::Snapshot& snapshot, Desk const& desk, meta::Register const& in)
      : snapshot_(snapshot), desk_(desk), in_(in) {}

  // A role sees that something waits, and mostly not the letter: it is read whatever the rights
  // are, and told of it is only what the rows say themselves, of what is seen.
  Result<void> read(Plan& plan) {
    auto const* const proposals = snapshot_.catalog().find(ledger::proposal_register);
    if (!proposals || !snapshot_.rights().check_shown(*proposals)) return {};
    auto const waiting = TRY(desk_.proposals.waiting(snapshot_, Instant::max()));
    for (auto const& one : waiting) {
      auto const life = TRY(snapshot_.store().now(one.id));
      if (life.versions.empty()) continue;
      auto const text = ledger::text_in(life.versions.back(), *proposals, "letter");
      auto const request = request_in(text.value_or(""));
      if (!request) {
        Text note{"publishing.import.unreadable_letter", {{"proposal", one.id}}};
        plan.told.push_back({plan.file, std::move(note)});
        continue;
      }
      for (auto const& change : request->changes) add({change, request->zone, one.id});
    }
    return {};
  }

  // The proposals that say all of it; none: it does not wait.
  Result<std::set<std::string>> proposals_of(PlannedRow const& row) {
    bool const is_plain = std::ranges::all_of(
        row.cells, [&](auto const& cell) { return is_seen_plain(*cell.field); });
    if (row.cells.empty() || !is_plain) return std::set<std::string>();
    return row.id.empty() ? of_new(row) : of_record(row);
  }

 private:
  Result<ledger::Request> request_in(std::string const& text) const {
    auto const letter = TRY(ledger::letter_in(text, snapshot_.catalog()));
    return ledger::read_request(letter, snapshot_.catalog(), desk_.ledger.local());
  }

  void add(Said said) {
    auto const kind = said.change.kind;
    if (said.change.in != &in_) return;
    if (kind == Kind::create) {
      made_.push_back(std::move(said));
    } else if (kind == Kind::change || kind == Kind::correct) {
      by_record_[said.change.id].push_back(std::move(said));
    }
  }

  bool is_seen_plain(meta::Field const& field) const {
    return snapshot_.rights().seen(in_, field) == ledger::Scope::Seen::plain;
  }

  Result<std::set<std::string>> of_record(PlannedRow const& row) {
    std::set<std::string> proposals;
    auto const found = by_record_.find(row.id);
    if (found == by_record_.end()) return proposals;
    auto const shown = TRY(snapshot_.rows(row.id));  // of an outline there are none
    if (shown.empty()) return proposals;
    auto const life = TRY(snapshot_.store().now(row.id));
    for (auto const& cell : row.cells) {
      auto const said = std::ranges::find_if(
          found->second, [&](Said const& one) { return says(one.change, row, cell, life); });
      if (said == found->second.end()) return std::set<std::string>();
      proposals.insert(said->proposal);
    }
    return proposals;
  }

  Result<std::set<std::string>> of_new(PlannedRow const& row) {
    Values values;
    for (auto const& cell : row.cells) values[cell.field] = cell.after;
    auto const to = row.to.value_or(ledger::open_end());
    for (auto const& [change, zone, proposal] : made_) {
      bool const is_there = zone == row.zone && change.from == row.from &&
                            change.to.value_or(ledger::open_end()) == to;
      if (!is_there || seen_values(change) != values) continue;
      auto const is_shown = TRY(is_shown_once_made(change));
      if (is_shown) return std::set<std::string>{proposal};
    }
    return std::set<std::string>();
  }

  Values seen_values(Change const& change) const {
    Values values;
    for (auto const& [field, value] : change.fields) {
      if (!db::is_null(value) && is_seen_plain(*field)) values[field] = value;
    }
    return values;
  }

  Result<bool> is_shown_once_made(Change const& change) {
    ledger::Version version{.on = {change.from, change.to.value_or(ledger::open_end())},
                            .kind = Kind::create,
                            .values = std::vector<db::Value>(in_.fields.size()),
                            .known_from = {}};
    for (auto const& [field, value] : change.fields) version.values[in_.index_of(*field)] = value;
    ledger::LivesAt lives(snapshot_.store(), snapshot_.k());
    ledger::Draft draft(lives);
    return snapshot_.shows_whole({version, in_, change.from, ledger::Snapshot::itself}, draft);
  }

  ledger::Snapshot& snapshot_;
  Desk const& desk_;
  meta::Register const& in_;
  std::vector<Said> made_;
  std::map<std::string, std::vector<Said>> by_record_;
};

bool may_wait(PlannedRow const& row) {
  return row.state != RowState::unchanged && row.state != RowState::rejected;
}

std::string joined(std::set<std::string> const& ids) {
  std::string text;
  for (auto const& id : ids) text += (text.empty() ? "" : "、") + id;
  return text;
}

}  // namespace

Result<void> mark_waiting(Plan& plan, ledger::Snapshot& snapshot, Desk const& desk) {
  if (std::ranges::none_of(plan.rows, may_wait)) return {};
  Waiting waiting(snapshot, desk, *plan.in);
  TRY(waiting.read(plan));
  for (auto& row : plan.rows) {
    if (!may_wait(row)) continue;
    auto const proposals = TRY(waiting.proposals_of(row));
    if (proposals.empty()) continue;
    row.state = RowState::waiting;
    Text says{"publishing.import.waiting", {{"proposal", joined(proposals)}}};
    row.told.push_back({row.place(), std::move(says)});
  }
  return {};
}

}  // namespace zonebook::publishing
