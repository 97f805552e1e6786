// Reads an .xlsx row by row, as a person sees it: texts, numbers, days, one after another.
//
//   auto book = TRY(Workbook::open("7月盘点.xlsx", {}));
//   for (auto const& sheet : book.sheets()) {
//     TRY(book.read(sheet, [&](Row const& row) -> Result<void> { … }));
//   }
//
// Promises
//   1. Memory is that of the shared texts and one row, however long the sheet.
//   2. A number is what the cell shows: fifteen digits, so that 2.0299999999999998 is 2.03.  A
//      format of days makes it a day or a moment; of percent, a number that says so.
//   3. A formula gives the value that was computed last; one without any is a Fault.
//   4. What is hostile or broken is refused with its part and line: bombs, document types, too many
//      cells, rows that come twice, numbers that no spreadsheet holds (1E400).  Of what has been
//      read by then nothing is taken back.
//   5. Rows come in order, empty ones are left out; cells in order, empty ones left out.
//
// A .xls, or an .xlsx with a password, is refused (publishing.not_xlsx): 请另存为 .xlsx.
// Source: ECMA-376.  Threads: belongs to one.  Cost: about 0.6 µs a cell.

#pragma once

#include <functional>
#include <vector>

#include "publishing/archive.h"
#include "publishing/cell.h"
#include "publishing/number_format.h"

namespace zonebook::publishing {

struct Cell {
  int column = 0;  // from 0
  CellValue value;
};

struct Row {
  int number = 0;  // from 1, as it stands at the margin
  bool is_hidden = false;
  std::vector<Cell> cells;
};

// Both ends included.
struct Merge {
  int first_row = 0, first_column = 0, last_row = 0, last_column = 0;
  bool operator==(Merge const&) const = default;
};

// Of columns, from 0, both ends included.
struct ColumnRange {
  int first = 0, last = 0;
  bool operator==(ColumnRange const&) const = default;
};

// What a sheet says beside its rows.
struct Around {
  std::vector<Merge> merges;
  std::vector<ColumnRange> hidden_columns;
};

// "AB" of 27; 0 is "A".
std::string column_name(int column);

class Workbook {
 public:
  static constexpr int rows_most = 1'048'576;
  static constexpr int columns_most = 16'384;
  static constexpr std::size_t text_longest = 32'767;  // characters of a cell

  // What no honest file meets; one more is refused.
  struct Limits {
    Archive::Limits archive = {};
    std::size_t file_bytes = std::size_t{128} << 20;  // packed, for it is held whole
    std::int64_t cells = 20'000'000;
    std::size_t sheets = 255;
    std::size_t shared_bytes = std::size_t{128} << 20;
    std::size_t merges = 100'000;
    std::size_t column_settings = 16'384;
    std::size_t relations = 10'000;       // of one part
    std::size_t number_formats = 10'000;  // Excel makes some 250
    std::size_t styles = 100'000;         // Excel makes 65 490
  };

  struct Sheet {
    std::string name, part;
    bool is_hidden = false;
  };

  //   not_found  publishing.no_file
  //   invalid    publishing.not_xlsx, publishing.file_too_large, publishing.too_many_parts,
  //              publishing.too_many_entries, publishing.too_large, and what Archive and XmlPull
  //              refuse
  static Result<Workbook> open(std::string const& path, Limits);
  static Result<Workbook> open_bytes(std::string bytes, std::string name, Limits);

  std::vector<Sheet> const& sheets() const { return sheets_; }

  // What `take` refuses ends the reading and is what it answers.
  //   invalid  publishing.wrong_cell: the place; publishing.too_many_cells
  Result<void> read(Sheet const&, std::function<Result<void>(Row const&)> const& take);
  // The same, and what stands before and behind the rows.
  Result<Around> read_all(Sheet const&, std::function<Result<void>(Row const&)> const& take);
  // They stand behind the rows, so this is a reading of its own.
  Result<std::vector<Merge>> merges(Sheet const&);

 private:
  friend class SheetReader;
  Workbook(Archive archive, std::string name, Limits limits)
      : archive_(std::move(archive)), name_(std::move(name)), limits_(limits) {}
  Result<void> read_book();
  Result<void> read_shared(std::string const& part);
  Result<void> read_styles(std::string const& part);

  Archive archive_;
  std::string name_;
  Limits limits_;
  DayZero zero_ = DayZero::of_1900;
  std::vector<Sheet> sheets_;
  std::vector<std::string> shared_;
  std::vector<Form> styles_;  // by the number that a cell names
};

}  // namespace zonebook::publishing
