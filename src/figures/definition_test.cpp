#include "figures/definition.h"

#include <gtest/gtest.h>

#include "ledger/ledger_fixture.h"

namespace zonebook::figures {
namespace {

ReadDefinitions read(std::string_view text) {
  static auto const catalog = ledger::sample_catalog();  // what is read points into it
  return read_definitions(*Json::parse(text), *catalog);
}

// "where key", a line each.
std::vector<std::string> complaints(ReadDefinitions const& read) {
  std::vector<std::string> lines;
  for (auto const& problem : read.problems) lines.push_back(problem.where + " " + problem.says.key);
  return lines;
}

using Lines = std::vector<std::string>;

TEST(Definition, has_its_names_resolved) {
  auto const catalog = ledger::sample_catalog();
  auto const json = *Json::parse(R"({
      "signed_amount": {"kind": "flow", "register": "agreement", "event": "signed_on",
                        "sum": "amount", "read": "day", "where": "project.stage != \"talks\"",
                        "once_per": "project.owner", "unit": "亿元", "scale": 2,
                        "label": {"zh": "签约额", "en": "Amount signed"}},
      "rate": {"kind": "ratio", "denominator": "signed_amount",
               "numerator": {"condition": "amount > 100", "read": "day"}}})");

  auto const found = read_definitions(json, *catalog);

  ASSERT_EQ(complaints(found), Lines{});
  auto const& amount = *found.definitions.at("signed_amount");
  EXPECT_EQ(amount.in, catalog->find("agreement"));
  EXPECT_EQ(amount.event->text(), "signed_on");
  EXPECT_EQ(amount.once_per->steps().size(), 2u);
  EXPECT_EQ(amount.read, ReadAt::day);
  EXPECT_EQ(amount.label.zh, "签约额");
  auto const& rate = *found.definitions.at("rate");
  EXPECT_EQ(&rate.counted(), &amount);
  EXPECT_EQ(rate.numerator->read, ReadAt::day);
}

TEST(Definition, that_is_wrong_is_told_with_all_that_is_wrong_with_it) {
  struct Case {
    std::string_view given;
    Lines complaints;
  };
  for (auto const& [given, expected] : std::initializer_list<Case>{
           {R"({"a": {}})",
            {"a.kind figures.missing", "a.register figures.missing", "a.event figures.missing"}},
           {R"({"a": 1})",
            {"a figures.no_definition", "a.kind figures.missing", "a.register figures.missing",
             "a.event figures.missing"}},
           {R"({"a": {"kind": "flow", "register": "treaty", "event": "signed_on", "sum": "x"}})",
            {"a.register figures.unknown_register"}},
           {R"({"a": {"kind": "flow", "register": "agreement", "event": "amount", "sum": "project",
                      "where": "amuont > 1", "once_per": "project.x", "read": "month"}})",
            {"a.event figures.no_event", "a.read figures.no_choice", "a.sum figures.no_amount",
             "a.where feel.unknown_name", "a.once_per figures.unknown_field"}},
           {R"({"a": {"kind": "flow", "register": "agreement", "event": "project.started_on"}})",
            {"a.event figures.no_event"}},
           {R"({"a": {"kind": "stock", "register": "project", "event": "started_on", "scale": "x",
                      "label": {"zh": "数"}, "B": 1}})",
            {"a.label figures.no_label", "a.scale figures.no_scale", "a.event figures.unknown_key",
             "a.B figures.unknown_key"}},
           {R"({"a": {"kind": "stock", "register": "project", "sum": "total", "unit": "吨"}})",
            {"a.unit figures.no_unit_of_money"}},
           {R"({"A b": {"kind": "stock", "register": "project"}})", {"A b figures.bad_id"}},
           {R"({"a": {"kind": "typed"}})", {"a.kind figures.no_typed_figures"}},
           {R"({"a": {"kind": "stock", "register": "project", "adds_up": "zones"}})",
            {"a.adds_up figures.unknown_key"}},
           {R"({"a": {"kind": "ratio", "denominator": "b"}})",
            {"a.denominator figures.unknown_definition", "a.numerator figures.missing"}},
           {R"({"a": {"kind": "flow", "register": "agreement", "event": "signed_on",
                      "adjusted": true}})",
            {"a.adjusted figures.no_adjustments"}},
       }) {
    auto const found = read(given);
    EXPECT_EQ(complaints(found), expected) << given;
    EXPECT_TRUE(found.definitions.empty()) << given;
  }
}

TEST(Definition, of_a_file_is_told_by_its_line) {
  auto const found = read_definition_files({{"indicators/a.yaml", R"(
signed:
  kind: flow
  register: agreement
  event: signed_on
alive: { kind: stock, register: project }
rate:
  kind: ratio
  denominator: signed
  numerator:
    condition: amount >
)"},
                                            {"indicators/b.yaml", "\nalive: { kind: typed }\n"}},
                                           *ledger::sample_catalog());

  EXPECT_EQ(complaints(found), (Lines{"indicators/b.yaml:2 figures.twice",
                                      "indicators/a.yaml:11 feel.expected_expression_at_end"}));
  EXPECT_TRUE(found.definitions.empty());
}

TEST(Definition, shows_an_amount_in_its_unit_rounded_half_up) {
  auto const found = read(R"({
      "yi": {"kind": "stock", "register": "project", "sum": "total", "unit": "亿元", "scale": 2},
      "wan": {"kind": "stock", "register": "project", "sum": "total", "unit": "万元"},
      "count": {"kind": "stock", "register": "project", "unit": "个"}})");
  ASSERT_EQ(complaints(found), Lines{});
  auto const in = [&](std::string_view id, std::int64_t amount) {
    return shown(Decimal(amount), *found.definitions.find(id)->second);
  };

  EXPECT_EQ(in("yi", 20'300'000'000), "2.03");
  EXPECT_EQ(in("yi", 20'350'000'000), "2.04");
  EXPECT_EQ(in("yi", -20'350'000'000), "-2.04");
  EXPECT_EQ(in("yi", 116'300'000'000), "11.63");
  EXPECT_EQ(in("yi", 0), "0.00");
  EXPECT_EQ(in("yi", 10'000'000'000), "1.00");
  EXPECT_EQ(in("wan", 1'500'000), "2");
  EXPECT_EQ(in("count", 8), "8");
}

}  // namespace
}  // namespace zonebook::figures
