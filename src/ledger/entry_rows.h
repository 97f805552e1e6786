// What an entry leaves in the tables, gathered record by record and written table by table: a
// statement is prepared once for all its rows, PostgreSQL is sent them without waiting for each,
// and both databases are given them in the order of their keys, or nearly.
//
//   EntryRows rows(statements, entry);
//   rows.make(id, project);                 // of each record that is new
//   rows.touch(before, after);              // of each that is touched; both outlive `rows`
//   TRY(rows.write(at));
//
// What no longer holds is closed before anything is inserted, for one row at most holds on a day.

#pragma once

#include <map>

#include "ledger/log.h"
#include "ledger/postings.h"
#include "ledger/store.h"

namespace zonebook::ledger {

class EntryRows {
 public:
  EntryRows(Statements const& statements, LogEntry const& entry)
      : statements_(statements), zone_(entry.zone), seq_(entry.seq), known_(entry.known) {}

  void make(std::string const& id, meta::Register const&);
  // A record that the entry names, as it was and as it is now.
  void touch(Life const& before, Life const& after);
  Result<void> write(db::Connection&);

 private:
  using Rows = std::vector<std::vector<db::Parameter>>;
  struct OfRegister {
    Rows closed, made;
  };

  Statements const& statements_;
  std::string const& zone_;
  std::int64_t seq_;
  Instant known_;
  Rows records_, touches_, closed_merges_, made_merges_;
  std::map<meta::Register const*, OfRegister> by_register_;
  Postings postings_;
};

}  // namespace zonebook::ledger
