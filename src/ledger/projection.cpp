#include "ledger/projection.h"

#include "ledger/ledger.h"
#include "ledger/log.h"
#include "ledger/rebuild.h"
#include "ledger/sql.h"

namespace zonebook::ledger {
namespace {

struct Row {
  std::string edition, seal;
};

std::string seal_of_edition(std::string const& edition) {
  return seal_of(std::vector<std::string>{"projection", edition});
}

Result<std::vector<Row>> rows(db::Connection& at) {
  std::vector<Row> found;
  TRY(at.each(sql::read_projection, {}, [&](db::Row const& row) -> Result<void> {
    found.push_back({std::string(row.text(0)), std::string(row.text(1))});
    return {};
  }));
  return found;
}

}  // namespace

Table projection_table() {
  return {.name = "projection", .columns = {{"edition"}, {"seal"}}, .primary_key = {"edition"}};
}

Result<std::string> held_projection(db::Connection& at) {
  auto const found = TRY(rows(at));
  return found.empty() ? std::string() : found.front().edition;
}

Result<void> drop_projection(db::Connection& at) {
  TRY(at.run(sql::drop_projection));
  return {};
}

Result<void> take_entry(db::Connection& at, Projection const* projection,
                        std::vector<TouchedRecord> const& touched, Instant known) {
  auto const held = TRY(held_projection(at));
  if (held.empty()) return {};
  if (!projection || projection->edition() != held) return drop_projection(at);
  return projection->take(at, touched, known);
}

Result<void> fill_projection(db::Connection& at, Projection const& projection) {
  auto const held = TRY(held_projection(at));
  auto const& edition = projection.edition();
  if (held == edition) return {};
  TRY(projection.fill(at, held.empty() ? Projection::Found::nothing : Projection::Found::held));
  TRY(drop_projection(at));
  TRY(at.run(sql::add_projection, {edition, seal_of_edition(edition)}));
  return {};
}

Result<void> keep_projection(db::Database& database, Ledger const& ledger) {
  auto const* projection = ledger.options().projection.get();
  return projection ? keep_projection(database, ledger.catalog(), *projection) : Result<void>();
}

Result<void> keep_projection(db::Database& database, meta::Catalog const& catalog,
                             Projection const& projection) {
  {
    auto const reader = TRY(database.read());
    auto const held = TRY(held_projection(*reader));
    if (held == projection.edition()) return {};
  }
  return database.write([&](db::Connection& at) -> Result<void> {
    Statements const statements(catalog);
    Store store(at, catalog, statements);
    TRY(hold_all_zones(at, store));
    return fill_projection(at, projection);
  });
}

Result<void> verify_projection(db::Connection& at, Projection const* projection,
                               Projection::Complain const& complain) {
  auto const found = TRY(rows(at));
  for (auto const& [edition, seal] : found) {
    bool const stands = found.size() == 1 && seal == seal_of_edition(edition);
    if (!stands) complain("ledger.row_strange", "projection " + edition);
  }
  // Readers take what they know of it, whatever edition is held.
  return projection && !found.empty() ? projection->verify(at, complain) : Result<void>();
}

}  // namespace zonebook::ledger
