// What was erased stays erased, whatever backup is brought back.

#include "ledger/erased.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "ledger/backup.h"
#include "ledger/ledger_fixture.h"
#include "ledger/migrations.h"
#include "ledger/shape.h"
#include "meta/test_registers.h"

namespace zonebook::ledger {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::string ref(char digit) { return std::string(32, digit); }

TEST(Erased, lists_are_added_to_and_read) {
  db::TestPlace const place(db::Dialect::sqlite);
  ErasedList const list(place.folder() + "/keys/erased");

  EXPECT_THAT(*list.refs(), IsEmpty());
  ASSERT_TRUE(list.add({ref('a'), ref('b')}));
  ASSERT_TRUE(list.add({ref('a')}));
  ASSERT_TRUE(list.add({}));

  EXPECT_THAT(*list.refs(), ElementsAre(ref('a'), ref('b')));
  EXPECT_TRUE(ErasedList("").add({ref('a')}));
  EXPECT_THAT(*ErasedList("").refs(), IsEmpty());
}

TEST(Erased, lists_forgive_a_torn_end_and_nothing_else) {
  db::TestPlace const place(db::Dialect::sqlite);
  auto const path = place.folder() + "/erased";
  ErasedList const list(path);
  ASSERT_TRUE(list.add({ref('a')}));
  std::ofstream(path, std::ios::app) << ref('b');
  EXPECT_THAT(*list.refs(), ElementsAre(ref('a')));
  ASSERT_TRUE(list.add({ref('c')}));
  EXPECT_THAT(*list.refs(), ElementsAre(ref('a'), ref('c')));

  std::ofstream(path, std::ios::app) << "13800000000\n";

  auto const refused = list.refs();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where, path + ":3");
}

class Erasing : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    database_ = open();
    ledger_ = ledger_on_tables(*database_, "示例密钥");
    for (auto const* phone : {"13800000001", "13800000002"}) {
      auto const receipt =
          ledger_->append(letter("root", R"({"kind":"create","register":"contact","id":"new:c",
              "valid_from":"2023-06-28","fields":{"phone":")" +
                                             std::string(phone) + "\"}}"));
      ASSERT_TRUE(receipt) << told(receipt);
      ids_.push_back(receipt->made[0].second);
    }
  }

  std::unique_ptr<Ledger> around(db::Database& database, std::string const& secret) {
    return std::make_unique<Ledger>(database, catalog_,
                                    Ledger::Options{.clock = clock_,
                                                    .local = *Zone::load("Asia/Shanghai"),
                                                    .secret = secret,
                                                    .erased = path_});
  }

  std::unique_ptr<Ledger> ledger_on_tables(db::Database& database, std::string const& secret) {
    EXPECT_TRUE(db::migrate(database, migrations_room, migrations(), clock_.now()));
    EXPECT_TRUE(database.write([&](db::Connection& at) -> Result<void> {
      TRY(add_zone(at, "root", std::nullopt));
      return adopt_shape(at, *catalog_, clock_.now(), ShapeEntry::written);
    }));
    return around(database, secret);
  }

  PersonalMark mark_of(std::size_t n) {
    auto snapshot = ledger_->read("root");
    auto const found = snapshot->as_of(ids_[n], *Date::parse("2023-12-31"));
    return *personal_mark(std::get<std::string>(found->version->values[0]));
  }

  static std::optional<std::string> value_in(db::Database& database, PersonalMark const& mark) {
    return *personal_value(**database.read(), "root", mark);
  }

  Result<Receipt> erase(std::vector<std::string> refs) {
    return ledger_->erase({.zone = "root",
                           .actor = "示例人员01",
                           .source = "示例申请",
                           .reason = "本人要求",
                           .refs = std::move(refs)});
  }

  StepClock clock_;
  db::TestPlace aside_{db::Dialect::sqlite};
  std::string path_ = aside_.folder() + "/keys/erased";
  std::shared_ptr<meta::Catalog const> catalog_ = meta::test_registers::made(
      {meta::test_registers::reg("contact", {meta::test_registers::field("phone", "person")})});
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<Ledger> ledger_;
  std::vector<std::string> ids_;
};

