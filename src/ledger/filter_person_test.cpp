#include "ledger/filter_person.h"

#include <gtest/gtest.h>

#include "ledger/filter.h"
#include "meta/test_registers.h"

namespace zonebook::ledger {
namespace {

using namespace meta::test_registers;

// A condition for SQLite, or what was wrong.
std::string printed(std::string_view source, FindMarks const& find) {
  auto const catalog =
      made({reg("contact", {field("phone", "person"), reference("superior", "contact")})});
  auto const filter = Filter::compile(source, *catalog->find("contact"), find);
  if (!filter) return filter.error().says.key + " " + filter.error().where;
  auto const where = filter->where(db::Dialect::sqlite, *Date::parse("2023-12-31"));
  return where.sql.text;
}

Result<std::vector<std::string>> two(std::string const& value) {
  return std::vector<std::string>{"p." + value, "p.other"};
}

TEST(FilterPerson, turns_values_into_marks_before_any_row_is_read) {
  EXPECT_EQ(printed("phone = \"1\"", two), "\"phone\" IN (?, ?)");
  EXPECT_EQ(printed("\"1\" = phone", two), "\"phone\" IN (?, ?)");
  EXPECT_EQ(printed("phone != \"1\"", two), "(\"phone\" IS NULL OR \"phone\" NOT IN (?, ?))");
  EXPECT_EQ(printed("phone in (\"1\", \"2\")", two), "\"phone\" IN (?, ?, ?, ?)");
  EXPECT_EQ(printed("phone = null", two), "\"phone\" IS NULL");
  EXPECT_EQ(printed("superior.phone = \"1\"", two), "");
}

TEST(FilterPerson, finds_nobody_by_a_value_that_nobody_has) {
  FindMarks const none = [](std::string const&) { return std::vector<std::string>(); };

  EXPECT_EQ(printed("phone = \"1\"", none), "FALSE");
  EXPECT_EQ(printed("phone != \"1\"", none), "TRUE");
}

TEST(FilterPerson, asks_for_no_value_where_none_can_be_looked_for) {
  EXPECT_EQ(printed("phone = \"1\"", {}), "ledger.person_filter 1:1");
  EXPECT_EQ(printed("superior.phone = \"1\"", {}), "ledger.person_filter 1:1");
  EXPECT_EQ(printed("phone != null", {}), "\"phone\" IS NOT NULL");
}

TEST(FilterPerson, is_refused_with_more_marks_than_a_statement_takes) {
  FindMarks const many = [](std::string const& value) {
    return std::vector<std::string>(person_marks_max / 2 + 1, value);
  };

  EXPECT_NE(printed("phone = \"1\"", many), "ledger.too_many_persons 1:1");
  EXPECT_EQ(printed("phone in [\"1\", \"2\"]", many), "ledger.too_many_persons 1:1");
  EXPECT_EQ(printed("phone = \"1\" or phone = \"2\"", many), "ledger.too_many_persons 1:16");
}

}  // namespace
}  // namespace zonebook::ledger
