// The facts of an entry's changes that the table of second persons asks for (second_person.h).
//
//   auto whys = TRY(Weigh(at, store, draft, catalog, …).whys(resolved, second));
//
// The registers month_lock and frozen_citation of this room tell what is locked and cited.  Cost:
// two statements an entry and one a record that stood before; nothing without a table.

#pragma once

#include <map>
#include <set>

#include "ledger/second_person.h"

namespace zonebook::ledger {

class Weigh {
 public:
  struct Author {
    std::string zone, actor;
    Instant now;
    Date today;
  };

  Weigh(db::Connection& at, Past& past, Draft& draft, meta::Catalog const& catalog, Author author)
      : at_(at), past_(past), draft_(draft), catalog_(catalog), author_(std::move(author)) {}

  // Why a change of the entry needs a second person.
  struct Reason {
    std::string id, register_name;
    Why why;
  };
  // Of the last state; each reason once for each record.
  Result<std::vector<Reason>> reasons(std::vector<Change> const& resolved, SecondPerson const&);

  Result<ChangeFacts> facts(Change const&);

 private:
  Result<void> read_locks();
  // The last day that a frozen report which cites the record tells of.
  Result<std::optional<std::int64_t>> last_reported(std::string const& id);
  bool is_locked(Change const&, std::vector<Version> const& before) const;
  bool is_locked(Stretch) const;
  Result<bool> is_own_slip(Change const&, std::set<meta::Field const*> const& fields);
  Result<std::vector<Version>> before_and_after(Change const&, bool after);

  db::Connection& at_;
  Past& past_;
  Draft& draft_;
  meta::Catalog const& catalog_;
  Author author_;
  std::optional<std::vector<std::int64_t>> locked_months_;
  std::map<std::string, std::optional<std::int64_t>> reported_;
};

}  // namespace zonebook::ledger
