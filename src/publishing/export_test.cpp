#include "publishing/export.h"

#include <gtest/gtest.h>

#include "meta/test_registers.h"

namespace zonebook::publishing {
namespace {

TEST(Csv, quotes_what_would_break_a_row_and_disarms_what_would_be_a_formula) {
  struct Row {
    char const* text;
    CsvCell cell;
    char const* expected;
  } const rows[] = {
      {"示例", CsvCell::text, "示例"},
      {"", CsvCell::text, ""},
      {"a,b", CsvCell::text, "\"a,b\""},
      {"say \"yes\"", CsvCell::text, "\"say \"\"yes\"\"\""},
      {"two\nlines", CsvCell::text, "\"two\nlines\""},
      {"=1+1", CsvCell::text, "'=1+1"},
      {"+86", CsvCell::text, "'+86"},
      {"-2", CsvCell::text, "'-2"},
      {"@SUM(A1)", CsvCell::text, "'@SUM(A1)"},
      {"\t=1", CsvCell::text, "'\t=1"},
      {"=HYPERLINK(\"x\",\"y\")", CsvCell::text, "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
      {"-2.5", CsvCell::number, "-2.5"},
  };
  for (auto const& [text, cell, expected] : rows) EXPECT_EQ(csv_cell(text, cell), expected);
}

TEST(Csv, has_labels_exact_amounts_in_their_unit_and_the_heads_below) {
  namespace make = meta::test_registers;
  auto total = make::field("total", "money");
  total.label = {"总投资", "Total"};
  total.unit = "亿元";
  auto name = make::field("name", "text");
  name.label = {"名称", "Name"};
  auto of = make::reference("of", "thing");
  of.label = {"所属", "Of"};
  auto const catalog = make::made({make::reg("thing", {name, total, of})});
  Exported exported{.in = catalog->find("thing"), .zone = "root"};
  exported.day = *Date::parse("2023-12-31");
  exported.known = "2023-12-20 23:59:59";
  ledger::Version version{.on = {*Date::parse("2023-06-28"), ledger::open_end()}};
  version.values = {std::string("=示例,一"), std::int64_t{20'300'000'001}, std::string("root.1.2")};
  ExportedRow const row{"root.1.1", version, {"", "", "示例二"}};
  exported.heads = {{"root", 3, "abc"}};

  std::string text;
  Sink const sink = [&](std::string_view more) -> Result<void> {
    text += more;
    return {};
  };
  auto const write = [&](std::unique_ptr<ExportForm> form, int rows) {
    text.clear();
    EXPECT_TRUE(form->begin(exported));
    for (int i = 0; i < rows; ++i) EXPECT_TRUE(form->row(exported, row));
    EXPECT_TRUE(form->end(exported));
    return text;
  };
  EXPECT_EQ(write(csv_form(Language::zh, sink), 1),
            "编号,起,止（不含）,名称,总投资（亿元）,所属\r\n"
            "root.1.1,2023-06-28,,\"'=示例,一\",2.0300000001,示例二\r\n"
            "# root 2023-12-31 的情况，截至 2023-12-20 23:59:59 账上所知,,,,,\r\n"
            "# 链头 root 第 3 笔 abc,,,,,\r\n");
  auto const json = Json::parse(write(json_form(sink), 2));
  ASSERT_TRUE(json);
  EXPECT_EQ(json->find("records")->items().size(), 2U);
  EXPECT_EQ(json->find("records")->items()[1].find("fields")->integer_at("total"), 20'300'000'001);
  EXPECT_EQ(json->find("heads")->items()[0].text_at("hash"), "abc");
}

}  // namespace
}  // namespace zonebook::publishing
