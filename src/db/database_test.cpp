#include "db/database.h"

#include <array>
#include <limits>
#include <tuple>

#include "db/item_fixture.h"
#include "db/sql.h"

namespace zonebook::db {
namespace {

class Values : public ItemFixture {};
INSTANTIATE_TEST_SUITE_P(Both, Values, both_dialects, dialect_name);

TEST_P(Values, come_back_as_they_went) {
  std::vector<Value> const values = {
      {},
      std::int64_t{0},
      std::numeric_limits<std::int64_t>::min(),
      std::numeric_limits<std::int64_t>::max(),
      std::int64_t{9007199254740993},  // no double holds it
      std::string(),
      std::string("综改示范区 “价格” 🐎"),
      std::string("it's ? $1 \\ \" % \n\t"),
      std::string(100'000, 'x'),
  };
  auto const database = open_with_items();

  auto const written = database->write([&](Connection& at) -> Result<void> {
    for (std::size_t i = 0; i < values.size(); ++i) {
      bool const is_text = std::holds_alternative<std::string>(values[i]);
      Parameter const none;
      auto const id = static_cast<std::int64_t>(i);
      TRY(at.run(add_item,
                 {id, is_text ? none : bound(values[i]), is_text ? bound(values[i]) : none}));
    }
    return {};
  });
  ASSERT_TRUE(written) << told(written);

  auto const reader = *database->read();
  for (std::size_t i = 0; i < values.size(); ++i) {
    bool const is_text = std::holds_alternative<std::string>(values[i]);
    auto const read =
        reader->each(item_of, {static_cast<std::int64_t>(i)}, [&](Row const& row) -> Result<void> {
          EXPECT_EQ(row.value(is_text ? 1 : 0), values[i]) << i;
          EXPECT_TRUE(row.is_null(is_text ? 0 : 1)) << i;
          EXPECT_EQ(row.integer(is_text ? 0 : 1), 0) << i;
          return {};
        });
    EXPECT_TRUE(read) << told(read);
  }
}

TEST_P(Values, that_cannot_be_kept_are_refused) {
  auto const database = open_with_items();
  for (std::string_view const text :
       {std::string_view("a\0b", 3), std::string_view("\xff"), std::string_view("\xed\xa0\x80")}) {
    auto const written = database->write([&](Connection& at) -> Result<void> {
      TRY(at.run(add_item, {1, 1, text}));
      return {};
    });

    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, Error::Code::invalid);
    EXPECT_EQ(written.error().where, "add_item");
  }
  EXPECT_EQ(count(*database), 0);
}

TEST_P(Values, null_may_take_turns_with_numbers_and_texts) {
  auto const statement =
      Statement::same("find", "SELECT count(*) FROM item WHERE word = ? OR id = ?");
  auto const database = open_with_items();
  ASSERT_TRUE(add(*database, 7));

  auto const reader = *database->read();
  for (auto const& [word, id, found] : std::vector<std::tuple<Parameter, Parameter, int>>{
           {{}, {}, 0}, {"word", {}, 1}, {{}, 7, 1}, {{}, {}, 0}, {"none", 7, 1}, {"none", 8, 0}}) {
    std::vector<Parameter> const parameters = {word, id};
    EXPECT_EQ(*one(*reader, statement, parameters), Value(std::int64_t{found}));
  }
}

TEST_P(Values, of_other_kinds_are_no_values_of_ours) {
  auto const half = Statement::same("half", "SELECT 1, CAST(1.5 AS REAL)");
  auto const database = open();

  auto const read = (*database->read())->each(half, {}, [](Row const&) { return Result<void>(); });

  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().says.key, "db.column_kind");
}

TEST_P(Values, texts_are_compared_by_their_bytes) {
  auto const sorted =
      Statement::same("sorted", "SELECT word FROM item WHERE word > ? ORDER BY word");
  auto const database = open_with_items();
  auto const written = database->write([&](Connection& at) -> Result<void> {
    int id = 0;
    for (auto const* word : {"b", "ä", "价", "Z", "a", "_", "🐎", "～"}) {
      TRY(at.run(add_item, {++id, 0, word}));
    }
    return {};
  });
  ASSERT_TRUE(written) << told(written);

  std::string words;
  auto const read = (*database->read())->each(sorted, {"Z"}, [&](Row const& row) -> Result<void> {
    words += row.text(0);
    return {};
  });

  EXPECT_TRUE(read) << told(read);
  EXPECT_EQ(words, "_abä价～🐎");
}

class Statements : public ItemFixture {};
INSTANTIATE_TEST_SUITE_P(Both, Statements, both_dialects, dialect_name);

TEST_P(Statements, of_this_room_can_be_prepared) {
  auto const database = open();
  ASSERT_TRUE(database->write([](Connection& at) -> Result<void> {
    TRY(at.run(sql::make_migrations));
    return {};
  }));

  for (auto const* statement : sql::all()) {
    auto const checked = (*database->read())->check(*statement);
    EXPECT_TRUE(checked) << told(checked);
  }
}

TEST_P(Statements, take_question_marks_in_quotes_for_what_they_are) {
  auto const quoted = Statement::same("q", "SELECT '?' || ? || '''?' /* ? */ AS \"?\" -- ?");
  auto const database = open();

  auto const found = one(**database->read(), quoted, std::array{Parameter("+")});

  ASSERT_TRUE(found) << told(found);
  EXPECT_EQ(**found, Value("?+'?"));
}

TEST_P(Statements, say_how_many_rows_they_changed) {
  auto const raise = Statement::same("raise", "UPDATE item SET number = number + ? WHERE id >= ?");
  auto const look = Statement::same("look", "SELECT id FROM item");
  auto const database = open_with_items();
  std::vector<std::int64_t> changed;

  auto const written = database->write([&](Connection& at) -> Result<void> {
    changed.clear();
    auto const keep = [&](Result<std::int64_t> rows) -> Result<void> {
      auto const count = TRY(std::move(rows));
      changed.push_back(count);
      return {};
    };
    for (int id = 0; id < 3; ++id) TRY(keep(at.run(add_item, {id, 0, "w"})));
    TRY(keep(at.run(raise, {10, 1})));
    TRY(keep(at.run(look)));
    TRY(keep(at.run(raise, {10, 99})));
    return {};
  });

  EXPECT_TRUE(written) << told(written);
  EXPECT_EQ(changed, (std::vector<std::int64_t>{1, 1, 1, 2, 0, 0}));
}

TEST_P(Statements, that_cannot_be_right_are_broken) {
  auto const database = open_with_items();
  for (auto const& [sql, parameters] : std::vector<std::pair<char const*, std::vector<Parameter>>>{
           {"SELECT nothing FROM item", {}},
           {"SELEKT 1", {}},
           {"SELECT 1 FROM nowhere", {}},
           {"SELECT id FROM item WHERE id = ?", {}},
           {"SELECT id FROM item WHERE id = ?", {1, 2}},
           {"SELECT 1; SELECT 2", {}},
           {"SELECT \"no column\" FROM item", {}}}) {
    auto const reader = *database->read();

    auto const found = one(*reader, Statement::same("wrong", sql), parameters);

    ASSERT_FALSE(found) << sql;
    EXPECT_EQ(found.error().code, Error::Code::broken) << sql << told(found);
    EXPECT_EQ(found.error().where, "wrong") << sql;
    EXPECT_FALSE(one(*reader, count_items)) << "the first error stays";
  }
  EXPECT_EQ(count(*database), 0);
}

TEST_P(Statements, of_a_reader_cannot_write) {
  auto const database = open_with_items();

  auto const written = (*database->read())->run(add_item, {1, 1, "w"});

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Error::Code::broken);
  EXPECT_EQ(count(*database), 0);
}

