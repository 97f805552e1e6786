// For tests of reads: a ledger of two zones, z and z1 below it, over registers of their own.
//
//   class SearchTest : public ReadingFixture {};
//   begin(registers());
//   create("z1", "project", R"("title":"甲")");

#pragma once

#include <memory>
#include <string>

#include "db/database_fixture.h"
#include "ledger/ledger.h"
#include "ledger/shape.h"
#include "meta/test_registers.h"

namespace zonebook::ledger {

class SteppingClock final : public Clock {
 public:
  Instant now() const override { return now_; }
  void step() { now_ = Instant(now_.micros() + 1'000'000); }

 private:
  Instant now_ = *Instant::parse("2023-12-01T00:00:00Z");
};

class ReadingFixture : public db::DatabaseFixture {
 protected:
  void begin(std::vector<meta::Register> registers) {
    database_ = open();
    catalog_ = meta::test_registers::made(std::move(registers));
    auto local = Zone::load("Asia/Shanghai");
    auto const done = database_->write([&](db::Connection& at) -> Result<void> {
      TRY(make_fixed_tables(at));
      TRY(adopt_shape(at, *catalog_, {}, ShapeEntry::left_out));
      TRY(add_zone(at, "z", std::nullopt));
      return add_zone(at, "z1", "z");
    });
    ASSERT_TRUE(done) << db::told(done);
    ledger_ = std::make_unique<Ledger>(*database_, catalog_,
                                       Ledger::Options{.clock = clock_, .local = *local});
  }

  // A letter of one change, as JSON.
  void append(std::string const& zone, std::string const& change) {
    clock_.step();
    auto const letter = Json::parse(
        R"({"zone":")" + zone + R"(","actor":"示例人员01","source":"","reason":"","changes":[)" +
        change + "]}");
    ASSERT_TRUE(letter) << change;
    auto const receipt = ledger_->append(*letter);
    ASSERT_TRUE(receipt) << db::told(receipt);
  }
  void create(std::string const& zone, std::string const& in, std::string const& fields) {
    append(zone, R"({"kind":"create","register":")" + in +
                     R"(","id":"new:a","valid_from":"2023-01-01","fields":{)" + fields + "}}");
  }

  SteppingClock clock_;
  std::unique_ptr<db::Database> database_;
  std::shared_ptr<meta::Catalog const> catalog_;
  std::unique_ptr<Ledger> ledger_;
};

// Nobody has to fill in anything.
inline meta::Register optional(meta::Register in) {
  for (auto& field : in.fields) field.required = false;
  return in;
}

}  // namespace zonebook::ledger
