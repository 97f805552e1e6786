// verify() finds whatever was changed behind the ledger's back: on a small ledger, every column of
// every row of every table is changed in turn; rows are taken out and slipped in; chains are cut
// and written anew.

#include "ledger/verify.h"

#include <gmock/gmock.h>

#include "ledger/audit.h"
#include "ledger/ledger_fixture.h"
#include "ledger/outbox.h"
#include "ledger/own_clock.h"
#include "ledger/raw_rows.h"
#include "ledger/rebuild.h"
#include "ledger/sql.h"

namespace zonebook::ledger {
namespace {

using db::Parameter;
using db::Statement;
using testing::IsEmpty;
using testing::Not;

Statement deletes(Table const& table, RawRow const& row) {
  std::string where;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    auto const is_null = std::holds_alternative<std::monostate>(row[i]);
    where += (where.empty() ? "\"" : " AND \"") + table.columns[i].name +
             (is_null ? "\" IS NULL" : "\" = ?");
  }
  return Statement::same("delete", "DELETE FROM " + table.name + " WHERE " + where);
}

Statement inserts(Table const& table) {
  std::string names, marks;
  for (auto const& column : table.columns) {
    names += (names.empty() ? "\"" : ", \"") + column.name + '"';
    marks += marks.empty() ? "?" : ", ?";
  }
  return Statement::same("insert",
                         "INSERT INTO " + table.name + " (" + names + ") VALUES (" + marks + ")");
}

std::vector<Parameter> bound_all(RawRow const& row, bool with_nulls) {
  std::vector<Parameter> parameters;
  for (auto const& value : row) {
    auto const is_null = std::holds_alternative<std::monostate>(value);
    if (with_nulls || !is_null) parameters.push_back(db::bound(value));
  }
  return parameters;
}

// What a column may hold instead.
RawRow others(db::Value const& value, Column const& column) {
  using Type = meta::FieldType::Column;
  RawRow found;
  if (auto const* number = std::get_if<std::int64_t>(&value)) {
    found = {*number - 1, *number == INT64_MAX ? std::int64_t{20'000} : *number + 1};
  } else if (auto const* text = std::get_if<std::string>(&value)) {
    found = {*text + "x"};
    if (!text->empty()) {
      auto changed = *text;
      auto& last = changed.back();
      last = last == 'q' ? 'z' : 'q';
      if (text->back() >= 0) found.emplace_back(changed);
      found.emplace_back(std::string());
    }
  } else {
    found = {column.type == Type::integer ? db::Value(std::int64_t{0}) : db::Value("")};
  }
  if (column.may_be_null && !std::holds_alternative<std::monostate>(value)) found.emplace_back();
  return found;
}

// Not filled here: what these hold is no projection of the log (personal_test, outbox_test).
bool is_apart(Table const& table) {
  return table.name == "personal" || table.name == "outbox_reader";
}

class Verify : public LedgerFixture {
 protected:
  void SetUp() override {
    LedgerFixture::SetUp();
    if (!IsSkipped()) write_some();
  }

  // Each zone has entries, each table rows: merged, restored, corrected, with and without keys.
  void write_some() {
    auto const owner = made(R"({"kind":"create","register":"enterprise","id":"new:e",
        "valid_from":"2022-01-01","fields":{"code":"E","size":"small"}})",
                            "root");
    auto given = letter("jiaocheng", {json(R"({"kind":"create","register":"project","id":"new:p",
        "valid_from":"2023-01-01","fields":{"code":"P","total":300,"stage":"talks","owner":")" +
                                           owner + R"(","started_on":"2023-01-01"}})"),
                                      json(R"({"kind":"create","register":"agreement",
        "id":"new:a","valid_from":"2023-01-02","fields":{"project":"new:p","amount":20}})")});
    given.set("key", Json::string("k1"));
    auto const receipt = append(given);
    auto const p = receipt.made[0].second;
    auto const q = made(R"({"kind":"create","register":"project","id":"new:q",
        "valid_from":"2022-01-01","fields":{"code":"Q"}})");
    append(letter("jiaocheng", R"({"kind":"correct","register":"project","id":")" + p +
                                   R"(","valid_from":"2023-01-01","valid_to":"2023-03-01",
                                      "fields":{"total":null,"stage":"signed"}})"));
    append(letter("jiaocheng", R"({"kind":"retire","register":"project","id":")" + p +
                                   R"(","valid_from":"2023-01-01","same_as":")" + q + "\"}"));
    append(letter("jiaocheng", R"({"kind":"restore","register":"project","id":")" + p +
                                   R"(","valid_from":"2023-01-01","entry":4})"));
    append(letter("jiaocheng", R"({"kind":"retire","register":"project","id":")" + p +
                                   R"(","valid_from":"2023-06-01","same_as":")" + q + "\"}"));
    made(R"({"kind":"create","register":"project","id":"new:s","valid_from":"2023-01-01",
        "fields":{}})",
         "shangwu");
    ASSERT_TRUE(ledger().read("jiaocheng", clock().now())) << "closes something";
    auto const set = database().write([&](db::Connection& at) {
      clock().step(60'000'000);
      return set_own_clock(
          at, catalog(), {.set = *Instant::parse("2026-01-01T00:00:00Z"), .shown = clock().now()});
    });
    ASSERT_TRUE(set) << told(set);
    for (auto const* about : {"project", "agreement"}) {
      auto const done = database().write([&](db::Connection& at) {
        return audit(at, {.act = act::exported, .actor = "示例人员02", .about = about},
                     clock().now());
      });
      ASSERT_TRUE(done) << told(done);
    }
  }

  std::vector<RawRow> rows_of(Table const& table) {
    std::vector<RawRow> rows;
    auto const reader = *database().read();
    auto const read = each_raw_row(*reader, table, "", [&](RawRow row) -> Result<void> {
      rows.push_back(std::move(row));
      return {};
    });
    EXPECT_TRUE(read) << told(read);
    return rows;
  }

  // False where the database itself refuses the row.
  bool replace(Table const& table, RawRow const* from, RawRow const* to) {
    auto const done = database().write([&](db::Connection& at) -> Result<void> {
      if (from) TRY(at.run(deletes(table, *from), bound_all(*from, false)));
      if (to) TRY(at.run(inserts(table), bound_all(*to, true)));
      return {};
    });
    return done.has_value();
  }

  std::vector<std::string> found() { return problems(database(), ledger()); }

  std::vector<LogEntry> log(std::string const& zone) {
    std::vector<LogEntry> entries;
    auto snapshot = *ledger().read(zone);
    auto const read = snapshot.store().each_entry(zone, 1, [&](LogEntry entry) -> Result<void> {
      entries.push_back(std::move(entry));
      return {};
    });
    EXPECT_TRUE(read) << told(read);
    return entries;
  }

  void make_again() {
    auto const done = database().write(
        [&](db::Connection& at) -> Result<void> { return rebuild(at, catalog()); });
    ASSERT_TRUE(done) << told(done);
  }

  void script(std::string const& sql) {
    auto const done = database().write([&](db::Connection& at) { return at.script(sql); });
    ASSERT_TRUE(done) << told(done);
  }
};

