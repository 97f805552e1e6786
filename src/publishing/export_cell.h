// A field's value as a cell of a table for people, of CSV or of a workbook.
//
// Amounts are exact, in the unit that the head names, and plain numbers; a reference is what its
// record is called; a day is a day; all else is text in the reader's language.

#pragma once

#include "publishing/cell.h"
#include "publishing/export.h"

namespace zonebook::publishing {

bool is_amount(meta::Field const&);

// The label, and the unit of an amount: 总投资（亿元）.
std::string head_of(meta::Field const&, Language);

// `title`: of a reference, what its record is called.
CellValue cell_of(db::Value const&, meta::Field const&, std::string const& title, Language);

// What the rows rest on, a line each: zone and pair, a sample's day, the heads.
std::vector<std::string> basis_of(Exported const&, Language);

}  // namespace zonebook::publishing
