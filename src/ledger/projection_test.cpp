#include "ledger/projection.h"

#include <gmock/gmock.h>

#include "ledger/ledger_fixture.h"
#include "ledger/rebuild.h"
#include "ledger/sql.h"

namespace zonebook::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Keeps what it was told; nothing of it stands in the database.
class Told final : public Projection {
 public:
  explicit Told(std::string edition) : edition_(std::move(edition)) {}

  std::string const& edition() const override { return edition_; }
  Result<void> take(db::Connection&, std::vector<TouchedRecord> const& touched,
                    Instant known) const override {
    for (auto const& [id, in] : touched) {
      said_.push_back(in->name + " " + id + " " + known.to_string());
    }
    return {};
  }
  Result<void> fill(db::Connection&, Found found) const override {
    said_.emplace_back(found == Found::held ? "fill beside another" : "fill");
    return {};
  }
  Result<void> verify(db::Connection&, Complain const& complain) const override {
    complain("ledger.row_strange", edition_);
    return {};
  }

  std::vector<std::string> take_said() const { return std::exchange(said_, {}); }

 private:
  std::string edition_;
  mutable std::vector<std::string> said_;
};

class Projections : public LedgerFixture {
 protected:
  // From now on the one that appends.
  void start(std::shared_ptr<Projection const> projection) {
    other_ = std::make_unique<Ledger>(database(), sample_catalog(),
                                      Ledger::Options{.clock = clock(),
                                                      .local = *Zone::load("Asia/Shanghai"),
                                                      .projection = std::move(projection)});
  }
  void keep() {
    auto const kept = keep_projection(database(), *other_);
    ASSERT_TRUE(kept) << told(kept);
  }
  std::string held() { return *held_projection(**database().read()); }
  Result<Receipt> write(std::string const& code, std::string const& stage = "talks") {
    return other_->append(letter("jiaocheng", R"({"kind":"create","register":"project",
        "id":"new:p","valid_from":"2023-01-01","fields":{"code":")" +
                                                  code + R"(","stage":")" + stage + "\"}}"));
  }

  std::unique_ptr<Ledger> other_;
  std::shared_ptr<Told> first_ = std::make_shared<Told>("first");
  std::shared_ptr<Told> second_ = std::make_shared<Told>("second");
};

INSTANTIATE_TEST_SUITE_P(Both, Projections, db::both_dialects, db::dialect_name);

TEST_P(Projections, are_told_of_every_entry_once_they_are_filled) {
  start(first_);
  ASSERT_TRUE(write("A"));
  EXPECT_THAT(first_->take_said(), IsEmpty());

  keep();
  keep();
  ASSERT_TRUE(write("B"));

  EXPECT_EQ(held(), "first");
  EXPECT_THAT(first_->take_said(),
              ElementsAre("fill", "project jiaocheng.2.1 2023-06-28T02:00:00.000001Z"));
}

TEST_P(Projections, are_told_nothing_of_what_is_refused) {
  start(first_);
  keep();
  ASSERT_TRUE(write("A"));
  first_->take_said();

  EXPECT_FALSE(write("A"));

  EXPECT_THAT(first_->take_said(), IsEmpty());
}

TEST_P(Projections, hold_no_more_where_another_edition_appends_or_none) {
  start(first_);
  keep();
  start(second_);
  EXPECT_EQ(held(), "first");

  ASSERT_TRUE(write("A"));
  EXPECT_EQ(held(), "");
  keep();
  EXPECT_EQ(held(), "second");
  start(nullptr);
  ASSERT_TRUE(write("B"));

  EXPECT_EQ(held(), "");
  EXPECT_THAT(second_->take_said(), ElementsAre("fill"));
}

TEST_P(Projections, are_filled_beside_another_that_holds) {
  start(first_);
  keep();
  start(second_);

  keep();

  EXPECT_THAT(second_->take_said(), ElementsAre("fill beside another"));
}

TEST_P(Projections, are_filled_anew_by_a_rebuild) {
  start(first_);
  keep();
  first_->take_said();

  ASSERT_TRUE(rebuild(database(), *other_));

  EXPECT_EQ(held(), "first");
  EXPECT_THAT(first_->take_said(), ElementsAre("fill"));
}

TEST_P(Projections, are_verified_by_whoever_has_one_whatever_is_held) {
  start(first_);
  keep();

  EXPECT_THAT(problems(database(), *other_), ElementsAre("ledger.row_strange first"));
  start(second_);
  EXPECT_THAT(problems(database(), *other_), ElementsAre("ledger.row_strange second"));
  start(nullptr);
  EXPECT_THAT(problems(database(), *other_), IsEmpty());
  ASSERT_TRUE(database().write([](db::Connection& at) -> Result<void> {
    TRY(at.run(sql::add_projection, {"stranger", "no seal"}));
    return {};
  }));
  EXPECT_THAT(problems(database(), *other_), ElementsAre("ledger.row_strange projection first",
                                                         "ledger.row_strange projection stranger"));
}

}  // namespace
}  // namespace zonebook::ledger
