// A register as rows for other programs: CSV for spreadsheets, JSON for machines.
//
//   auto table = TRY(export_rows(snapshot, project, day));
//   csv_of(table, Language::zh);
//
// CSV is RFC 4180 in UTF-8 without a byte order mark: CRLF, quotes where they are needed, the
// first row the labels in the reader's language.  Amounts are exact, in the unit that the label
// names, and plain numbers; a reference is what its record is called.  A text that a spreadsheet
// would take for a formula (it begins with = + - @, a tab or CR) gets a ' in front.  Below the
// records stand the heads that they rest on, each row beginning with "# ".
//
// JSON holds values as letters do: 分, ids, ISO days.

#pragma once

#include <string>
#include <vector>

#include "ledger/anchor.h"

namespace zonebook::app {

struct ExportedRow {
  std::string id;
  ledger::Version version;
  std::vector<std::string> titles;  // by field: of a reference, what its record is called
};

struct ExportedRegister {
  meta::Register const* in = nullptr;
  std::string zone;
  Date day;
  ledger::Knowledge read;
  std::string known;              // as people read it; empty: now
  std::string today;              // of a sample: its own day; otherwise empty
  std::vector<ExportedRow> rows;  // by id
  std::vector<ledger::Anchor> heads;
};

Result<ExportedRegister> export_rows(ledger::Snapshot&, meta::Register const&, Date);

std::string csv_of(ExportedRegister const&, Language);
Json json_of(ExportedRegister const&);

// One cell of CSV; `is_text`: a person may have typed it, so it may pretend to be a formula.
enum class Cell { text, number };
std::string csv_cell(std::string const&, Cell);

}  // namespace zonebook::app
