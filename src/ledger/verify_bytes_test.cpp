// verify() finds each changed byte: on a small ledger every bit of every column of every row is
// turned over, in a transaction that is undone, and every byte of every stored file.
//
// ./test turns one bit of each byte of text and a few of each integer over, on PostgreSQL for a
// sample; with ZONEBOOK_SOAK it is every bit, on both.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "base/utf8.h"
#include "ledger/files.h"
#include "ledger/ledger_fixture.h"
#include "ledger/own_clock.h"
#include "ledger/raw_rows.h"
#include "ledger/verify.h"
#include "meta/test_registers.h"

namespace zonebook::ledger {
namespace {

using db::Parameter;
using db::Statement;
using testing::IsEmpty;
using testing::Not;

bool is_soak() { return std::getenv("ZONEBOOK_SOAK") != nullptr; }

constexpr auto secret = "示例密钥";

std::shared_ptr<meta::Catalog const> small_catalog() {
  namespace make = meta::test_registers;
  auto name = make::field("name", "text");
  auto due = make::field("due", "date");
  auto of = make::reference("of", "thing");
  auto phone = make::field("phone", "person");
  auto paper = make::field("paper", "file");
  for (auto* field : {&due, &of, &phone, &paper}) field->required = false;
  auto thing = make::reg("thing", {name, due, of, phone, paper});
  thing.key = {"name"};
  thing.views.title = "name";
  thing.views.search = {"name"};
  return make::made({thing});
}

std::string condition(Table const& table, RawRow const& row) {
  std::string where;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    auto const is_null = std::holds_alternative<std::monostate>(row[i]);
    where += (where.empty() ? "\"" : " AND \"") + table.columns[i].name +
             (is_null ? "\" IS NULL" : "\" = ?");
  }
  return where;
}

std::string literal(db::Value const& value) {
  if (auto const* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  std::string digits;
  for (char const c : std::get<std::string>(value)) {
    digits += fmt::format("{:02x}", static_cast<unsigned char>(c));
  }
  return "CAST(x'" + digits + "' AS TEXT)";
}

std::string literal_condition(Table const& table, RawRow const& row) {
  std::string where;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    auto const is_null = std::holds_alternative<std::monostate>(row[i]);
    where += (where.empty() ? "\"" : " AND \"") + table.columns[i].name +
             (is_null ? "\" IS NULL" : "\" = " + literal(row[i]));
  }
  return where;
}

std::vector<Parameter> bound_all(RawRow const& row) {
  std::vector<Parameter> parameters;
  for (auto const& value : row) {
    if (!std::holds_alternative<std::monostate>(value)) parameters.push_back(db::bound(value));
  }
  return parameters;
}

db::Value turned(db::Value const& value, std::size_t byte, unsigned bit) {
  if (auto const* number = std::get_if<std::int64_t>(&value)) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(*number) ^
                                     (std::uint64_t{1} << bit));
  }
  auto text = std::get<std::string>(value);
  text[byte] = static_cast<char>(static_cast<unsigned char>(text[byte]) ^ (1U << bit));
  return text;
}

// A change of one value of one row.
struct Turn {
  Table const* table;
  RawRow const* row;
  std::size_t column;
  db::Value to;
};

