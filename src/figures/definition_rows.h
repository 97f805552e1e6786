// The rows of a register of this room that name a definition.  Inside figures/.
//
// They stand in the ledger of the zone they are about or of one above it, which may enter them for
// a zone below; every reader reads them wherever they stand, so that all have one value, and keeps
// those about the zones that are asked that stand where they may (known_zones.h).

#pragma once

#include <map>
#include <string>
#include <vector>

#include "figures/candidates_sql.h"
#include "figures/counter.h"
#include "ledger/own_fields.h"

namespace zonebook::figures {

// All rows known in the range, by id, of any zone that the read may touch; in one statement.
using RowsById = std::map<std::string, std::vector<ledger::StoredVersion>>;
Result<RowsById> rows_of_definition(ledger::Snapshot&, meta::Register const&,
                                    std::string const& definition, KnownFromTo);

using ledger::day_in;
using ledger::number_in;
using ledger::text_or_empty;
using ledger::value_in;
Decimal decimal_in(ledger::Version const&, meta::Register const&, std::string_view field);

// The code of the zone whose record has this id, as it is known there; "" if nothing is.
Result<std::string> code_of_zone(std::string const& id, KnownLives&);

}  // namespace zonebook::figures
