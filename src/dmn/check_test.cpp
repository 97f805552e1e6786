#include "dmn/check.h"

#include <algorithm>
#include <random>
#include <set>

#include "dmn/column.h"
#include "dmn/space.h"
#include "dmn/table_fixture.h"
#include "dmn/table_parts.h"

namespace zonebook::dmn {
namespace {

using Kind = Finding::Kind;
using feel::Value;

std::vector<Finding> of_kind(Findings const& findings, Kind kind) {
  std::vector<Finding> found;
  std::ranges::copy_if(findings.list, std::back_inserter(found),
                       [&](Finding const& each) { return each.kind == kind; });
  return found;
}

TEST(dmn_check, finds_overlaps_of_unique_with_an_example) {
  Sample sample({.policy = HitPolicy::unique,
                 .inputs = {"age: number", "sector: string"},
                 .outputs = {"o"},
                 .rules = {"[18..65] | - | 1", "> 60 | \"bio\", \"chip\" | 2", "< 18 | - | 3",
                           "< 10 | not(\"bio\") | 4"}});

  auto overlaps = of_kind(check(*sample.table), Kind::overlap);

  ASSERT_EQ(overlaps.size(), 2u);
  EXPECT_EQ(overlaps[0].rules, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(overlaps[0].example, (std::vector<std::string>{"(60..65]", R"("bio", "chip")"}));
  EXPECT_EQ(overlaps[1].example, (std::vector<std::string>{"< 10", R"(not("bio"))"}));
  EXPECT_TRUE(overlaps[0].certain);
}

TEST(dmn_check, finds_conflicts_of_any_only_where_outputs_differ) {
  Sample sample({.policy = HitPolicy::any,
                 .inputs = {"x: number"},
                 .outputs = {"o"},
                 .rules = {"< 10 | 1", "< 5 | 1", "> 8 | 2"}});

  auto conflicts = of_kind(check(*sample.table), Kind::conflict);

  ASSERT_EQ(conflicts.size(), 1u);
  EXPECT_EQ(conflicts[0].rules, (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(conflicts[0].example, std::vector<std::string>{"(8..10)"});
}

TEST(dmn_check, finds_gaps_and_names_null_and_outside_apart) {
  Sample sample({.policy = HitPolicy::unique,
                 .inputs = {"age: number", "risk: string {\"low\", \"high\"}"},
                 .outputs = {"o"},
                 .rules = {"< 18 | - | 1", "> 18 | \"low\" | 2"}});

  auto findings = check(*sample.table);

  auto gaps = of_kind(findings, Kind::gap);
  ASSERT_EQ(gaps.size(), 2u);
  std::set<std::vector<std::string>> examples{gaps[0].example, gaps[1].example};
  EXPECT_TRUE(examples.contains({"18", "\"low\""}));
  EXPECT_TRUE(examples.contains({">= 18", "\"high\""}));
  auto nulls = of_kind(findings, Kind::gap_null);
  ASSERT_EQ(nulls.size(), 2u);
  EXPECT_EQ(nulls[0].example, (std::vector<std::string>{"null", "-"}));
  EXPECT_EQ(nulls[1].example, (std::vector<std::string>{">= 18", "null"}));
  auto outside = of_kind(findings, Kind::gap_outside);
  ASSERT_EQ(outside.size(), 1u);
  EXPECT_EQ(outside[0].example, (std::vector<std::string>{">= 18, null", R"(not("high", "low"))"}));
  EXPECT_TRUE(findings.complete);
}

TEST(dmn_check, finds_no_gap_where_all_is_covered_or_a_default_answers) {
  Sample whole(
      {.policy = HitPolicy::unique,
       .inputs = {"age: number", "old: boolean", "born: date"},
       .outputs = {"o"},
       .rules = {"< 18 | true | - | 1", "< 18 | false | - | 2",
                 ">= 18 | - | <= @\"2000-01-01\" | 3", ">= 18 | - | >= @\"2000-01-02\" | 4"}});
  EXPECT_TRUE(of_kind(check(*whole.table), Kind::gap).empty());
  EXPECT_TRUE(of_kind(check(*whole.table), Kind::overlap).empty());

  Sample with_default({.policy = HitPolicy::unique,
                       .inputs = {"age: number"},
                       .outputs = {"o: number = 0"},
                       .rules = {"< 18 | 1"}});
  EXPECT_TRUE(of_kind(check(*with_default.table), Kind::gap).empty());
}

TEST(dmn_check, finds_rules_that_are_never_the_answer) {
  Sample sample({.policy = HitPolicy::first,
                 .inputs = {"x: number {[0..100]}", "y: boolean"},
                 .outputs = {"o"},
                 .rules = {"< 50 | true | 1", ">= 20 | true | 2", "[30..60] | true | 3",
                           "[5..1] | - | 4", "> 100 | - | 5", "[10..40] | true | 6", "- | - | 7"}});

  auto dead = of_kind(check(*sample.table), Kind::dead);

  ASSERT_EQ(dead.size(), 4u);
  EXPECT_EQ(dead[0].rules, (std::vector<std::uint32_t>{2, 1}));
  EXPECT_EQ(dead[0].says.key, "dmn.check_dead_covered_by");
  EXPECT_EQ(dead[1].rules, std::vector<std::uint32_t>{3});
  EXPECT_EQ(dead[1].says.key, "dmn.check_dead_impossible");
  EXPECT_EQ(dead[2].rules, std::vector<std::uint32_t>{4});
  EXPECT_EQ(dead[3].rules, (std::vector<std::uint32_t>{5, 0}));
}

TEST(dmn_check, finds_what_several_earlier_rules_cover_between_them) {
  Sample sample({.policy = HitPolicy::first,
                 .inputs = {"x: number", "y: boolean"},
                 .outputs = {"o"},
                 .rules = {"< 50 | - | 1", ">= 50 | - | 2", "[30..60] | true | 3"}});

  auto dead = of_kind(check(*sample.table), Kind::dead);

  ASSERT_EQ(dead.size(), 1u);
  EXPECT_EQ(dead[0].rules, std::vector<std::uint32_t>{2});
  EXPECT_EQ(dead[0].says.key, "dmn.check_dead_covered");
}

TEST(dmn_check, knows_that_higher_rules_of_priority_come_first) {
  Sample sample({.policy = HitPolicy::priority,
                 .inputs = {"x: number"},
                 .outputs = {"o: string {\"a\", \"b\"}"},
                 .rules = {"< 5 | \"b\"", "- | \"a\""}});

  auto dead = of_kind(check(*sample.table), Kind::dead);

  ASSERT_EQ(dead.size(), 1u);
  EXPECT_EQ(dead[0].rules, (std::vector<std::uint32_t>{0, 1}));
}

TEST(dmn_check, looks_at_each_stretch_of_days) {
  auto text = table_text({.policy = HitPolicy::unique,
                          .inputs = {"x: number"},
                          .outputs = {"o"},
                          .rules = {"< 10 | 1", "< 10 | 2", ">= 10 | 3", "- | 4"}});
  text.rules[0].valid_to = Date::parse("2024-01-01");
  text.rules[1].valid_from = Date::parse("2024-03-01");
  text.rules[3].valid_from = Date::parse("2024-05-01");
  text.rules[3].valid_to = Date::parse("2024-04-01");
  Sample sample(text);

  auto findings = check(*sample.table);

  EXPECT_TRUE(of_kind(findings, Kind::overlap).empty());
  auto gaps = of_kind(findings, Kind::gap);
  ASSERT_FALSE(gaps.empty());
  EXPECT_EQ(gaps[0].example, std::vector<std::string>{"< 10"});
  EXPECT_EQ(gaps[0].from, Date::parse("2024-01-01"));
  EXPECT_EQ(of_kind(findings, Kind::dead)[0].says.key, "dmn.check_dead_never_valid");
}

TEST(dmn_check, is_not_certain_where_cells_are_computed) {
  Sample sample({.policy = HitPolicy::unique,
                 .inputs = {"x: number", "y: number"},
                 .outputs = {"o"},
                 .rules = {"< 10 | - | 1", "[10..20] | > x | 2", "(15..20] | 0 | 3"}});

  auto findings = check(*sample.table);

  auto overlaps = of_kind(findings, Kind::overlap);
  ASSERT_EQ(overlaps.size(), 1u);
  EXPECT_FALSE(overlaps[0].certain);
  auto gaps = of_kind(findings, Kind::gap);
  auto certain = std::ranges::count_if(gaps, [](auto const& gap) { return gap.certain; });
  EXPECT_EQ(certain, 1);
  EXPECT_GT(gaps.size(), 1u);
}

TEST(dmn_check, finds_missing_sources_and_broken_outputs) {
  auto text = table_text({.policy = HitPolicy::unique,
                          .inputs = {"x: number"},
                          .outputs = {"o: string {\"a\", \"b\"} = \"z\""},
                          .rules = {"1 | \"a\"", "2 | \"c\"", "3 | 5"}});
  text.rules[0].source = "《示例条例》第一条";
  Sample sample(text);

  auto findings = check(*sample.table);

  EXPECT_EQ(of_kind(findings, Kind::unsourced)[0].rules, (std::vector<std::uint32_t>{1, 2}));
  auto broken = of_kind(findings, Kind::broken);
  ASSERT_EQ(broken.size(), 3u);
  EXPECT_EQ(broken[0].says.key, "dmn.table_output_not_allowed");
  EXPECT_EQ(broken[1].says.key, "dmn.table_output_wrong_type");
  EXPECT_EQ(broken[2].says.key, "dmn.check_broken_default");
}

TEST(dmn_check, stops_at_its_limits_and_says_so) {
  SampleText text{.policy = HitPolicy::unique, .inputs = {"x: number"}, .outputs = {"o"}};
  for (int i = 0; i < 30; ++i) text.rules.push_back("- | 1");
  Sample sample(text);

  auto few = check(*sample.table, {.findings_max = 5, .steps = 1'000'000});
  EXPECT_FALSE(few.complete);
  EXPECT_EQ(of_kind(few, Kind::overlap).size(), 5u);

  Sample gaps({.policy = HitPolicy::unique,
               .inputs = {"x: number"},
               .outputs = {"o"},
               .rules = {"< 1 | 1", "> 2 | 2"}});
  EXPECT_FALSE(check(*gaps.table, {.findings_max = 5, .steps = 1}).complete);
}

// Small random tables against trying every combination of regions.
class Small {
 public:
  explicit Small(std::uint32_t seed) : random_(seed) {}

  SampleText text() {
    static constexpr HitPolicy policies[] = {HitPolicy::unique, HitPolicy::first,
                                             HitPolicy::priority};
    SampleText text{.policy = policies[below(3)]};
    text.inputs = {below(2) ? "a: number" : "a: number {[0..9]}",
                   below(2) ? "b: string" : "b: string {\"p\", \"q\", \"r\"}", "c: boolean"};
    text.outputs = {"o: string {\"x\", \"y\", \"z\"}"};
    for (auto count = 1 + below(7); count > 0; --count) {
      text.rules.push_back(number() + " | " + string() + " | " + boolean() + " | " +
                           one_of({"\"x\"", "\"y\"", "\"z\""}));
    }
    return text;
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }
  std::string one_of(std::vector<std::string> const& list) { return list[below(list.size())]; }
  std::string number() {
    return one_of({"-", "< 5", ">= 5", "[2..7]", "(2..5), 8", "not(5)", "null", "not(null)", "5",
                   "> 9", "- ", "[7..2]"});
  }
  std::string string() {
    return one_of({"-", "\"p\"", "\"q\", \"r\"", "not(\"p\")", "> \"p\"", "null", "- "});
  }
  std::string boolean() { return one_of({"-", "true", "false", "- ", "not(true)", "null"}); }

  std::mt19937 random_;
};

enum class Place { allowed, null, outside };

// Every combination of one region for each column.
class Brute {
 public:
  explicit Brute(Table const& table) : table_(table) {
    for (auto const& column : table.columns()) {
      auto admitted_ones = allowed_regions(column);
      columns_.emplace_back();
      for (auto region : possible_regions(column)) {
        bool const is_allowed = std::ranges::binary_search(admitted_ones, region);
        columns_.back().emplace_back(region, is_allowed ? Place::allowed : Place::outside);
      }
      columns_.back().emplace_back(null_region(column), Place::null);
    }
    combine({}, {});
  }

  std::set<std::pair<std::uint32_t, std::uint32_t>> overlaps;
  std::set<std::vector<std::uint32_t>> allowed, gaps, gaps_null, gaps_outside;
  std::set<std::uint32_t> alive;  // rules that are the answer somewhere

 private:
  void combine(std::vector<std::uint32_t> regions, std::set<Place> places) {
    if (regions.size() == columns_.size()) return look(regions, places);
    for (auto [region, place] : columns_[regions.size()]) {
      auto more = regions;
      more.push_back(region);
      auto more_places = places;
      more_places.insert(place);
      combine(more, more_places);
    }
  }

  void look(std::vector<std::uint32_t> const& regions, std::set<Place> const& places) {
    std::vector<std::uint32_t> hits;
    for (std::uint32_t rule = 0; rule < table_.rule_count(); ++rule) {
      bool hit = true;
      for (std::size_t i = 0; i < regions.size(); ++i) {
        auto const& column = table_.columns()[i];
        hit = hit && bit(column.row(column.regions[regions[i]]), rule);
      }
      if (hit) hits.push_back(rule);
    }
    bool const is_outside = places.contains(Place::outside);
    bool const is_null = places.contains(Place::null);
    if (!is_outside && !is_null) allowed.insert(regions);
    if (hits.empty()) (is_outside ? gaps_outside : is_null ? gaps_null : gaps).insert(regions);
    if (is_outside || hits.empty()) return;
    for (auto left : hits) {
      for (auto right : hits) {
        if (left < right) overlaps.emplace(left, right);
      }
    }
    auto const& rules = table_.parts().rules;
    bool const is_first = table_.text().hit_policy == HitPolicy::first;
    alive.insert(is_first ? hits.front() : *std::ranges::min_element(hits, {}, [&](auto rule) {
      return std::pair(rules[rule].ranks, rule);
    }));
    if (table_.text().hit_policy == HitPolicy::unique) alive.insert(hits.begin(), hits.end());
  }

  Table const& table_;
  std::vector<std::vector<std::pair<std::uint32_t, Place>>> columns_;
};

// The combinations that the examples of findings admit, judged by the evaluator.
std::set<std::vector<std::uint32_t>> admitted(Table const& table, std::vector<Finding> const& list,
                                              std::set<std::vector<std::uint32_t>> const& all) {
  std::set<std::vector<std::uint32_t>> found;
  for (auto const& finding : list) {
    std::vector<std::vector<bool>> by_column;
    for (std::size_t i = 0; i < table.column_count(); ++i) {
      auto const& column = table.columns()[i];
      auto test = feel::compile_unary_tests(finding.example[i], {}, feel::any_type());
      EXPECT_TRUE(test) << finding.example[i];
      auto understood = understand(test->root(), 0);
      EXPECT_TRUE(understood) << finding.example[i];
      by_column.emplace_back();
      for (auto const& region : column.regions) {
        auto const& ends = column.domains[static_cast<std::size_t>(region.sort)].ends;
        auto value = is_ordered(region.sort) && !ends.empty()
                         ? ends[std::min<std::size_t>(region.position / 2, ends.size() - 1)]
                         : sample_of(region.sort);
        if (region.sort == Sort::number && region.position % 2 == 0) {
          auto half = Decimal::scaled(region.position / 2 == ends.size() ? 5 : -5, -1);
          value = ends.empty() ? value : Value(*(value.number() + half));
        } else if (region.sort == Sort::string && region.position % 2 == 0 && !ends.empty()) {
          value = region.position == 0 ? Value::text("")
                                       : Value::text(ends[region.position / 2 - 1].string() + "!");
        }
        by_column.back().push_back(judge(*understood, value) == Verdict::yes);
      }
    }
    for (auto const& regions : all) {
      bool admits = true;
      for (std::size_t i = 0; i < regions.size(); ++i) {
        admits = admits && by_column[i][regions[i]];
      }
      if (admits) found.insert(regions);
    }
  }
  return found;
}

TEST(dmn_check, agrees_with_trying_every_combination) {
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    Sample sample(Small(seed).text());
    ASSERT_FALSE(sample.error);
    Brute brute(*sample.table);

    auto findings = check(*sample.table, {.findings_max = 100'000});

    ASSERT_TRUE(findings.complete);
    std::set<std::pair<std::uint32_t, std::uint32_t>> overlaps;
    for (auto const& each : of_kind(findings, Kind::overlap)) {
      overlaps.emplace(each.rules[0], each.rules[1]);
    }
    if (sample.table->text().hit_policy == HitPolicy::unique) {
      EXPECT_EQ(overlaps, brute.overlaps) << "seed " << seed;
    }
    std::set<std::uint32_t> alive;
    for (std::uint32_t i = 0; i < sample.table->rule_count(); ++i) alive.insert(i);
    for (auto const& each : of_kind(findings, Kind::dead)) alive.erase(each.rules[0]);
    EXPECT_EQ(alive, brute.alive) << "seed " << seed;
    auto const& table = *sample.table;
    EXPECT_EQ(admitted(table, of_kind(findings, Kind::gap), brute.allowed), brute.gaps)
        << "seed " << seed;
    EXPECT_EQ(admitted(table, of_kind(findings, Kind::gap_null), brute.gaps_null), brute.gaps_null)
        << "seed " << seed;
    EXPECT_EQ(admitted(table, of_kind(findings, Kind::gap_outside), brute.gaps_outside),
              brute.gaps_outside)
        << "seed " << seed;
  }
}

}  // namespace
}  // namespace zonebook::dmn
