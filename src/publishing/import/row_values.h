// The rows of a table as values of the register's fields, before it is known whose they are.

#pragma once

#include <memory>

#include "publishing/import/names.h"

namespace zonebook::publishing {

struct RowValue {
  // Why the cell is no value of the field; of a reference, which records it may mean.
  struct Wrong {
    Error error;
    Meant meant;
  };

  meta::Field const* field = nullptr;
  CellValue const* cell = nullptr;
  int column = 0;
  db::Value value;  // of a reference: the id, if it is one record's; null where it is wrong
  std::unique_ptr<Wrong> wrong;
};

struct ValuedRow {
  std::string sheet;
  int number = 0;
  std::string id;  // of an export
  std::optional<Date> from, to;
  std::vector<RowValue> values;    // those that say something
  std::vector<Told> told;          // what is no value: vague, left out
  std::vector<std::string> vague;  // "B7 约3亿（≥ …）", for the entry's reason
  std::optional<Error> wrong;      // of the row itself

  RowValue const* find(meta::Field const&) const;
  std::string place(RowValue const&) const;
};

// `units`: of columns that name none, where the sheet names none either.
//   errors are the ledger's, of looking for names
Result<std::vector<ValuedRow>> value_rows(SheetTable const&, Body const&, Names&,
                                          std::span<Unit const* const> units);

}  // namespace zonebook::publishing
