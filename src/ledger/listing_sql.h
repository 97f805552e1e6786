// The statement of one batch of a listing.  Inside ledger/.

#pragma once

#include "ledger/listing.h"

namespace zonebook::ledger {

struct Where {
  Sql sql;  // after the first clause, each begins with "\n  AND "
  bool is_whole = true;
};

// Zones, day and knowledge, and what of the filters can be pushed.
Where listing_where(Snapshot&, meta::Register const&, Date day, std::vector<Filter const*> const&);
// What comes after a record, in the order asked for.
Sql after(Cursor const&, std::vector<SortBy> const&);

Sql select_rows(meta::Register const&, Where const&, std::optional<Cursor> const&,
                std::vector<SortBy> const&, std::size_t limit);
Sql select_count(meta::Register const&, Where const&);

// "zone IN (?, ?)", or "zone = ?" for one.
Sql in_zones(std::vector<std::string> const&);
// Valid as long as the statement.
std::vector<db::Parameter> bound(Sql const&);

}  // namespace zonebook::ledger
