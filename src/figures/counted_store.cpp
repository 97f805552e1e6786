#include "figures/counted_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "figures/sql.h"
#include "ledger/table.h"

namespace zonebook::figures {
namespace {

using Type = meta::FieldType::Column;
constexpr auto integer = Type::integer;
constexpr auto text = Type::text;
constexpr std::size_t rows_at_once = 1000;

std::string if_missing(std::string sql) {
  for (std::string const what : {"CREATE TABLE ", "CREATE INDEX "}) {
    for (auto at = sql.find(what); at != sql.npos; at = sql.find(what, at + what.size())) {
      sql.insert(at + what.size(), "IF NOT EXISTS ");
    }
  }
  return sql;
}

std::optional<std::int64_t> number_or_null(db::Row const& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.integer(column);
}

db::Parameter bound(std::optional<std::int64_t> const& value) {
  return value ? db::Parameter(*value) : db::Parameter();
}

CountedRow row_in(db::Row const& row) {
  return {.count = static_cast<std::size_t>(row.integer(0)),
          .event = row.integer(1),
          .valid_from = row.integer(2),
          .valid_to = row.integer(3),
          .ended = number_or_null(row, 4),
          .amount = number_or_null(row, 5),
          .once = std::string(row.text(6)),
          .known_from = row.integer(7),
          .known_to = row.integer(8),
          .is_rival = row.integer(9) != 0};
}

// What sums are made of, with the zone before it.
CountedRow counted_in(db::Row const& row, std::int64_t number) {
  return {.count = static_cast<std::size_t>(number),
          .event = row.integer(1),
          .valid_from = row.integer(2),
          .valid_to = row.integer(3),
          .amount = number_or_null(row, 4),
          .known_from = row.integer(5),
          .known_to = row.integer(6),
          .is_rival = row.integer(7) != 0};
}

std::vector<db::Parameter> parameters(std::string const& zone, std::string const& id,
                                      CountedRow const& row) {
  return {static_cast<std::int64_t>(row.count),
          zone,
          row.event,
          id,
          row.valid_from,
          row.known_from,
          row.valid_to,
          row.known_to,
          bound(row.ended),
          bound(row.amount),
          row.once.empty() ? db::Parameter() : db::Parameter(row.once)};
}

// What takes the place of what stands.
struct Replaced {
  std::vector<CountedRow> dropped, added;
  std::vector<std::pair<CountedRow, std::int64_t>> closed;
};

Replaced replaced(std::vector<CountedRow> const& stored, std::vector<CountedRow> rows,
                  std::int64_t from) {
  Replaced all;
  for (auto const& old : stored) {
    bool const is_older = old.known_from < from;
    auto const same = std::ranges::find_if(rows, [&](CountedRow const& row) {
      return row.says_what(old) && row.known_from == (is_older ? from : old.known_from);
    });
    if (same == rows.end() && is_older) all.closed.emplace_back(old, from);
    if (same == rows.end() && !is_older) all.dropped.push_back(old);
    if (same == rows.end()) continue;
    if (same->known_to != old.known_to) all.closed.emplace_back(old, same->known_to);
    rows.erase(same);
  }
  all.added = std::move(rows);
  return all;
}

}  // namespace

std::vector<ledger::Table> CountedStore::tables() {
  auto const is_closed = fmt::format("known_to < {}", ledger::still_known);
  auto const has_ended = fmt::format("valid_to < {}", ledger::open_end().days());
  return {
      {.name = "counted_digest",
       .columns = {{"digest"}, {"number", integer}},
       .primary_key = {"digest"},
       .indexes = {}},
      {.name = "counted",
       .columns = {{"number", integer},
                   {"zone"},
                   {"event", integer},
                   {"id"},
                   {"valid_from", integer},
                   {"known_from", integer},
                   {"valid_to", integer},
                   {"known_to", integer},
                   {"ended", integer, true},
                   {"amount", integer, true},
                   {"once", text, true},
                   {"rival", integer}},
       .primary_key = {"number", "zone", "event", "id", "valid_from", "known_from"},
       .indexes = {{"counted_of", {"zone", "id"}, ""},
                   {"counted_once", {"number", "once"}, "once IS NOT NULL"},
                   {"counted_rival", {"number", "event"}, "rival = 1"},
                   {"counted_late", {"number", "valid_from"}, "valid_from > event"},
                   {"counted_ended", {"number", "valid_to"}, has_ended},
                   {"counted_known", {"number", "known_from"}, "known_from < known_to"},
                   {"counted_closed", {"number", "known_to"}, is_closed}}},
      {.name = "counted_sum",
       .columns = {{"number", integer},
                   {"month", integer},
                   {"zone"},
                   {"valid_month", integer},
                   {"known_month", integer},
                   {"records", integer},
                   {"high", integer},
                   {"low", integer}},
       .primary_key = {"number", "month", "zone", "valid_month", "known_month"},
       .indexes = {{"counted_sum_in", {"number", "zone", "month"}, ""}}},
  };
}

Result<void> CountedStore::make_tables(std::set<std::string> const& digests,
                                       ledger::Projection::Found found) {
  bool is_any_kept = false;
  if (found == ledger::Projection::Found::held) {
    TRY(at_.script(if_missing(sql_to_make(tables().front(), at_.dialect()))));
    auto const kept = TRY(numbers());
    is_any_kept =
        std::ranges::any_of(kept, [&](auto const& one) { return digests.contains(one.first); });
  }
  std::string sql;
  if (!is_any_kept) sql += "DROP TABLE IF EXISTS counted_edition;\n";  // of layouts 1 and 2
  for (auto const& table : tables()) {
    if (!is_any_kept) sql += fmt::format("DROP TABLE IF EXISTS {};\n", table.name);
    sql += if_missing(sql_to_make(table, at_.dialect()));
  }
  return at_.script(sql);
}

Result<Numbers> CountedStore::numbers() {
  Numbers numbers;
  TRY(at_.each(sql::list_counted_digests, {}, [&](db::Row const& row) -> Result<void> {
    numbers.emplace(row.text(0), row.integer(1));
    return {};
  }));
  return numbers;
}

Result<void> CountedStore::add_keys(std::string const& id, std::vector<CountedRow> const& rows,
                                    Instant from, std::set<std::string>& keys) {
  if (at_.dialect() == db::Dialect::sqlite) return {};  // one writer
  auto const before = TRY(stored(id, from));
  for (auto const* all : {&before, &rows}) {
    for (auto const& row : *all) {
      if (!row.once.empty()) keys.insert(row.once);
    }
  }
  return {};
}

Result<void> CountedStore::hold_keys(std::set<std::string> const& keys) {
  for (auto const& key : keys) {
    TRY(at_.each(sql::hold_counted, {"once " + key},
                 [](db::Row const&) -> Result<void> { return {}; }));
  }
  return {};
}

Result<void> CountedStore::save(std::string const& id, std::vector<CountedRow> rows, Instant from) {
  auto const before = TRY(stored(id, from));
  auto const all = replaced(before, std::move(rows), from.micros());
  auto const take_key = [&](CountedRow const& row) {
    if (!row.once.empty()) keys_.emplace(row.count, row.once);
  };
  std::ranges::for_each(all.dropped, take_key);
  std::ranges::for_each(all.added, take_key);
  auto const zone = ledger::zone_of(id);
  for (auto const& [row, known] : all.closed) {
    TRY(close(id, row, known));
    sums_.take(zone, row);
    auto after = row;
    after.known_to = known;
    sums_.add(zone, after);
  }
  for (auto const& row : all.dropped) {
    TRY(drop(id, row));
    sums_.take(zone, row);
  }
  std::vector<std::vector<db::Parameter>> added;
  for (auto const& row : all.added) {
    added.push_back(parameters(zone, id, row));
    sums_.add(zone, row);
  }
  return at_.run_many(sql::add_counted, added);
}

Result<void> CountedStore::settle() {
  TRY(set_rivals());
  TRY(sums_.write(at_));
  sums_ = {};
  return {};
}

Result<std::vector<CountedRow>> CountedStore::stored(std::string const& id, Instant from) {
  std::vector<CountedRow> rows;
  if (new_.contains(id)) return rows;
  TRY(at_.each(sql::counted_of, {ledger::zone_of(id), id, from.micros()},
               [&](db::Row const& row) -> Result<void> {
                 rows.push_back(row_in(row));
                 return {};
               }));
  return rows;
}

Result<void> CountedStore::close(std::string const& id, CountedRow const& row, std::int64_t known) {
  TRY(at_.run(sql::close_counted, {known, static_cast<std::int64_t>(row.count), ledger::zone_of(id),
                                   row.event, id, row.valid_from, row.known_from}));
  return {};
}

Result<void> CountedStore::drop(std::string const& id, CountedRow const& row) {
  TRY(at_.run(sql::drop_counted, {static_cast<std::int64_t>(row.count), ledger::zone_of(id),
                                  row.event, id, row.valid_from, row.known_from}));
  return {};
}

// What comes to have a rival goes out of the sums, what has none any more comes in.
Result<void> CountedStore::set_rivals() {
  for (auto const& [number, key] : keys_) {
    std::set<std::string> holders;
    std::vector<std::pair<std::string, CountedRow>> rows;  // by zone
    TRY(at_.each(sql::counted_of_key, {number, key}, [&](db::Row const& row) -> Result<void> {
      holders.emplace(row.text(8));
      rows.emplace_back(row.text(0), counted_in(row, number));
      return {};
    }));
    bool const are_rivals = holders.size() > 1;
    std::erase_if(rows, [&](auto const& one) { return one.second.is_rival == are_rivals; });
    if (rows.empty()) continue;
    for (auto& [zone, row] : rows) {
      row.is_rival = false;
      if (are_rivals)
        sums_.take(zone, row);
      else
        sums_.add(zone, row);
    }
    std::int64_t const is = are_rivals ? 1 : 0;
    TRY(at_.run(sql::set_rivals, {is, number, key, is}));
  }
  keys_.clear();
  return {};
}

Result<void> CountedStore::find_rivals(std::int64_t number) {
  TRY(at_.run(sql::set_all_rivals, {number, number}));
  TRY(at_.each(sql::rivals_of_digest, {number}, [&](db::Row const& row) -> Result<void> {
    auto rival = counted_in(row, number);
    rival.is_rival = false;
    sums_.take(std::string(row.text(0)), rival);
    return {};
  }));
  return settle();
}

Result<CountedSums> CountedStore::sums_of_rows(std::int64_t number) {
  CountedSums sums;
  TRY(at_.each(sql::counted_of_digest, {number}, [&](db::Row const& row) -> Result<void> {
    sums.add(std::string(row.text(0)), counted_in(row, number));
    return {};
  }));
  return sums;
}

Result<std::map<CountedSums::Key, CountedSums::Sum>> CountedStore::sums(std::int64_t number) {
  std::map<CountedSums::Key, CountedSums::Sum> sums;
  TRY(at_.each(sql::sums_of_digest, {number}, [&](db::Row const& row) -> Result<void> {
    sums.emplace(CountedSums::Key{number, row.integer(0), std::string(row.text(1)), row.integer(2),
                                  row.integer(3)},
                 CountedSums::Sum{row.integer(4), row.integer(5), row.integer(6)});
    return {};
  }));
  return sums;
}

// In the order in which they are stored, so that each page is written once.
Result<void> CountedStore::add(std::string const& zone, Rows rows) {
  std::ranges::sort(rows, {}, [](auto const& one) {
    auto const& [id, row] = one;
    return std::tuple(row.count, row.event, std::string_view(id), row.valid_from, row.known_from);
  });
  std::vector<std::vector<db::Parameter>> waiting;
  for (auto const& [id, row] : rows) {
    sums_.add(zone, row);
    waiting.push_back(parameters(zone, id, row));
    if (waiting.size() < rows_at_once) continue;
    TRY(at_.run_many(sql::add_counted, waiting));
    waiting.clear();
  }
  TRY(at_.run_many(sql::add_counted, waiting));
  return settle();
}

Result<CountedStore::Rows> CountedStore::of_zone(std::string const& zone) {
  Rows rows;
  TRY(at_.each(sql::counted_in_zone, {zone}, [&](db::Row const& row) -> Result<void> {
    rows.emplace_back(row.text(10), row_in(row));
    return {};
  }));
  return rows;
}

Result<Numbers> CountedStore::keep_only(std::set<std::string> const& digests) {
  auto kept = TRY(numbers());
  std::int64_t last = 0;
  for (auto const& [digest, number] : kept) last = std::max(last, number);
  for (auto const& [digest, number] : kept) {
    if (digests.contains(digest)) continue;
    TRY(at_.run(sql::drop_counted_of_digest, {number}));
    TRY(at_.run(sql::drop_sums_of_digest, {number}));
    TRY(at_.run(sql::drop_counted_digest, {number}));
  }
  Numbers fresh;
  for (auto const& digest : digests) {
    if (kept.contains(digest)) continue;
    fresh.emplace(digest, ++last);
    TRY(at_.run(sql::add_counted_digest, {digest, last}));
  }
  return fresh;
}

}  // namespace zonebook::figures
