// Personal data: nowhere but in its own table, and nowhere at all once it is erased.

#include "ledger/personal.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "ledger/ledger_fixture.h"
#include "ledger/rebuild.h"
#include "ledger/shape.h"
#include "meta/test_registers.h"

namespace zonebook::ledger {
namespace {

constexpr auto phone = "示例电话13800000000";

std::shared_ptr<meta::Catalog const> contacts() {
  auto note = meta::test_registers::field("note", "text");
  note.required = false;
  return meta::test_registers::made({meta::test_registers::reg(
      "contact", {meta::test_registers::field("phone", "person"), note})});
}

class Personal : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    database_ = open();
    catalog_ = contacts();
    make_tables(*database_, *catalog_, {{"root", std::nullopt}});
    ledger_ = std::make_unique<Ledger>(
        *database_, catalog_,
        Ledger::Options{
            .clock = clock_, .local = *Zone::load("Asia/Shanghai"), .secret = "示例密钥"});
    auto const receipt = ledger_->append(letter(
        "root", R"({"kind":"create","register":"contact","id":"new:c","valid_from":"2023-06-28",)"
                R"("fields":{"phone":"示例电话13800000000","note":"示例"}})"));
    ASSERT_TRUE(receipt) << told(receipt);
    id_ = receipt->made[0].second;
  }

  PersonalMark mark() {
    auto snapshot = ledger_->read("root");
    auto const found = snapshot->as_of(id_, *Date::parse("2023-12-31"));
    auto const mark = personal_mark(std::get<std::string>(found->version->values[0]));
    EXPECT_TRUE(mark);
    return *mark;
  }

  std::optional<std::string> value_behind(PersonalMark const& mark) {
    auto const reader = database_->read();
    auto value = personal_value(**reader, "root", mark);
    EXPECT_TRUE(value) << told(value);
    return *value;
  }

  Result<Receipt> erase(PersonalMark const& mark) {
    return ledger_->erase({.zone = "root",
                           .actor = "示例人员02",
                           .source = "示例申请书",
                           .reason = "本人要求删除",
                           .refs = {mark.ref}});
  }

  std::size_t rows_with_the_phone() {
    auto const rows = dump(*database_, *catalog_);
    return static_cast<std::size_t>(
        std::ranges::count_if(rows, [](auto const& row) { return row.find(phone) != row.npos; }));
  }

  std::unique_ptr<db::Database> database_;
  std::shared_ptr<meta::Catalog const> catalog_;
  StepClock clock_;
  std::unique_ptr<Ledger> ledger_;
  std::string id_;
};

TEST_P(Personal, stands_in_its_own_table_and_nowhere_else) {
  EXPECT_EQ(value_behind(mark()), phone);
  EXPECT_EQ(rows_with_the_phone(), 1u);
  EXPECT_THAT(problems(*database_, *ledger_), testing::IsEmpty());
}

TEST_P(Personal, is_found_by_its_value_only_with_the_secret_of_the_deployment) {
  auto const reader = database_->read();

  auto const found = marks_with_value(**reader, "root", phone, "示例密钥");
  auto const not_found = marks_with_value(**reader, "root", phone, "another secret");

  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ(to_text(found->front()), to_text(mark()));
  EXPECT_THAT(*not_found, testing::IsEmpty());
}

TEST_P(Personal, is_gone_for_good_once_it_is_erased_and_the_chain_still_holds) {
  auto const before = mark();

  auto const receipt = erase(before);

  ASSERT_TRUE(receipt) << told(receipt);
  EXPECT_EQ(mark().ref, before.ref);
  EXPECT_EQ(value_behind(before), std::nullopt);
  EXPECT_EQ(rows_with_the_phone(), 0u);
  EXPECT_THAT(problems(*database_, *ledger_), testing::IsEmpty());
}

// The digest of the letter is that of a text with the value in it: who has the rest could try all
// values that there are.
TEST_P(Personal, is_not_to_be_guessed_by_the_digest_of_its_letter) {
  auto const mobile = "示例电话13900000000";
  auto given = letter(
      "root", R"({"kind":"create","register":"contact","id":"new:c","valid_from":"2023-06-28",)"
              R"("fields":{"phone":"示例电话13900000000"}})");
  given.set("key", Json::string("k1"));
  auto other = letter(
      "root", R"({"kind":"create","register":"contact","id":"new:c","valid_from":"2023-06-28",)"
              R"("fields":{"phone":"示例电话13900000001"}})");
  other.set("key", Json::string("k2"));
  auto const receipt = ledger_->append(given);
  ASSERT_TRUE(receipt && ledger_->append(other)) << told(receipt);
  auto const digest_of = [&](std::string const& key) {
    auto const reader = *database_->read();
    Statements const statements(*catalog_);
    Store store(*reader, *catalog_, statements);
    std::string digest = "none";
    EXPECT_TRUE(store.each_request("root", [&](StoredRequest const& row) -> Result<void> {
      if (row.key == key) digest = row.digest;
      return {};
    }));
    return digest;
  };
  id_ = receipt->made[0].second;
  ASSERT_EQ(value_behind(mark()), mobile);
  EXPECT_NE(digest_of("k1"), "");

  ASSERT_TRUE(erase(mark()));

  EXPECT_EQ(digest_of("k1"), "");
  EXPECT_NE(digest_of("k2"), "") << "another's";
  auto const again = ledger_->append(given);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().says.key, "ledger.key_erased");
  EXPECT_TRUE(ledger_->append(other)->repeated);
  EXPECT_THAT(problems(*database_, *ledger_), testing::IsEmpty());
}

