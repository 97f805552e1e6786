// The table in a sheet: heads of one line and of two, units, notes, subtotals.

#include <gmock/gmock.h>

#include "meta/test_registers.h"
#include "publishing/import/body.h"
#include "publishing/import/cell_value.h"

namespace zonebook::publishing {
namespace {

namespace make = meta::test_registers;
using testing::ElementsAre;
using testing::HasSubstr;

std::shared_ptr<meta::Catalog const> catalog() {
  auto name = make::field("name", "text");
  name.label = {"项目名称", "Name"};
  auto total = make::field("total_investment", "money");
  total.label = {"计划总投资", "Total investment"};
  total.unit = "亿元";
  auto fixed = make::field("fixed_investment", "money");
  fixed.label = {"其中固定资产投资", "Fixed investment"};
  fixed.unit = "亿元";
  auto area = make::field("land_area", "decimal");
  area.label = {"用地面积", "Land area"};
  area.unit = "亩";
  auto signed_on = make::field("signed_on", "date");
  signed_on.label = {"签约日期", "Signed on"};
  return make::made({make::reg("project", {name, total, fixed, area, signed_on})});
}

// A sheet of texts; "#2.5" is a number, "" an empty cell.
Grid grid(std::vector<std::vector<std::string>> const& rows, std::vector<Merge> merges = {}) {
  Grid made{.sheet = "表", .is_hidden = false, .rows = {}, .around = {std::move(merges), {}}};
  int number = 0;
  for (auto const& texts : rows) {
    Row row{.number = ++number, .is_hidden = false, .cells = {}};
    int column = 0;
    for (auto const& text : texts) {
      if (text.starts_with("#") && text.size() > 1) {
        row.cells.push_back({column, Number{*Decimal::parse(text.substr(1))}});
      } else if (!text.empty()) {
        row.cells.push_back({column, text});
      }
      ++column;
    }
    if (!row.cells.empty()) made.rows.push_back(std::move(row));
  }
  return made;
}

std::vector<std::string> columns_of(Grid const& of, Mapping const& mapping = {}) {
  auto const made = catalog();
  std::vector<meta::Term> const terms = {
      {.name = "total_investment", .zh = "总投资", .en = "Total"}};
  auto const table = find_table(of, HeadWords(*made->find("project"), terms), mapping);
  if (!table) return {"none"};
  std::vector<std::string> told = {std::to_string(table->first_row) + "-" +
                                   std::to_string(table->last_row)};
  for (auto const& column : table->columns) {
    auto const* field = column.field ? column.field : column.proposed;
    auto const mark = column.field      ? (column.is_twice ? "twice " : "")
                      : column.proposed ? "?"
                                        : "-";
    auto const* unit = column.unit ? column.unit : nullptr;
    told.push_back(mark + (field ? field->name : column.head) +
                   (unit ? " " + std::string(unit->name) : ""));
  }
  for (auto const& [dimension, unit] : table->units_above) {
    told.push_back(std::string(dimension) + " " + std::string(unit->name));
  }
  return told;
}

TEST(Heads, are_found_under_a_title_with_units_and_ornaments) {
  EXPECT_THAT(columns_of(grid({{"示例开发区2023年项目台账"},
                               {"填报单位：示例", "", "", "单位：万元、亩"},
                               {"序号", "项目名称*", "计划总投资", "其中：固定资产投资\n（亿元）",
                                "用地面积(㎡)", "签约日期", "进展"},
                               {"#1", "示例项目07", "#2"}})),
              ElementsAre("3-3", "-序号", "name", "total_investment", "fixed_investment 亿元",
                          "land_area 平方米", "signed_on", "-进展", "area 亩", "money 万元"));
}

TEST(Heads, of_two_lines_are_read_together) {
  auto const sheet = grid({{"项目名称", "投资（万元）", "", "签约日期"},
                           {"", "计划总投资", "其中固定资产投资", ""},
                           {"示例项目07", "#2", "#1", "2023-06-28"}},
                          {{1, 0, 2, 0}, {1, 1, 1, 2}, {1, 3, 2, 3}});
  EXPECT_THAT(columns_of(sheet), ElementsAre("1-2", "name", "total_investment 万元",
                                             "fixed_investment 万元", "signed_on"));
}

TEST(Heads, are_known_by_terms_and_by_what_a_person_said_and_else_proposed) {
  auto const sheet = grid({{"项目名称", "总投资/亿元", "固定资产", "备注说明"}});
  EXPECT_THAT(columns_of(sheet), ElementsAre("1-1", "name", "total_investment 亿元",
                                             "?fixed_investment", "-备注说明"));
  EXPECT_THAT(columns_of(sheet, {{"固定资产", "fixed_investment"}, {"备注说明", ""}}),
              ElementsAre("1-1", "name", "total_investment 亿元", "fixed_investment", "-备注说明"));
  EXPECT_THAT(columns_of(grid({{"序号", "单位名称", "联系人"}, {"#1", "示例", "示例人员01"}})),
              ElementsAre("none"));
}

TEST(Heads, of_two_lines_name_the_unit_above_them) {
  auto const sheet = grid(
      {{"项目名称", "投资（万元）", "", "签约日期"}, {"", "计划总投资", "其中固定资产投资", ""}},
      {{1, 1, 1, 2}});
  auto const made = catalog();
  auto const table = find_table(sheet, HeadWords(*made->find("project"), {}), {});
  ASSERT_TRUE(table);
  ASSERT_NE(table->columns[1].unit, nullptr);
  EXPECT_EQ(table->columns[1].unit->name, "万元");
  EXPECT_EQ(table->columns[2].unit->name, "万元");
}

TEST(Heads, a_record_that_names_a_field_is_no_head) {
  EXPECT_THAT(columns_of(grid({{"项目名称", "签约日期", "经办说明"},
                               {"示例项目07", "2023-06-28", "计划总投资"}})),
              ElementsAre("1-1", "name", "signed_on", "-经办说明"));
}

TEST(Heads, what_stands_in_brackets_is_no_ornament) {
  EXPECT_THAT(columns_of(grid({{"项目名称（必填）", "计划总投资（万美元）", "用地面积（平方千米）",
                                "签约日期（计划）", "其中固定资产投资（上年）"}})),
              ElementsAre("none"));
  EXPECT_THAT(
      columns_of(grid({{"项目名称（必填）", "计划总投资（单位：万元）", "签约日期（计划）"}})),
      ElementsAre("1-1", "name", "total_investment 万元", "?signed_on", "money 万元"));
  EXPECT_EQ(parts_of_head("用地面积（平方千米）").strange_unit, "平方千米");
}

TEST(Heads, a_part_under_a_head_is_not_the_whole) {
  EXPECT_THAT(columns_of(grid({{"项目名称", "计划总投资（万元）", "", "时间", ""},
                               {"", "设备", "土建", "签约日期", "备注"},
                               {"示例项目07", "#30", "#20", "2023-06-28", ""}},
                              {{1, 1, 1, 2}, {1, 3, 1, 4}})),
              ElementsAre("1-2", "name", "?total_investment", "?total_investment", "signed_on",
                          "-时间/备注"));
  EXPECT_THAT(
      columns_of(grid({{"项目名称", "计划总投资（万元）", "", "签约日期"},
                       {"示例项目07", "#30", "#20", "2023-06-28"}},
                      {{1, 1, 1, 2}})),
      ElementsAre("1-1", "name", "?total_investment 万元", "?total_investment 万元", "signed_on"));
  EXPECT_THAT(columns_of(grid({{"项目名称", "上年", "", "签约日期"},
                               {"", "计划总投资", "其中固定资产投资", ""},
                               {"示例项目07", "#30", "#20", "2023-06-28"}},
                              {{1, 1, 1, 2}})),
              ElementsAre("1-1", "name", "-上年", "-上年", "signed_on"));
}

TEST(Heads, thousands_of_merges_and_long_texts_take_no_time) {
  std::vector<Merge> merges(1000, {1, 0, 1, 1000});
  EXPECT_THAT(columns_of(grid({{std::string(32'000, 'a')}, {"项目名称", "签约日期"}}, merges)),
              ElementsAre("2-2", "name", "signed_on"));
}

struct BodyTold {
  std::vector<std::string> rows, told;
};

BodyTold body_of(Grid const& of) {
  auto const made = catalog();
  auto const table = find_table(of, HeadWords(*made->find("project"), {}), {});
  if (!table) return {{"none"}, {}};
  BodyTold told;
  for (auto const& row : read_body(*table, {"name"}).rows) {
    auto text = std::to_string(row.number) + ":";
    for (auto const* cell : row.cells) text += " " + (cell ? text_of(*cell) : std::string("."));
    told.rows.push_back(text);
  }
  for (auto const& [place, says] : read_body(*table, {"name"}).told) {
    told.told.push_back(place + " " + render(says, Language::en));
  }
  return told;
}

TEST(Body, leaves_out_what_is_no_record_and_holds_sums_against_the_rows) {
  auto const body = body_of(grid({{"项目名称", "计划总投资（亿元）", "签约日期"},
                                  {"#1", "#2", "#3"},
                                  {"一、工业项目"},
                                  {"示例项目07", "#2.03", "2023-06-28"},
                                  {"示例项目08", "#1.5", "同上"},
                                  {"小计", "#3.53"},
                                  {"二、其他"},
                                  {"项目名称", "计划总投资（亿元）", "签约日期"},
                                  {"示例项目09", "#1", ""},
                                  {"小计", "#2"},
                                  {"合计", "#4.53"},
                                  {"", "", ""},
                                  {"注：以上为初步统计。"},
                                  {"填表人：示例人员01", "审核：示例人员02"}}));
  EXPECT_THAT(body.rows, ElementsAre("4: 示例项目07 2.03 2023-06-28",
                                     "5: 示例项目08 1.5 2023-06-28", "9: 示例项目09 1 ."));
  EXPECT_THAT(body.told, ElementsAre(HasSubstr("表!3 "), HasSubstr("表!7 "), HasSubstr("表!13 "),
                                     HasSubstr("表!14 "),
                                     HasSubstr("表!B10 the sum is wrong: the sheet says 2")));
}

TEST(Body, a_record_is_no_sum) {
  auto const body = body_of(grid({{"项目名称", "计划总投资（亿元）", "签约日期"},
                                  {"合计科技有限公司", "#2", ""},
                                  {"示例项目08", "#1", "两期合计"},
                                  {"合计", "#3", ""}}));
  EXPECT_THAT(body.rows, ElementsAre("2: 合计科技有限公司 2 .", "3: 示例项目08 1 两期合计"));
  EXPECT_THAT(body.told, ElementsAre());
}

TEST(Body, heads_in_other_places_begin_another_table) {
  auto const body = body_of(grid({{"项目名称", "计划总投资（亿元）", "其中固定资产投资（亿元）"},
                                  {"示例项目07", "#2", "#1"},
                                  {"项目名称", "其中固定资产投资（亿元）", "计划总投资（亿元）"},
                                  {"示例项目08", "#1", "#2"}}));
  EXPECT_THAT(body.rows, ElementsAre("2: 示例项目07 2 1"));
  EXPECT_THAT(body.told, ElementsAre(HasSubstr("表!3 here begins another table")));
  auto const units = body_of(grid({{"项目名称", "计划总投资（亿元）"},
                                   {"示例项目07", "#2"},
                                   {"项目名称", "计划总投资（万元）"},
                                   {"示例项目08", "#20000"}}));
  EXPECT_THAT(units.rows, ElementsAre("2: 示例项目07 2"));
}

TEST(Body, an_amount_that_is_merged_over_rows_is_nobodys) {
  auto const body = body_of(grid({{"项目名称", "计划总投资（亿元）", "签约日期"},
                                  {"示例项目07", "#10", "2023-06-28"},
                                  {"示例项目08", "", "2023-06-29"}},
                                 {{2, 1, 3, 1}}));
  EXPECT_THAT(body.rows,
              ElementsAre("2: 示例项目07 merged 2023-06-28", "3: 示例项目08 merged 2023-06-29"));
}

TEST(Body, sums_that_stand_above_their_rows_are_of_what_is_below) {
  auto const body = body_of(grid({{"项目名称", "计划总投资（亿元）"},
                                  {"合计", "#4"},
                                  {"工业小计", "#3"},
                                  {"示例项目07", "#2"},
                                  {"示例项目08", "#1"},
                                  {"其他小计", "#1"},
                                  {"示例项目09", "#1"}}));
  EXPECT_EQ(body.rows.size(), 3U);
  EXPECT_THAT(body.told, ElementsAre(HasSubstr("表!3 “工业小计” is taken for a sum"),
                                     HasSubstr("表!6 “其他小计” is taken for a sum")));
}

TEST(Body, merged_cells_lend_their_value_to_those_they_cover) {
  auto const body = body_of(grid({{"项目名称", "计划总投资（亿元）", "签约日期"},
                                  {"示例项目07", "#2", "2023-06-28"},
                                  {"示例项目08", "#1", ""}},
                                 {{2, 2, 3, 2}}));
  EXPECT_THAT(body.rows, ElementsAre("2: 示例项目07 2 2023-06-28", "3: 示例项目08 1 2023-06-28"));
}

}  // namespace
}  // namespace zonebook::publishing