INSTANTIATE_TEST_SUITE_P(Both, Verify, db::both_dialects, db::dialect_name);

TEST_P(Verify, says_nothing_of_a_ledger_that_nobody_touched) {
  EXPECT_THAT(found(), IsEmpty());
  for (auto const& table : tables_of(catalog())) {
    if (is_apart(table)) continue;
    EXPECT_THAT(rows_of(table), Not(IsEmpty())) << table.name;
  }
}

TEST_P(Verify, finds_each_changed_column_of_each_row_of_each_table) {
  int changes = 0;
  for (auto const& table : tables_of(catalog())) {
    for (auto const& row : rows_of(table)) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        for (auto const& other : others(row[i], table.columns[i])) {
          auto changed = row;
          changed[i] = other;
          if (!replace(table, &row, &changed)) continue;
          ++changes;

          EXPECT_THAT(found(), Not(IsEmpty())) << table.name << '.' << table.columns[i].name;

          ASSERT_TRUE(replace(table, &changed, &row));
        }
      }
    }
  }
  EXPECT_THAT(found(), IsEmpty());
  EXPECT_GT(changes, 500);
  RecordProperty("changes", changes);
}

// A listing, and the check that nobody refers to a record, answer from them.
TEST_P(Verify, finds_an_index_that_is_gone_or_leaves_out_rows) {
  auto const* in = catalog().find("project");
  auto const table = table_of(*in);
  ASSERT_FALSE(table.indexes.empty());
  for (auto const& index : table.indexes) {
    auto narrower = index;
    narrower.where += (index.where.empty() ? "" : " AND ") + std::string("valid_from > 5");
    auto const script = [&](std::string const& sql) {
      auto const done = database().write([&](db::Connection& at) { return at.script(sql); });
      ASSERT_TRUE(done) << told(done);
    };
    script("DROP INDEX " + index.name);
    EXPECT_THAT(found(), testing::ElementsAre("ledger.index_differs " + index.name));
    script(sql_to_index(table, narrower));
    if (GetParam() == db::Dialect::sqlite) {
      EXPECT_THAT(found(), testing::ElementsAre("ledger.index_differs " + index.name));
    }
    script("DROP INDEX " + index.name + ";" + sql_to_index(table, index));
    EXPECT_THAT(found(), testing::IsEmpty());
  }
}

TEST_P(Verify, finds_each_row_that_was_taken_out) {
  for (auto const& table : tables_of(catalog())) {
    for (auto const& row : rows_of(table)) {
      ASSERT_TRUE(replace(table, &row, nullptr));
      EXPECT_THAT(found(), Not(IsEmpty())) << table.name;
      ASSERT_TRUE(replace(table, nullptr, &row));
    }
  }
}

