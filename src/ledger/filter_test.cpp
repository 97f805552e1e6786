// What is printed for a filter, as a person would write it.

#include "ledger/filter.h"

#include <gtest/gtest.h>

#include "feel/normal.h"
#include "meta/test_registers.h"

namespace zonebook::ledger {
namespace {

using namespace meta::test_registers;

class FilterTest : public testing::Test {
 protected:
  static std::vector<meta::Register> registers() {
    return {reg("park", {field("title", "text"), field("size", "integer")}),
            reg("project",
                {field("title", "text"), field("area", "decimal"), field("total", "money"),
                 field("count", "integer"), field("on", "date"), field("month", "month"),
                 field("stage", "choice"), field("kind", "text"), reference("park", "park")})};
  }

  // "TEXT ← VALUE, VALUE", and what is left to the interpreter.
  std::string printed(std::string_view source, db::Dialect dialect) {
    auto const filter = Filter::compile(source, *catalog_->find("project"));
    if (!filter) return filter.error().says.key;
    auto const where = filter->where(dialect, *Date::parse("2023-12-31"));
    std::string text = where.sql.text;
    for (auto const& value : where.sql.values) {
      auto const* number = std::get_if<std::int64_t>(&value);
      text += text == where.sql.text ? " ← " : ", ";
      text += number ? std::to_string(*number) : std::get<std::string>(value);
    }
    if (where.wider > 0) text += " wider";
    if (where.left > 0) text += " left";
    return text;
  }

  std::shared_ptr<meta::Catalog const> catalog_ = made(registers());
};

TEST_F(FilterTest, is_printed_alike_for_both_databases) {
  struct Row {
    char const* source;
    char const* printed;
  } const rows[] = {
      {"title = \"甲\"", "\"title\" = ? ← 甲"},
      {"area = 12.5", "\"area\" = ? ← 1250"},
      {"area = 12.505", "FALSE"},
      {"area != 12.505", "TRUE"},
      {"area < 12.505", "\"area\" < ? ← 1251"},
      {"area <= 12.505", "\"area\" <= ? ← 1250"},
      {"area > -12.505", "\"area\" > ? ← -1251"},
      {"area >= -12.505", "\"area\" >= ? ← -1250"},
      {"total < 1e30", "\"total\" IS NOT NULL"},
      {"total > 92233720368547758080", "FALSE"},
      {"area = null", "\"area\" IS NULL"},
      {"area != null", "\"area\" IS NOT NULL"},
      {"area < null", "FALSE"},
      {"area between 1 and 2", "\"area\" >= ?\n  AND \"area\" <= ? ← 100, 200"},
      {"on >= @\"2023-01-01\" and on < today", "\"on\" >= ?\n  AND \"on\" < ? ← 19358, 19722"},
      {"on > today() - @\"P1M\"", "\"on\" > ? ← 19691"},
      {"month = \"2023-12\"", "\"month\" = ? ← 24287"},
      {"month <= \"2023\"", "\"month\" < ? ← 24276"},
      {"month > \"2023-12x\"", "\"month\" >= ? ← 24288"},
      {"month = \"Dec\"", "FALSE"},
      {"stage in [\"yes\", \"no\"]", "\"stage\" IN (?, ?) ← yes, no"},
      {"stage in [\"yes\", null]", "(\"stage\" IS NULL OR \"stage\" IN (?)) ← yes"},
      {"not(stage in [\"yes\", \"no\"])",
       "(\"stage\" IS NULL OR \"stage\" NOT IN (?, ?)) ← yes, no"},
      {"list contains([1, 2.5, null], area)",
       "(\"area\" IN (?, ?) OR \"area\" IS NULL) ← 100, 250"},
      {"title < kind or count > 3", "(\"title\" < \"kind_\" OR \"count\" > ?) ← 3"},
      {"starts with(title, \"示例\")", "substr(\"title\", 1, length(?)) = ? ← 示例, 示例"},
      {"if area = null then count > 1 else area > 1",
       "CASE WHEN \"area\" IS NULL THEN \"count\" > ? ELSE \"area\" > ? END ← 1, 100"},
      {"on in (today - @\"P1D\"..today]", "(\"on\" > ? AND \"on\" <= ?) ← 19721, 19722"},
      {"not(area in [null..5])", "FALSE"},
      {"area / 3 > 1", " left"},
      {"park.size > 3 and count = 2", "\"count\" = ? ← 2 left"},
      {"park != null", "\"park\" IS NOT NULL wider"},
      {"sqrt(area) > 2 or count = 1", " left"},
      {"count + area + 1 > 2", " left"},
      {"matches(title, \"x\")", " left"},
  };
  for (auto const& [source, expected] : rows) {
    EXPECT_EQ(printed(source, db::Dialect::sqlite), expected) << source;
    EXPECT_EQ(printed(source, db::Dialect::postgres), expected) << source;
  }
}

TEST_F(FilterTest, is_printed_for_each_database_where_they_differ) {
  struct Row {
    char const* source;
    char const* sqlite;
    char const* postgres;
  } const rows[] = {
      {"area != 12.5", "\"area\" IS NOT ? ← 1250", "\"area\" IS DISTINCT FROM ? ← 1250"},
      {"title = kind", "\"title\" IS \"kind_\"", "\"title\" IS NOT DISTINCT FROM \"kind_\""},
      {"title != kind", "\"title\" IS NOT \"kind_\"", "\"title\" IS DISTINCT FROM \"kind_\""},
      {"area > count", "\"area\" > (\"count\" * ?) ← 100",
       "\"area\" > (\"count\"::numeric * ?) ← 100"},
      {"total * 1.5 > 3", "(\"total\" * ?) > ? ← 15, 30", "(\"total\"::numeric * ?) > ? ← 15, 30"},
      {"total - count < -5", "(\"total\" - \"count\") < ? ← -5",
       "(\"total\"::numeric - \"count\") < ? ← -5"},
      {"contains(title, \"园区\")", "instr(\"title\", ?) > 0 ← 园区",
       "strpos(\"title\", ?) > 0 ← 园区"},
      {"not(contains(title, \"园区\"))", "instr(\"title\", ?) = 0 ← 园区",
       "strpos(\"title\", ?) = 0 ← 园区"},
      {"ends with(title, \"园区\")", "substr(\"title\", -length(?)) = ? ← 园区, 园区",
       "right(\"title\", length(?)) = ? ← 园区, 园区"},
      {"string length(title) > 3", "length(\"title\") > ? ← 3",
       "length(\"title\")::bigint > ? ← 3"},
      {"park.id = \"z.1.1\"",
       "\"park\" IN (WITH RECURSIVE same (id) AS (SELECT ? UNION SELECT merged.id FROM merged JOIN "
       "same ON merged.same_as = same.id) SELECT id FROM same) ← z.1.1 wider",
       "\"park\" = ANY (ARRAY(WITH RECURSIVE same (id) AS (SELECT ?::text COLLATE \"C\" UNION "
       "SELECT merged.id FROM merged JOIN same ON merged.same_as = same.id) SELECT id FROM same)) "
       "← z.1.1 "
       "wider"},
  };
  for (auto const& [source, sqlite, postgres] : rows) {
    EXPECT_EQ(printed(source, db::Dialect::sqlite), sqlite) << source;
    EXPECT_EQ(printed(source, db::Dialect::postgres), postgres) << source;
  }
}

}  // namespace
}  // namespace zonebook::ledger
