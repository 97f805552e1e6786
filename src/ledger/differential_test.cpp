// Random typed filters over random rows: the interpreter, SQLite and PostgreSQL find the same.
//
//   ZONEBOOK_SOAK=1 tests/postgres/run build/ledger_test --gtest_filter='Differential.*'

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "db/database_fixture.h"
#include "ledger/filter.h"
#include "ledger/lives_fixture.h"
#include "ledger/shape.h"
#include "ledger/store.h"
#include "meta/test_registers.h"

namespace zonebook::ledger {
namespace {

using namespace meta::test_registers;

Date const today = *Date::parse("2023-12-31");
constexpr int rows_count = 60;

std::vector<meta::Register> registers() {
  auto fine = field("fine", "decimal");
  fine.scale = 6;
  return {
      reg("park", {field("title", "text"), field("size", "integer")}),
      reg("thing", {field("t", "text"), field("u", "long_text"), field("c", "code"),
                    field("n", "integer"), field("m", "integer"), field("d", "decimal"), fine,
                    field("y", "money"), field("on", "date"), field("end", "date"),
                    field("month", "month"), field("stage", "choice"), reference("park", "park"),
                    field("who", "person"), field("f", "file"), field("at", "place")})};
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : random_(seed) {}

  std::size_t pick(std::size_t count) { return random_() % count; }
  bool one_in(std::size_t count) { return pick(count) == 0; }
  template <class T, std::size_t n>
  T const& of(T const (&items)[n]) {
    return items[pick(n)];
  }

  std::string text() {
    static char const* const parts[] = {
        "a", "A", "b", "ä", "Ä", "甲", "乙", "%", "_", "😀", "\xEF\xBF\xBD", "ß"};
    std::string text = of(parts);
    while (one_in(2)) text += of(parts);
    return text;
  }
  std::int64_t integer() {
    static std::int64_t const edges[] = {0,
                                         1,
                                         -1,
                                         99,
                                         100,
                                         101,
                                         1250,
                                         INT64_MAX,
                                         -INT64_MAX,
                                         INT64_MAX - 1,
                                         4'611'686'018'427'387'904,
                                         1'000'000,
                                         3'037'000'500};
    return one_in(2) ? of(edges) : static_cast<std::int64_t>(pick(9)) - 4;
  }
  std::int64_t day() { return today.days() - 40 + static_cast<std::int64_t>(pick(80)); }
  std::int64_t month() { return 2023 * 12 + static_cast<std::int64_t>(pick(15)); }
  std::string park() { return "z.1." + std::to_string(1 + pick(4)); }

 private:
  std::mt19937_64 random_;
};

// What a row holds in a field; one in five is null.
db::Value value_for(meta::Field const& field, Random& random) {
  if (random.one_in(5)) return {};
  auto const type = field.type->name();
  if (type == "date") return random.day();
  if (type == "month") return random.month();
  if (type == "choice") return std::string(random.one_in(2) ? "yes" : "no");
  if (type == "reference") return random.park();
  if (field.type->column() == meta::FieldType::Column::integer) return random.integer();
  return random.text();
}

// Conditions by type; each is an expression that FEEL's grammar has, with parentheses where it may
// need them.
class Grammar {
 public:
  explicit Grammar(Random& random) : random_(random) {}

  std::string condition(int depth) {
    if (depth > 0 && random_.one_in(2)) {
      switch (random_.pick(5)) {
        case 0: return "not(" + condition(depth - 1) + ")";
        case 1: return "(" + condition(depth - 1) + " and " + condition(depth - 1) + ")";
        case 2: return "(" + condition(depth - 1) + " or " + condition(depth - 1) + ")";
        case 3:
          return "(if " + condition(depth - 1) + " then " + condition(depth - 1) + " else " +
                 condition(depth - 1) + ")";
        default: break;
      }
    }
    switch (random_.pick(4)) {
      case 0: return of_numbers();
      case 1: return of_texts();
      case 2: return of_days();
      default: return of_others();
    }
  }

 private:
  std::string comparison() {
    static char const* const all[] = {" = ", " != ", " < ", " <= ", " > ", " >= "};
    return random_.of(all);
  }
  std::string number() {
    static char const* const edges[] = {"null",
                                        "0",
                                        "1",
                                        "-1",
                                        "12.5",
                                        "12.505",
                                        "-12.505",
                                        "0.000001",
                                        "1e30",
                                        "-1e30",
                                        "9223372036854775807",
                                        "-9223372036854775807",
                                        "-9223372036854775808",
                                        "9223372036854775808",
                                        "92233720368547758.07",
                                        "92233720368547758.075",
                                        "9223372036854.775807",
                                        "0.5",
                                        "1/3",
                                        "99",
                                        "1.0"};
    return random_.one_in(2) ? random_.of(edges)
                             : std::to_string(static_cast<int>(random_.pick(9)) - 4);
  }
  std::string number_column() {
    static char const* const all[] = {"n", "m", "d", "fine", "y"};
    return random_.of(all);
  }
  std::string number_operand() {
    switch (random_.pick(9)) {
      case 0: return "(" + number_column() + " + " + number_column() + ")";
      case 1: return "(" + number_column() + " - " + number() + ")";
      case 2: return "(" + number_column() + " * " + number_column() + ")";
      case 3: return "(" + number() + " * " + number_column() + ")";
      case 4: return "(-" + number_column() + ")";
      case 5: return "string length(" + text_column() + ")";
      default: return number_column();
    }
  }
  std::string of_numbers() {
    switch (random_.pick(8)) {
      case 0: return number_operand() + comparison() + number_operand();
      case 1: return number_column() + " between " + number() + " and " + number();
      case 2: return number_column() + " in [" + number() + ", " + number() + ", 1]";
      case 3: return number_column() + " in (" + number() + ", < " + number() + ", [0..3))";
      case 4:
        return "list contains([" + number() + ", 2, " + number() + "], " + number_column() + ")";
      case 5: return number() + comparison() + number_operand();
      case 6: return "abs(" + number_column() + ") > " + number();
      default: return number_operand() + comparison() + number();
    }
  }
  std::string quoted() {
    if (random_.one_in(9)) return "null";
    return "\"" + (random_.one_in(9) ? std::string() : random_.text()) + "\"";
  }
  std::string text_column() {
    static char const* const all[] = {"t", "u", "c", "f", "at", "stage"};
    return random_.of(all);
  }
  std::string of_persons() {
    switch (random_.pick(4)) {
      case 0: return "who in [" + quoted() + ", " + quoted() + "]";
      case 1: return "who in (" + quoted() + ", " + quoted() + ")";
      default: return std::string("who") + (random_.one_in(2) ? " = " : " != ") + quoted();
    }
  }
  std::string of_texts() {
    if (random_.one_in(7)) return of_persons();
    switch (random_.pick(9)) {
      case 0: return text_column() + comparison() + text_column();
      case 1: return "contains(" + text_column() + ", " + quoted() + ")";
      case 2: return "starts with(" + text_column() + ", " + quoted() + ")";
      case 3: return "ends with(" + text_column() + ", " + quoted() + ")";
      case 4: return text_column() + " in [" + quoted() + ", " + quoted() + "]";
      case 5: return "list contains([\"a\", " + quoted() + "], " + text_column() + ")";
      case 6: return "upper case(" + text_column() + ") = " + quoted();
      default: return text_column() + comparison() + quoted();
    }
  }
  std::string day() {
    if (random_.one_in(9)) return "null";
    auto const literal = "@\"" + Date::from_days(random_.day())->to_string() + "\"";
    switch (random_.pick(5)) {
      case 0: return "today";
      case 1: return "(today() - @\"P" + std::to_string(random_.pick(30)) + "D\")";
      case 2: return "(" + literal + " + @\"P1M\")";
      default: return literal;
    }
  }
  std::string of_days() {
    switch (random_.pick(6)) {
      case 0: return "on" + comparison() + "end";
      case 1: return "on in [" + day() + ".." + day() + "]";
      case 2: return "on.year" + comparison() + "2023";
      case 3: return "end - on > @\"P5D\"";
      default: return (random_.one_in(2) ? "on" : "end") + comparison() + day();
    }
  }
  std::string of_others() {
    static char const* const months[] = {"\"2023-12\"", "\"2023\"",   "\"2024-02x\"",
                                         "\"2024-01\"", "\"x\"",      "\"\"",
                                         "null",        "\"2023-1\"", "\"9999-12\""};
    static char const* const stages[] = {"\"yes\"", "\"no\"", "null", "\"maybe\""};
    switch (random_.pick(7)) {
      case 0: return "month" + comparison() + random_.of(months);
      case 1: return std::string("month in [") + random_.of(months) + ", \"2024-02\"]";
      case 2: return "park.size" + comparison() + std::to_string(random_.pick(4));
      case 3: return "park.id = \"" + random_.park() + "\"";
      case 4: return std::string("park ") + (random_.one_in(2) ? "=" : "!=") + " null";
      case 5:
        return std::string("stage in [") + random_.of(stages) + ", " + random_.of(stages) + "]";
      default: return "stage" + comparison() + random_.of(stages);
    }
  }

  Random& random_;
};

// The rows in memory and in each database there is.
class Places {
 public:
  explicit Places(meta::Catalog const& catalog)
      : thing_(*catalog.find("thing")), park_(*catalog.find("park")), sql_(thing_) {
    for (auto const dialect : {db::Dialect::sqlite, db::Dialect::postgres}) {
      if (!db::TestPlace::is_there(dialect)) continue;
      places_.push_back(std::make_unique<db::TestPlace>(dialect));
      auto opened = db::Database::open({.location = places_.back()->location()});
      CHECK(opened.has_value());
      databases_.push_back(std::move(*opened));
    }
    for (auto const& database : databases_) {
      auto const done = database->write([&](db::Connection& at) -> Result<void> {
        TRY(make_fixed_tables(at));
        TRY(adopt_shape(at, catalog, {}, ShapeEntry::left_out));
        return insert(
            at, park_, "z",
            {"z.1.3", {.on = {first_day(), open_end()}, .same_as = "z.1.1"}, Instant::max()});
      });
      EXPECT_TRUE(done) << db::told(done);
    }
    lives_.add(park_, "z.1.1", {std::string("甲"), std::int64_t{1}});
    lives_.add(park_, "z.1.2", {std::string("乙"), std::int64_t{2}});
    auto& merged = lives_.add(park_, "z.1.3", {{}, {}});
    merged.versions.clear();
    merged.merges.push_back({.on = {first_day(), open_end()}, .same_as = "z.1.1"});
  }

  void fill(Random& random) {
    rows_.clear();
    for (int i = 0; i < rows_count; ++i) {
      Version version{.on = {first_day(), open_end()}};
      for (auto const& field : thing_.fields) version.values.push_back(value_for(field, random));
      rows_.push_back(std::move(version));
    }
    for (auto const& database : databases_) {
      auto const done = database->write([&](db::Connection& at) -> Result<void> {
        TRY(at.run(sql_.erase, {"z"}));
        for (std::size_t i = 0; i < rows_.size(); ++i) {
          TRY(insert(at, sql_, "z", {"z.2." + std::to_string(i), rows_[i], Instant::max()}));
        }
        return {};
      });
      EXPECT_TRUE(done) << db::told(done);
    }
  }

  std::set<std::string> interpreted(Condition const& condition) {
    Draft draft(lives_);
    std::set<std::string> ids;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      auto const answer = condition.holds(rows_[i], {today, today}, draft, evaluator_);
      if (answer && answer->is_true()) ids.insert("z.2." + std::to_string(i));
    }
    return ids;
  }

  // What each database finds; an error is a failure.
  std::vector<std::pair<Filter::Where, std::set<std::string>>> found(Filter const& filter) {
    std::vector<std::pair<Filter::Where, std::set<std::string>>> answers;
    for (auto const& database : databases_) {
      auto where = filter.where(database->dialect(), today);
      auto const clauses = where.sql.text.empty() ? "" : " WHERE " + where.sql.text;
      std::vector<db::Parameter> parameters;
      for (auto const& value : where.sql.values) parameters.push_back(db::bound(value));
      std::set<std::string> ids;
      auto reader = database->read();
      EXPECT_TRUE(reader) << db::told(reader);
      auto const done =
          (*reader)->each(db::Statement::same("filter", "SELECT id FROM r_thing" + clauses),
                          parameters, [&](db::Row const& row) -> Result<void> {
                            ids.emplace(row.text(0));
                            return {};
                          });
      EXPECT_TRUE(done) << db::told(done) << "\n" << where.sql.text;
      answers.emplace_back(std::move(where), std::move(ids));
    }
    return answers;
  }

 private:
  meta::Register const& thing_;
  meta::Register const& park_;
  RegisterSql sql_;
  MemoryLives lives_;
  feel::Evaluator evaluator_{{.limits = {}, .now = {}, .remarks_max = 0}};
  std::vector<std::unique_ptr<db::TestPlace>> places_;
  std::vector<std::unique_ptr<db::Database>> databases_;
  std::vector<Version> rows_;
};

struct Counts {
  std::int64_t conjuncts = 0, exact = 0, wider = 0, whole = 0, found = 0;
};

// Who was meant, and another of the same name; of every other name there is nobody.
Result<std::vector<std::string>> marks(std::string const& value) {
  if (value.size() % 2 != 0) return std::vector<std::string>();
  return std::vector{value, value + "a"};
}

void compare(Places& places, std::string const& source, meta::Register const& in, Counts& counts) {
  auto const filter = Filter::compile(source, in, marks);
  ASSERT_TRUE(filter) << source << ": " << db::told(filter);
  auto const expected = places.interpreted(filter->condition());
  counts.found += static_cast<std::int64_t>(expected.size());
  auto const answers = places.found(*filter);
  for (auto const& [where, ids] : answers) {
    if (where.is_whole)
      ASSERT_EQ(ids, expected) << source << "\n" << where.sql.text;
    else
      ASSERT_TRUE(std::ranges::includes(ids, expected)) << source << "\n" << where.sql.text;
  }
  auto const& where = answers.front().first;
  counts.conjuncts += where.exact + where.wider + where.left;
  counts.exact += where.exact;
  counts.wider += where.wider;
  counts.whole += where.is_whole ? 1 : 0;
}

TEST(Differential, interpreter_and_both_databases_find_the_same) {
  auto const catalog = made(registers());
  auto const& thing = *catalog->find("thing");
  Places places(*catalog);
  bool const soaks = std::getenv("ZONEBOOK_SOAK") != nullptr;
  int const filters = soaks ? 100'000 : 2'000;
  auto const seed = soaks ? std::random_device{}() : 20'231'231U;
  Counts counts;
  for (int i = 0; i < filters && !testing::Test::HasFatalFailure(); ++i) {
    Random random(seed + static_cast<std::uint64_t>(i));
    if (i % 100 == 0) places.fill(random);
    auto source = Grammar(random).condition(2);
    if (random.one_in(2)) source += " and " + Grammar(random).condition(1);
    SCOPED_TRACE("seed " + std::to_string(seed) + " + " + std::to_string(i));
    compare(places, source, thing, counts);
  }
  std::printf(
      "seed %u: %d filters on %d rows each, %.1f %% of rows found; of %ld conjuncts %.1f %% "
      "pushed exactly, %.1f %% wider; %.1f %% of filters whole\n",
      seed, filters, rows_count, 100.0 * static_cast<double>(counts.found) / filters / rows_count,
      static_cast<long>(counts.conjuncts),
      100.0 * static_cast<double>(counts.exact) / static_cast<double>(counts.conjuncts),
      100.0 * static_cast<double>(counts.wider) / static_cast<double>(counts.conjuncts),
      100.0 * static_cast<double>(counts.whole) / filters);
}

}  // namespace
}  // namespace zonebook::ledger
