#include "publishing/import/grid.h"

#include <algorithm>

#include "base/unicode.h"
#include "publishing/decoded.h"
#include "publishing/import/csv.h"
#include "publishing/import/markup.h"

namespace zonebook::publishing {
namespace {

constexpr std::string_view old_xls = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";  // MS-CFB, 2.2

// Of all cells: a text that is stored once may be named by millions of them.
constexpr std::int64_t text_bytes_most = std::int64_t{512} << 20;

Result<std::vector<Grid>> grids_of_workbook(std::string bytes, std::string const& name,
                                            Workbook::Limits const& limits) {
  auto book = TRY(Workbook::open_bytes(std::move(bytes), name, limits));
  std::vector<Grid> grids;
  auto left = limits.cells;  // of all sheets together, for they are held together
  auto text_left = text_bytes_most;
  for (auto const& sheet : book.sheets()) {
    Grid grid{.sheet = sheet.name, .is_hidden = sheet.is_hidden, .rows = {}, .around = {}};
    grid.around = TRY(book.read_all(sheet, [&](Row const& row) -> Result<void> {
      left -= static_cast<std::int64_t>(row.cells.size());
      for (auto const& cell : row.cells) {
        auto const* text = std::get_if<std::string>(&cell.value);
        if (text) text_left -= static_cast<std::int64_t>(text->size());
      }
      if (left < 0 || text_left < 0)
        return invalid({"publishing.too_many_cells", {{"sheet", sheet.name}}}, name);
      grid.rows.push_back(row);
      return {};
    }));
    grids.push_back(std::move(grid));
  }
  return grids;
}

bool is_markup(std::string_view text) {
  return text.substr(0, text.find_first_not_of(" \t\r\n") + 1).ends_with('<');
}

}  // namespace

CellValue const* cell_at(Row const& row, int column) {
  auto const found = std::ranges::lower_bound(row.cells, column, {}, &Cell::column);
  return found != row.cells.end() && found->column == column ? &found->value : nullptr;
}

std::string place_of(std::string const& sheet, int row, int column) {
  return sheet + "!" + column_name(column) + std::to_string(row);
}

Result<std::vector<Grid>> read_grids(std::string bytes, std::string const& name,
                                     Workbook::Limits const& limits) {
  if (bytes.starts_with(old_xls)) return invalid({"publishing.old_xls", {{"name", name}}}, name);
  if (bytes.starts_with("PK")) return grids_of_workbook(std::move(bytes), name, limits);
  if (bytes.size() > limits.file_bytes) {
    auto const megabytes = std::to_string(limits.file_bytes >> 20);
    return invalid({"publishing.file_too_large", {{"name", name}, {"megabytes", megabytes}}}, name);
  }
  auto text = decoded(std::move(bytes));
  if (!text || text->find_first_not_of(" \t\r\n") == std::string::npos) {
    return invalid({"publishing.no_table_file", {{"name", name}}}, name);
  }
  std::vector<Grid> grids;
  if (is_markup(*text)) {
    grids = TRY(grids_of_markup(*text, name, limits));
  } else {
    auto grid = TRY(grid_of_csv(*text, name, limits));
    grids.push_back(std::move(grid));
  }
  return grids;
}

}  // namespace zonebook::publishing
