// Workbooks by hand and by the writer: what a person sees is what is read, and what is hostile is
// refused.

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "publishing/archive_fixture.h"
#include "publishing/workbook_reader.h"
#include "publishing/workbook_writer.h"
#include "publishing/written_day.h"

namespace zonebook::publishing {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string shown(CellValue const& value) {
  struct Show {
    std::string operator()(std::monostate) const { return ""; }
    std::string operator()(std::string const& text) const { return text; }
    std::string operator()(Number const& number) const {
      return "#" + number.value.to_string() + (number.is_percent ? "%" : "");
    }
    std::string operator()(Date day) const { return day.to_string(); }
    std::string operator()(Moment const& at) const {
      return at.day.to_string() + "+" + std::to_string(at.seconds);
    }
    std::string operator()(bool is) const { return is ? "yes" : "no"; }
    std::string operator()(Fault const& fault) const { return "!" + fault.text; }
  };
  return std::visit(Show{}, value);
}

// "A1 …" for each cell.
Result<std::vector<std::string>> cells_of(std::string bytes, Workbook::Limits limits = {}) {
  std::vector<std::string> cells;
  auto book = TRY(Workbook::open_bytes(std::move(bytes), "表.xlsx", limits));
  for (auto const& sheet : book.sheets()) {
    TRY(book.read(sheet, [&](Row const& row) -> Result<void> {
      for (auto const& [column, value] : row.cells) {
        cells.push_back(column_name(column) + std::to_string(row.number) + " " + shown(value));
      }
      return {};
    }));
  }
  return cells;
}

std::vector<std::string> cells(ByHand const& by_hand) {
  auto const found = cells_of(workbook_of(by_hand));
  EXPECT_TRUE(found) << found.error().says.key << ' ' << found.error().where;
  return found.value_or(std::vector<std::string>{});
}

std::string refusal(std::string bytes, Workbook::Limits limits = {}) {
  auto const found = cells_of(std::move(bytes), limits);
  return found ? "nothing" : found.error().says.key + " " + found.error().where;
}

std::string hand_refusal(ByHand const& by_hand) { return refusal(workbook_of(by_hand)); }

std::string rows(std::string const& inside) { return "<sheetData>" + inside + "</sheetData>"; }

TEST(Workbook, is_read_as_a_person_sees_it) {
  EXPECT_THAT(
      cells({.sheet = rows(R"(<row r="2"><c r="B2" t="s"><v>1</v></c><c r="D2"><v>2.03</v></c></row>
          <row r="5"><c r="A5" t="inlineStr"><is><t>示例</t></is></c><c t="b"><v>1</v></c>
          <c t="e"><v>#DIV/0!</v></c><c t="str"><f>A1</f><v>算出</v></c><c><f>B1</f></c><c/></row>)"),
             .shared = "<si><t>a</t></si><si><r><t>示例</t></r><r><t xml:space=\"preserve\"> 项目"
                       "</t></r><rPh><t>shili</t></rPh></si>"}),
      ElementsAre("B2 示例 项目", "D2 #2.03", "A5 示例", "B5 yes", "C5 !#DIV/0!", "D5 算出",
                  "E5 !="));
}

TEST(Workbook, formulas_that_nobody_computed_are_faults) {
  EXPECT_THAT(cells({.sheet = rows(R"(<row r="1"><c><f>SUM(A2)</f><v/></c><c><f>1+1</f><v></v></c>
          <c t="n"><f t="shared" si="0"/><v/></c><c t="str"><f>A2</f><v></v></c>
          <c t="str"><f>A2</f></c><c><v/></c><c><f>0</f><v>0</v></c></row>)")}),
              ElementsAre("A1 !=", "B1 !=", "C1 !=", "G1 #0"))
      << "an empty text was computed";
}

TEST(Workbook, numbers_have_the_fifteen_digits_that_are_shown) {
  EXPECT_THAT(cells({.sheet = rows(R"(<row r="1"><c><v>2.0299999999999998</v></c><c><v>0.1</v></c>
          <c><v>1.1000000000000001E-2</v></c><c><v>-100000.00000000001</v></c>
          <c><v>123456789012345</v></c><c><v>1E+20</v></c><c><v>0</v></c></row>)")}),
              ElementsAre("A1 #2.03", "B1 #0.1", "C1 #0.011", "D1 #-100000", "E1 #123456789012345",
                          "F1 #100000000000000000000", "G1 #0"));
}

TEST(Workbook, numbers_that_are_none_of_a_spreadsheet_are_refused_at_once) {
  std::string const day = R"(<cellXfs><xf numFmtId="14"/></cellXfs>)";
  for (auto const* number : {"1E400", "-1E400", "1E6144", "1.8E308", "INF", "NaN"}) {
    auto const sheet = rows("<row r=\"1\"><c><v>" + std::string(number) + "</v></c></row>");
    EXPECT_EQ(hand_refusal({.sheet = sheet}), "publishing.wrong_cell 表一!A1") << number;
    EXPECT_EQ(hand_refusal({.sheet = sheet, .styles = day}), "publishing.wrong_cell 表一!A1");
  }
  EXPECT_THAT(cells({.sheet = rows("<row r=\"1\"><c><v>1E-400</v></c><c><v>1E308</v></c></row>")}),
              ElementsAre("A1 #0", "B1 #1" + std::string(308, '0')));
}

TEST(Workbook, days_are_told_by_their_formats) {
  std::string const styles =
      R"(<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>
         <numFmt numFmtId="165" formatCode="0.00&quot;days&quot;"/></numFmts>
         <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
         <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>
         <xf numFmtId="10"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs>)";
  auto const sheet = rows(R"(<row r="1"><c s="1"><v>45105</v></c><c s="2"><v>45078</v></c>
      <c s="3"><v>45105</v></c><c s="4"><v>0.66700000000000004</v></c>
      <c s="5"><v>45105.375</v></c><c s="6"><v>0.375</v></c><c s="1"><v>59</v></c>
      <c s="1"><v>60</v></c><c s="1"><v>61</v></c><c s="1"><v>-1</v></c></row>)");

  EXPECT_THAT(cells({.sheet = sheet, .styles = styles}),
              ElementsAre("A1 2023-06-28", "B1 2023-06-01", "C1 #45105", "D1 #0.667%",
                          "E1 2023-06-28+32400", "F1 #0.375", "G1 1900-02-28", "H1 #60",
                          "I1 1900-03-01", "J1 #-1"));
  EXPECT_THAT(cells({.sheet = rows(R"(<row r="1"><c s="1"><v>0</v></c></row>)"),
                     .styles = styles,
                     .book = R"(<workbookPr date1904="1"/>)"}),
              ElementsAre("A1 1904-01-01"));
}

TEST(Workbook, elapsed_time_is_a_number) {
  EXPECT_EQ(kind_of_format(46), Form::elapsed);
  EXPECT_EQ(kind_of_format(45), Form::time);
  struct Row {
    char const* code;
    Form form;
  } const formats[] = {
      {"[h]:mm", Form::elapsed},   {"[HH]:mm:ss;@", Form::elapsed}, {"[mm]:ss", Form::elapsed},
      {"[$-804]h:mm", Form::time}, {"[Red]0.00", Form::number},     {"[Red][h]:mm", Form::elapsed},
      {"[$-804]yyyy", Form::day},  {"[s].00", Form::elapsed},       {"[hm]:mm", Form::day},
      {"\"[h]\"0", Form::number},  {"[>=1]h:mm;0", Form::time},     {"0%", Form::percent}};
  for (auto const& [code, form] : formats) EXPECT_EQ(kind_of_format(code), form) << code;

  EXPECT_THAT(cells({.sheet = rows(R"(<row r="1"><c s="0"><v>1.5</v></c><c s="1"><v>45105.25</v></c>
          </row>)"),
                     .styles = R"(<numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts>
          <cellXfs><xf numFmtId="46"/><xf numFmtId="164"/></cellXfs>)"}),
              ElementsAre("A1 #1.5", "B1 #45105.25"));
}

TEST(Workbook, a_time_without_a_day_is_a_number_in_both_systems) {
  ByHand by_hand{.sheet = rows(R"(<row r="1"><c s="0"><v>0.375</v></c><c s="1"><v>0.375</v></c>
          <c s="0"><v>0</v></c><c s="1"><v>0.999999</v></c><c s="0"><v>0.99999999</v></c>
          <c s="1"><v>43643.375</v></c></row>)"),
                 .styles = R"(<cellXfs><xf numFmtId="20"/><xf numFmtId="22"/></cellXfs>)"};
  EXPECT_THAT(cells(by_hand), ElementsAre("A1 #0.375", "B1 #0.375", "C1 #0", "D1 #0.999999",
                                          "E1 #0.99999999", "F1 2019-06-27+32400"));

  by_hand.book = R"(<workbookPr date1904="1"/>)";
  EXPECT_THAT(cells(by_hand), ElementsAre("A1 #0.375", "B1 #0.375", "C1 #0", "D1 #0.999999",
                                          "E1 #0.99999999", "F1 2023-06-28+32400"));
}

TEST(Workbook, days_that_are_written_out_keep_their_times) {
  struct Row {
    char const *written, *expected;
  } const written[] = {
      {"2023-06-28", "2023-06-28"},
      {"2023-06-28T00:00:00", "2023-06-28"},
      {"2023-06-28T09:30", "2023-06-28+34200"},
      {"2023-06-28T09:30:01", "2023-06-28+34201"},
      {"2023-06-28T09:30:01.499Z", "2023-06-28+34201"},
      {"2023-12-31T23:59:59.5", "2024-01-01"},
      {"9999-12-31T23:59:59", "9999-12-31+86399"},
      {"T06:00:00", "#0.25"},
      {"09:00", "#0.375"},
  };
  for (auto const& [text, expected] : written) {
    auto const found = written_day(text);
    EXPECT_EQ(found ? shown(*found) : "none", expected) << text;
  }
  for (auto const* text :
       {"", "T", "2023-06", "2023-02-29", "2023-06-28T", "2023-06-28T9:30", "2023-06-28T24:00",
        "2023-06-28T09:60", "2023-06-28T09:30:60", "2023-06-28T09:30:01.", "2023-06-28T09:30+08:00",
        "2023-06-28 09:30", "9999-12-31T23:59:59.9", "12023-06-28", "2023-06-28T09:30x"}) {
    EXPECT_FALSE(written_day(text)) << text;
  }
  EXPECT_THAT(cells({.sheet = rows(R"(<row r="1"><c t="d"><v>2023-06-28T09:30:00</v></c></row>)")}),
              ElementsAre("A1 2023-06-28+34200"));
  EXPECT_EQ(hand_refusal({.sheet = rows(R"(<row r="1"><c t="d"><v>2023-06-28x</v></c></row>)")}),
            "publishing.wrong_cell 表一!A1");
}

TEST(Workbook, tells_its_merged_cells) {
  auto book = *Workbook::open_bytes(
      workbook_of({.sheet = rows(R"(<row r="1"><c t="b"><v>0</v></c></row>)") +
                            R"(<mergeCells><mergeCell ref="A1:C2"/></mergeCells>)"}),
      "表.xlsx", {});

  EXPECT_THAT(*book.merges(book.sheets().front()), ElementsAre(Merge{1, 0, 2, 2}));
}

TEST(Workbook, that_is_none_is_refused_with_what_to_do) {
  for (auto const& bytes :
       {std::string(), std::string("一份 CSV"), std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        archive_of({{"a.txt", "text"}})}) {
    EXPECT_EQ(refusal(bytes), "publishing.not_xlsx 表.xlsx");
  }
  auto const found = Workbook::open("no/such/file.xlsx", {});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Error::Code::not_found);
  EXPECT_EQ(found.error().says.key, "publishing.no_file");
}

TEST(Workbook, that_was_cut_or_changed_is_refused) {
  auto const parts = parts_of({.sheet = rows(R"(<row r="1"><c><v>1</v></c></row>)")});
  auto const whole = archive_of(parts);
  for (std::size_t size = 4; size < whole.size(); ++size) {
    EXPECT_NE(refusal(whole.substr(0, size)), "nothing") << size;
  }

  auto const stored = archive_of(parts, Packing::stored);
  EXPECT_EQ(refusal(stored), "nothing");
  for (auto const& [path, text] : parts) {
    auto const begin = stored.find(text);
    ASSERT_NE(begin, stored.npos) << path;
    for (std::size_t i = begin; i < begin + text.size(); ++i) {
      auto changed = stored;
      changed[i] ^= 1;
      EXPECT_NE(refusal(changed), "nothing") << path << ' ' << i - begin;
    }
  }
  auto other_number = stored;  // which only the sum over the part can tell
  other_number[stored.find("<v>1</v>") + 3] = '2';
  EXPECT_EQ(refusal(other_number), "publishing.damaged 表.xlsx");
  auto other_sum = whole;
  other_sum[whole.find("PK\x01\x02") + 16] ^= 1;  // of the first part, in the directory
  EXPECT_EQ(refusal(other_sum), "publishing.damaged 表.xlsx");
}

TEST(Workbook, that_is_hostile_is_refused_with_its_place) {
  auto const entity = [](std::string const& doctype) {
    auto parts = parts_of({.sheet = ""});
    parts[3].second = doctype +
                      "<worksheet><sheetData><row><c t=\"str\"><v>&a;</v></c></row>"
                      "</sheetData></worksheet>";
    return archive_of(parts);
  };
  EXPECT_THAT(refusal(entity(R"(<!DOCTYPE w [<!ENTITY a "b">]>)")), HasSubstr("publishing.no_xml"));
  EXPECT_THAT(refusal(entity(R"(<!DOCTYPE w SYSTEM "file:///etc/passwd">)")),
              HasSubstr("publishing.no_xml"));
  EXPECT_THAT(hand_refusal({.sheet = "<sheetData><row>"}), HasSubstr("publishing.no_xml"));
  EXPECT_EQ(hand_refusal({.sheet = rows(R"(<row r="1"><c t="s"><v>0</v></c></row>)")}),
            "publishing.wrong_cell 表一!A1");
  EXPECT_EQ(hand_refusal({.sheet = rows(R"(<row r="1"><c><v>many</v></c></row>)")}),
            "publishing.wrong_cell 表一!A1");
  EXPECT_EQ(hand_refusal({.sheet = rows(R"(<row r="2"/><row r="2"/>)")}),
            "publishing.wrong_cell 表一!A2");
  EXPECT_EQ(hand_refusal({.sheet = rows(R"(<row r="1"><c r="B1"><v>1</v></c><c r="A1"/></row>)")}),
            "publishing.wrong_cell 表一!B1");
  EXPECT_EQ(hand_refusal({.sheet = rows(R"(<row r="1"><c r="XFE1"><v>1</v></c></row>)")}),
            "publishing.wrong_cell 表一!A1");
  EXPECT_EQ(hand_refusal({.sheet = rows(R"(<row r="9999999"/>)")}),
            "publishing.wrong_cell 表一!A9999999");
}

TEST(Workbook, with_rows_and_cells_within_others_is_refused) {
  EXPECT_EQ(hand_refusal({.sheet = rows(R"(<row r="1"><c><v>1</v><row><c><v>2</v></c></row></c>
      <c><v>3</v></c></row>)")}),
            "publishing.wrong_cell 表一!A1");
  EXPECT_EQ(hand_refusal({.sheet = rows("<row><c><v>1</v></c><row/></row>")}),
            "publishing.wrong_cell 表一!A1");
  EXPECT_EQ(hand_refusal({.sheet = rows("<row><c><v>1</v><c/></c></row>")}),
            "publishing.wrong_cell 表一!A1");
  EXPECT_EQ(hand_refusal({.sheet = rows("<c><v>1</v></c>")}), "publishing.wrong_cell 表一!A0");
}

TEST(Workbook, rows_are_those_of_its_data_alone) {
  EXPECT_THAT(
      cells({.sheet =
                 rows(R"(<row r="1048576"><c><v>1</v></c></row>)") +
                 R"(<controls><from><col>1</col><row>4</row></from><c><v>2</v></c></controls>)"}),
      ElementsAre("A1048576 #1"));
}

TEST(Workbook, that_unpacks_to_too_much_is_refused) {
  auto const bomb = workbook_of({.sheet = rows("<row r=\"1\"><c t=\"str\"><v>" +
                                               std::string(8 << 20, 'a') + "</v></c></row>")});
  EXPECT_LT(bomb.size(), 40'000u);
  Workbook::Limits limits;
  limits.archive.unpacked = 1 << 20;
  EXPECT_EQ(refusal(bomb, limits), "publishing.too_large 表.xlsx");
  EXPECT_EQ(refusal(bomb), "publishing.wrong_cell 表一!A1") << "32767 characters at most";

  auto const many = workbook_of({.sheet = rows("<row r=\"1\"><c/><c/><c/></row>")});
  limits = {};
  limits.cells = 2;
  EXPECT_EQ(refusal(many, limits), "publishing.too_many_cells 表一!B1");
  limits = {};
  limits.archive.entries = 5;
  EXPECT_EQ(refusal(many, limits), "publishing.too_many_parts 表.xlsx");
  auto broken = many;  // where the directory would be found wrong if it were read
  broken[many.rfind("PK\x01\x02") + 28] ^= 1;
  EXPECT_EQ(refusal(broken, limits), "publishing.too_many_parts 表.xlsx");
  limits.archive.entries = 6;
  EXPECT_EQ(refusal(many, limits), "nothing");
  EXPECT_EQ(refusal(broken, limits), "publishing.no_archive 表.xlsx");
}

TEST(Workbook, with_more_entries_than_an_honest_one_is_refused) {
  auto const styles = [](std::string const& inside) {
    return workbook_of({.sheet = rows("<row r=\"1\"><c><v>1</v></c></row>"), .styles = inside});
  };
  Workbook::Limits limits;
  limits.relations = 2;  // the workbook has three: a sheet, the styles, the texts
  EXPECT_EQ(refusal(styles(""), limits), "publishing.too_many_entries 表.xlsx");
  limits.relations = 3;
  EXPECT_EQ(refusal(styles(""), limits), "nothing");
  limits.relations = 0;
  EXPECT_EQ(refusal(styles(""), limits), "publishing.too_many_entries 表.xlsx");

  auto const formats = styles(R"(<numFmts><numFmt numFmtId="164" formatCode="0"/>
      <numFmt numFmtId="165" formatCode="0"/></numFmts>)");
  limits = {};
  limits.number_formats = 1;
  EXPECT_EQ(refusal(formats, limits), "publishing.too_many_entries 表.xlsx");
  limits.number_formats = 2;
  EXPECT_EQ(refusal(formats, limits), "nothing");

  auto const cell_styles = styles("<cellXfs><xf/><xf/><xf/></cellXfs>");
  limits = {};
  limits.styles = 2;
  EXPECT_EQ(refusal(cell_styles, limits), "publishing.too_many_entries 表.xlsx");
  limits.styles = 3;
  EXPECT_EQ(refusal(cell_styles, limits), "nothing");

  std::string all;  // as they stand
  for (int i = 0; i <= 100'000; ++i) all += "<xf/>";
  EXPECT_EQ(refusal(styles("<cellXfs>" + all + "</cellXfs>")),
            "publishing.too_many_entries 表.xlsx");
}

class Written : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() /
        ("zonebook_sheets_" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
         testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(std::string const& name) const { return (folder_ / name).string(); }

  static Result<void> write(std::string const& path,
                            std::vector<std::vector<CellValue>> const& rows) {
    auto book = TRY(WorkbookWriter::begin(path));
    TRY(book.sheet("项目", {{.head = "编号"}, {.head = "投资", .scale = 2}}));
    for (auto const& row : rows) TRY(book.row(row));
    TRY(book.sheet("依据/[1]", {{.head = "口径"}}));
    TRY(book.row({std::string("链头")}));
    return book.finish();
  }

  static std::string bytes_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  static std::string part_of(std::string const& bytes, std::string const& name) {
    auto archive = *Archive::open_bytes(bytes, "a.xlsx", {});
    auto part = *archive.part(name);
    std::string text(1 << 16, '\0');
    text.resize(*part.read(text.data(), text.size()));
    return text;
  }

  std::filesystem::path folder_;
};

TEST_F(Written, workbooks_are_read_back_as_they_were_written) {
  auto const number = [](std::string_view text) { return Number{*Decimal::parse(text)}; };
  std::vector<std::vector<CellValue>> const rows = {
      {std::string("示例-07"), number("2.03"), *Date::parse("2023-06-28"), true},
      {std::string("=1+1"), number("-0.1"), Moment{*Date::parse("2023-12-22"), 34'200}},
      {std::string("a_x0041_\n\x01"), number("12345678901234.567"),
       Number{*Decimal::parse("0.667"), true}},
      {std::monostate(), number("0"), *Date::parse("1900-03-01"), *Date::parse("9998-12-31")}};

  ASSERT_TRUE(write(path("a.xlsx"), rows));

  EXPECT_THAT(*cells_of(bytes_of(path("a.xlsx"))),
              ElementsAre("A1 编号", "B1 投资", "A2 示例-07", "B2 #2.03", "C2 2023-06-28", "D2 yes",
                          "A3 =1+1", "B3 #-0.1", "C3 2023-12-22+34200", "A4 a_x0041_\n\x01",
                          "B4 12345678901234.567", "C4 #0.667%", "B5 #0", "C5 1900-03-01",
                          "D5 9998-12-31", "A1 口径", "A2 链头"));
  EXPECT_EQ((*Workbook::open(path("a.xlsx"), {})).sheets()[1].name, "依据__1_");
}

TEST_F(Written, workbooks_of_the_same_cells_are_the_same_bytes) {
  ASSERT_TRUE(write(path("a.xlsx"), {{std::string("x")}}));
  ASSERT_TRUE(write(path("b.xlsx"), {{std::string("x")}}));

  EXPECT_EQ(bytes_of(path("a.xlsx")), bytes_of(path("b.xlsx")));
}

// Two that are made within one second are alike even with a clock in them.
TEST_F(Written, workbooks_hold_no_time_of_their_making) {
  ASSERT_TRUE(write(path("a.xlsx"), {{std::string("x")}}));
  auto const bytes = bytes_of(path("a.xlsx"));

  // Of each entry of the directory the time at 12, the day at 14, and what is added at 30.
  int entries = 0;
  for (auto at = bytes.find("PK\x01\x02"); at != bytes.npos;
       at = bytes.find("PK\x01\x02", at + 4)) {
    ++entries;
    EXPECT_EQ(bytes.substr(at + 12, 4), std::string("\0\0\x21\0", 4)) << "1980-01-01 00:00";
    EXPECT_EQ(bytes.substr(at + 30, 2), std::string(2, '\0')) << "no time of Unix";
  }
  EXPECT_GE(entries, 8);

  auto const core = part_of(bytes, "docProps/core.xml");
  int times = 0;
  for (auto at = core.find("W3CDTF\">"); at != core.npos; at = core.find("W3CDTF\">", at + 1)) {
    ++times;
    EXPECT_EQ(core.substr(at + 8, 20), "2000-01-01T00:00:00Z");
  }
  EXPECT_EQ(times, 2) << "created and modified";
}

TEST_F(Written, files_larger_than_is_allowed_are_not_read_whole) {
  ASSERT_TRUE(write(path("a.xlsx"), {{std::string("x")}}));
  Workbook::Limits limits;
  limits.file_bytes = bytes_of(path("a.xlsx")).size();
  EXPECT_TRUE(Workbook::open(path("a.xlsx"), limits));

  --limits.file_bytes;
  for (auto const& refused : {Workbook::open(path("a.xlsx"), limits),
                              Workbook::open_bytes(bytes_of(path("a.xlsx")), "a", limits)}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().says.key, "publishing.file_too_large");
  }
  auto const endless = Workbook::open("/dev/zero", limits);
  ASSERT_FALSE(endless);
  EXPECT_EQ(endless.error().says.key, "publishing.not_xlsx");
}

TEST_F(Written, workbooks_that_were_not_finished_leave_nothing) {
  {
    auto book = *WorkbookWriter::begin(path("a.xlsx"));
    ASSERT_TRUE(book.sheet("项目", {{.head = "编号"}}));
    auto const refused = book.row({std::string(40'000, 'a')});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().says.key, "publishing.text_too_long");
    EXPECT_EQ(refused.error().where, "项目!A2");
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
  EXPECT_EQ(write(path("no/such/folder/a.xlsx"), {}).error().code, Error::Code::unavailable);
}

}  // namespace
}  // namespace zonebook::publishing
