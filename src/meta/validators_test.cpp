#include <gtest/gtest.h>

#include "meta/validators/validator.h"

namespace zonebook::meta {
namespace {

Facts const& facts() {
  static Facts const made = [] {
    Facts facts;
    std::vector<Error> problems;
    add_regions(facts, "140000\t山西省\n110000\t北京市\n140322\t盂县\n", "regions", problems);
    add_industries(facts, "C\t制造业\n26\t化学原料和化学制品制造业\nT\t国际组织\n97\t国际组织\n",
                   "industries", problems);
    EXPECT_TRUE(problems.empty());
    return facts;
  }();
  return made;
}

// The form stored, with `?` behind what is unverified; or why it is refused.
std::string outcome(std::string_view validator, std::string_view code, Facts const& known) {
  auto const verdict = find_validator(validator)->check(code, known);
  if (verdict.kind == Verdict::Kind::refused) return verdict.says.key;
  return verdict.normal + (verdict.kind == Verdict::Kind::unverified ? "?" : "");
}

TEST(Validators, judge_codes) {
  struct Row {
    char const* validator;
    char const* code;
    char const* outcome;
  } const rows[] = {
      {"uscc", "91350100M000100Y43", "91350100M000100Y43"},  // 示例: GB 32100-2015, annex A
      {"uscc", "91110108551385082Q", "91110108551385082Q"},
      {"uscc", "91440300708461136T", "91440300708461136T"},
      {"uscc", "91330100799655058b", "91330100799655058B"},
      {"uscc", "9111000071093123XX", "9111000071093123XX"},
      {"uscc", "91310115MA1H8R7C6D", "meta.uscc.check_character"},
      {"uscc", "91110108551385028Q", "meta.uscc.check_character"},
      {"uscc", "9111010855138508Q", "meta.uscc.length"},
      {"uscc", "91110108551385O82Q", "meta.uscc.character"},
      {"uscc", "91110108551385区", "meta.uscc.length"},
      {"uscc", "0111010855138508AQ", "meta.uscc.form"},
      {"uscc", "", "meta.uscc.length"},
      {"project_code", "2103-140322-89-01-123456", "2103-140322-89-01-123456?"},
      {"project_code", "21031403228901123456", "2103-140322-89-01-123456?"},
      {"project_code", "2017-140322-89-01-123456", "2017-140322-89-01-123456?"},
      {"project_code", "2017-000052-89-01-123456", "2017-000052-89-01-123456?"},
      {"project_code", "2113-140322-89-01-123456", "meta.project_code.time"},
      {"project_code", "2103-990322-89-01-123456", "meta.project_code.province"},
      {"project_code", "2103-140322-89-01-12345", "meta.project_code.form"},
      {"project_code", "2103-140322-8901--123456", "meta.project_code.form"},
      {"project_code", "2103 140322 89 01 123456", "meta.project_code.form"},
      {"region", "140322", "140322"},
      {"region", "140322000", "140322000"},
      {"region", "140322100", "140322100?"},
      {"region", "140322100201", "140322100201?"},
      {"region", "140171", "140171?"},
      {"region", "990000", "meta.region.province"},
      {"region", "1403", "meta.region.form"},
      {"region", "14032X", "meta.region.form"},
      {"industry", "C", "C"},
      {"industry", "26", "26"},
      {"industry", "c26", "26"},
      {"industry", "C2614", "2614?"},
      {"industry", "261", "261?"},
      {"industry", "T26", "meta.industry.section"},
      {"industry", "U", "meta.industry.unknown"},
      {"industry", "98", "meta.industry.unknown"},
      {"industry", "26145", "meta.industry.form"},
      {"industry", "2", "meta.industry.form"},
      {"industry", "", "meta.industry.form"},
  };
  for (auto const& [validator, code, expected] : rows) {
    EXPECT_EQ(outcome(validator, code, facts()), expected) << validator << " " << code;
  }
}

TEST(Validators, refuse_nothing_for_want_of_facts) {
  EXPECT_EQ(outcome("region", "990000", Facts{}), "990000?");
  EXPECT_EQ(outcome("industry", "C", Facts{}), "C?");
  EXPECT_EQ(outcome("industry", "98", Facts{}), "98?");
  EXPECT_EQ(outcome("project_code", "2103-990322-89-01-123456", Facts{}),
            "2103-990322-89-01-123456?");
}

TEST(Validators, accept_their_own_form_again) {
  for (auto const* code : {"c26", "C2614", "26"}) {
    auto const once = find_validator("industry")->check(code, facts());
    EXPECT_EQ(find_validator("industry")->check(once.normal, facts()).normal, once.normal);
  }
}

// GB 32100-2015, annex A: every single mistyped character and every neighbours' swap is found.
TEST(Uscc, finds_each_mistyped_character) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  std::string const right = "91110108551385082Q";
  for (std::size_t i = 0; i < right.size(); ++i) {
    for (char const c : alphabet) {
      auto wrong = right;
      wrong[i] = c;
      EXPECT_EQ(outcome("uscc", wrong, Facts{}) == wrong, wrong == right) << wrong;
    }
  }
}

TEST(Facts, say_where_a_line_is_wrong) {
  Facts made;
  std::vector<Error> problems;
  add_regions(made, "# 注\n140000\t山西省\n140000\t山西省\n1403\t阳泉\n140300\n", "r.tsv",
              problems);
  add_industries(made, "26\t化学\nC\t制造业\n26\t化学\n", "i.tsv", problems);

  std::vector<std::string> said;
  for (auto const& error : problems) said.push_back(error.where);
  EXPECT_EQ(said, (std::vector<std::string>{"r.tsv:3", "r.tsv:4", "r.tsv:5", "i.tsv:1"}));
}

}  // namespace
}  // namespace zonebook::meta
