// The one table of the tests of this room, and what they do with it.

#pragma once

#include "db/database_fixture.h"

namespace zonebook::db {

inline Statement const add_item =
    Statement::same("add_item", "INSERT INTO item (id, number, word) VALUES (?, ?, ?)");
inline Statement const item_of =
    Statement::same("item_of", "SELECT number, word FROM item WHERE id = ?");
inline Statement const count_items = Statement::same("count_items", "SELECT count(*) FROM item");

// A database with an empty table `item (id, number, word)`.
class ItemFixture : public DatabaseFixture {
 protected:
  std::unique_ptr<Database> open_with_items(Options options = {}) const {
    auto database = open(std::move(options));
    char const* shape = is_sqlite() ? "CREATE TABLE item (id INTEGER PRIMARY KEY, number INTEGER, "
                                      "word TEXT) STRICT"
                                    : "CREATE TABLE item (id BIGINT PRIMARY KEY, number BIGINT, "
                                      "word TEXT COLLATE \"C\")";
    auto const made = database->write([&](Connection& at) { return at.script(shape); });
    EXPECT_TRUE(made) << told(made);
    return database;
  }

  static Result<void> add(Database& database, std::int64_t id, std::int64_t number = 0) {
    return database.write([&](Connection& at) -> Result<void> {
      TRY(at.run(add_item, {id, number, "word"}));
      return {};
    });
  }

  static std::int64_t count(Connection& at) {
    auto const found = one(at, count_items);
    EXPECT_TRUE(found) << told(found);
    return std::get<std::int64_t>(**found);
  }

  static std::int64_t count(Database& database) {
    auto const reader = database.read();
    EXPECT_TRUE(reader) << told(reader);
    return count(**reader);
  }
};

}  // namespace zonebook::db
