// The shape of the tables: the fixed ones, one for each register, and the shapes they have had.
//
// A catalog whose hash is the newest shape's may write; another one is adopted first, by an entry
// in the root zone's chain that holds the whole shape, so that the log alone tells what its bodies
// mean. Columns are added, never dropped or altered: fields have permanent ids, their types never
// change.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/json.h"
#include "db/database.h"
#include "meta/catalog.h"

namespace zonebook::ledger {

// Of an empty database.
Result<void> make_fixed_tables(db::Connection&);

// A zone that has no entry yet; the root has no parent.  `closed` is when the ledger began to know
// of it: nothing in it is known before, whatever the clock says.
Result<void> add_zone(db::Connection&, std::string const& zone,
                      std::optional<std::string> const& parent, Instant closed = Instant(0));

// The zone above all others.
//   broken  ledger.no_root
Result<std::string> root_zone(db::Connection&);

// The shapes that the tables have had, oldest first; meta::load() wants them, so that what model/
// no longer has stays readable.
Result<std::vector<Json>> earlier_shapes(db::Connection&);

enum class ShapeEntry : std::uint8_t { written, left_out };  // left out: by the oracle's driver

// Makes the tables fit the catalog and writes the entry; does nothing if they fit already.
//   conflict  a type, scale, unit or target has changed, or a choice is gone
Result<void> adopt_shape(db::Connection&, meta::Catalog const&, Instant known, ShapeEntry);

// After the shapes have come from a backup: the tables that the log of these shapes had, with the
// indexes that the catalog asks for.
Result<void> make_tables_of_shapes(db::Connection&, meta::Catalog const&);

}  // namespace zonebook::ledger
