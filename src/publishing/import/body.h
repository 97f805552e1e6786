// The rows of a table that are records, and what stands between them.
//
//   auto const body = read_body(table);
//   body.rows[0].cells[2]       // of the table's third column; nullptr: empty
//   body.told                   // "Sheet1!C12": 小计 says 5.00, the rows add up to 4.97
//
// No records are: empty rows, numbers of columns, heads that are repeated on each page, groups
// ("一、工业项目"), notes under the table, subtotals.  A subtotal (小计) is held against the rows
// since the one before, or to the next one where it stands above them; a total (合计) against all.
// A cell that says 同上 holds what the one above does; so does one that a merge covers, unless it
// is an amount: how much of it is whose, nobody can say (publishing.cell.merged).  Heads in other
// places, or with other units, begin another table: it is told, and not read.
//
// Threads: values that point into the grid.

#pragma once

#include <vector>

#include "publishing/import/head.h"

namespace zonebook::publishing {

struct Told {
  std::string place;  // "Sheet1!C12", "Sheet1!12", "Sheet1"
  Text says;
};

struct BodyRow {
  int number = 0;
  bool is_hidden = false;
  std::vector<CellValue const*> cells;
};

struct Body {
  std::vector<BodyRow> rows;
  std::vector<Told> told;
  std::size_t left_out = 0;  // rows that are no records
};

// `key`: the register's; a row that has one is a record, whatever its words.
Body read_body(SheetTable const&, std::vector<std::string> const& key);

}  // namespace zonebook::publishing
