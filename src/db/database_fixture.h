// Storage tests run on both databases:
//
//   class Storage : public db::DatabaseFixture {};
//   INSTANTIATE_TEST_SUITE_P(Both, Storage, db::both_dialects, db::dialect_name);
//   TEST_P(Storage, keeps_what_it_is_given) { auto database = open(); … }
//
// A TestPlace is an empty database of its own: an SQLite file in a temporary folder, or a schema on
// the server that ZONEBOOK_TEST_POSTGRES names.  It goes when the test ends.  Without the variable
// the PostgreSQL half is skipped, and gtest counts that; under ./test it is always set.

#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "db/database.h"

namespace zonebook::db {

class TestPlace {
 public:
  static bool is_there(Dialect);
  explicit TestPlace(Dialect);
  TestPlace(TestPlace const&) = delete;
  TestPlace& operator=(TestPlace const&) = delete;
  ~TestPlace();

  std::string const& location() const { return location_; }
  // Of the SQLite file; for what a test leaves beside it.
  std::string const& folder() const { return folder_; }

 private:
  std::string location_, folder_, schema_;
};

class DatabaseFixture : public testing::TestWithParam<Dialect> {
 protected:
  void SetUp() override;

  bool is_sqlite() const { return GetParam() == Dialect::sqlite; }
  TestPlace const& place() const { return *place_; }
  // The same place each time; SQLite's file has one owner at a time.  The test ends if it fails.
  std::unique_ptr<Database> open(Options = {}) const;

 private:
  std::optional<TestPlace> place_;
};

inline auto const both_dialects = testing::Values(Dialect::sqlite, Dialect::postgres);

inline std::string dialect_name(testing::TestParamInfo<Dialect> const& info) {
  return info.param == Dialect::sqlite ? "sqlite" : "postgres";
}

// What went wrong, for `EXPECT_TRUE(done) << told(done)`.
template <class T>
std::string told(Result<T> const& result) {
  if (result) return "no error";
  return result.error().where + ": " + render(result.error().says, Language::en);
}

// The first column of the only row; nothing if there is none.
Result<std::optional<Value>> one(Connection&, Statement const&, Parameters = {});

}  // namespace zonebook::db
