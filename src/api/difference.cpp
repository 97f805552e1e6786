#include "api/difference.h"

#include <algorithm>
#include <tuple>

#include "api/figure_tables.h"
#include "ledger/titles.h"

namespace zonebook::api {
namespace {

// An answer with the records behind it.
struct Side {
  figures::Answer answer;
  std::optional<figures::NotKept> not_kept;
  std::map<std::string, figures::Behind> behind;
};

Result<Side> side_at(figures::End const& end, ledger::Snapshot const& now,
                     AskedDifference const& asked) {
  auto snapshot = TRY(now.under(now.rights(), end.k));
  auto const question = asked.at(end);
  Side side;
  side.answer = TRY(figures::figure(snapshot, question));
  if (side.answer.before_ledger) return side;
  side.not_kept = TRY(figures::not_kept(snapshot, question, side.answer, asked.local));
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
  return ledger::title_of(snapshot, id, day, language);
}

// Whether the reader may know of it: a row of it is shown.
Result<bool> is_told(ledger::Snapshot& snapshot, std::string const& id) {
  if (snapshot.rights().is_everything()) return true;
  auto const rows = TRY(snapshot.rows(id));
  return !rows.empty();
}

Result<void> tell_records(DifferenceTold& told, AskedDifference const& asked, Side const& before,
                          Side const& after, ledger::Snapshot& snapshot, Language language) {
  for (auto const& [id, terms] : told.difference->records) {
    auto const is_shown = TRY(is_told(snapshot, id));
    if (!is_shown) {
      Decimal sum;
      for (auto const& [unused, amount] : terms) sum = (sum + amount).value_or(sum);
      ++told.hidden;
      if (sum.sign() != 0) ++told.hidden_amounts;
      told.hidden_sum = (told.hidden_sum + sum).value_or(told.hidden_sum);
      continue;
    }
    auto title = TRY(title_of_moved(snapshot, id, before, after, asked.to.v, language));
    auto const causes = told.difference->causes.find(id);
    MovedTold one{id, std::move(title), terms, {}};
    if (causes != told.difference->causes.end()) {
      one.entries = TRY(entries_of(causes->second, snapshot));
    }
    told.records.push_back(std::move(one));
  }
  return {};
}

std::optional<Decimal> amount_in(Side const& side, std::string const& id) {
  auto const* behind = found_in(side, id);
  return behind ? std::optional(behind->amount) : std::nullopt;
}

figures::Moved moved_of(AskedDifference const& asked, Side const& before, Side const& after,
                        std::vector<MovedTold> const& records) {
  figures::Moved moved{.before = before.answer,
                       .after = after.answer,
                       .from_v = asked.from.v,
                       .to_v = asked.to.v,
                       .known_before = {},
                       .known_after = {},
                       .not_kept = after.not_kept,
                       .records = {}};
  if (asked.from.k) moved.known_before = asked.from.k->date_in(asked.local);
  if (asked.to.k) moved.known_after = asked.to.k->date_in(asked.local);
  for (auto const& [id, title, terms, entries] : records) {
    moved.records.push_back(
        figures::moved_record(title, terms, amount_in(before, id), amount_in(after, id),
                              entries.empty() ? std::string() : entries.back().source));
  }
  return moved;
}

Json json_of(std::vector<ledger::LogEntry> const& entries) {
  std::vector<Json> list;
  for (auto const& entry : entries) {
    list.push_back(Json::object({{"zone", Json::string(entry.zone)},
                                 {"seq", Json::integer(entry.seq)},
                                 {"known", Json::string(entry.known.to_string())},
                                 {"actor", Json::string(entry.actor)},
                                 {"source", Json::string(entry.source)},
                                 {"reason", Json::string(entry.reason)}}));
  }
  return Json::array(std::move(list));
}

Json json_of(MovedTold const& record) {
  auto terms = Json::object();
  for (auto const& [term, amount] : record.terms) {
    terms.set(std::string(figures::name_of(term)), Json::string(amount.to_string()));
  }
  return Json::object({{"id", Json::string(record.id)},
                       {"title", Json::string(record.title)},
                       {"terms", std::move(terms)},
                       {"entries", json_of(record.entries)}});
}

}  // namespace

Result<DifferenceTold> told_difference(AskedDifference const& asked, ledger::Snapshot& now,
                                       ledger::Scope const& own, Language language) {
  auto const before = TRY(side_at(asked.from, now, asked));
  auto const after = TRY(side_at(asked.to, now, asked));
  DifferenceTold told;
  if (!before.answer.before_ledger && !after.answer.before_ledger) {
    told.difference = TRY(figures::difference(now, asked.period, asked.part, asked.from, asked.to));
  }
  auto snapshot = TRY(now.under(own, {}));
  if (told.difference) TRY(tell_records(told, asked, before, after, snapshot, language));
  told.moved = moved_of(asked, before, after, told.records);
  told.not_kept = {before.not_kept, after.not_kept};
  told.zone_name = TRY(ledger::zone_name(snapshot, asked.root, asked.zone, asked.to.v));
  return told;
}

Json json_of(figures::Difference const& difference, DifferenceTold const& told) {
  auto terms = Json::object();
  for (std::size_t i = 0; i < figures::term_count; ++i) {
    terms.set(std::string(figures::name_of(static_cast<figures::Term>(i))),
              Json::string(difference.terms[i].to_string()));
  }
  std::vector<Json> list;
  for (auto const& record : told.records) list.push_back(json_of(record));
  auto json = Json::object({{"sum", Json::string(difference.sum.to_string())},
                            {"terms", std::move(terms)},
                            {"records", Json::array(std::move(list))}});
  if (told.hidden > 0) {
    json.set("hidden", Json::object({{"count", Json::integer(told.hidden)},
                                     {"sum", Json::string(told.hidden_sum.to_string())}}));
  }
  return json;
}

}  // namespace zonebook::api
