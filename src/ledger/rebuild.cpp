#include "ledger/refusal.h"
#include "ledger/replay.h"
#include "ledger/sql.h"
#include "ledger/verify.h"

namespace zonebook::ledger {
namespace {

Result<void> erase(db::Connection& at, Statements const& statements, meta::Catalog const& catalog,
                   std::string const& zone) {
  for (auto const& in : catalog.registers()) TRY(at.run(statements.of(in).erase, {zone}));
  TRY(at.run(sql::erase_merges, {zone}));
  TRY(at.run(sql::erase_touches, {zone}));
  TRY(at.run(sql::erase_records, {zone}));
  TRY(at.run(sql::erase_grams, {zone}));
  return {};
}

Result<void> write(db::Connection& at, Statements const& statements, std::string const& zone,
                   std::string const& id, Replay::Rows const& rows) {
  TRY(at.run(sql::add_record, {zone, id, rows.in->name}));
  for (auto const seq : rows.touched_by) TRY(at.run(sql::add_touch, {zone, id, seq}));
  for (auto const& row : rows.versions) TRY(insert(at, statements.of(*rows.in), zone, row));
  for (auto const& row : rows.merges) TRY(insert(at, *rows.in, zone, row));
  std::set<FieldGram> grams;
  for (auto const& row : rows.versions) grams.merge(grams_of(row.version.values, *rows.in));
  return add_grams(at, zone, *rows.in, id, grams);
}

}  // namespace

Result<void> rebuild(db::Database& database, Ledger const& ledger) {
  auto const& catalog = ledger.catalog();
  Statements const statements(catalog);
  return database.write([&](db::Connection& at) -> Result<void> {
    Store store(at, catalog, statements);
    auto const heads = TRY(store.heads());
    for (auto const& head : heads) {
      Replay replay(catalog);
      TRY(store.each_entry(head.zone, INT64_MIN,
                           [&](LogEntry const& entry) { return replay.add(entry); }));
      TRY(erase(at, statements, catalog, head.zone));
      for (auto const& [id, rows] : replay.records()) {
        TRY(write(at, statements, head.zone, id, rows));
      }
    }
    return {};
  });
}

}  // namespace zonebook::ledger
