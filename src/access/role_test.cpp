// What is wrong with roles is said at once, with file and line.

#include "access/role.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/access_fixture.h"

namespace zonebook::access {
namespace {

class Roles : public AccessFixture {
 protected:
  std::vector<std::string> problems(std::string const& file, std::string const& text) {
    std::vector<std::string> all;
    auto const read = read_roles({{file, text}}, *catalog_);
    for (auto const& one : read.problems) all.push_back(one.where + " " + one.says.key);
    return all;
  }
};
INSTANTIATE_TEST_SUITE_P(Sqlite, Roles, testing::Values(db::Dialect::sqlite), db::dialect_name);

TEST_P(Roles, are_read_with_their_clauses) {
  auto const read = read_roles(role_files(), *catalog_);
  ASSERT_TRUE(read.problems.empty());
  auto const* officer = read.roles.find("manager");
  ASSERT_TRUE(officer);

  EXPECT_TRUE(officer->figures);
  EXPECT_FALSE(officer->accounts);
  EXPECT_FALSE(officer->registers.contains("account"));
  EXPECT_FALSE(officer->registers.contains("proposal"));
  auto const& visits = officer->registers.at("visit");
  ASSERT_EQ(visits.size(), 2u);
  EXPECT_EQ(visits[0].masked, (std::set<std::string>{"phone"})) << "persons, unless unmasked";
  EXPECT_EQ(visits[1].masked, (std::set<std::string>{"counterpart", "phone"}));
  EXPECT_EQ(visits[1].plain, (std::set<std::string>{"project"}));
  EXPECT_EQ(visits[1].where, "project.manager.id = me");
  auto const& leader = read.roles.find("leader")->registers.at("visit");
  EXPECT_TRUE(leader[0].masked.empty());
  EXPECT_EQ(read.roles.find("province")->registers.at("enterprise")[0].plain,
            (std::set<std::string>{"name"}));
  EXPECT_EQ(read.roles.confidential.at("project").outline,
            (std::set<std::string>{"code_name", "stage"}));
}

TEST_P(Roles, say_all_that_is_wrong_with_them) {
  auto const said = problems("roles/clerk.yaml", R"(role: window
label: { zh: 窗口, en: Desk }
about: 窗口。
registers:
  - { of: [nothing, account], may: [read] }
  - { of: [project], may: [read, rule] }
  - { of: [project], may: [append] }
  - { of: [project], may: [read], hidden: [colour] }
  - { of: [project], may: [read], where: manger.id = me }
  - { of: [project], may: [read], where: amount }
  - { may: [read] }
colour: red
)");

  EXPECT_THAT(said, testing::IsSupersetOf({"roles/clerk.yaml:1 access.role.other_name",
                                           "roles/clerk.yaml:5 access.role.no_register",
                                           "roles/clerk.yaml:6 access.role.no_right",
                                           "roles/clerk.yaml:7 access.role.not_read",
                                           "roles/clerk.yaml:8 access.role.no_field",
                                           "roles/clerk.yaml:11 access.role.of_nothing"}));
  auto const on_line = [&](std::string const& line) {
    return std::ranges::count_if(said, [&](auto const& one) { return one.starts_with(line); });
  };
  EXPECT_EQ(on_line("roles/clerk.yaml:9 "), 1) << "an unknown name";
  EXPECT_EQ(on_line("roles/clerk.yaml:10 "), 1) << "no condition";
  EXPECT_EQ(on_line("roles/clerk.yaml:12 "), 1) << "an unknown key";
  EXPECT_TRUE(read_roles({{"roles/clerk.yaml", "role: clerk\n"}}, *catalog_).roles.by_name.empty());
}

TEST_P(Roles, say_all_that_is_wrong_with_what_is_confidential) {
  auto const said = problems("roles/confidential.yaml", R"(confidential:
  nothing:
    open: { disclosure: open }
  visit:
    outline: [counterpart]
  project:
    open: { disclosure: public }
    people: [name]
    named: nobody
    outline: [colour]
)");

  EXPECT_THAT(said, testing::IsSupersetOf({"roles/confidential.yaml:2 access.role.no_register",
                                           "roles/confidential.yaml:4 access.role.never_open",
                                           "roles/confidential.yaml:7 access.role.no_choice",
                                           "roles/confidential.yaml:8 access.role.no_reference",
                                           "roles/confidential.yaml:9 access.role.no_text",
                                           "roles/confidential.yaml:10 access.role.no_field"}));
}

}  // namespace
}  // namespace zonebook::access
