#include "figures/counting.h"

#include <algorithm>
#include <iterator>

#include "base/hash.h"
#include "figures/digest.h"
#include "figures/sql.h"
#include "ledger/index_check.h"

namespace zonebook::figures {
namespace {

using ledger::TouchedRecord;

Result<void> hold_key(db::Connection& at, db::Statement const& how, std::string const& key) {
  return at.each(how, {key}, [](db::Row const&) -> Result<void> { return {}; });
}

std::string line_of(std::string const& id, CountedRow const& row) {
  auto const text = [](std::optional<std::int64_t> value) {
    return value ? std::to_string(*value) : std::string("-");
  };
  auto line = id;
  for (auto const number : {static_cast<std::int64_t>(row.count), row.event, row.valid_from,
                            row.valid_to, row.known_from, row.known_to}) {
    line += ' ' + std::to_string(number);
  }
  return line + ' ' + text(row.ended) + ' ' + text(row.amount) + ' ' + row.once;
}

// What a life says in some of its fields, neighbours that say the same joined.
struct Said {
  Date from, to;
  std::vector<db::Value> values;
  std::string same_as;
  bool operator==(Said const&) const = default;
};

std::vector<Said> what_is_read(ledger::Life const& life, std::set<std::size_t> const& fields) {
  std::vector<Said> all;
  for (auto const& version : life.versions) {
    std::vector<db::Value> values;
    for (auto const field : fields) values.push_back(version.values[field]);
    bool const goes_on =
        !all.empty() && all.back().to == version.on.from && all.back().values == values;
    if (goes_on)
      all.back().to = version.on.to;
    else
      all.push_back({version.on.from, version.on.to, std::move(values), {}});
  }
  for (auto const& merge : life.merges) {
    all.push_back({merge.on.from, merge.on.to, {}, merge.same_as});
  }
  return all;
}

}  // namespace

Counting::Counting(std::shared_ptr<meta::Catalog const> catalog, Definitions definitions)
    : catalog_(std::move(catalog)), definitions_(std::move(definitions)), statements_(*catalog_) {
  for (auto const& [id, of] : definitions_) {
    add(*of);
    if (of->adjustments) add(*of->adjustments);
  }
  std::string all = "counting " + std::to_string(counting_layout);
  for (auto const& digest : digests_) all += ' ' + digest;
  edition_ = sm3(all);
}

// Two definitions that count alike share their rows.
void Counting::add(Definition const& of) {
  if (of.digest.empty() || !digests_.insert(of.digest).second) return;
  counts_[of.counted().in].push_back({&of, of.digest});
  if (of.counted().once_per) count_once_.insert(of.counted().in);
  for (auto const& [in, field] : read_by(of)) {
    reads_[in].insert(in->index_of(*field));
    if (!field->is_reference()) continue;
    reads_through_.insert(in);
    auto& steps = steps_to_[field->target];
    auto const is_same = [&](Step const& one) { return one.in == in && one.field == field; };
    if (std::ranges::none_of(steps, is_same)) steps.push_back({in, field});
  }
}

// An entry that changes nothing that is read, a telephone number, leaves all rows as they are.
// Its zone is held, so that what it wrote stands as it is.
Result<Counting::Changed> Counting::changed(KnownLives& lives, Touched const& touched,
                                            Instant known) const {
  Changed changed;
  for (auto const& [id, in] : touched) {
    if (!counts_.contains(in) && !steps_to_.contains(in)) continue;
    auto const before = TRY(lives.known_at(id, Instant(known.micros() - 1)));
    auto const after = TRY(lives.known_at(id, known));
    auto const read = reads_.find(in);
    auto const fields = read == reads_.end() ? Fields() : read->second;
    if (what_is_read(before, fields) == what_is_read(after, fields)) continue;
    changed.records.push_back({id, in});
    if (!before.empty()) continue;
    lives.take_asked();
    lives.move_to(Instant(INT64_MIN));
    TRY(lives.now(id));
    if (lives.next_known() == known) changed.made.insert(id);
  }
  return changed;
}

// Who refers to what, and is merged into what, by entries of other zones that are known from this
// instant on though they were written before: what they let go of was read through until then.
Result<Counting::Referrers> Counting::late_referrers(db::Connection& at, ledger::Store& store,
                                                     std::string const& own, Instant known) const {
  std::vector<std::pair<std::string, std::int64_t>> entries;
  TRY(at.each(sql::late_entries, {own, known.micros(), known.micros()},
              [&](db::Row const& row) -> Result<void> {
                entries.emplace_back(row.text(0), row.integer(1));
                return {};
              }));
  Records late;
  for (auto const& [zone, seq] : entries) {
    auto const entry = TRY(store.entry(zone, seq));
    for (auto const& change : entry->changes) late.emplace(change.id, change.in);
  }
  Referrers referrers;
  for (auto const& [id, in] : late) {
    auto const rows = TRY(store.all_rows(id));
    auto const merges = TRY(store.all_merges(id));
    for (auto const& row : merges) {
      if (row.known_to >= known) referrers[row.merge.same_as].emplace(id, in);
    }
    for (auto const& [target, steps] : steps_to_) {
      for (auto const& step : steps) {
        if (step.in != in) continue;
        for (auto const& row : rows) {
          auto const& value = row.version.values[in->index_of(*step.field)];
          auto const* to = std::get_if<std::string>(&value);
          if (to && row.known_to >= known) referrers[*to].emplace(id, in);
        }
      }
    }
  }
  return referrers;
}

// The records that may count otherwise once these have changed: they themselves, and those that
// are read through them, directly or on a way, also through what was merged into them; at any
// instant from `known` on.  What the entry has made nobody refers to but what it wrote itself.
Result<Counting::Records> Counting::dependents(db::Connection& at, ledger::Store& store,
                                               Changed const& changed, Instant known) const {
  Records found;
  std::vector<std::pair<std::string, Register const*>> open;
  auto const take = [&](std::string const& id, Register const& in) {
    if (found.emplace(id, &in).second) open.emplace_back(id, &in);
  };
  for (auto const& [id, in] : changed.records) {
    if (changed.made.contains(id))
      found.emplace(id, in);
    else
      take(id, *in);
  }
  Referrers late;
  if (!open.empty() && is_read_through(changed.records)) {
    late = TRY(late_referrers(at, store, ledger::zone_of(changed.records.front().id), known));
  }
  while (!open.empty()) {
    auto const [id, in] = std::move(open.back());
    open.pop_back();
    auto const steps = steps_to_.find(in);
    if (steps == steps_to_.end()) continue;
    for (auto const& [from, field] : steps->second) {
      auto const ids = TRY(store.referrers_by(*from, *field, id));
      for (auto const& one : ids) take(one, *from);
    }
    auto const merged = TRY(store.merged_into(id));
    for (auto const& one : merged) take(one, *in);
    for (auto const& [one, from] : late[id]) take(one, *from);
  }
  std::erase_if(found, [&](auto const& one) { return !counts_.contains(one.second); });
  return found;
}

bool Counting::is_read_through(Touched const& touched) const {
  return std::ranges::any_of(touched,
                             [&](TouchedRecord const& one) { return steps_to_.contains(one.in); });
}

// Who writes a record that others are read through holds its zone alone, before looking for them;
// who counts one that is read through another zone than its own holds that zone together with
// others, before reading.  Of two who count the same record one has written in a zone that the
// record only reads through, so they meet there, and whoever comes second sees what the first has
// written.  Read is what was read before, too: what ends to be read through another still has the
// rows that were.
Result<std::unique_ptr<Counting::Read>> Counting::read_held(db::Connection& at,
                                                            ledger::Store& store,
                                                            KnownLives const& own_lives,
                                                            Changed const& changed,
                                                            Instant known) const {
  bool const is_alone = at.dialect() == db::Dialect::sqlite;
  auto const own = ledger::zone_of(changed.records.front().id);
  if (!is_alone && is_read_through(changed.records)) {
    TRY(hold_key(at, sql::hold_counted, "counted " + own));
  }
  for (std::set<std::string> held{own};;) {
    auto read = std::make_unique<Read>(Read{own_lives, {}});
    read->records = TRY(dependents(at, store, changed, known));
    if (is_alone) return read;
    auto const zones = TRY(zones_read_through(*read, known));
    bool is_more = false;
    for (auto const& zone : zones) {
      if (!held.insert(zone).second) continue;
      TRY(hold_key(at, sql::share_counted, "counted " + zone));
      is_more = true;
    }
    if (!is_more) return read;
  }
}

Result<std::set<std::string>> Counting::zones_read_through(Read& read, Instant known) const {
  std::set<std::string> zones;
  for (auto const& [id, in] : read.records) {
    if (!reads_through_.contains(in)) continue;
    CountedRows rows(read.lives, counts_.at(in));
    TRY(rows.of(id, Instant(known.micros() - 1)));
    auto const own = ledger::zone_of(id);
    for (auto const& other : rows.rests_on()) {
      if (auto zone = ledger::zone_of(other); zone != own) zones.insert(std::move(zone));
    }
  }
  return zones;
}

Result<void> Counting::take(db::Connection& at, std::vector<TouchedRecord> const& touched,
                            Instant known) const {
  ledger::Store store(at, *catalog_, statements_);
  KnownLives own_lives(store);
  auto const changed = TRY(this->changed(own_lives, touched, known));
  if (changed.records.empty()) return {};
  auto const read = TRY(read_held(at, store, own_lives, changed, known));
  CountedStore kept(at);
  kept.expect_none_of(changed.made);
  auto const numbers = TRY(kept.numbers());
  std::map<std::string, std::vector<CountedRow>> made;
  std::set<std::string> keys;
  for (auto const& [id, in] : read->records) {
    auto rows = TRY(rows_of(read->lives, numbers, *in, id, known));
    if (count_once_.contains(in)) TRY(kept.add_keys(id, rows, known, keys));
    made.emplace(id, std::move(rows));
  }
  TRY(kept.hold_keys(keys));
  for (auto& [id, rows] : made) TRY(kept.save(id, std::move(rows), known));
  return kept.settle();
}

// With numbers in place of counts; none of digests that have no number here.
Result<std::vector<CountedRow>> Counting::rows_of(KnownLives& lives, Numbers const& numbers,
                                                  Register const& in, std::string const& id,
                                                  Instant from) const {
  std::vector<Count> counts;
  std::vector<std::size_t> number_of;
  for (auto const& count : counts_.at(&in)) {
    auto const number = numbers.find(count.digest);
    if (number == numbers.end()) continue;
    counts.push_back(count);
    number_of.push_back(static_cast<std::size_t>(number->second));
  }
  auto rows = TRY(CountedRows(lives, counts).of(id, from));
  for (auto& row : rows) row.count = number_of[row.count];
  return rows;
}

Result<Counting::Rows> Counting::rows_of_zone(ledger::Store& store, std::string const& zone,
                                              Numbers const& numbers) const {
  Rows all;
  KnownLives lives(store);
  std::vector<Register const*> registers;
  for (auto const& [in, counts] : counts_) registers.push_back(in);
  for (auto const& [in, steps] : steps_to_) registers.push_back(in);
  auto const records = TRY(lives.load(zone, registers));
  for (auto const& [id, in] : records) {
    if (!counts_.contains(in)) continue;
    auto rows = TRY(rows_of(lives, numbers, *in, id, Instant(0)));
    for (auto& row : rows) all.emplace_back(id, std::move(row));
  }
  return all;
}

Result<void> Counting::fill(db::Connection& at, Found found) const {
  CountedStore kept(at);
  TRY(kept.make_tables(digests_, found));
  auto const fresh = TRY(kept.keep_only(digests_));
  ledger::Store store(at, *catalog_, statements_);
  auto const heads = TRY(store.heads());
  for (auto const& head : heads) {
    if (fresh.empty()) break;
    auto rows = TRY(rows_of_zone(store, head.zone, fresh));
    TRY(kept.add(head.zone, std::move(rows)));
  }
  for (auto const& [digest, number] : fresh) TRY(kept.find_rivals(number));
  return {};
}

// Of other digests, which another program holds, the rows are none of ours; where there are only
// such, the tables may be of another layout.
Result<void> Counting::verify(db::Connection& at, Complain const& complain) const {
  CountedStore kept(at);
  auto numbers = TRY(kept.numbers());
  std::set<std::string> found;
  for (auto const& [digest, number] : numbers) found.insert(digest);
  auto const held = TRY(ledger::held_projection(at));
  if (held == edition_ && found != digests_) complain("ledger.row_strange", "counted_digest");
  std::set<std::int64_t> others;
  for (auto const& [digest, number] : numbers) {
    if (!digests_.contains(digest)) others.insert(number);
  }
  std::erase_if(numbers, [&](auto const& one) { return others.contains(one.second); });
  if (numbers.empty()) return {};
  TRY(ledger::check_indexes(at, CountedStore::tables(), [&](std::string const& index) {
    complain("ledger.index_differs", index);
  }));
  ledger::Store store(at, *catalog_, statements_);
  std::set<std::string> zones;
  auto const heads = TRY(store.heads());
  for (auto const& head : heads) {
    zones.insert(head.zone);
    std::multiset<std::string> expected, actual;
    auto const made = TRY(rows_of_zone(store, head.zone, numbers));
    for (auto const& [id, row] : made) expected.insert(line_of(id, row));
    auto const stands = TRY(kept.of_zone(head.zone));
    for (auto const& [id, row] : stands) {
      if (others.contains(static_cast<std::int64_t>(row.count))) continue;
      actual.insert(line_of(id, row));
    }
    std::vector<std::string> missing, strange;
    std::ranges::set_difference(expected, actual, std::back_inserter(missing));
    std::ranges::set_difference(actual, expected, std::back_inserter(strange));
    auto const where = [](std::string const& line) {
      return "counted " + line.substr(0, line.find(' '));
    };
    for (auto const& line : missing) complain("ledger.row_missing", where(line));
    for (auto const& line : strange) complain("ledger.row_strange", where(line));
  }
  for (auto const& [digest, number] : numbers) {
    auto const made = TRY(kept.sums_of_rows(number));
    auto const stored = TRY(kept.sums(number));
    if (stored != made.all()) complain("ledger.row_strange", "counted_sum");
  }
  TRY(at.each(sql::strange_sums, {}, [&](db::Row const& row) -> Result<void> {
    complain("ledger.row_strange", "counted_sum " + std::to_string(row.integer(0)));
    return {};
  }));
  TRY(at.each(sql::list_zones_counted, {}, [&](db::Row const& row) -> Result<void> {
    std::string const zone(row.text(0));
    if (!zones.contains(zone)) complain("ledger.row_strange", "counted " + zone);
    return {};
  }));
  return at.each(sql::wrong_rivals, {}, [&](db::Row const& row) -> Result<void> {
    complain("ledger.row_strange",
             "counted " + std::to_string(row.integer(0)) + " " + std::string(row.text(1)));
    return {};
  });
}

}  // namespace zonebook::figures
