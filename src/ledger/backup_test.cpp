#include "ledger/backup.h"

#include <filesystem>
#include <fstream>
#include <set>

#include "ledger/test_zones.h"
#include "ledger/verify.h"

namespace zonebook::ledger {
namespace {

namespace fs = std::filesystem;
using test_zones::zone_change;

class Backup : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    db::DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    path_ = files_.folder() + "/ledger.zbk";
    from_ = test_zones::made(open());
    ASSERT_TRUE(from_->change("root", zone_change("east", "root.2.1")));
    ASSERT_TRUE(from_->change("east", R"({"kind":"create","register":"thing","id":"new:t",
        "valid_from":"2023-01-01","fields":{"name":"示例"}})"));
  }

  // Another place, of the dialect that is asked for.
  struct Target {
    db::TestPlace place;
    std::unique_ptr<test_zones::Open> open;

    explicit Target(db::Dialect dialect) : place(dialect) {
      open = test_zones::around(*db::Database::open({.location = place.location()}));
    }
  };

  std::string path_;
  std::unique_ptr<test_zones::Open> from_;

 private:
  db::TestPlace files_{db::Dialect::sqlite};
};
INSTANTIATE_TEST_SUITE_P(Both, Backup, db::both_dialects, db::dialect_name);

TEST_P(Backup, comes_back_in_either_database_with_the_same_heads) {
  auto const saved = back_up(*from_->database, path_);
  ASSERT_TRUE(saved) << db::told(saved);
  EXPECT_EQ(saved->entries, 4);

  for (auto const dialect : {db::Dialect::sqlite, GetParam()}) {
    Target target(dialect);
    auto& open = *target.open;
    auto const restored = restore(*open.database, path_, *open.catalog, {.now = test_zones::noon});
    ASSERT_TRUE(restored) << db::told(restored);
    auto const problems = verify(*open.database, *open.ledger, saved->heads);
    ASSERT_TRUE(problems) << db::told(problems);
    EXPECT_TRUE(problems->empty()) << problems->front().says.key << problems->front().where;
    auto const heads = all_anchors(**open.database->read());
    EXPECT_EQ(heads->at(0).hash, saved->heads.at(0).hash);    // east
    EXPECT_EQ(heads->at(1).seq, saved->heads.at(1).seq + 1);  // root, and the restore
    auto now = *open.ledger->read("root");
    EXPECT_EQ(now.list(*open.catalog->find("thing"), *Date::parse("2023-06-01"))->size(), 1U);
    auto const again = open.change("east", R"({"kind":"create","register":"thing","id":"new:t",
        "valid_from":"2023-01-01","fields":{"name":"示例二"}})");
    EXPECT_TRUE(again) << db::told(again);
  }
}

TEST_P(Backup, is_one_file_and_never_written_over_another) {
  ASSERT_TRUE(back_up(*from_->database, path_));

  auto const again = back_up(*from_->database, path_);

  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().says.key, "ledger.backup_exists");
  std::vector<std::string> names;
  for (auto const& file : fs::directory_iterator(fs::path(path_).parent_path())) {
    auto const name = file.path().filename().string();
    if (name.starts_with("ledger.zbk")) names.push_back(name);
  }
  EXPECT_EQ(names, std::vector<std::string>{"ledger.zbk"});
}

TEST_P(Backup, brings_the_files_back_and_names_those_that_are_damaged) {
  db::TestPlace const aside(db::Dialect::sqlite);
  auto const files = FileStore::open(aside.folder() + "/files");
  auto const good = files.add("good")->hash, bad = files.add("bad")->hash;
  ASSERT_TRUE(back_up(*from_->database, path_, &files));
  std::ofstream(path_ + ".files/" + bad.substr(0, 2) + "/" + bad) << "worse";
  Target target(GetParam());
  auto const to = FileStore::open(aside.folder() + "/to", 1);

  auto const restored = restore(*target.open->database, path_, *target.open->catalog,
                                {.now = test_zones::noon, .files = &to});

  ASSERT_TRUE(restored) << db::told(restored);
  EXPECT_EQ(restored->files.count, 1);
  EXPECT_EQ(restored->files.damaged, std::vector<std::string>{bad});
  EXPECT_TRUE(to.check(good)) << "whatever the limit is here";
  EXPECT_FALSE(to.check(bad));
  auto const again = back_up(*from_->database, path_ + "2", &files);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->files.count, 2);
}

