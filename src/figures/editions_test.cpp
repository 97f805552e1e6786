// Definitions in the ledger: which edition answers, what the program brings, what is refused.

#include <gmock/gmock.h>

#include "figures/adoption.h"
#include "figures/definition_record.h"
#include "figures/own_registers_fixture.h"

namespace zonebook::figures {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view model = R"({
  "done_amount": {"label": {"zh": "完成额", "en": "Amount done"},
                  "sentence": {"zh": "期内完成的额", "en": "What was done in the period"},
                  "source": "示例办法", "unit": "万元", "scale": "2", "kind": "flow",
                  "register": "thing", "event": "done_on", "sum": "amount", "adjusted": "true"},
  "yes_rate": {"label": {"zh": "是率", "en": "Rate of yes"},
               "sentence": {"zh": "是的占比", "en": "The share of yes"}, "source": "示例办法",
               "unit": "%", "scale": "1", "kind": "ratio", "denominator": "done_count",
               "numerator": {"condition": "kind = \"yes\""}},
  "done_count": {"label": {"zh": "完成数", "en": "Things done"},
                 "sentence": {"zh": "期内完成的件数", "en": "Those done in the period"},
                 "source": "示例办法", "unit": "件", "kind": "flow", "register": "thing",
                 "event": "done_on"}})";

class EditionsOf : public OwnRegistersFixture {
 protected:
  Json given_ = *Json::parse(model);

  Adoption adopted() {
    auto everything = snapshot("root");
    auto found = adopt(everything, given_);
    EXPECT_TRUE(found) << db::told(found);
    return std::move(*found);
  }

  // As the program starts.
  Adoption start() {
    auto adoption = adopted();
    if (!adoption.creations.empty()) append_as("system", adoption.creations);
    for (auto const& one : adoption.corrections) append_as("system", one.changes);
    clock().step(1'000'000);
    return adoption;
  }

  Result<ledger::Receipt> append_as(std::string const& actor, std::vector<Json> changes) {
    return ledger_->append(Json::object({{"zone", Json::string("root")},
                                         {"actor", Json::string(actor)},
                                         {"changes", Json::array(std::move(changes))}}));
  }

  std::string record_of(std::string_view name) {
    return editions().at(name, *Date::parse("2023-06-30"))->record;
  }

  Result<ledger::Receipt> change(std::string_view name, std::string const& from,
                                 std::string const& fields, std::string const& kind = "change") {
    auto const id = record_of(name);
    auto done = append_as(
        "示例人员01", {*Json::parse(R"({"kind":")" + kind + R"(","register":"definition","id":")" +
                                    id + R"(","valid_from":")" + from + '"' + fields + "}")});
    clock().step(1'000'000);
    return done;
  }

  Editions editions() {
    auto everything = snapshot("root");
    auto read = Editions::read(everything, "root");
    EXPECT_TRUE(read) << db::told(read);
    return std::move(*read);
  }

  // "edition 2, sums amount", or the key of a refusal.
  std::string told(std::string_view name, std::string_view v, std::optional<Instant> k = {}) {
    auto const found = editions().at(name, *Date::parse(v), k);
    if (!found) return found.error().says.key;
    auto text = "edition " + std::to_string(found->number);
    text += found->of->counted().sum ? ", sums" : ", counts";
    if (found->of->counted().where) {
      text += " where " + found->of->counted().where->condition().expression().source();
    }
    return text + (found->is_first ? ", first" : "");
  }

  void edit(std::string_view name, std::string_view key, std::string const& text) {
    auto all = Json::object();
    for (auto const& [id, definition] : given_.members()) {
      auto copy = definition;
      if (id == name) {
        std::erase_if(copy.members(), [&](auto const& member) { return member.first == key; });
        copy.set(std::string(key), Json::string(text));
      }
      all.set(id, std::move(copy));
    }
    given_ = std::move(all);
  }
};
INSTANTIATE_TEST_SUITE_P(Both, EditionsOf, db::both_dialects, db::dialect_name);

