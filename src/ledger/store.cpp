#include "ledger/store.h"

#include <algorithm>

#include "ledger/sql.h"

namespace zonebook::ledger {
namespace {

using db::Parameter;
using db::Row;

Date day_at(Row const& row, int column) { return *Date::from_days(row.integer(column)); }

StoredVersion stored_version(Row const& row, meta::Register const& in) {
  return {std::string(row.text(id_column)), version_in(row, in), Instant(row.integer(4))};
}

// same_as, valid_from, valid_to, known_from, known_to from a column on.
Merge merge_from(Row const& row, int first) {
  return {.on = {day_at(row, first + 1), day_at(row, first + 2)},
          .same_as = std::string(row.text(first)),
          .known_from = Instant(row.integer(first + 3)),
          .stored = true};
}

LogEntry entry_from(Row const& row) {
  auto const text = [&](int column) { return std::string(row.text(column)); };
  return {.zone = text(0),
          .known = Instant(row.integer(2)),
          .seq = row.integer(1),
          .actor = text(3),
          .source = text(4),
          .reason = text(5),
          .key = text(6),
          .catalog = text(7),
          .body = text(8),
          .prev_hash = text(9),
          .hash = text(10)};
}

db::RowHandler collect_texts(std::vector<std::string>& into) {
  return [&into](Row const& row) -> Result<void> {
    into.emplace_back(row.text(0));
    return {};
  };
}

}  // namespace

Version version_in(Row const& row, meta::Register const& in) {
  Version version{.on = {day_at(row, 1), day_at(row, 2)},
                  .kind = change_kind(row.text(5)).value_or(ChangeKind::create),
                  .values = {},
                  .known_from = Instant(row.integer(3)),
                  .stored = true};
  version.values.reserve(in.fields.size());
  for (std::size_t i = 0; i < in.fields.size(); ++i) {
    version.values.push_back(row.value(first_field_column + static_cast<int>(i)));
  }
  return version;
}

std::string seal_of(Head const& head) {
  return seal_of({head.zone, head.parent ? "under " + *head.parent : "root",
                  std::to_string(head.closed.micros())});
}

std::string seal_of(StoredRequest const& request) {
  return seal_of({request.zone, request.actor, request.key, std::to_string(request.known.micros()),
                  std::to_string(request.seq), request.digest});
}

std::vector<Parameter> row_of(Life const& life, Version const& version, Instant known) {
  std::vector<Parameter> row;
  row.reserve(first_field_column + 1 + version.values.size());
  row.insert(row.end(), {life.zone, life.id, version.on.from.days(), version.on.to.days(),
                         known.micros(), still_known, name_of(version.kind)});
  for (auto const& value : version.values) row.push_back(db::bound(value));
  return row;
}

Result<void> insert(db::Connection& at, RegisterSql const& sql, std::string const& zone,
                    StoredVersion const& row) {
  Life const life{.id = row.id, .zone = zone};
  auto parameters = row_of(life, row.version, row.version.known_from);
  parameters[5] = row.known_to.micros();
  TRY(at.run(sql.insert, parameters));
  return {};
}

Result<void> insert(db::Connection& at, meta::Register const& in, std::string const& zone,
                    StoredMerge const& row) {
  auto const& merge = row.merge;
  TRY(at.run(sql::add_merge,
             {zone, in.name, row.id, merge.same_as, merge.on.from.days(), merge.on.to.days(),
              merge.known_from.micros(), row.known_to.micros()}));
  return {};
}

Statements::Statements(meta::Catalog const& catalog) {
  for (auto const& in : catalog.registers()) by_register_.emplace(&in, RegisterSql(in));
}

Result<meta::Register const*> Store::register_of(std::string const& id) {
  meta::Register const* found = nullptr;
  TRY(at_.each(sql::find_record, {zone_of(id), id}, [&](Row const& row) -> Result<void> {
    found = catalog_.find(row.text(0));
    return {};
  }));
  return found;
}

Result<Life> Store::now(std::string const& id) { return life(id, std::nullopt); }
Result<Life> Store::known_at(std::string const& id, Instant k) { return life(id, k); }

Result<Life> Store::life(std::string const& id, std::optional<Instant> k) {
  auto const zone = zone_of(id);
  auto const* in = TRY(register_of(id));
  Life life{.id = id, .zone = zone, .in = in};
  if (!in) return life;
  std::vector<Parameter> parameters{zone, id};
  if (k) parameters.insert(parameters.end(), {k->micros(), k->micros()});
  auto const& sql = statements_.of(*in);
  TRY(at_.each(k ? sql.life_at : sql.life_now, parameters, [&](Row const& row) -> Result<void> {
    life.versions.push_back(version_in(row, *in));
    return {};
  }));
  TRY(at_.each(k ? sql::merges_at : sql::merges_now, parameters,
               [&](Row const& row) -> Result<void> {
                 life.merges.push_back(merge_from(row, 0));
                 return {};
               }));
  return life;
}

Result<std::vector<Past::Touch>> Store::written(std::string const& id) {
  std::vector<Touch> touches;
  TRY(at_.each(sql::list_touches, {zone_of(id), id}, [&](Row const& row) -> Result<void> {
    touches.push_back({row.integer(0), Instant(row.integer(1)), std::string(row.text(2))});
    return {};
  }));
  return touches;
}

Result<std::shared_ptr<Past::Entry const>> Store::entry(std::string const& zone, std::int64_t seq) {
  if (entry_cache_ && last_entry_ == std::pair(zone, seq)) return entry_cache_;
  std::optional<LogEntry> found;
  TRY(at_.each(sql::read_entry, {zone, seq}, [&](Row const& row) -> Result<void> {
    found = entry_from(row);
    return {};
  }));
  if (!found) return nullptr;
  auto changes = TRY(changes_in(found->body, catalog_));
  entry_cache_ = std::make_shared<Entry const>(Entry{found->known, std::move(changes)});
  last_entry_ = {zone, seq};
  return entry_cache_;
}

Result<std::set<std::string>> Store::above(std::string const& zone, Date day) {
  auto const days = TRY(zones_now());
  return days.above(zone, day);
}

Result<ZoneDays> Store::zones_now() {
  if (!zones_cache_) {
    auto const all = TRY(heads());
    zones_cache_ = TRY(ZoneDays::read(*this, catalog_, all, std::nullopt));
  }
  return *zones_cache_;
}

Result<std::vector<std::string>> Store::merged_into(std::string const& id) {
  std::vector<std::string> ids;
  TRY(at_.each(sql::merged_into, {id}, collect_texts(ids)));
  return ids;
}

Result<std::vector<std::string>> Store::referrers_of(std::string const& id) {
  std::vector<std::string> ids;
  auto const* in = TRY(register_of(id));
  if (!in) return ids;
  for (auto const& [from, field] : catalog_.referrers_of(*in)) {
    TRY(at_.each(statements_.of(*from).referrers.at(field), {id}, collect_texts(ids)));
  }
  return ids;
}

Result<std::vector<std::string>> Store::referrers_by(meta::Register const& in,
                                                     meta::Field const& field,
                                                     std::string const& id) {
  std::vector<std::string> ids;
  TRY(at_.each(statements_.of(in).referrers.at(&field), {id}, collect_texts(ids)));
  return ids;
}

// A register after the other, each by one statement.
Result<std::vector<std::vector<std::string>>> Store::twins_of(std::span<Keyed const> all) {
  std::vector<std::vector<std::string>> twins(all.size());
  std::map<meta::Register const*, std::vector<std::size_t>> by_register;
  for (std::size_t i = 0; i < all.size(); ++i) by_register[all[i].life->in].push_back(i);
  for (auto const& [in, places] : by_register) {
    std::vector<std::vector<Parameter>> sets;
    for (auto const place : places) {
      auto const& [life, version] = all[place];
      auto& set = sets.emplace_back(std::vector<Parameter>{
          life->zone, life->id, version->on.to.days(), version->on.from.days()});
      for (auto const& name : in->key) {
        set.push_back(db::bound(version->values[in->index_of(*in->find(name))]));
      }
    }
    TRY(at_.each_many(statements_.of(*in).twins, sets,
                      [&](std::size_t question, Row const& row) -> Result<void> {
                        twins[places[question]].emplace_back(row.text(0));
                        return {};
                      }));
  }
  return twins;
}

Result<std::vector<Head>> Store::heads() {
  std::vector<Head> heads;
  TRY(at_.each(sql::list_heads, {}, [&](Row const& row) -> Result<void> {
    Head head{.zone = std::string(row.text(0)),
              .parent = std::nullopt,
              .seq = row.integer(2),
              .last = Instant(row.integer(3)),
              .closed = Instant(row.integer(4)),
              .hash = std::string(row.text(5)),
              .seal = std::string(row.text(6))};
    if (!row.is_null(1)) head.parent = std::string(row.text(1));
    heads.push_back(std::move(head));
    return {};
  }));
  return heads;
}

Result<void> Store::each_record(std::string const& zone,
                                std::function<Result<void>(std::string, std::string)> const& take) {
  return at_.each(sql::every_record, {zone}, [&](Row const& row) {
    return take(std::string(row.text(0)), std::string(row.text(1)));
  });
}

Result<void> Store::each_request(std::string const& zone,
                                 std::function<Result<void>(StoredRequest)> const& take) {
  return at_.each(sql::every_request, {zone}, [&](Row const& row) {
    return take({.seq = row.integer(0),
                 .zone = zone,
                 .actor = std::string(row.text(1)),
                 .key = std::string(row.text(2)),
                 .known = Instant(row.integer(3)),
                 .digest = std::string(row.text(4)),
                 .seal = std::string(row.text(5))});
  });
}

Result<void> Store::each_personal(std::string const& zone,
                                  std::function<Result<void>(PersonalRow)> const& take) {
  return at_.each(sql::every_personal, {zone}, [&](Row const& row) {
    return take({.zone = zone,
                 .ref = std::string(row.text(0)),
                 .salt = std::string(row.text(1)),
                 .value = std::string(row.text(2)),
                 .token = std::string(row.text(3))});
  });
}

Result<std::vector<LogEntry>> Store::log_of(std::string const& id) {
  std::vector<LogEntry> entries;
  TRY(at_.each(sql::list_written, {zone_of(id), id}, [&](Row const& row) -> Result<void> {
    entries.push_back(entry_from(row));
    return {};
  }));
  return entries;
}

Result<void> Store::each_entry(std::string const& zone, std::int64_t from_seq,
                               std::function<Result<void>(LogEntry)> const& take) {
  return at_.each(sql::list_entries, {zone, from_seq},
                  [&](Row const& row) { return take(entry_from(row)); });
}

Result<std::vector<StoredVersion>> Store::all_rows(std::string const& id) {
  std::vector<StoredVersion> rows;
  auto const* in = TRY(register_of(id));
  if (!in) return rows;
  TRY(at_.each(statements_.of(*in).all_rows, {zone_of(id), id},
               [&](Row const& row) -> Result<void> {
                 rows.push_back(stored_version(row, *in));
                 return {};
               }));
  return rows;
}

Result<std::vector<StoredMerge>> Store::all_merges(std::string const& id) {
  std::vector<StoredMerge> rows;
  TRY(at_.each(sql::all_merges, {zone_of(id), id}, [&](Row const& row) -> Result<void> {
    rows.push_back({id, merge_from(row, 0), Instant(row.integer(4))});
    return {};
  }));
  return rows;
}

Result<void> Store::each_row(std::string const& zone, meta::Register const& in,
                             std::function<Result<void>(StoredVersion)> const& take) {
  return at_.each(statements_.of(in).every_row, {zone},
                  [&](Row const& row) { return take(stored_version(row, in)); });
}

Result<void> Store::each_merge(std::string const& zone,
                               std::function<Result<void>(StoredMerge)> const& take) {
  return at_.each(sql::every_merge, {zone}, [&](Row const& row) {
    return take({std::string(row.text(0)), merge_from(row, 1), Instant(row.integer(5))});
  });
}

Result<void> Store::each_on(std::string const& zone, meta::Register const& in, Date day,
                            std::optional<Instant> k,
                            std::function<Result<void>(std::string const&, Version)> const& take) {
  std::vector<Parameter> parameters{zone, day.days(), day.days()};
  if (k) parameters.insert(parameters.end(), {k->micros(), k->micros()});
  auto const& sql = statements_.of(in);
  return at_.each(k ? sql.list_at : sql.list_now, parameters, [&](Row const& row) {
    return take(std::string(row.text(id_column)), version_in(row, in));
  });
}

Result<void> Store::append(LogEntry const& entry, std::string const& topics) {
  TRY(at_.run(sql::add_entry,
              {entry.zone, entry.seq, entry.known.micros(), entry.actor, entry.source, entry.reason,
               entry.key, entry.catalog, entry.body, entry.prev_hash, entry.hash}));
  TRY(at_.run(sql::add_outbox, {entry.zone, entry.seq, entry.known.micros(), topics}));
  TRY(at_.run(sql::move_head, {entry.seq, entry.known.micros(), entry.hash, entry.zone}));
  return {};
}

}  // namespace zonebook::ledger
