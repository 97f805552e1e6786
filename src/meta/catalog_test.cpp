#include "meta/catalog.h"

#include <gmock/gmock.h>

#include "meta/test_registers.h"

namespace zonebook::meta {
namespace {

using test_registers::field;
using test_registers::made;
using test_registers::problems_of;
using test_registers::reference;
using test_registers::reg;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

Check check(std::string const& must) { return {.name = "holds", .must = must, .condition = {}}; }

std::vector<Register> model() {
  auto enterprise = reg("enterprise", {field("title", "text"), field("founded_on", "date")});
  auto project = reg("project", {field("title", "text"), reference("enterprise", "enterprise"),
                                 field("total", "money"), field("area", "decimal")});
  auto agreement = reg("agreement", {field("agreement_no", "code"), reference("project", "project"),
                                     field("signed_on", "date")});
  agreement.key = {"agreement_no"};
  agreement.fields[2].event = true;
  agreement.checks = {check("project.enterprise.founded_on <= signed_on and signed_on <= today")};
  return {project, enterprise, agreement};
}

TEST(Catalog, resolves_registers_by_pointer) {
  auto const catalog = made(model());

  auto const* project = catalog->find("project");
  auto const* enterprise = catalog->find("enterprise");
  EXPECT_EQ(project->find("enterprise")->target, enterprise);
  EXPECT_EQ(project->index_of(*project->find("total")), 2U);
  EXPECT_EQ(catalog->find("nothing"), nullptr);
  ASSERT_EQ(catalog->referrers_of(*enterprise).size(), 1U);
  EXPECT_EQ(catalog->referrers_of(*enterprise)[0].from, project);
  EXPECT_EQ(catalog->referrers_of(*enterprise)[0].field, project->find("enterprise"));
  EXPECT_EQ(catalog->find("agreement")->checks[0].condition.inputs(),
            (std::vector<std::uint32_t>{1, 2, 3}));
}

TEST(Catalog, says_all_that_is_wrong_at_once) {
  auto project =
      reg("project", {field("title", "text"), field("title", "text"), field("if", "text"),
                      reference("park", "park"), field("zone", "text")});
  project.fields[0].event = true;
  project.fields[4].required = false;
  project.key = {"zone", "nothing"};
  project.checks = {check("title = "), check("titel = 1"), check("1 + 2")};
  project.views.search = {"nowhere"};

  EXPECT_THAT(
      problems_of({project}),
      UnorderedElementsAre(
          "project.title meta.catalog.twice", "project.if meta.catalog.feel_word",
          "project.park/to meta.catalog.unknown_register", "project.title meta.catalog.event_type",
          "project/key meta.catalog.unknown_field",
          "project/checks/0/must (1:9) feel.expected_expression_at_end",
          "project/checks/1 meta.catalog.twice", "project/checks/1/must (1:1) feel.unknown_name",
          "project/checks/2 meta.catalog.twice", "project/checks/2/must meta.catalog.no_condition",
          "project/views/search meta.catalog.unknown_field"));
}

TEST(Catalog, refuses_names_that_no_reference_leads_to) {
  auto registers = model();
  registers[2].checks = {check("project.enterprise.nothing = 1")};

  EXPECT_THAT(problems_of(registers),
              ElementsAre("agreement/checks/0/must (1:1) meta.catalog.unknown_member"));
}

TEST(Catalog, refuses_codes_that_nobody_can_judge) {
  auto open = field("a", "code");
  open.pattern.clear();
  auto broken = field("b", "code");
  broken.pattern = "(";
  auto unknown = field("c", "code");
  unknown.pattern.clear();
  unknown.validator = "isbn";

  EXPECT_THAT(problems_of({reg("r", {open, broken, unknown})}),
              ElementsAre("r.a meta.catalog.code_rule", testing::StartsWith("r.b ("),
                          "r.c meta.catalog.unknown_validator"));
}

TEST(Catalog, reads_a_whole_in_the_unit_of_its_parts) {
  auto share = reg("share", {reference("project", "project"), field("percent", "decimal")});
  share.shares = Shares{.of = "project", .part = "percent", .sum = "100"};
  auto const project = reg("project", {field("title", "text")});

  auto const catalog = made({share, project});

  EXPECT_EQ(catalog->find("share")->shares->whole, 10'000);
  EXPECT_EQ(canonical(*catalog->shape().find("share")->find("shares")),
            R"({"of":"project","part":"percent","whole":10000})");
}

TEST(Catalog, refuses_shares_of_nothing_and_wholes_that_no_parts_reach) {
  auto share = reg("share", {reference("project", "project"), field("percent", "decimal")});
  auto const project = reg("project", {field("title", "text")});
  auto const problems = [&](std::string const& of, std::string const& part,
                            std::string const& sum) {
    share.shares = Shares{.of = of, .part = part, .sum = sum};
    return problems_of({share, project});
  };

  EXPECT_THAT(problems("percent", "project", "100"),
              ElementsAre("share/shares/of meta.catalog.shares_of",
                          "share/shares/part meta.catalog.shares_part"));
  for (auto const* sum : {"0", "-1", "1.005", "x", "99999999999999999999"}) {
    EXPECT_THAT(problems("project", "percent", sum),
                ElementsAre("share/shares/sum meta.catalog.shares_sum"));
  }
  share.fields[0].required = share.fields[1].required = false;
  EXPECT_THAT(problems("project", "percent", "100"),
              ElementsAre("share/shares/of meta.catalog.shares_of",
                          "share/shares/part meta.catalog.shares_part"));
}

TEST(Catalog, holds_at_most_200_fields) {
  std::vector<Field> fields;
  for (int i = 0; i < 200; ++i) fields.push_back(field("f" + std::to_string(i), "text"));
  EXPECT_THAT(problems_of({reg("r", fields)}), ElementsAre());

  fields.push_back(field("one_more", "text"));
  EXPECT_THAT(problems_of({reg("r", fields)}), ElementsAre("r meta.catalog.too_many_fields"));
}

TEST(Catalog, leads_a_track_through_each_choice) {
  auto project = reg("project", {field("stage", "choice"), field("signed_on", "date")});
  project.track = Track{.name = "project", .stage_field = "stage"};
  project.track->stages.push_back({.value = "yes", .date_field = "signed_on"});
  project.track->stages[0].needs = {{.name = "signed", .must = "signed_on != null"}};
  EXPECT_THAT(problems_of({project}), ElementsAre("project/track meta.catalog.stage_missing"));

  project.track->stages.push_back({.value = "never", .date_field = "stage", .limit_days = 0});
  project.track->stages.push_back({.value = "no", .end = true});
  EXPECT_THAT(problems_of({project}), ElementsAre("project/track/1 meta.catalog.stage_unknown",
                                                  "project/track/1 meta.catalog.stage_date",
                                                  "project/track/1 meta.catalog.stage_limit"));

  project.track->stages.erase(project.track->stages.begin() + 1);
  auto const catalog = made({project});
  EXPECT_FALSE(catalog->find("project")->track->find("yes")->needs[0].condition.source().empty());
}

TEST(Scope, names_fields_in_order_and_today_last) {
  auto const catalog = made(model());

  auto const scope = scope_of(*catalog->find("agreement"));

  std::vector<std::string> said;
  for (auto const& [name, type] : scope.names()) said.push_back(name + ": " + to_string(*type));
  EXPECT_THAT(said, ElementsAre("agreement_no: string",
                                "project: context<id: string, title: string, enterprise: "
                                "context<id: string, title: string, founded_on: date>, "
                                "total: number, area: number>",
                                "signed_on: date", "today: date"));
}

TEST(Scope, goes_three_steps_through_a_register_that_refers_to_itself) {
  auto const catalog = made({reg("zone", {reference("parent", "zone")})});

  auto const scope = scope_of(*catalog->find("zone"));

  EXPECT_EQ(to_string(*scope.names()[0].type),
            "context<id: string, parent: context<id: string, parent: context<id: string, parent: "
            "context<id: string>>>>");
}

TEST(Shape, is_the_same_whatever_people_see) {
  auto const one = made(model());
  auto other = model();
  std::swap(other[0], other[1]);
  std::swap(other[0].fields[0], other[0].fields[1]);
  other[1].about = "示例";
  for (auto& registered : other) {
    for (auto& of : registered.fields) of.label = {"名称", "Name"};
  }

  EXPECT_EQ(made(other)->hash(), one->hash());
  EXPECT_EQ(one->hash().size(), 64U);
  EXPECT_EQ(canonical(*one->shape().find("agreement")),
            R"({"fields":{"agreement_no":{"required":true,"type":"code"},)"
            R"("project":{"required":true,"to":"project","type":"reference"},)"
            R"("signed_on":{"event":true,"required":true,"type":"date"}},"key":["agreement_no"]})");
}

TEST(Shape, keeps_a_renamed_field_by_its_id) {
  auto renamed = model();
  renamed[0].fields[0].name = "name_of_project";

  EXPECT_EQ(made(renamed)->hash(), made(model())->hash());
  EXPECT_NE(made(renamed)->find("project")->find_id("title"), nullptr);
}

TEST(Shape, says_what_history_would_be_misread_by) {
  auto const older = model();
  auto newer = model();
  newer[0].fields[2] = field("total", "integer");
  newer[0].fields[3].scale = 3;
  newer[2].fields[1].to = "enterprise";
  newer[2].checks.clear();
  newer[0].fields.erase(newer[0].fields.begin());
  newer[0].fields.push_back(field("is_new", "text"));

  std::vector<std::string> said;
  for (auto const& error : compatible(made(older)->shape(), made(newer)->shape())) {
    said.push_back(error.where + " " + render(error.says, Language::en));
  }
  EXPECT_THAT(said, ElementsAre(testing::HasSubstr("agreement.project to went from project to ent"),
                                testing::HasSubstr("project.total type went from money to integer"),
                                testing::HasSubstr("project.area scale went from 2 to 3")));
}

TEST(Shape, keeps_a_choice_field_that_the_model_has_removed) {
  auto const earlier = made({reg("project", {field("title", "text"), field("stage", "choice")})});

  auto const now = Catalog::make({reg("project", {field("title", "text")})},
                                 {.earlier_shapes = {earlier->shape()}});

  ASSERT_TRUE(now) << now.error().front().says.key;
  auto const* stage = (*now)->find("project")->find("stage");
  ASSERT_NE(stage, nullptr);
  EXPECT_TRUE(stage->removed);
}

TEST(Shape, loses_no_choice) {
  auto const older = made({reg("r", {field("kind_of", "choice")})});
  auto fewer = field("kind_of", "choice");
  fewer.choices.pop_back();
  auto more = field("kind_of", "choice");
  more.choices.push_back({"maybe", {"也许", "Maybe"}});

  auto const lost = compatible(older->shape(), made({reg("r", {fewer})})->shape());
  ASSERT_EQ(lost.size(), 1U);
  EXPECT_EQ(lost[0].says.key, "meta.shape.choice_gone");
  EXPECT_TRUE(compatible(older->shape(), made({reg("r", {more})})->shape()).empty());
}

}  // namespace
}  // namespace zonebook::meta
