#include "figures/definition_rows.h"

#include <fmt/format.h>

#include "figures/reading.h"
#include "ledger/filter_operand.h"
#include "ledger/listing_sql.h"

namespace zonebook::figures {

Result<RowsById> rows_of_definition(ledger::Snapshot& at, meta::Register const& in,
                                    std::string const& definition, KnownFromTo range) {
  ledger::Sql sql{"SELECT id, valid_from, valid_to, known_from, known_to, kind"};
  for (auto const& field : in.fields) sql += ", " + ledger::quoted_column(field);
  sql += fmt::format("\nFROM r_{}\nWHERE ", in.name);
  sql += ledger::in_zones(at.scope());
  sql += "\n  AND ";
  sql += known_in(range);
  auto const column = ledger::quoted_column(*in.find("definition"));
  sql += ledger::Sql{fmt::format("\n  AND {} = ?\nORDER BY id, valid_from, known_from", column),
                     {definition}};
  RowsById rows;
  auto const statement = db::Statement::same("r_" + in.name + ".of_definition", sql.text);
  TRY(at.connection().each(statement, ledger::bound(sql), [&](db::Row const& row) -> Result<void> {
    std::string id(row.text(ledger::id_column));
    auto& own = rows[id];
    own.push_back({std::move(id), ledger::version_in(row, in), Instant(row.integer(4))});
    return {};
  }));
  return rows;
}

Decimal decimal_in(ledger::Version const& version, meta::Register const& in,
                   std::string_view field) {
  return amount_of(value_in(version, in, field), *in.find(field));
}

Result<std::string> code_of_zone(std::string const& id, KnownLives& lives) {
  auto const life = TRY(lives.now(id));
  if (life.versions.empty()) return std::string();
  return text_or_empty(life.versions.back(), *life.in, "code");
}

}  // namespace zonebook::figures