class VerifyBytes : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    database_ = open();
    catalog_ = small_catalog();
    make_tables(*database_, *catalog_, {{"root", std::nullopt}, {"e", "root"}});
    ledger_ = std::make_unique<Ledger>(*database_, catalog_,
                                       Ledger::Options{.clock = clock_,
                                                       .local = *Zone::load("Asia/Shanghai"),
                                                       .secret = secret,
                                                       .files = &files_});
    write_some();
    for (auto const& table : tables_of(*catalog_)) tables_.emplace_back(table, rows_of(table));
  }

  // Rows in each table: merged, retired, corrected, erased, with a key, with a file, a clock.
  void write_some() {
    auto const paper = *files_.add("示例文件");
    auto first = letter("e", R"({"kind":"create","register":"thing","id":"new:t",
        "valid_from":"2023-01-01","fields":{"name":"示例甲","due":"2023-02-01",
        "phone":"13800000000","paper":")" +
                                 paper.hash + "\"}}");
    first.set("key", Json::string("k"));
    auto const t = append(first);
    auto const s = append(letter("e", R"({"kind":"create","register":"thing","id":"new:s",
        "valid_from":"2023-01-01","fields":{"name":"乙","of":")" +
                                          t + R"(","phone":"1"}})"));
    append(letter("e", R"({"kind":"correct","register":"thing","id":")" + s +
                           R"(","valid_from":"2023-01-01","valid_to":"2023-03-01",
                              "fields":{"due":"2023-02-03"}})"));
    append(letter("e", R"({"kind":"retire","register":"thing","id":")" + s +
                           R"(","valid_from":"2023-06-01","same_as":")" + t + "\"}"));
    auto const reader = *database_->read();
    auto const marks = marks_with_value(*reader, "e", "1", secret);
    ASSERT_TRUE(marks && marks->size() == 1);
    ASSERT_TRUE(ledger_->erase({"e", "示例人员01", "示例申请", "本人要求", {marks->front().ref}}));
    clock_.step(60'000'000);  // later than all that is known
    auto const set = database_->write([&](db::Connection& at) {
      return set_own_clock(at, *catalog_,
                           {.set = *Instant::parse("2026-01-01T00:00:00Z"), .shown = clock_.now()});
    });
    ASSERT_TRUE(set) << told(set);
    ASSERT_TRUE(ledger_->read("e", clock_.now())) << "closes something";
  }

  // The id that was made, if one was.
  std::string append(Json const& given) {
    auto const receipt = ledger_->append(given);
    EXPECT_TRUE(receipt) << told(receipt);
    return receipt && !receipt->made.empty() ? receipt->made[0].second : "";
  }

  std::vector<RawRow> rows_of(Table const& table) {
    std::vector<RawRow> rows;
    auto const reader = *database_->read();
    EXPECT_TRUE(each_raw_row(*reader, table, "", [&](RawRow row) -> Result<void> {
      rows.push_back(std::move(row));
      return {};
    }));
    return rows;
  }

  enum class Seen { found, missed, refused };

  // What verify() says of each change, which is undone before the next; `refused`: the database
  // itself says no.  One transaction for as many as it can, for its end costs more than they do.
  std::vector<Seen> after(std::vector<db::Work> const& changes) {
    std::vector<Seen> seen;
    while (seen.size() < changes.size()) {
      auto const begun = seen.size();
      auto const done = database_->write([&](db::Connection& at) -> Result<void> {
        seen.resize(begun);
        while (seen.size() < changes.size()) {
          seen.push_back(Seen::refused);
          TRY(at.script("SAVEPOINT change"));
          TRY(changes[seen.size() - 1](at));
          auto const problems = verify(at, *ledger_);
          seen.back() = problems && problems->empty() ? Seen::missed : Seen::found;
          TRY(at.script("ROLLBACK TO SAVEPOINT change"));
        }
        return invalid({"ledger.future", {}});
      });
      EXPECT_FALSE(done);
    }
    return seen;
  }

  Result<void> make(Turn const& turn, db::Connection& at) const {
    auto const& name = turn.table->columns[turn.column].name;
    auto const* text = std::get_if<std::string>(&turn.to);
    if (text && !is_utf8(*text)) {  // which no statement of ours would write, but a disk may
      if (!is_sqlite()) return invalid({"ledger.future", {}});
      return at.script("UPDATE " + turn.table->name + " SET \"" + name + "\" = " +
                       literal(turn.to) + " WHERE " + literal_condition(*turn.table, *turn.row));
    }
    auto const update =
        Statement::same("turn", "UPDATE " + turn.table->name + " SET \"" + name + "\" = ? WHERE " +
                                    condition(*turn.table, *turn.row));
    auto parameters = bound_all(*turn.row);
    parameters.insert(parameters.begin(), db::bound(turn.to));
    TRY(at.run(update, parameters));
    return {};
  }

  static Result<void> tell(db::Connection& at, Table const& table, RawRow const& row) {
    std::string names, marks;
    std::vector<Parameter> parameters;
    for (std::size_t i = 0; i < row.size(); ++i) {
      names += (i == 0 ? "\"" : ", \"") + table.columns[i].name + '"';
      marks += i == 0 ? "?" : ", ?";
      parameters.push_back(db::bound(row[i]));
    }
    TRY(at.run(Statement::same(
                   "tell", "INSERT INTO " + table.name + " (" + names + ") VALUES (" + marks + ")"),
               parameters));
    return {};
  }

  // Each byte of text, each integer: which bits depends on how long we have.
  std::vector<Turn> turns() {
    std::vector<Turn> all;
    unsigned next = 0;
    for (auto const& [table, rows] : tables_) {
      for (auto const& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
          auto const* text = std::get_if<std::string>(&row[i]);
          auto const* number = std::get_if<std::int64_t>(&row[i]);
          auto const bytes = text ? text->size() : number ? 1 : 0;
          auto const bits = text ? 8U : 64U;
          for (std::size_t byte = 0; byte < bytes; ++byte) {
            auto const some = text ? 1U : 4U;
            for (unsigned n = 0; n < (is_soak() ? bits : some); ++n) {
              auto const bit = is_soak() ? n : ++next * (text ? 1 : 13) % bits;
              all.push_back({&table, &row, i, turned(row[i], byte, bit)});
            }
          }
        }
      }
    }
    return all;
  }

  StepClock clock_;
  db::TestPlace aside_{db::Dialect::sqlite};
  FileStore files_ = FileStore::open(aside_.folder() + "/files");
  std::unique_ptr<db::Database> database_;
  std::shared_ptr<meta::Catalog const> catalog_;
  std::unique_ptr<Ledger> ledger_;
  std::vector<std::pair<Table, std::vector<RawRow>>> tables_;
};