TEST_P(EditionsOf, begin_with_those_of_the_program) {
  EXPECT_THAT(start().created, ElementsAre("done_amount", "done_count", "yes_rate"));

  EXPECT_EQ(told("done_amount", "2023-06-30"), "edition 1, sums");
  EXPECT_EQ(told("yes_rate", "2023-06-30"), "edition 1, counts");
  EXPECT_EQ(told("nothing", "2023-06-30"), "figures.none");
  auto const again = start();
  EXPECT_THAT(again.creations, IsEmpty());
  EXPECT_THAT(again.corrections, IsEmpty());
  EXPECT_THAT(again.unraised, IsEmpty());
}

TEST_P(EditionsOf, say_what_their_file_says) {
  start();
  auto const* const in = catalog_->find("definition");
  auto everything = snapshot("root");
  std::map<std::string, std::string> names;
  auto const listed = *everything.list(*in, *Date::parse("2023-06-30"));
  for (auto const& one : listed) names[one.id] = *ledger::text_in(one.version, *in, "code");

  ASSERT_EQ(listed.size(), given_.members().size());
  for (auto const& one : listed) {
    auto const json = json_of(one.version, *in, [&](auto const& id) { return names.at(id); });
    EXPECT_EQ(json, *given_.find(names.at(one.id))) << to_text(json);
  }
}

TEST_P(EditionsOf, change_from_a_day_on) {
  start();
  auto const before = clock().now();
  clock().step(1'000'000);
  ASSERT_TRUE(change("done_amount", "2023-07-01", R"(,"fields":{"filter":"kind = \"yes\""})"));

  EXPECT_EQ(told("done_amount", "2023-06-30"), "edition 1, sums");
  EXPECT_EQ(told("done_amount", "2023-07-01"), R"(edition 2, sums where kind = "yes")");
  EXPECT_EQ(told("done_amount", "2023-07-01", before), "edition 1, sums");
  EXPECT_EQ(editions().of("done_amount").size(), 2U);
}

TEST_P(EditionsOf, answer_for_pairs_before_they_were_known) {
  auto const before = clock().now();
  clock().step(1'000'000);
  start();

  EXPECT_EQ(told("done_amount", "2023-06-30", before), "edition 1, sums, first");
  ASSERT_TRUE(change("done_amount", "1900-01-01", R"(,"fields":{"summed":null})", "correct"));
  EXPECT_EQ(told("done_amount", "2023-06-30", before), "edition 1, sums, first");
  EXPECT_EQ(told("done_amount", "2023-06-30"), "edition 2, counts");
}

TEST_P(EditionsOf, made_void_stay_void) {
  start();
  ASSERT_TRUE(change("yes_rate", "1900-01-01", "", "retire"));

  EXPECT_THAT(start().creations, IsEmpty());
  EXPECT_EQ(told("yes_rate", "2023-06-30"), "figures.definition_ended");
}

TEST_P(EditionsOf, end) {
  start();
  ASSERT_TRUE(change("done_amount", "2023-07-01", "", "retire"));

  EXPECT_EQ(told("done_amount", "2023-06-30"), "edition 1, sums");
  EXPECT_EQ(told("done_amount", "2023-07-01"), "figures.definition_ended");
}

TEST_P(EditionsOf, of_a_denominator_are_those_of_the_same_day) {
  start();
  ASSERT_TRUE(change("done_count", "2023-07-01", R"(,"fields":{"filter":"amount > 0"})"));

  EXPECT_EQ(told("yes_rate", "2023-06-30"), "edition 1, counts");
  EXPECT_EQ(told("yes_rate", "2023-07-01"), "edition 1, counts where amount > 0");
  ASSERT_TRUE(change("done_count", "2023-08-01", "", "retire"));
  EXPECT_EQ(told("yes_rate", "2023-07-31"), "edition 1, counts where amount > 0");
  EXPECT_EQ(told("yes_rate", "2023-08-01"), "figures.definition_ended");
}

