// CSV as spreadsheets write it (RFC 4180), into a sheet of texts.
//
// The separator is the one of comma, semicolon and tab that the first line has most of.  A ' before
// what would be a formula, as exports write it, is taken away.

#pragma once

#include <string_view>

#include "publishing/import/grid.h"

namespace zonebook::publishing {

// UTF-8 in any form; cells come in NFC.
//   invalid  publishing.too_many_cells; publishing.wrong_csv: a quote that is never closed
Result<Grid> grid_of_csv(std::string_view text, std::string const& name, Workbook::Limits const&);

}  // namespace zonebook::publishing
