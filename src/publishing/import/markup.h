// What calls itself .xls and is text: the tables of a web page, and SpreadsheetML 2003.
//
// Reporting systems "export Excel" as an HTML table; older ones as XML.  Of a web page each table
// that is in no other is a sheet; spans become merges.  Scripts, styles, images and what they name
// are not looked at; nothing is fetched, and entities of the document's own are refused.

#pragma once

#include "publishing/import/grid.h"

namespace zonebook::publishing {

// UTF-8, whatever the text says of itself.
//   invalid  publishing.no_xml; publishing.no_table_file: there is no table in it;
//            publishing.too_many_cells
Result<std::vector<Grid>> grids_of_markup(std::string const& text, std::string const& name,
                                          Workbook::Limits const&);

}  // namespace zonebook::publishing
