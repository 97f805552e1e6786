// Files of any kind as sheets of cells.

#include "publishing/import/grid.h"

#include <gmock/gmock.h>

#include "publishing/archive_fixture.h"
#include "publishing/import/cell_value.h"

namespace zonebook::publishing {
namespace {

using testing::ElementsAre;

// "SHEET!A1 text" of each cell, "SHEET 1,0-2,1" of each merge; or why it is refused.
std::vector<std::string> cells_of(std::string bytes, Workbook::Limits const& limits = {}) {
  auto const grids = read_grids(std::move(bytes), "示例", limits);
  if (!grids) return {grids.error().says.key};
  std::vector<std::string> told;
  for (auto const& grid : *grids) {
    for (auto const& row : grid.rows) {
      for (auto const& cell : row.cells) {
        told.push_back(place_of(grid.sheet, row.number, cell.column) + " " + text_of(cell.value) +
                       (row.is_hidden ? " hidden" : ""));
      }
    }
    for (auto const& [row, column, last_row, last_column] : grid.around.merges) {
      told.push_back(grid.sheet + " " + std::to_string(row) + "," + std::to_string(column) + "-" +
                     std::to_string(last_row) + "," + std::to_string(last_column));
    }
  }
  return told;
}

TEST(Grid, csv_in_the_encodings_and_with_the_separators_of_offices) {
  auto const expected = ElementsAre("CSV!A1 名称", "CSV!B1 数", "CSV!A2 甲,\"乙\"\n丙", "CSV!B2 1");
  std::string const text = "名称,数\r\n\"甲,\"\"乙\"\"\r\n丙\",1\r\n";
  EXPECT_THAT(cells_of(text), expected);
  EXPECT_THAT(cells_of("\xEF\xBB\xBF" + text), expected);
  EXPECT_THAT(cells_of("\xC3\xFB\xB3\xC6;\xCA\xFD\r\n"), ElementsAre("CSV!A1 名称", "CSV!B1 数"));
  EXPECT_THAT(cells_of(std::string("\xFF\xFE\x0D\x54\t\0\x31\0\n\0", 10)),
              ElementsAre("CSV!A1 名", "CSV!B1 1"));
  EXPECT_THAT(cells_of(std::string("\xFE\xFF\x54\x0D\0\t\0\x31", 8)),
              ElementsAre("CSV!A1 名", "CSV!B1 1"));
  EXPECT_THAT(cells_of("a\n\n'=1+1\n'b\n"), ElementsAre("CSV!A1 a", "CSV!A3 =1+1", "CSV!A4 'b"));
}

TEST(Grid, what_is_no_table_is_refused) {
  struct Row {
    std::string bytes;
    char const* key;
  } const rows[] = {
      {"", "publishing.no_table_file"},
      {" \r\n", "publishing.no_table_file"},
      {std::string("a\0b", 3), "publishing.no_table_file"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", "publishing.old_xls"},
      {"PK\x03\x04 broken", "publishing.no_archive"},
      {"a,\"b\nc,d\n", "publishing.wrong_csv"},
      {"<html><body>没有表</body></html>", "publishing.no_table_file"},
      {"<?xml version=\"1.0\"?><!DOCTYPE Workbook [<!ENTITY a \"b\">]><Workbook "
       "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
       "publishing.no_table_file"},
  };
  for (auto const& [bytes, key] : rows) EXPECT_THAT(cells_of(bytes), ElementsAre(key)) << bytes;
  Workbook::Limits const few{.cells = 2};
  EXPECT_THAT(cells_of("a,b,c\n", few), ElementsAre("publishing.too_many_cells"));
  EXPECT_THAT(cells_of("<table><tr><td>a<td>b<td>c</table>", few),
              ElementsAre("publishing.too_many_cells"));
  EXPECT_THAT(cells_of("<table><tr><td rowspan=1000 colspan=1000>a</table>", few),
              ElementsAre("publishing.too_many_cells"));
}

TEST(Grid, a_web_page_is_its_tables) {
  EXPECT_THAT(
      cells_of("<html><script>var a = '<table>';</script><table><thead><tr><th colspan=2>题<th>注"
               "</thead><tr style='display:none'><td rowspan=2>甲<td>&lt;1&gt; <b>粗</b><br>二行"
               "<td><table><tr><td>内</table></tr><tr><td>2</table><table><tr><td>另</table>"),
      ElementsAre("Table1!A1 题", "Table1!C1 注", "Table1!A2 甲 hidden",
                  "Table1!B2 <1> 粗\n二行 hidden", "Table1!C2 内 hidden", "Table1!B3 2",
                  "Table1 1,0-1,1", "Table1 2,0-3,0", "Table2!A1 另"));
}

TEST(Grid, spreadsheetml_has_types_indexes_and_merges) {
  EXPECT_THAT(
      cells_of("<?xml version=\"1.0\"?>\n<Workbook "
               "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "
               "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet "
               "ss:Name=\"表\"><Table><Row><Cell ss:MergeAcross=\"1\"><Data "
               "ss:Type=\"String\">名称</Data></Cell><Cell><Data ss:Type=\"Number\">2.50</Data>"
               "</Cell></Row><Row ss:Index=\"4\" ss:Hidden=\"1\"><Cell ss:Index=\"2\"><Data "
               "ss:Type=\"DateTime\">2023-06-28T00:00:00.000</Data></Cell><Cell "
               "ss:Formula=\"=1\"/><Cell><Data ss:Type=\"Error\">#REF!</Data></Cell></Row></Table>"
               "</Worksheet></Workbook>"),
      ElementsAre("表!A1 名称", "表!C1 2.5", "表!B4 2023-06-28 hidden", "表!C4 = hidden",
                  "表!D4 #REF! hidden", "表 1,0-1,1"));
}

TEST(Grid, a_workbook_tells_its_merges_and_hidden_columns_in_one_reading) {
  auto const grids = read_grids(
      workbook_of({.sheet = R"(<cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols>
          <sheetData><row r="1" hidden="1"><c r="A1"><v>1</v></c></row></sheetData>
          <mergeCells><mergeCell ref="A1:B2"/></mergeCells>)"}),
      "表.xlsx");
  ASSERT_TRUE(grids);
  EXPECT_TRUE(grids->front().rows.front().is_hidden);
  EXPECT_THAT(grids->front().around.hidden_columns, ElementsAre(ColumnRange{1, 2}));
  EXPECT_THAT(grids->front().around.merges, ElementsAre(Merge{1, 0, 2, 1}));
}

}  // namespace
}  // namespace zonebook::publishing