TEST_P(Personal, leaves_the_files_of_the_database_once_nobody_reads_them) {
  if (!is_sqlite()) GTEST_SKIP() << "the server's own log is the server's";
  auto const has_phone = [&](std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(file), {}};
    return bytes.find(phone) != bytes.npos;
  };
  auto const path = place().location();
  auto const log = path + "-wal";
  ASSERT_TRUE(has_phone(path) || has_phone(log));
  auto const erased = mark();
  {
    auto const reader = database_->read();  // sees the value, and may go on doing so
    ASSERT_TRUE(value_behind(erased));
    ASSERT_TRUE(erase(erased));
    EXPECT_TRUE(has_phone(path) || has_phone(log));
  }
  ASSERT_TRUE(ledger_->append(letter("root", R"({"kind":"retire","register":"contact","id":")" +
                                                 id_ + R"(","valid_from":"2023-07-01"})")));

  EXPECT_FALSE(has_phone(path));
  EXPECT_FALSE(has_phone(log));
}

TEST_P(Personal, stays_erased_through_a_rebuild) {
  auto const erased = mark();
  ASSERT_TRUE(erase(erased));

  auto const rebuilt = database_->write([&](db::Connection& at) { return rebuild(at, *catalog_); });

  ASSERT_TRUE(rebuilt) << told(rebuilt);
  EXPECT_EQ(value_behind(erased), std::nullopt);
  EXPECT_THAT(problems(*database_, *ledger_), testing::IsEmpty());
}

TEST_P(Personal, that_one_entry_gives_and_gives_anew_is_no_stranger) {
  auto const change = [&](std::string const& phone_now) {
    return json(R"({"kind":"change","register":"contact","id":")" + id_ +
                R"(","valid_from":"2023-07-01","fields":{"phone":")" + phone_now + R"("}})");
  };

  auto const receipt = ledger_->append(letter("root", {change("示例电话1"), change("示例电话2")}));

  ASSERT_TRUE(receipt) << told(receipt);
  EXPECT_EQ(value_behind(mark()), "示例电话2");
  EXPECT_THAT(problems(*database_, *ledger_), testing::IsEmpty());
}

// Who reads the record reads the mark, and may send back all that was read.
TEST_P(Personal, that_is_sent_back_as_it_was_read_stays_what_it_is) {
  auto const read = mark();
  auto const with_mark = [&](std::string const& text) {
    return ledger_->append(
        letter("root", R"({"kind":"correct","register":"contact","id":")" + id_ +
                           R"(","valid_from":"2023-06-28","fields":{"note":"示例二","phone":")" +
                           text + "\"}}"));
  };

  auto const same = with_mark(to_text(read));
  auto const other = with_mark(to_text({std::string(32, 'a'), read.hash}));

  ASSERT_TRUE(same) << told(same);
  EXPECT_EQ(mark().ref, read.ref);
  EXPECT_EQ(value_behind(mark()), phone);
  EXPECT_EQ(other ? "appended" : other.error().says.key, "ledger.mark_given");
  EXPECT_THAT(problems(*database_, *ledger_), testing::IsEmpty());
}

TEST_P(Personal, cannot_be_erased_twice_and_an_unknown_reference_changes_nothing) {
  auto const erased = mark();
  ASSERT_TRUE(erase(erased));
  auto const before = dump(*database_, *catalog_);

  auto const again = erase(erased);

  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().says.key, "ledger.no_personal");
  EXPECT_EQ(dump(*database_, *catalog_), before);
}

TEST_P(Personal, that_was_changed_or_removed_without_an_entry_is_noticed) {
  auto const ref = mark().ref;
  auto const run = [&](std::string const& sql) {
    auto const done = database_->write([&](db::Connection& at) { return at.script(sql); });
    ASSERT_TRUE(done) << told(done);
  };

  run("UPDATE personal SET value = '示例电话13900000000'");
  EXPECT_THAT(problems(*database_, *ledger_), testing::Not(testing::IsEmpty()));
  run("DELETE FROM personal");
  EXPECT_THAT(problems(*database_, *ledger_), testing::Not(testing::IsEmpty()));
}

TEST(PersonalMark, is_told_from_any_other_text) {
  PersonalMark const mark{std::string(32, 'a'), std::string(64, '0')};

  EXPECT_TRUE(personal_mark(to_text(mark)));
  for (auto const* text : {"", "p.", "示例人员01", "p.aaaa:0000"}) {
    EXPECT_FALSE(personal_mark(text)) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(Both, Personal, db::both_dialects, db::dialect_name);

}  // namespace
}  // namespace zonebook::ledger
