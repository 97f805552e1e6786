#include "ledger/proposal_letter.h"

#include <gtest/gtest.h>

#include "ledger/request.h"
#include "meta/test_registers.h"

namespace zonebook::ledger {
namespace {

namespace make = meta::test_registers;

// Two fields of one type, called as it is said.
std::shared_ptr<meta::Catalog const> called(std::string const& output, std::string const& tax) {
  auto first = make::field("output", "text"), second = make::field("tax", "text");
  first.name = output;
  second.name = tax;
  for (auto* field : {&first, &second}) field->required = false;
  return make::made({make::reg("project", {first, second})});
}

std::string waiting(meta::Catalog const& catalog, std::string const& field) {
  auto const letter = *Json::parse(R"({"zone":"demo","actor":"示例人员01","changes":[
      {"kind":"correct","register":"project","id":"demo.3.1","valid_from":"2023-06-28",
       "fields":{")" + field + R"(":"600"}}]})");
  auto const request = read_request(letter, catalog, **Zone::load("Asia/Shanghai"));
  EXPECT_TRUE(request);
  return letter_of(*request);
}

std::string fields_in(std::string const& text, meta::Catalog const& catalog) {
  auto const letter = letter_in(text, catalog);
  if (!letter) return letter.error().says.key;
  return canonical(*letter->find("changes")->items()[0].find("fields"));
}

TEST(ProposalLetter, means_the_same_fields_once_they_are_called_otherwise) {
  auto const then = called("expected_output", "expected_tax");
  auto const text = waiting(*then, "expected_tax");

  EXPECT_EQ(fields_in(text, *then), R"({"expected_tax":"600"})");
  EXPECT_EQ(fields_in(text, *called("expected_output", "tax_a_year")), R"({"tax_a_year":"600"})");
  EXPECT_EQ(fields_in(text, *called("expected_tax", "expected_output")),
            R"({"expected_output":"600"})")
      << "the two have changed their names";
}

TEST(ProposalLetter, keeps_what_has_no_name_any_more_by_its_id) {
  auto const text = waiting(*called("expected_output", "expected_tax"), "expected_tax");
  auto const without = make::made({make::reg("project", {make::field("output", "text")})});

  EXPECT_EQ(fields_in(text, *without), R"({"tax":"600"})");
}

TEST(ProposalLetter, that_is_none_is_refused) {
  EXPECT_EQ(fields_in("{", *called("a", "b")), "ledger.body_broken");
}

}  // namespace
}  // namespace zonebook::ledger
