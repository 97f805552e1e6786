// What an import would do, row by row and cell by cell; nothing of it is written yet.
//
//   plan.count(RowState::added)
//   plan.rows[0].told[0].place        // "项目!C12"
//
// Plain values: made by Importing::plan (import.h), shown to people, and given to commit().

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "db/database.h"
#include "publishing/import/body.h"
#include "publishing/import/mappings.h"

namespace zonebook::publishing {

enum class RowState : std::uint8_t {
  added,
  differs,
  changed,
  corrected,
  waiting,  // it was proposed before, and nobody has decided on it
  unchanged,
  rejected,
};
std::string_view name_of(RowState);

struct CellChange {
  meta::Field const* field = nullptr;
  db::Value before, after;
  int column = 0;
};

struct PlannedRow {
  std::string sheet;
  int number = 0;
  RowState state = RowState::rejected;
  std::string id;     // of the record that it is; empty: a new one
  std::string title;  // how the sheet calls it
  std::string zone;
  Date from;
  std::optional<Date> to;         // of a new record that ends
  std::vector<CellChange> cells;  // of a new record, all that are given
  std::vector<Told> told;         // of a rejected one, why; else what is to be known
  bool needs_second_person = false;

  std::vector<std::string> vague;  // for the entry's reason

  std::string place() const { return sheet + "!" + std::to_string(number); }
};

struct PlannedColumn {
  std::string sheet, head;
  int column = 0;
  SheetColumn::Is is = SheetColumn::Is::unknown;
  meta::Field const* field = nullptr;     // nullptr: it is read into none
  meta::Field const* proposed = nullptr;  // what it might be
  std::string unit;
};

struct PlannedTable {
  std::string sheet;
  int first_row = 0, last_row = 0;  // of the heads
  std::size_t columns = 0;          // that are fields
  std::size_t records = 0, left_out = 0;
};

struct Plan {
  meta::Register const* in = nullptr;
  std::string batch;  // of the file's name and size, register, zone and options
  std::string token;  // of the file, the options and the heads of the zones: never written
  std::string file;
  Date day;  // on which the records were read
  std::vector<PlannedTable> tables;
  std::vector<PlannedColumn> columns;
  std::vector<PlannedRow> rows;
  std::vector<Told> told;               // of the file and its sheets
  std::map<std::string, Instant> seen;  // by zone: what was known when the records were read
  // Of the tables that were read, by which they were: what a person said, and what was remembered.
  std::vector<RememberedMapping> mappings;

  std::size_t count(RowState) const;
  std::size_t to_propose() const;  // rows that a commit hands to a second person
};

}  // namespace zonebook::publishing
