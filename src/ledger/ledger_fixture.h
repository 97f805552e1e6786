// A small ledger for tests, on either database: zones root, jiaocheng and shangwu under it; three
// registers, of which one is shared; a clock that stands still until it is set.
//
//   class Writing : public LedgerFixture {};
//   INSTANTIATE_TEST_SUITE_P(Both, Writing, db::both_dialects, db::dialect_name);
//   TEST_P(Writing, …) { auto const p = made(R"({"kind":"create","register":"project",…})"); … }
//
// Threads: StepClock is for all; the rest for one.

#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "db/database_fixture.h"
#include "ledger/ledger.h"
#include "ledger/table.h"
#include "ledger/verify.h"

namespace zonebook::ledger {

using db::told;

class StepClock final : public Clock {
 public:
  explicit StepClock(std::string_view at = "2023-06-28T02:00:00Z") { set(at); }
  Instant now() const override { return Instant(micros_.load()); }
  void set(Instant now) { micros_ = now.micros(); }
  void set(std::string_view at) { set(*Instant::parse(at)); }
  void step(std::int64_t micros) { micros_ += micros; }

 private:
  std::atomic<std::int64_t> micros_;
};

// enterprise (shared; code is its key; size), project (code is its key; total, stage, owner, event
// started_on), agreement (project, amount, event signed_on).
std::shared_ptr<meta::Catalog const> sample_catalog();

struct ZoneUnder {
  std::string zone;
  std::optional<std::string> parent;
};
std::vector<ZoneUnder> const& sample_zones();

// Empty tables.  Zones stay without entries.
void make_tables(db::Database&, meta::Catalog const&, std::vector<ZoneUnder> const&);

std::unique_ptr<Ledger> ledger_on(db::Database&, Clock const&);

// Ends the test if it is none.
Json json(std::string_view text);
// A letter of 示例人员01 with these changes.
Json letter(std::string_view zone, std::vector<Json> changes);
Json letter(std::string_view zone, std::string_view change);

// The tables a ledger of this catalog has, and all their rows: "TABLE column=value …", sorted.
std::vector<Table> tables_of(meta::Catalog const&);
std::vector<std::string> dump(db::Database&, meta::Catalog const&);

// What verify() found, a line each.
std::vector<std::string> problems(db::Database&, Ledger const&, std::vector<Anchor> const& = {});

class LedgerFixture : public db::DatabaseFixture {
 protected:
  void SetUp() override;

  db::Database& database() { return *database_; }
  Ledger& ledger() { return *ledger_; }
  StepClock& clock() { return clock_; }
  meta::Catalog const& catalog() const { return ledger_->catalog(); }

  // Must succeed.
  Receipt append(Json const&);
  // The id of the only record that a letter of this change makes.
  std::string made(std::string_view change, std::string_view zone = "jiaocheng");

 private:
  std::unique_ptr<db::Database> database_;
  StepClock clock_;
  std::unique_ptr<Ledger> ledger_;
};

}  // namespace zonebook::ledger
