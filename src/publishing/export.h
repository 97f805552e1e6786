// A register as rows for other programs: a workbook or CSV for spreadsheets, JSON for machines.
//
//   auto form = csv_form(Language::zh, sink);
//   TRY(export_rows(snapshot, {.list = {.in = &project, .day = day, .filter = "area > 20"}},
//                   *form));
//
// CSV is RFC 4180 in UTF-8 without a byte order mark: CRLF, quotes where they are needed, the
// first row the labels in the reader's language.  Amounts are exact, in the unit that the label
// names, and plain numbers; a reference is what its record is called.  A text that a spreadsheet
// would take for a formula (it begins with = + - @, a tab or CR) gets a ' in front.  Below the
// records stand the heads that they rest on, each row beginning with "# ".
//
// A workbook holds the same cells as numbers, days and texts, and what they rest on as a second
// sheet; it is there when it is whole.
//
// JSON holds values as letters do: 分, ids, ISO days.
//
// Rows are listed by ledger/listing.h, so the snapshot's scope holds for them, and written page by
// page: memory is that of a page, and of the names of what is referred to.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/anchor.h"
#include "ledger/listing.h"

namespace zonebook::publishing {

struct ExportedRow {
  std::string id;
  ledger::Version version;
  std::vector<std::string> titles;  // by field: of a reference, what its record is called
};

// What the rows have in common.
struct Exported {
  meta::Register const* in = nullptr;
  std::string zone;
  Date day;
  ledger::Knowledge read;
  std::string known;               // as people read it; empty: now
  std::optional<Date> sample_day;  // of a sample: its own day
  std::vector<ledger::Anchor> heads;
};

// What comes before the rows, of each, and after them; nothing more is called after a refusal.
class ExportForm {
 public:
  virtual ~ExportForm() = default;
  virtual Result<void> begin(Exported const&) = 0;
  virtual Result<void> row(Exported const&, ExportedRow const&) = 0;
  virtual Result<void> end(Exported const&) = 0;
};
using Sink = std::function<Result<void>(std::string_view)>;
std::unique_ptr<ExportForm> csv_form(Language, Sink);
std::unique_ptr<ExportForm> json_form(Sink);
//   as publishing/workbook_writer.h
Result<std::unique_ptr<ExportForm>> workbook_form(Language, std::string const& path);

struct ExportRequest {
  ledger::ListRequest list;  // its limit and cursor are the export's own
  std::string known = {};
  std::optional<Date> sample_day = {};
  Language language = Language::zh;  // of what records are called
  // In which those that are referred to are named; nullptr: the one that is exported.
  ledger::Snapshot* named_in = nullptr;
};
//   as listing.h, and what the form refuses; what a sink was given before is not taken back
Result<void> export_rows(ledger::Snapshot&, ExportRequest, ExportForm&);

// "total,-name": by these fields, - for the largest first.
//   invalid  publishing.export.no_sort
Result<std::vector<ledger::SortBy>> sort_from(std::string_view, meta::Register const&);

// One cell of CSV; `is_text`: a person may have typed it, so it may pretend to be a formula.
enum class CsvCell { text, number };
std::string csv_cell(std::string const&, CsvCell);

}  // namespace zonebook::publishing
