// Any bytes as a file that calls itself a table: CSV, a web page, SpreadsheetML.  Its heads are
// looked for, its rows read and each cell valued; nothing may fail but by saying so.

#include "publishing/import/body.h"
#include "publishing/import/cell_value.h"

namespace {

using namespace zonebook;

meta::Field field(std::string const& name, std::string_view type, std::string const& label,
                  std::string const& unit = "") {
  meta::Field made;
  made.id = made.name = name;
  made.label = {label, name};
  made.type = meta::find_field_type(type);
  made.required = false;
  made.unit = unit;
  if (type == "decimal") made.scale = 2;
  if (type == "choice") made.choices = {{"yes", {"是", "Yes"}}, {"no", {"否", "No"}}};
  return made;
}

meta::Catalog const& catalog() {
  static auto const made = [] {
    meta::Register project;
    project.name = "project";
    project.label = {"项目", "Project"};
    project.fields = {
        field("name", "text", "名称"),          field("total", "money", "总投资", "亿元"),
        field("area", "decimal", "面积", "亩"), field("people", "integer", "人数", "人"),
        field("day", "date", "日期"),           field("month", "month", "月份"),
        field("is", "choice", "是否")};
    auto catalog = meta::Catalog::make({project});
    CHECK(catalog.has_value());
    return *catalog;
  }();
  return *made;
}

// What is exact is a value of its field or refused by its type; what is vague is told as it stands.
void check(publishing::CellValue const& cell, publishing::SheetColumn const& column) {
  auto const given = publishing::read_cell(cell, *column.field,
                                           {.unit = column.unit, .strange = column.strange_unit});
  if (!given) {
    CHECK(given.error().says.key.starts_with("publishing.cell."));
    return;
  }
  if (auto const* json = std::get_if<Json>(&*given)) {
    auto const value = column.field->type->read(*json, *column.field);
    if (value) CHECK(!db::is_null(*value));
  }
  if (auto const* vague = std::get_if<publishing::Vague>(&*given)) {
    CHECK(vague->text == publishing::text_of(cell));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  std::string bytes(reinterpret_cast<char const*>(data), size);
  if (bytes.starts_with("PK")) return 0;  // publishing_workbook_fuzz.cpp
  publishing::Workbook::Limits const limits{.file_bytes = 1 << 20, .cells = 20'000, .merges = 1000};
  auto const grids = publishing::read_grids(std::move(bytes), "示例.csv", limits);
  if (!grids) {
    CHECK(!grids.error().says.key.empty());
    return 0;
  }
  publishing::HeadWords const words(*catalog().find("project"), {});
  for (auto const& grid : *grids) {
    int before = 0;
    for (auto const& row : grid.rows) {
      CHECK(row.number > before && !row.cells.empty());
      before = row.number;
    }
    auto const table = publishing::find_table(grid, words, {{"备注", "name"}});
    if (!table) continue;
    CHECK(table->first_row <= table->last_row && table->known() >= 2);
    for (auto const& row : publishing::read_body(*table, {}).rows) {
      CHECK(row.number > table->last_row && row.cells.size() == table->columns.size());
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (row.cells[i] && table->columns[i].field) check(*row.cells[i], table->columns[i]);
      }
    }
  }
  return 0;
}
