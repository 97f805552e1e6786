#include "ledger/replay.h"

#include "ledger/proposal_letter.h"

namespace zonebook::ledger {

Result<void> Replay::add(LogEntry const& entry) {
  known_.emplace(entry.seq, entry.known);
  auto const changes = TRY(changes_in(entry.body, catalog_));
  Draft draft(*this);
  for (auto const& change : changes) {
    auto const* known = TRY(draft.life(change.id));
    if (!known) draft.make(change.id, entry.zone, *change.in);
    auto const retired = known_.find(change.entry);
    auto const is_of_another = known && known->in != change.in;
    if (is_of_another || (change.kind == ChangeKind::restore && retired == known_.end())) {
      return std::unexpected(Error{
          Error::Code::broken, {"ledger.body_broken", {{"what", std::to_string(entry.seq)}}}, ""});
    }
    collect_marks(change);
    TRY(draft.apply(change, change.kind == ChangeKind::restore ? retired->second : Instant()));
  }
  for (auto const& id : draft.touched()) {
    auto const* life = TRY(draft.life(id));
    auto& rows = records_[id];
    rows.in = life->in;
    rows.touched_by.push_back(entry.seq);
    keep(draft.original(id), *life, entry.known, rows);
    zones_.take(*life);
  }
  return {};
}

void Replay::collect_marks(Change const& change) {
  for (auto const& [field, value] : change.fields) {
    auto const* text = std::get_if<std::string>(&value);
    if (!text) continue;
    if (change.in->name == proposal_register && field->name == "letter") {
      for (auto& mark : marks_of(*text)) marks_.emplace(mark.ref, mark);
    }
    if (!field->personal) continue;
    if (auto mark = personal_mark(*text)) marks_.emplace(mark->ref, *mark);
  }
}

void Replay::keep(Life const& before, Life const& after, Instant known, Rows& rows) {
  for (auto& row : rows.versions) {
    if (row.known_to.micros() == still_known && !stands(after.versions, row.version)) {
      row.known_to = known;
    }
  }
  for (auto& row : rows.merges) {
    if (row.known_to.micros() == still_known && !stands(after.merges, row.merge)) {
      row.known_to = known;
    }
  }
  for (auto version : after.versions) {
    if (version.stored) continue;
    version.stored = true;
    version.known_from = known;
    rows.versions.push_back({before.id, std::move(version), Instant(still_known)});
  }
  for (auto merge : after.merges) {
    if (merge.stored) continue;
    merge.stored = true;
    merge.known_from = known;
    rows.merges.push_back({before.id, std::move(merge), Instant(still_known)});
  }
}

void Replay::post(std::string const& id, Rows const& rows, Postings& postings) const {
  for (auto const seq : rows.touched_by) {
    auto const known = known_.at(seq);
    GramsOf had(*rows.in), have(*rows.in);
    for (auto const& [unused, version, known_to] : rows.versions) {
      if (version.known_from == known) have.add(version.values);
      if (version.known_from < known && known <= known_to) had.add(version.values);
    }
    postings.add(*rows.in, id, seq, without(have.take(), had.take()));
  }
}

Result<Life> Replay::now(std::string const& id) { return known_at(id, Instant(still_known - 1)); }

Result<Life> Replay::known_at(std::string const& id, Instant k) {
  Life life{.id = id, .zone = zone_of(id)};
  auto const found = records_.find(id);
  if (found == records_.end()) return life;
  life.in = found->second.in;
  for (auto const& row : found->second.versions) {
    if (row.version.known_from <= k && k < row.known_to) life.versions.push_back(row.version);
  }
  for (auto const& row : found->second.merges) {
    if (row.merge.known_from <= k && k < row.known_to) life.merges.push_back(row.merge);
  }
  sort_by_day(life.versions);
  sort_by_day(life.merges);
  return life;
}

}  // namespace zonebook::ledger
