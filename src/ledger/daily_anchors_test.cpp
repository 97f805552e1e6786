// The heads of each day stand outside the database, by themselves.

#include "ledger/daily_anchors.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "ledger/audit.h"
#include "ledger/ledger_fixture.h"

namespace zonebook::ledger {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class Daily : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    database_ = open();
    make_tables(*database_, *sample_catalog(), sample_zones());
    ledger_ = another_ledger();
  }

  std::unique_ptr<Ledger> another_ledger() {
    return std::make_unique<Ledger>(
        *database_, sample_catalog(),
        Ledger::Options{
            .clock = clock_, .local = *Zone::load("Asia/Shanghai"), .anchors = folder_});
  }

  Result<Receipt> append() {
    return ledger_->append(letter("jiaocheng", R"({"kind":"create","register":"project",
        "id":"new:p","valid_from":"2023-01-01","fields":{"total":1}})"));
  }

  std::vector<std::string> names() const {
    std::vector<std::string> found;
    std::error_code failed;
    for (auto const& entry : fs::directory_iterator(folder_, failed)) {
      found.push_back(entry.path().filename().string());
    }
    std::ranges::sort(found);
    return found;
  }

  std::string text_of(std::string const& name) const {
    std::ifstream file(folder_ + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::vector<Anchor> heads() { return *all_anchors(**database_->read()); }

  StepClock clock_{"2023-06-28T02:00:00Z"};
  db::TestPlace aside_{db::Dialect::sqlite};
  std::string folder_ = aside_.folder() + "/anchors";
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<Ledger> ledger_;
};

INSTANTIATE_TEST_SUITE_P(Both, Daily, db::both_dialects, db::dialect_name);

TEST_P(Daily, anchors_hold_the_heads_that_the_day_before_left) {
  auto const before = heads();
  ASSERT_TRUE(append());
  ASSERT_TRUE(append());
  EXPECT_THAT(names(), ElementsAre("2023-06-28.txt"));
  EXPECT_EQ(text_of("2023-06-28.txt"), anchor_lines(before, *Date::parse("2023-06-28")));
  auto const after = heads();

  clock_.set("2023-06-28T15:59:59Z");  // 23:59:59 in Shanghai
  ASSERT_TRUE(append());
  EXPECT_EQ(names().size(), 1U);
  auto const last = heads();
  clock_.set("2023-06-28T16:00:00Z");
  ASSERT_TRUE(append());

  EXPECT_THAT(names(), ElementsAre("2023-06-28.txt", "2023-06-29.txt"));
  EXPECT_EQ(text_of("2023-06-29.txt"), anchor_lines(last, *Date::parse("2023-06-29")));
  EXPECT_NE(anchor_lines(last, {}), anchor_lines(after, {}));
}

TEST_P(Daily, anchors_are_written_once_whoever_comes) {
  ASSERT_TRUE(append());
  auto const first = text_of("2023-06-28.txt");
  auto const other = another_ledger();

  ASSERT_TRUE(other->append(letter("shangwu", R"({"kind":"create","register":"project",
      "id":"new:p","valid_from":"2023-01-01","fields":{"total":1}})")));
  ASSERT_TRUE(DailyAnchors(folder_).keep(*database_, *Date::parse("2023-06-28")));

  EXPECT_EQ(text_of("2023-06-28.txt"), first);
}

TEST_P(Daily, anchors_hold_the_ledger_and_each_head_once) {
  for (auto const* at : {"2023-06-28T02:00:00Z", "2023-06-29T02:00:00Z", "2023-06-30T02:00:00Z"}) {
    clock_.set(at);
    ASSERT_TRUE(append());
  }

  auto const all = DailyAnchors(folder_).all();

  ASSERT_TRUE(all) << told(all);
  EXPECT_EQ(all->size(), 3U) << "root 1, jiaocheng 1, jiaocheng 2";
  EXPECT_THAT(problems(*database_, *ledger_, *all), IsEmpty());
  ASSERT_TRUE(database_->write([](db::Connection& at) {
    return at.script("DELETE FROM entry WHERE zone = 'jiaocheng' AND seq > 1");
  }));
  EXPECT_THAT(problems(*database_, *ledger_, *all),
              testing::Contains("ledger.chain_cut jiaocheng 2"));
}

TEST_P(Daily, anchors_hold_the_audit_chain_that_was_rewritten_with_its_head) {
  auto const act = [&](std::string const& about) {
    return database_->write([&](db::Connection& at) {
      return audit(at, {.act = act::exported, .actor = "示例人员01", .about = about}, clock_.now());
    });
  };
  auto const from_the_first = [&](db::Connection& at) {
    return at.script("DELETE FROM audit; DELETE FROM audit_head");
  };
  ASSERT_TRUE(act("project"));
  ASSERT_TRUE(act("agreement"));
  ASSERT_TRUE(append());
  auto const all = *DailyAnchors(folder_).all();
  EXPECT_EQ(all.size(), 2U) << "root 1, .audit 2";
  EXPECT_THAT(problems(*database_, *ledger_, all), IsEmpty());

  ASSERT_TRUE(database_->write(from_the_first));
  ASSERT_TRUE(act("project"));
  EXPECT_THAT(problems(*database_, *ledger_), IsEmpty());
  EXPECT_THAT(problems(*database_, *ledger_, all), ElementsAre("ledger.audit_lost 2"));
  ASSERT_TRUE(act("something else"));
  EXPECT_THAT(problems(*database_, *ledger_, all), ElementsAre("ledger.audit_differs 2"));
}

TEST_P(Daily, anchors_that_cannot_be_written_hold_the_entry_back) {
  std::ofstream(folder_) << "a file where the folder should be";
  auto const before = heads();

  auto const refused = append();

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Error::Code::unavailable);
  EXPECT_EQ(refused.error().says.key, "base.cannot_write");
  EXPECT_EQ(anchor_lines(heads(), {}), anchor_lines(before, {}));
}

TEST_P(Daily, anchors_that_somebody_wrote_in_are_refused_with_their_place) {
  ASSERT_TRUE(append());
  std::ofstream(folder_ + "/2023-06-28.txt", std::ios::app) << "one word\n";
  std::ofstream(folder_ + "/readme.txt") << "not of a day\n";

  auto const all = DailyAnchors(folder_).all();

  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().where, folder_ + "/2023-06-28.txt:2");
}

}  // namespace
}  // namespace zonebook::ledger