INSTANTIATE_TEST_SUITE_P(Both, VerifyBytes, db::both_dialects, db::dialect_name);

TEST_P(VerifyBytes, are_all_there_to_be_turned_over) {
  EXPECT_THAT(problems(*database_, *ledger_), IsEmpty());
  for (auto const& [table, rows] : tables_) {
    auto const is_beside = table.name.starts_with("audit") || table.name.starts_with("outbox");
    EXPECT_TRUE(is_beside || !rows.empty()) << table.name;
  }
}

TEST_P(VerifyBytes, are_each_found_when_turned_over) {
  auto all = turns();
  auto const seed = std::random_device()();
  if (!is_sqlite() && !is_soak()) {
    std::ranges::shuffle(all, std::mt19937(seed));
    all.resize(200);
  }
  std::vector<db::Work> changes;
  for (auto const& turn : all) {
    changes.emplace_back([&](db::Connection& at) { return make(turn, at); });
  }
  auto const seen = after(changes);
  int const found = static_cast<int>(std::ranges::count(seen, Seen::found));
  int const refused = static_cast<int>(std::ranges::count(seen, Seen::refused));
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto const& turn = all[i];
    EXPECT_NE(seen[i], Seen::missed)
        << turn.table->name << '.' << turn.table->columns[turn.column].name << " of "
        << testing::PrintToString(*turn.row) << " became " << testing::PrintToString(turn.to)
        << ", seed " << seed;
  }
  EXPECT_GT(found, refused);
  std::printf("%d turned over and found, %d refused by the database\n", found, refused);
}

TEST_P(VerifyBytes, of_whole_rows_are_found_when_taken_out_or_told_twice) {
  std::vector<db::Work> out, twice;
  for (auto const& [table, rows] : tables_) {
    for (auto const& row : rows) {
      out.emplace_back([&](db::Connection& at) -> Result<void> {
        auto const text = "DELETE FROM " + table.name + " WHERE " + condition(table, row);
        TRY(at.run(Statement::same("take out", text), bound_all(row)));
        return {};
      });
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (std::holds_alternative<std::monostate>(row[i])) continue;
        auto copy = row;
        copy[i] = turned(row[i], 0, 0);
        twice.emplace_back([&table, copy](db::Connection& at) { return tell(at, table, copy); });
      }
    }
  }

  EXPECT_THAT(after(out), testing::Each(Seen::found));
  auto const seen = after(twice);

  EXPECT_EQ(std::ranges::count(seen, Seen::missed), 0);
  EXPECT_GT(std::ranges::count(seen, Seen::found), 50);
}

TEST_P(VerifyBytes, of_stored_files_are_found_when_turned_over_cut_or_gone) {
  std::vector<std::string> paths;
  ASSERT_TRUE(files_.each([&](std::string const& path, auto const&) -> Result<void> {
    paths.push_back(files_.folder() + "/" + path);
    return {};
  }));
  ASSERT_THAT(paths, Not(IsEmpty()));
  for (auto const& path : paths) {
    std::ifstream file(path, std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(file), {}};
    auto const write = [&](std::string const& text) {
      std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
    };
    for (std::size_t byte = 0; byte < bytes.size(); ++byte) {
      for (unsigned bit = 0; bit < 8; ++bit) {
        write(std::get<std::string>(turned(bytes, byte, bit)));
        EXPECT_THAT(problems(*database_, *ledger_), testing::SizeIs(1)) << byte << '.' << bit;
      }
    }
    for (auto const& other : {bytes + "x", bytes.substr(1), std::string()}) {
      write(other);
      EXPECT_THAT(problems(*database_, *ledger_),
                  testing::ElementsAre(testing::StartsWith("ledger.file_differs e 1 ")));
    }
    std::filesystem::remove(path);
    EXPECT_THAT(problems(*database_, *ledger_),
                testing::ElementsAre(testing::StartsWith("ledger.file_missing e 1 ")));
    write(bytes);
  }
  EXPECT_THAT(problems(*database_, *ledger_), IsEmpty());
}

}  // namespace
}  // namespace zonebook::ledger
