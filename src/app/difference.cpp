#include "app/difference.h"

#include <algorithm>
#include <tuple>

#include "app/figure_tables.h"
#include "app/titles.h"

namespace zonebook::app {
namespace {

// An answer with the records behind it.
struct Side {
  figures::Answer answer;
  std::optional<figures::NotKept> not_kept;
  std::map<std::string, figures::Behind> behind;
};

Result<Side> side_at(figures::End const& end, AskedKnown const& known, FoundFigure const& found,
                     Book const& book) {
  auto snapshot = TRY(read_known(book, ledger::Scope::everything(found.zone), known));
  auto question = found.on(end.v);
  question.of = end.of;
  Side side;
  side.answer = TRY(figures::figure(snapshot, question));
  if (side.answer.before_ledger) return side;
  side.not_kept = TRY(figures::not_kept(snapshot, question, side.answer, *book.local));
  auto behind = TRY(figures::records(snapshot, question));
  for (auto& one : behind) {
    auto id = one.id;
    side.behind.emplace(std::move(id), std::move(one));
  }
  return side;
}

// Those that a history shows, in the order of their knowledge.  Two zones may have one instant.
Result<std::vector<ledger::LogEntry>> entries_of(std::set<figures::Cause> const& causes,
                                                 ledger::Snapshot& snapshot) {
  std::map<std::tuple<Instant, std::string, std::int64_t>, ledger::LogEntry> entries;
  for (auto const& [record, seq] : causes) {
    auto history = TRY(snapshot.history(record));
    for (auto& entry : history) {
      if (entry.seq != seq) continue;
      std::tuple key(entry.known, entry.zone, entry.seq);
      entries.emplace(std::move(key), std::move(entry));
    }
  }
  std::vector<ledger::LogEntry> in_order;
  for (auto& [unused, entry] : entries) in_order.push_back(std::move(entry));
  return in_order;
}

figures::Behind const* found_in(Side const& side, std::string const& id) {
  auto const found = side.behind.find(id);
  return found != side.behind.end() ? &found->second : nullptr;
}

// What it is called on the day it was read; where it counts at neither end, what it was last.
Result<std::string> title_of_moved(ledger::Snapshot& snapshot, std::string const& id,
                                   Side const& before, Side const& after, Date day,
                                   Language language) {
  auto const* behind = found_in(after, id);
  if (!behind) behind = found_in(before, id);
  if (behind) return behind_title(snapshot, *behind, language);
  return title_of(snapshot, id, day, language);
}

Result<std::vector<MovedTold>> told_of(figures::Difference const& difference,
                                       DifferenceEnds const& ends, Side const& before,
                                       Side const& after, ledger::Snapshot& snapshot,
                                       Language language) {
  std::vector<MovedTold> records;
  for (auto const& [id, terms] : difference.records) {
    auto title = TRY(title_of_moved(snapshot, id, before, after, ends.to.v, language));
    auto const causes = difference.causes.find(id);
    MovedTold one{id, std::move(title), terms, {}};
    if (causes != difference.causes.end()) {
      one.entries = TRY(entries_of(causes->second, snapshot));
    }
    records.push_back(std::move(one));
  }
  return records;
}

std::optional<Decimal> amount_in(Side const& side, std::string const& id) {
  auto const* behind = found_in(side, id);
  return behind ? std::optional(behind->amount) : std::nullopt;
}

figures::Moved moved_of(DifferenceEnds const& ends, Side const& before, Side const& after,
                        std::vector<MovedTold> const& records, Book const& book) {
  figures::Moved moved{.before = before.answer,
                       .after = after.answer,
                       .from_v = ends.from.v,
                       .to_v = ends.to.v,
                       .known_before = {},
                       .known_after = {},
                       .not_kept = after.not_kept,
                       .records = {}};
  if (ends.from.k) moved.known_before = ends.from.k->date_in(*book.local);
  if (ends.to.k) moved.known_after = ends.to.k->date_in(*book.local);
  for (auto const& [id, title, terms, entries] : records) {
    moved.records.push_back(
        figures::moved_record(title, terms, amount_in(before, id), amount_in(after, id),
                              entries.empty() ? std::string() : entries.back().source));
  }
  return moved;
}

}  // namespace

Result<DifferenceTold> told_difference(Book const& book, FoundFigure const& found,
                                       DifferenceEnds const& ends, Language language) {
  auto const before = TRY(side_at(ends.from, ends.known[0], found, book));
  auto const after = TRY(side_at(ends.to, ends.known[1], found, book));
  auto snapshot = TRY(book.ledger->read(found.zone));
  DifferenceTold told;
  figures::Difference difference;
  if (!before.answer.before_ledger && !after.answer.before_ledger) {
    difference = TRY(figures::difference(snapshot, found.period, found.part, ends.from, ends.to));
    told.difference = difference;
  }
  told.records = TRY(told_of(difference, ends, before, after, snapshot, language));
  told.moved = moved_of(ends, before, after, told.records, book);
  told.not_kept = {before.not_kept, after.not_kept};
  told.zone_name = TRY(zone_name(snapshot, book.root, found.zone, ends.to.v));
  return told;
}

}  // namespace zonebook::app