TEST_P(EditionsOf, of_a_new_program_correct_what_no_person_has_written) {
  start();
  auto const before = clock().now();
  clock().step(1'000'000);
  edit("done_amount", "where", "kind = \"yes\"");
  EXPECT_THAT(start().unraised, ElementsAre("done_amount"));
  EXPECT_EQ(told("done_amount", "2023-06-30"), "edition 1, sums");

  edit("done_amount", "edition", "2");
  EXPECT_EQ(start().corrections.front().name, "done_amount");
  EXPECT_EQ(told("done_amount", "2023-06-30"), R"(edition 2, sums where kind = "yes")");
  EXPECT_EQ(told("done_amount", "2023-06-30", before), "edition 1, sums");
  EXPECT_THAT(start().corrections, IsEmpty());
}

TEST_P(EditionsOf, of_a_new_program_are_proposed_where_a_person_has_written) {
  start();
  ASSERT_TRUE(change("done_amount", "2023-07-01", R"(,"fields":{"source":"示例新办法"})"));
  edit("done_amount", "where", "kind = \"yes\"");
  edit("done_amount", "edition", "2");

  auto const adoption = start();
  EXPECT_THAT(adoption.corrections, IsEmpty());
  ASSERT_EQ(adoption.proposals.size(), 1U);
  EXPECT_EQ(adoption.proposals.front().edition, 2);
  EXPECT_EQ(adoption.proposals.front().changes.size(), 2U) << "one for each stretch";
  EXPECT_EQ(told("done_amount", "2023-06-30"), "edition 1, sums");
}

TEST_P(EditionsOf, that_cannot_be_worked_out_are_refused) {
  start();
  auto const refusal = [&](std::string const& fields) {
    auto const done = change("done_amount", "2023-07-01", R"(,"fields":{)" + fields + "}");
    return done ? "" : done.error().says.key;
  };
  EXPECT_EQ(refusal(R"("filter":"kind = ")"), "figures.definition_broken");
  EXPECT_EQ(refusal(R"("counted_register":"nothing")"), "figures.definition_broken");
  EXPECT_EQ(refusal(R"("summed":"name")"), "figures.definition_broken");
  EXPECT_EQ(refusal(R"("unit":"亿元")"), "figures.definition_fixed");
  EXPECT_EQ(refusal(R"("code":"made_amount")"), "figures.definition_fixed");
  EXPECT_EQ(refusal(R"("kind":"ratio")"), "ledger.check_failed");
  EXPECT_EQ(told("done_amount", "2023-07-01"), "edition 1, sums");
}

TEST_P(EditionsOf, explain_a_difference_by_the_definition) {
  start();
  thing("east", "2023-03-01", 2);
  thing("east", "2023-04-01", 5, "no");
  clock().step(1'000'000);
  auto const before = editions().at("done_amount", *Date::parse("2023-12-31"))->of;
  auto const known = clock().now();
  clock().step(1'000'000);
  ASSERT_TRUE(
      change("done_amount", "1900-01-01", R"(,"fields":{"filter":"kind = \"yes\""})", "correct"));

  auto const v = *Date::parse("2023-12-31");
  auto const all = editions();
  EXPECT_EQ(all.at("done_amount", v, known)->of->where.has_value(), before->where.has_value());
  {
    auto closing = snapshot("east", known);
  }  // a past read closes it
  auto now = snapshot();
  auto const found = difference(now, *Period::parse("2023"), Part::denominator,
                                {.of = all.at("done_amount", v, known)->of, .v = v, .k = known},
                                {.of = all.at("done_amount", v)->of, .v = v, .k = {}});
  ASSERT_TRUE(found) << db::told(found);
  EXPECT_EQ(found->terms[static_cast<std::size_t>(Term::definition)], found->sum);
  EXPECT_EQ(found->sum, Decimal(-500'000'000));
}

}  // namespace
}  // namespace zonebook::figures
