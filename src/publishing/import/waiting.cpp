#include "publishing/import/waiting.h"

#include <algorithm>

#include "ledger/request.h"

namespace zonebook::publishing {
namespace {

using Values = std::map<meta::Field const*, db::Value>;

class Waiting {
 public:
  Waiting(ledger::Snapshot& snapshot, Desk const& desk, meta::Register const& in)
      : snapshot_(snapshot), desk_(desk), in_(in) {}

  Result<void> read() {
    auto const* const proposals = snapshot_.catalog().find(ledger::proposal_register);
    if (!proposals || !snapshot_.rights().check_shown(*proposals)) return {};
    auto const waiting = TRY(desk_.proposals.waiting(snapshot_, Instant::max()));
    for (auto const& one : waiting) {
      auto const found = TRY(snapshot_.as_of(one.id, ledger::last_day()));
      if (!found.version) continue;
      auto const text = ledger::text_in(*found.version, *proposals, "letter");
      if (!text) continue;
      auto const letter = TRY(ledger::letter_in(*text, snapshot_.catalog()));
      auto const request =
          TRY(ledger::read_request(letter, snapshot_.catalog(), desk_.ledger.local()));
      for (auto const& change : request.changes) add(change, request.zone, one.id);
    }
    return {};
  }

  // The proposal; nullptr: it does not wait.
  std::string const* proposal_of(PlannedRow const& row) const {
    if (row.id.empty()) return of_new(row);
    auto const found = by_record_.find(row.id);
    if (found == by_record_.end() || row.cells.empty()) return nullptr;
    auto const& [values, proposal] = found->second;
    bool const is_all = std::ranges::all_of(row.cells, [&](CellChange const& cell) {
      auto const value = values.find(cell.field);
      return value != values.end() && value->second == cell.after;
    });
    return is_all ? &proposal : nullptr;
  }

 private:
  struct Set {
    Values values;
    std::string proposal;
  };
  struct Made {
    std::string zone;
    Date from;
    Set set;
  };

  static Values values_of(ledger::Change const& change) {
    Values values;
    for (auto const& [field, value] : change.fields) {
      if (!db::is_null(value)) values[field] = value;
    }
    return values;
  }

  void add(ledger::Change const& change, std::string const& zone, std::string const& proposal) {
    using Kind = ledger::ChangeKind;
    if (change.in != &in_) return;
    if (change.kind == Kind::create) {
      made_.push_back({zone, change.from, {values_of(change), proposal}});
    } else if (change.kind == Kind::change || change.kind == Kind::correct) {
      auto& into = by_record_[change.id];
      for (auto& [field, value] : values_of(change)) into.values[field] = value;
      into.proposal = proposal;
    }
  }

  std::string const* of_new(PlannedRow const& row) const {
    Values values;
    for (auto const& cell : row.cells) values[cell.field] = cell.after;
    auto const found = std::ranges::find_if(made_, [&](Made const& one) {
      return one.zone == row.zone && one.from == row.from && one.set.values == values;
    });
    return found != made_.end() ? &found->set.proposal : nullptr;
  }

  ledger::Snapshot& snapshot_;
  Desk const& desk_;
  meta::Register const& in_;
  std::vector<Made> made_;
  std::map<std::string, Set> by_record_;
};

bool may_wait(PlannedRow const& row) {
  return row.state != RowState::unchanged && row.state != RowState::rejected;
}

}  // namespace

Result<void> mark_waiting(Plan& plan, ledger::Snapshot& snapshot, Desk const& desk) {
  if (std::ranges::none_of(plan.rows, may_wait)) return {};
  Waiting waiting(snapshot, desk, *plan.in);
  TRY(waiting.read());
  for (auto& row : plan.rows) {
    auto const* const proposal = may_wait(row) ? waiting.proposal_of(row) : nullptr;
    if (!proposal) continue;
    row.state = RowState::waiting;
    row.told.push_back({row.place(), {"publishing.import.waiting", {{"proposal", *proposal}}}});
  }
  return {};
}

}  // namespace zonebook::publishing
