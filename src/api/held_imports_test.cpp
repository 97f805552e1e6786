#include "api/held_imports.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>

#include "api/migrations.h"
#include "db/database_fixture.h"
#include "db/migrate.h"
#include "ledger/ledger_fixture.h"
#include "ledger/migrations.h"

namespace zonebook::api {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

template <class T>
std::string key_of(Result<T> const& result) {
  return result ? "no error" : result.error().says.key;
}

class Held : public ledger::LedgerFixture {
 protected:
  void SetUp() override {
    LedgerFixture::SetUp();
    if (IsSkipped()) return;
    auto const now = Instant(0);
    ASSERT_TRUE(db::migrate(database(), migrations_room, migrations(), now));
    folder_ = testing::TempDir() + "zonebook_imports_" + std::to_string(::getpid());
    std::filesystem::remove_all(folder_);
    imports_ = std::make_unique<HeldImports>(database(), folder_, clock());
  }
  void TearDown() override {
    std::filesystem::remove_all(folder_);
    LedgerFixture::TearDown();
  }

  std::string add(std::string const& account, std::string const& bytes = "项目编号\r\n",
                  std::vector<std::string> const& rows = {}) {
    auto const made =
        imports_->add({.account = account, .in = "project", .about = Json::object()}, bytes, rows);
    EXPECT_TRUE(made) << db::told(made);
    clock().step(1000);
    return made ? made->token : "";
  }

  std::size_t files() const {
    std::size_t count = 0;
    for (auto const& entry : std::filesystem::directory_iterator(folder_)) {
      count += entry.is_regular_file() ? 1 : 0;
    }
    return count;
  }

  std::vector<std::string> titles(HeldImports::Page const& page) {
    std::vector<std::string> all;
    for (auto const& row : page.rows) all.emplace_back(row.text_at("title").value_or(""));
    return all;
  }

  std::string folder_;
  std::unique_ptr<HeldImports> imports_;
};
INSTANTIATE_TEST_SUITE_P(Both, Held, db::both_dialects, db::dialect_name);

TEST_P(Held, are_their_accounts_alone) {
  auto const token = add("root.1.1", "示例");

  auto const mine = imports_->find(token, "root.1.1");

  ASSERT_TRUE(mine) << db::told(mine);
  EXPECT_EQ(*imports_->bytes(*mine), "示例");
  EXPECT_EQ(key_of(imports_->find(token, "root.1.2")), "api.import.none");
  EXPECT_EQ(key_of(imports_->find("none", "root.1.1")), "api.import.none");
}

TEST_P(Held, are_for_their_owner_on_the_disk) {
  add("root.1.1");

  for (auto const& entry : std::filesystem::directory_iterator(folder_)) {
    using std::filesystem::perms;
    auto const others = perms::group_all | perms::others_all;
    EXPECT_EQ(entry.status().permissions() & others, perms::none) << entry.path();
  }
}

TEST_P(Held, last_a_day_and_take_their_files_along) {
  auto const token = add("root.1.1");
  // A server's own clock is not set: the preview is made older.
  auto const age = db::Statement::same("age", "UPDATE api_import SET expires = expires - ?");
  ASSERT_TRUE(database().write([&](db::Connection& at) -> Result<void> {
    TRY(at.run(age, {HeldImports::lasts_micros}));
    return {};
  }));

  EXPECT_EQ(key_of(imports_->find(token, "root.1.1")), "api.import.none");
  ASSERT_TRUE(imports_->sweep());
  EXPECT_EQ(files(), 0U);
}

TEST_P(Held, of_one_account_are_the_newest_few) {
  std::vector<std::string> tokens;
  for (std::int64_t i = 0; i <= HeldImports::held_of_account; ++i)
    tokens.push_back(add("root.1.1"));
  auto const other = add("root.1.2");

  EXPECT_EQ(key_of(imports_->find(tokens.front(), "root.1.1")), "api.import.none");
  EXPECT_EQ(key_of(imports_->find(tokens[1], "root.1.1")), "no error");
  EXPECT_EQ(key_of(imports_->find(other, "root.1.2")), "no error");
  EXPECT_EQ(files(), 2U * (HeldImports::held_of_account + 1));
}

TEST_P(Held, are_not_let_go_while_they_are_written) {
  auto const token = add("root.1.1");
  auto const id = imports_->find(token, "root.1.1")->id;
  {
    auto const turn = imports_->begin(id);
    for (std::int64_t i = 0; i < HeldImports::held_of_account; ++i) add("root.1.1");
    EXPECT_EQ(key_of(imports_->find(token, "root.1.1")), "no error");
  }

  add("root.1.1");

  EXPECT_EQ(key_of(imports_->find(token, "root.1.1")), "api.import.none");
}

TEST_P(Held, tell_their_rows_page_by_page_and_by_state) {
  auto const token = add("root.1.1", "x",
                         {R"(added {"title":"甲"})", R"(rejected {"title":"乙"})",
                          R"(added {"title":"丙"})", R"(rejected {"title":"丁"})"});
  auto const held = *imports_->find(token, "root.1.1");

  auto const first = *imports_->rows(held, {.limit = 3});
  auto const second = *imports_->rows(held, {.limit = 3, .cursor = first.next});
  auto const bad = *imports_->rows(held, {.limit = 1, .state = "rejected"});
  auto const worse = *imports_->rows(held, {.limit = 1, .state = "rejected", .cursor = bad.next});

  EXPECT_THAT(titles(first), ElementsAre("甲", "乙", "丙"));
  EXPECT_THAT(titles(second), ElementsAre("丁"));
  EXPECT_EQ(second.next, "");
  EXPECT_THAT(titles(bad), ElementsAre("乙"));
  EXPECT_THAT(titles(worse), ElementsAre("丁"));
  EXPECT_EQ(worse.next, "");
  for (auto const* cursor : {"1", "-1", "x", "99999", "7 "}) {
    EXPECT_EQ(key_of(imports_->rows(held, {.cursor = cursor})), "api.import.broken_cursor")
        << cursor;
  }
}

TEST_P(Held, let_their_file_go_once_they_are_written) {
  auto const token = add("root.1.1");
  auto held = *imports_->find(token, "root.1.1");
  ASSERT_TRUE(imports_->keep_progress(held.id, 1, 2));
  EXPECT_EQ(imports_->find(token, "root.1.1")->written, 1);

  ASSERT_TRUE(imports_->finish(held.id, Json::object({{"rows", Json::integer(2)}})));

  held = *imports_->find(token, "root.1.1");
  EXPECT_EQ(key_of(imports_->bytes(held)), "api.import.none");
  ASSERT_TRUE(held.done);
  EXPECT_EQ(held.done->integer_at("rows"), 2);
  EXPECT_EQ(files(), 1U);
  ASSERT_TRUE(imports_->drop(held.id));
  EXPECT_EQ(files(), 0U);
}

TEST_P(Held, are_written_by_one_and_planned_by_few) {
  auto first = imports_->begin("a");
  EXPECT_EQ(key_of(imports_->begin("a")), "api.import.being_written");
  auto second = imports_->begin("");
  EXPECT_EQ(key_of(imports_->begin("")), "api.import.busy");
  {
    auto const ended = std::move(first);
  }
  EXPECT_EQ(key_of(imports_->begin("a")), "no error");
}

}  // namespace
}  // namespace zonebook::api
