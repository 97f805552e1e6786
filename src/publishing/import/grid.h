// A file of any of the kinds that offices call a spreadsheet, as sheets of cells in memory.
//
//   auto grids = TRY(read_grids(bytes, "7月盘点.xlsx"));
//   place_of(grids[0].sheet, 12, 1)            // "Sheet1!B12"
//
// Read are .xlsx; a web page or an XML file (SpreadsheetML 2003) that calls itself .xls; and CSV in
// UTF-8, UTF-16 or GB 18030, separated by comma, semicolon or tab.  What a person sees is what is
// read: a merged cell's value stands in its first cell, and the merge beside it.
//
// Memory is that of the cells, about 50 bytes each and their texts, of which a workbook may have
// 512 MiB.  Cost: about 1 µs a cell.

#pragma once

#include <string>
#include <vector>

#include "publishing/workbook_reader.h"

namespace zonebook::publishing {

struct Grid {
  std::string sheet;
  bool is_hidden = false;
  std::vector<Row> rows;  // in order, empty ones left out
  Around around;
};

// The cell of a column; nullptr where it is empty.
CellValue const* cell_at(Row const&, int column);
std::string place_of(std::string const& sheet, int row, int column);

// `name` is for the errors; the kind is told by the bytes.
//   invalid  publishing.old_xls: 请另存为 .xlsx; publishing.no_table_file: it is none of these;
//            publishing.too_many_cells; what Workbook refuses
Result<std::vector<Grid>> read_grids(std::string bytes, std::string const& name,
                                     Workbook::Limits const& = {});

}  // namespace zonebook::publishing
