// The statements over the versions of one register, printed once per catalog.  Two shapes only:
// what holds now (known_to is MAX, literally, so that the partial indexes serve) and what was known
// at k.

#pragma once

#include <map>
#include <string>

#include "db/database.h"
#include "meta/catalog.h"

namespace zonebook::ledger {

// Columns of every answer: id, valid_from, valid_to, known_from, known_to, kind, then the fields.
constexpr int id_column = 0;
constexpr int first_field_column = 6;

struct RegisterSql {
  explicit RegisterSql(meta::Register const&);

  db::Statement life_now;   // zone, id → by valid_from
  db::Statement life_at;    // zone, id, k, k
  db::Statement all_rows;   // zone, id → by known_from, valid_from
  db::Statement list_now;   // zone, v, v → by id
  db::Statement list_at;    // zone, v, v, k, k
  db::Statement every_row;  // zone → by id, known_from, valid_from
  db::Statement insert;     // zone and all of the columns above
  db::Statement close;      // known_to, zone, id, valid_from, known_from
  db::Statement twins;      // zone, id, valid_to, valid_from, the key's parts → id
  db::Statement erase;      // zone: for a rebuild
  std::map<meta::Field const*, db::Statement> referrers;  // of a reference: id → ids
};

}  // namespace zonebook::ledger
