// Writes an .xlsx row by row, in the memory of one row: the door of libxlsxwriter.
//
//   auto book = TRY(WorkbookWriter::begin("project.xlsx"));
//   TRY(book.sheet("项目", {{"编号", 14}, {"计划总投资（亿元）", 12, 2}}));
//   TRY(book.row({std::string("示例-07"), Number{*Decimal::parse("2.03")}}));
//   TRY(book.finish());
//
// Promises
//   1. The file is there whole, synced, or not at all.
//   2. A text is a text: "=1+1" too.  A number that fifteen digits cannot hold is written as text,
//      for a spreadsheet would change it.
//   3. The same cells give the same bytes: no clock, no name of a machine.
//   4. The head stays in view and is a filter; days are days.
//
// Threads: belongs to one.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "publishing/cell.h"

namespace zonebook::publishing {

struct Column {
  std::string head;
  double width = 12;  // in digits
  int scale = -1;     // digits after the point; -1: as many as there are
};

class WorkbookWriter {
 public:
  //   unavailable  base.cannot_write
  static Result<WorkbookWriter> begin(std::string const& path);
  WorkbookWriter(WorkbookWriter&&) noexcept;
  ~WorkbookWriter();  // of what was not finished nothing stays

  // The next sheet; what row() writes goes there.  Of a name what Excel refuses becomes "_" or is
  // cut after 31 characters.
  //   invalid  publishing.no_sheet: the same name twice, too many columns
  Result<void> sheet(std::string const& name, std::vector<Column> const& columns);

  //   invalid  publishing.too_many_rows, publishing.text_too_long: the place
  Result<void> row(std::vector<CellValue> const& cells);

  Result<void> finish();

 private:
  struct Open;
  explicit WorkbookWriter(std::unique_ptr<Open>);
  std::unique_ptr<Open> open_;
};

}  // namespace zonebook::publishing