INSTANTIATE_TEST_SUITE_P(Both, Erasing, db::both_dialects, db::dialect_name);

TEST_P(Erasing, is_kept_outside_the_database_before_it_is_committed) {
  auto const erased = mark_of(0).ref;

  ASSERT_TRUE(erase({erased}));
  ASSERT_FALSE(erase({mark_of(1).ref, ref('0')})) << "one of them is none";

  EXPECT_THAT(*ErasedList(path_).refs(), ElementsAre(erased));
  EXPECT_THAT(problems(*database_, *ledger_), IsEmpty());
}

TEST_P(Erasing, that_was_not_finished_is_named_by_verify) {
  auto const mark = mark_of(0);
  ASSERT_TRUE(ErasedList(path_).add({mark.ref}));

  EXPECT_THAT(problems(*database_, *ledger_),
              ElementsAre("ledger.erased_stands personal " + mark.ref));

  ASSERT_TRUE(erase({mark.ref}));
  EXPECT_THAT(problems(*database_, *ledger_), IsEmpty());
}

TEST_P(Erasing, holds_against_a_backup_from_before) {
  auto const gone = mark_of(0), kept = mark_of(1);
  auto const saved = aside_.folder() + "/before.zbk";
  ASSERT_TRUE(back_up(*database_, saved));
  ASSERT_TRUE(erase({gone.ref}));
  db::TestPlace const place(GetParam());
  auto const into = *db::Database::open({.location = place.location()});

  auto const restored =
      restore(*into, saved, *catalog_,
              {.now = clock_.now(), .erased = *ErasedList(path_).refs(), .secret = "另一把密钥"});

  ASSERT_TRUE(restored) << told(restored);
  EXPECT_EQ(value_in(*into, gone), std::nullopt);
  EXPECT_EQ(value_in(*into, kept), "13800000002");
  auto const ledger = around(*into, "另一把密钥");
  EXPECT_THAT(problems(*into, *ledger), IsEmpty()) << "the log tells of it";
  auto const found = refs_with_value(**into->read(), "root", "13800000002", "另一把密钥");
  EXPECT_THAT(*found, ElementsAre(kept.ref)) << "by the secret of this place";
}

TEST_P(Erasing, is_undone_by_a_backup_where_no_list_is_known_and_verify_says_so_once_it_is) {
  auto const gone = mark_of(0);
  auto const saved = aside_.folder() + "/before.zbk";
  ASSERT_TRUE(back_up(*database_, saved));
  ASSERT_TRUE(erase({gone.ref}));
  db::TestPlace const place(GetParam());
  auto const into = *db::Database::open({.location = place.location()});

  ASSERT_TRUE(restore(*into, saved, *catalog_, {.now = clock_.now(), .secret = "示例密钥"}));

  EXPECT_EQ(value_in(*into, gone), "13800000001");
  EXPECT_THAT(problems(*into, *around(*into, "示例密钥")),
              ElementsAre("ledger.erased_stands personal " + gone.ref));
}

TEST_P(Erasing, leaves_tokens_that_verify_holds_against_the_secret) {
  EXPECT_THAT(problems(*database_, *around(*database_, "falsch")),
              Contains("ledger.row_strange personal " + mark_of(0).ref));
  auto const without =
      std::make_unique<Ledger>(*database_, catalog_,
                               Ledger::Options{.clock = clock_,
                                               .local = *Zone::load("Asia/Shanghai"),
                                               .has_secret = Ledger::Options::Secret::missing});
  EXPECT_THAT(problems(*database_, *without), IsEmpty());
}

}  // namespace
}  // namespace zonebook::ledger
