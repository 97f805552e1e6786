// Makes the tables again from the log: rows of registers, merges, touches, records, and what the
// heads take from the log.  What stood there is not read.
//
//   TRY(database->write([&](db::Connection& at) { return rebuild(at, catalog); }));
//
// Memory: all versions there ever were in one zone.

#pragma once

#include "db/database.h"
#include "meta/catalog.h"

namespace zonebook::ledger {

class Store;

// What is kept beside the tables (projection.h) holds no more.
//   broken  an entry of the log cannot be read
Result<void> rebuild(db::Connection&, meta::Catalog const&);

// Of a database that comes from a program which kept another search table (migrations.cpp): made of
// the log, once.  Costs a replay of each zone that waits for it, whose writers wait meanwhile.
Result<void> fill_postings(db::Database&, meta::Catalog const&);

// Until the transaction ends nobody appends.
Result<void> hold_all_zones(db::Connection&, Store&);

}  // namespace zonebook::ledger
