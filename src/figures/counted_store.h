// The tables of counting.h: their shape, and the one place that reads and writes their rows.
// Inside figures/.
//
// Threads: as the connection.

#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "figures/counted_sums.h"
#include "ledger/projection.h"

namespace zonebook::figures {

// Digests and their numbers in this database.
using Numbers = std::map<std::string, std::int64_t>;

class CountedStore {
 public:
  explicit CountedStore(db::Connection& at) : at_(at) {}

  // Makes what is missing.  Where no row of these digests can stay, the tables are made anew:
  // those that stand may be of another layout.
  Result<void> make_tables(std::set<std::string> const& digests, ledger::Projection::Found);
  static std::vector<ledger::Table> tables();
  Result<Numbers> numbers();
  // Takes away the rows of all other digests, and gives numbers to those that have no rows yet:
  // these come back.
  Result<Numbers> keep_only(std::set<std::string> const& digests);

  // Of records that were just made nothing stands yet, and it is not looked for.
  void expect_none_of(std::set<std::string> ids) { new_ = std::move(ids); }

  // What counts once of a record's rows, those that stand from an instant on and these; and held
  // alone until the transaction ends, in one order by all.
  Result<void> add_keys(std::string const& id, std::vector<CountedRow> const&, Instant from,
                        std::set<std::string>& keys);
  Result<void> hold_keys(std::set<std::string> const& keys);

  // The rows of a record as they are to be from an instant on: what is no more is closed there,
  // what is new is added.  Rows have numbers in place of counts; their keys and those of what
  // stands are held, for whoever holds one may turn `rival` of rows of another's record.
  Result<void> save(std::string const& id, std::vector<CountedRow> rows, Instant from);
  // After all records of an entry: their rivals, and the sums.
  Result<void> settle();

  // All rows of a zone, in any order.
  using Rows = std::vector<std::pair<std::string, CountedRow>>;  // by record
  Result<void> add(std::string const& zone, Rows);
  // After all rows of a digest were added.
  Result<void> find_rivals(std::int64_t number);
  Result<Rows> of_zone(std::string const& zone);

  // Of a digest, those that stand and are not 0; and what its rows add up to.
  Result<std::map<CountedSums::Key, CountedSums::Sum>> sums(std::int64_t number);
  Result<CountedSums> sums_of_rows(std::int64_t number);

 private:
  Result<std::vector<CountedRow>> stored(std::string const& id, Instant from);
  Result<void> close(std::string const& id, CountedRow const&, std::int64_t known);
  Result<void> drop(std::string const& id, CountedRow const&);
  Result<void> set_rivals();

  db::Connection& at_;
  std::set<std::string> new_;
  // Of what has been saved and is not settled.
  CountedSums sums_;
  std::set<std::pair<std::int64_t, std::string>> keys_;  // number, what counts once
};

}  // namespace zonebook::figures
