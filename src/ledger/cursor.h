// Where a page of a listing ended: the sort values of its last record and its id, as a text that
// callers hand back unread.
//
//   auto text = write_cursor({{std::int64_t{1250}}, "jiaocheng.12.1"}, sort);
//   auto cursor = TRY(read_cursor(text, sort));
//
// A cursor holds no secret and gives no right; what does not fit the order asked for is refused.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "meta/catalog.h"

namespace zonebook::ledger {

struct SortBy {
  meta::Field const* field = nullptr;
  enum class Order : std::uint8_t { ascending, descending } order = Order::ascending;
};

struct Cursor {
  std::vector<db::Value> values;  // by the order's fields
  std::string id;
};

std::string write_cursor(Cursor const&, std::vector<SortBy> const&);
//   ledger.broken_cursor  invalid
Result<Cursor> read_cursor(std::string_view, std::vector<SortBy> const&);

}  // namespace zonebook::ledger
