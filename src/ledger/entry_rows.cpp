#include "ledger/entry_rows.h"

#include "ledger/sql.h"

namespace zonebook::ledger {

void EntryRows::make(std::string const& id, meta::Register const& in) {
  records_.push_back({zone_, id, in.name});
}

void EntryRows::touch(Life const& before, Life const& after) {
  touches_.push_back({zone_, after.id, seq_});
  auto const now = known_.micros();
  auto& [closed, made] = by_register_[after.in];
  for (auto const& row : before.versions) {
    if (stands(after.versions, row)) continue;
    closed.push_back({now, after.zone, after.id, row.on.from.days(), row.known_from.micros()});
  }
  for (auto const& row : before.merges) {
    if (stands(after.merges, row)) continue;
    closed_merges_.push_back(
        {now, after.zone, after.id, row.on.from.days(), row.known_from.micros()});
  }
  for (auto const& row : after.versions) {
    if (!row.stored) made.push_back(row_of(after, row, known_));
  }
  for (auto const& row : after.merges) {
    if (row.stored) continue;
    made_merges_.push_back({after.zone, after.in->name, after.id, row.same_as, row.on.from.days(),
                            row.on.to.days(), now, still_known});
  }
  postings_.add(*after.in, after.id, seq_, new_grams(*after.in, before.versions, after.versions));
}

Result<void> EntryRows::write(db::Connection& at) {
  TRY(at.run_many(sql::add_record, records_));
  TRY(at.run_many(sql::add_touch, touches_));
  TRY(at.run_many(sql::close_merge, closed_merges_));
  TRY(at.run_many(sql::add_merge, made_merges_));
  for (auto const& [in, rows] : by_register_) {
    auto const& sql = statements_.of(*in);
    TRY(at.run_many(sql.close, rows.closed));
    TRY(at.run_many(sql.insert, rows.made));
  }
  return postings_.write(at, zone_);
}

}  // namespace zonebook::ledger