TEST_P(Statements, run_for_ten_thousand_rows_at_once) {
  auto const database = open_with_items();
  std::vector<std::vector<Parameter>> rows;
  for (int id = 0; id < 10'000; ++id) {
    Parameter const number = id % 5 == 0 ? Parameter() : Parameter(id * 2);
    rows.push_back({id, number, "综改"});
  }

  auto const written = database->write([&](Connection& at) { return at.run_many(add_item, rows); });

  ASSERT_TRUE(written) << told(written);
  auto const sums = Statement::same(
      "sums", "SELECT count(*) || ' ' || count(number) || ' ' || sum(number) FROM item");
  EXPECT_EQ(**one(**database->read(), sums), Value("10000 8000 80000000"));
}

TEST_P(Statements, run_for_many_rows_all_or_none) {
  auto const database = open_with_items();
  std::vector<std::vector<Parameter>> rows;
  for (int id = 0; id < 2'000; ++id) rows.push_back({id == 1'700 ? 5 : id, id, "w"});

  auto const written = database->write([&](Connection& at) { return at.run_many(add_item, rows); });

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Error::Code::conflict) << told(written);
  EXPECT_EQ(count(*database), 0);
  EXPECT_TRUE(add(*database, 1)) << "and the connection is good for more";
}

TEST_P(Statements, ask_for_many_sets_and_are_answered_in_their_order) {
  auto const database = open_with_items();
  for (int id = 1; id <= 3; ++id) ASSERT_TRUE(add(*database, id, id * 10));
  auto const below = Statement::same("below", "SELECT number FROM item WHERE id < ? ORDER BY id");
  std::vector<std::vector<Parameter>> sets;
  for (int i = 0; i < 1'200; ++i) sets.push_back({(i + 3) % 5});
  std::string const expected[] = {"", "", "10 ", "10 20 ", "10 20 30 "};
  auto const reader = *database->read();

  for (int turn = 0; turn < 2; ++turn) {
    std::vector<std::string> answers(sets.size());
    auto const asked = reader->each_many(below, sets, [&](std::size_t question, Row const& row) {
      answers.at(question) += std::to_string(row.integer(0)) + " ";
      return Result<void>();
    });

    ASSERT_TRUE(asked) << told(asked);
    for (std::size_t i = 0; i < sets.size(); ++i) EXPECT_EQ(answers[i], expected[(i + 3) % 5]);
    EXPECT_EQ(count(*reader), 3) << "row by row: the batch after it is to be read as before";
  }
}

TEST_P(Statements, ask_for_many_sets_until_the_handler_ends_it) {
  auto const database = open_with_items();
  ASSERT_TRUE(add(*database, 1));
  std::vector<std::vector<Parameter>> const sets(1'200, {1});
  auto const reader = *database->read();

  auto const stopped = reader->each_many(
      item_of, sets, [](std::size_t, Row const&) -> Result<void> { return invalid({"stop", {}}); });

  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().says.key, "stop");
  EXPECT_EQ(count(*reader), 1) << "and the connection is good for more";
}

TEST_P(Statements, may_run_inside_the_handler_of_another_and_of_themselves) {
  auto const items = Statement::same("items", "SELECT id FROM item WHERE id > ? ORDER BY id");
  auto const database = open_with_items();
  for (int id = 1; id <= 4; ++id) ASSERT_TRUE(add(*database, id, id * 10));
  auto const reader = *database->read();
  std::string order;

  auto const read = reader->each(items, {0}, [&](Row const& outer) -> Result<void> {
    auto const id = outer.integer(0);
    order += std::to_string(id) + ":";
    TRY(reader->each(items, {id}, [&](Row const& inner) -> Result<void> {
      order += std::to_string(inner.integer(0));
      return {};
    }));
    order += std::to_string(outer.integer(0)) + " ";
    return {};
  });

  EXPECT_TRUE(read) << told(read);
  EXPECT_EQ(order, "1:2341 2:342 3:43 4:4 ");
}

TEST_P(Statements, end_when_a_handler_says_so_and_others_go_on) {
  auto const database = open_with_items();
  for (int id = 1; id <= 4; ++id) ASSERT_TRUE(add(*database, id));
  auto const reader = *database->read();
  int rows = 0;

  auto const read = reader->each(Statement::same("ids", "SELECT id FROM item"), {},
                                 [&](Row const&) -> Result<void> {
                                   ++rows;
                                   return invalid({"app.enough", {}});
                                 });

  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().says.key, "app.enough");
  EXPECT_EQ(rows, 1);
  EXPECT_EQ(count(*reader), 4);
}

TEST_P(Statements, beyond_the_caches_bounds_still_run) {
  auto const database = open();
  auto const reader = *database->read();
  for (int i = 0; i < 1'200; ++i) {
    auto const found = one(*reader, Statement::same("n", "SELECT " + std::to_string(i)));
    ASSERT_TRUE(found) << told(found);
    ASSERT_EQ(**found, Value(std::int64_t{i}));
  }
}

}  // namespace
}  // namespace zonebook::db
