// The records of a register that exist on a day, as a reader may see them: filtered, in an order,
// page by page.
//
//   auto now = TRY(ledger.read(scope));
//   auto page = TRY(list(now, {.in = &project, .day = day, .filter = "area > 20",
//                              .sort = {{project.find("area"), SortBy::Order::descending}}}));
//   …                                                   // the next one: .cursor = page.next
//
// Promises
//   1. Null stands last in either order, ties are broken by id, so that pages neither repeat nor
//      lose a record of one and the same (v, k).
//   2. Filter and sort name only fields that the scope shows plain, and a filter follows a
//      reference only to records that it shows: any other reads null.
//   3. Both databases answer alike.  What a filter leaves to the interpreter is fetched in batches,
//      and then costs a read of all that the rest of it finds, up to the effort of the request.
//   4. Memory is that of a page and a batch, also for a count.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/cursor.h"
#include "ledger/snapshot.h"

namespace zonebook::ledger {

struct ListRequest {
  meta::Register const* in = nullptr;
  Date day;
  std::string filter = {};                      // FEEL; empty: all
  std::vector<SortBy> sort = {};                // then by id
  std::string cursor = {};                      // of the page before; empty: from the start
  std::size_t limit = 50;                       // 1 to 1000
  std::vector<meta::Field const*> fields = {};  // the others come empty; none named: all
  enum class Count : std::uint8_t { none, exact } count = Count::none;
  // What may be spent on a filter that SQL cannot answer alone, for page and count together.
  struct Effort {
    std::int64_t rows = 250'000;
    std::uint64_t steps = 20'000'000;  // feel::Limits
  } effort = {};
};

struct Page {
  std::vector<Listed> records;
  std::string next;                   // empty: this is the last
  std::optional<std::int64_t> count;  // of all pages, if asked
};

//   invalid    the filter is no condition, ledger.broken_cursor, ledger.wrong_limit,
//              ledger.person_filter and too_many_persons (filter_person.h), ledger.filter_too_dear
//   forbidden  register_not_shown, field_not_shown
Result<Page> list(Snapshot&, ListRequest const&);

// What is sent to the database for it, for tests and for EXPLAIN.
Result<Sql> listing_sql(Snapshot&, ListRequest const&);

}  // namespace zonebook::ledger