TEST_P(Backup, is_refused_where_a_byte_of_it_was_changed_or_a_ledger_stands) {
  ASSERT_TRUE(back_up(*from_->database, path_));
  auto const onto = restore(*from_->database, path_, *from_->catalog, {.now = test_zones::noon});
  {
    auto const file = *db::Database::open({.location = path_});
    ASSERT_TRUE(file->write([](db::Connection& at) {
      return at.script("UPDATE entry SET actor = '示例人员02' WHERE zone = 'east' AND seq = 1");
    }));
  }
  Target target(GetParam());

  auto const broken =
      restore(*target.open->database, path_, *target.open->catalog, {.now = test_zones::noon});

  ASSERT_FALSE(onto);
  EXPECT_EQ(onto.error().says.key, "ledger.not_empty");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().says.key, "ledger.backup_broken");
  EXPECT_EQ(broken.error().says.args[0].second, "east 1");
}

TEST_P(Backup, is_one_file_that_is_read_where_nothing_can_be_written) {
  ASSERT_TRUE(back_up(*from_->database, path_));
  auto const folder = fs::path(path_).parent_path();
  std::set<std::string> names;
  auto const see = [&] {
    names.clear();
    for (auto const& entry : fs::directory_iterator(folder)) {
      auto const name = entry.path().filename().string();
      if (name.starts_with(fs::path(path_).filename().string())) names.insert(name);
    }
  };
  see();
  auto const before = names;
  std::ifstream file(path_, std::ios::binary);
  std::string head(20, ' ');
  file.read(head.data(), 20);
  EXPECT_EQ(head.substr(18), "\1\1") << "SQLite's file format: no write-ahead file is asked for";

  Target target(GetParam());
  auto const restored =
      restore(*target.open->database, path_, *target.open->catalog, {.now = test_zones::noon});

  ASSERT_TRUE(restored) << db::told(restored);
  see();
  EXPECT_EQ(names, before) << "nothing is left beside it";
}

TEST_P(Backup, takes_a_ledger_and_a_file_from_before_the_last_steps) {
  auto const step_back = [](db::Database& database) {
    return database.write([](db::Connection& at) {
      return at.script("DROP TABLE own_clock; DELETE FROM migration WHERE number > 1");
    });
  };
  ASSERT_TRUE(step_back(*from_->database));
  auto const saved = back_up(*from_->database, path_);
  ASSERT_TRUE(saved) << db::told(saved);
  ASSERT_TRUE(step_back(**db::Database::open({.location = path_})));

  Target target(GetParam());
  auto const restored =
      restore(*target.open->database, path_, *target.open->catalog, {.now = test_zones::noon});

  ASSERT_TRUE(restored) << db::told(restored);
  EXPECT_EQ(restored->entries, saved->entries);
}

TEST_P(Backup, is_refused_if_a_newer_program_wrote_it_or_it_is_none) {
  ASSERT_TRUE(back_up(*from_->database, path_));
  {
    auto const file = *db::Database::open({.location = path_});
    ASSERT_TRUE(file->write([](db::Connection& at) {
      return at.script(
          "INSERT INTO migration SELECT room, 99, 'later', applied FROM migration WHERE number = "
          "1");
    }));
  }
  Target target(GetParam());
  auto& open = *target.open;

  auto const newer = restore(*open.database, path_, *open.catalog, {.now = test_zones::noon});
  auto const none = restore(*open.database, path_ + "x", *open.catalog, {.now = test_zones::noon});

  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().says.key, "db.newer");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().says.key, "ledger.no_backup");
}

}  // namespace
}  // namespace zonebook::ledger