// A copy of a row under another key: in its own zone, and in one that nobody knows.
TEST_P(Verify, finds_each_row_that_was_slipped_in) {
  int rows = 0;
  for (auto const& table : tables_of(catalog())) {
    for (auto const& row : rows_of(table)) {
      for (auto const& key : table.primary_key) {
        auto const at = static_cast<std::size_t>(
            std::ranges::find(table.columns, key, &Column::name) - table.columns.begin());
        auto copy = row;
        copy[at] = others(row[at], table.columns[at]).front();
        if (!replace(table, nullptr, &copy)) continue;
        ++rows;
        EXPECT_THAT(found(), Not(IsEmpty())) << table.name << " by " << key;
        ASSERT_TRUE(replace(table, &copy, nullptr));
      }
    }
  }
  EXPECT_GT(rows, 50);
}

TEST_P(Verify, finds_a_chain_that_was_cut_only_with_an_anchor) {
  auto const entries = log("jiaocheng");
  auto const& kept = entries[entries.size() - 2];
  Anchor const anchor{"jiaocheng", entries.back().seq, entries.back().hash};
  ASSERT_THAT(problems(database(), ledger(), {anchor}), IsEmpty());

  auto const last = std::to_string(entries.back().seq);
  script(
      "DELETE FROM entry WHERE zone = 'jiaocheng' AND seq = " + last +
      "; UPDATE head SET seq = seq - 1, last = " + std::to_string(kept.known.micros()) +
      ", hash = '" + kept.hash +
      "' WHERE zone = 'jiaocheng'; DELETE FROM outbox WHERE zone = 'jiaocheng' AND seq = " + last);
  make_again();

  EXPECT_THAT(found(), IsEmpty()) << "nothing but the anchor can tell";
  EXPECT_THAT(problems(database(), ledger(), {anchor}),
              testing::ElementsAre("ledger.chain_cut jiaocheng " + last));
}

TEST_P(Verify, finds_a_chain_that_was_rewritten_as_a_whole_only_with_an_anchor) {
  auto entries = log("jiaocheng");
  Anchor const anchor{"jiaocheng", entries.back().seq, entries.back().hash};
  auto before = no_hash();

  auto const rewritten = database().write([&](db::Connection& at) -> Result<void> {
    TRY(at.script(
        "DELETE FROM entry WHERE zone = 'jiaocheng'; DELETE FROM outbox WHERE zone = 'jiaocheng'"));
    Statements const statements(catalog());
    Store store(at, catalog(), statements);
    for (auto& entry : entries) {
      entry.source = "伪造";
      entry.prev_hash = before;
      entry.hash = before = hash_of(entry);
      TRY(store.append(entry, topics_of(entry)));
    }
    return {};
  });

  ASSERT_TRUE(rewritten) << told(rewritten);
  EXPECT_THAT(found(), IsEmpty()) << "nothing but the anchor can tell";
  EXPECT_THAT(
      problems(database(), ledger(), {anchor}),
      testing::ElementsAre("ledger.anchor_differs jiaocheng " + std::to_string(anchor.seq)));
}

TEST_P(Verify, finds_a_zone_that_is_gone_with_all_its_rows_only_with_an_anchor) {
  auto const entries = log("shangwu");
  Anchor const anchor{"shangwu", entries.back().seq, entries.back().hash};

  for (auto const& table : tables_of(catalog())) {
    if (table.name != "shape" && !table.name.starts_with("audit"))
      script("DELETE FROM " + table.name + " WHERE zone = 'shangwu'");
  }

  EXPECT_THAT(found(), IsEmpty());
  EXPECT_THAT(problems(database(), ledger(), {anchor}),
              testing::ElementsAre("ledger.chain_cut shangwu"));
}

TEST_P(Verify, finds_a_shape_that_no_entry_tells_of) {
  script(
      "INSERT INTO shape (number, hash, body, zone, seq) "
      "SELECT number + 1, hash, body, '', 0 FROM shape");

  EXPECT_THAT(found(), testing::ElementsAre(testing::StartsWith("ledger.row_strange shape")));
}

TEST_P(Verify, names_the_row_whose_kind_no_program_would_have_written) {
  script("UPDATE r_project SET kind = 'creatf' WHERE zone = 'shangwu'");

  EXPECT_THAT(found(), testing::ElementsAre("ledger.row_missing r_project shangwu.1.1",
                                            "ledger.row_strange r_project shangwu.1.1"));
}

TEST_P(Verify, tells_of_days_that_no_calendar_has) {
  script("UPDATE r_project SET valid_to = 4611686018427387904 WHERE zone = 'shangwu'");

  EXPECT_THAT(found(), Not(IsEmpty()));
}

TEST_P(Verify, is_content_again_after_a_rebuild_of_damaged_tables) {
  auto const before = dump(database(), catalog());
  script(
      "DELETE FROM touch; DELETE FROM r_agreement; UPDATE record SET register = 'agreement';"
      "UPDATE r_project SET f_total = 7, known_to = known_to - 1; UPDATE merged SET same_as = 'x'");
  ASSERT_THAT(found(), Not(IsEmpty()));

  make_again();

  EXPECT_EQ(dump(database(), catalog()), before);
  EXPECT_THAT(found(), IsEmpty());
}

}  // namespace
}  // namespace zonebook::ledger
