// The model's own roles: all can be read, a scope can be made of each, and what leads to a
// confidential project is kept as it is.

#include <gmock/gmock.h>

#include "access/confidence.h"
#include "access/rights.h"
#include "app/book.h"

namespace zonebook::app {
namespace {

class ModelRoles : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(loaded_.catalog);
    auto const files = role_files("model");
    ASSERT_TRUE(files);
    read_ = access::read_roles(*files, *loaded_.catalog);
    for (auto const& problem : read_.problems) {
      ADD_FAILURE() << problem.where << ": " << render(problem.says, Language::en);
    }
    rights_.emplace(loaded_.catalog, read_.roles, "shanxi");
  }

  access::Visitor visitor(std::string const& role) {
    access::Visitor made{.account = "shanxi.1.1", .me = "jiaocheng.1.1"};
    made.grants.push_back({"", rights_->roles().find(role), "jiaocheng", {"jiaocheng"}});
    return made;
  }
  meta::Register const& in(std::string const& name) { return *loaded_.catalog->find(name); }

  meta::Loaded loaded_ = meta::load("model", owned_registers());
  access::ReadRoles read_;
  std::optional<access::Rights> rights_;
};

TEST_F(ModelRoles, are_those_of_the_design_and_make_scopes) {
  std::vector<std::string> names;
  for (auto const& [name, role] : read_.roles.by_name) {
    names.push_back(name);
    auto const scope = rights_->scope_of(visitor(name), "jiaocheng");
    ASSERT_TRUE(scope) << name << " " << render(scope.error().says, Language::en);
    for (auto const* own : {"account", "role_grant"}) {
      EXPECT_FALSE((*scope)->check_shown(in(own))) << name;
    }
    EXPECT_NE((*scope)->seen(in("proposal"), *in("proposal").find("letter")),
              ledger::Scope::Seen::plain)
        << name;
  }

  EXPECT_THAT(names,
              ::testing::ElementsAre("administrator", "clerk", "editor", "enterprise", "leader",
                                     "manager", "province", "statistician", "supervision"));
}

TEST_F(ModelRoles, hold_back_persons_unless_they_may_unmask) {
  auto const& phone = *in("contact").find("phone");
  for (auto const& [name, role] : read_.roles.by_name) {
    auto const seen = rights_->seen(visitor(name), in("contact"), phone, "jiaocheng");
    bool const may = name == "leader" || name == "manager" || name == "clerk";
    EXPECT_EQ(seen == ledger::Scope::Seen::plain, may) << name;
  }
}

TEST_F(ModelRoles, keep_all_that_leads_to_a_confidential_project) {
  access::Confidence const confidence(*loaded_.catalog, read_.roles);
  std::set<std::string> kept;
  for (auto const& one : loaded_.catalog->registers()) {
    if (!confidence.open(one).empty()) kept.insert(one.name);
  }
  std::set<std::string> leads{"project"};
  for (int step = 0; step < 2; ++step) {
    auto const near = leads;
    for (auto const& name : near) {
      for (auto const& from : loaded_.catalog->referrers_of(in(name))) {
        leads.insert(from.from->name);
      }
    }
  }

  EXPECT_EQ(kept, leads);
  EXPECT_TRUE(kept.contains("agreement"));
  EXPECT_TRUE(kept.contains("contact"));
  EXPECT_TRUE(kept.contains("member")) << "by its task force";
  EXPECT_FALSE(kept.contains("staff"));
}

TEST_F(ModelRoles, let_nobody_but_the_discipline_office_read_the_log_and_nobody_else_manage) {
  for (auto const& [name, role] : read_.roles.by_name) {
    EXPECT_EQ(rights_->may_read_log(visitor(name), "jiaocheng"), name == "supervision") << name;
    EXPECT_EQ(rights_->may_manage_accounts(visitor(name), "jiaocheng"), name == "administrator")
        << name;
    EXPECT_EQ(rights_->may_see_figures(visitor(name), "jiaocheng"),
              name != "administrator" && name != "enterprise")
        << name;
  }
}

TEST_F(ModelRoles, let_nobody_move_zones_but_from_the_root) {
  for (auto const& [name, role] : read_.roles.by_name) {
    EXPECT_FALSE(rights_->may(visitor(name), access::Right::append, in("zone"), "shanxi")) << name;
  }
}

}  // namespace
}  // namespace zonebook::app
