// Figures over a small ledger, on both databases; the worked example of ARCHITECTURE 3 first.

#include "figures/figure.h"

#include "figures/figure_sql.h"
#include "figures/tally.h"
#include "ledger/ledger_fixture.h"

namespace zonebook::figures {
namespace {

using ledger::json;
using ledger::letter;
using ledger::told;

constexpr std::int64_t million = 100'000'000;  // of 分

Date day(std::string_view text) { return *Date::parse(text); }

class Figures : public ledger::LedgerFixture {
 protected:
  void SetUp() override {
    LedgerFixture::SetUp();
    if (IsSkipped()) return;
    auto read = read_definitions(json(R"({
        "signed": {"kind": "flow", "register": "agreement", "event": "signed_on", "sum": "amount"},
        "alive": {"kind": "stock", "register": "project", "sum": "total"},
        "started": {"kind": "flow", "register": "project", "event": "started_on", "sum": "total",
                    "read": "day", "where": "stage != \"talks\""},
        "per_owner": {"kind": "flow", "register": "agreement", "event": "signed_on",
                      "once_per": "project"},
        "rate": {"kind": "ratio", "denominator": "signed",
                 "numerator": {"condition": "project.stage = \"started\"", "read": "day"}}})"),
                                 catalog());
    ASSERT_TRUE(read.problems.empty()) << render(read.problems.front().says, Language::en);
    definitions_ = std::move(read.definitions);
  }

  // For a clock that a test sets before it writes.
  void at(std::string_view time) { clock().set(time); }

  std::string project(std::string_view code, std::string_view from, std::string_view fields) {
    return made(change_of(code, from, fields));
  }

  static std::string change_of(std::string_view code, std::string_view from,
                               std::string_view fields) {
    return R"({"kind":"create","register":"project","id":"new:p","valid_from":")" +
           std::string(from) + R"(","fields":{"code":")" + std::string(code) + "\"," +
           std::string(fields) + "}}";
  }

  ledger::Snapshot snapshot(std::string_view k = {}) {
    std::optional<Instant> known;
    if (!k.empty()) known = Instant::end_of(day(k), ledger().local());
    auto read = ledger().read("jiaocheng", known);
    EXPECT_TRUE(read) << told(read);
    return std::move(*read);
  }

  Question question(std::string_view id, std::string_view v, std::string_view period = "2023",
                    Part part = Part::denominator) {
    return {.of = definitions_.find(id)->second,
            .period = *Period::parse(period),
            .v = day(v),
            .part = part};
  }

  // "count value", as the database has it; the interpreter must say the same.
  std::string answer(std::string_view id, std::string_view v, std::string_view k = {},
                     std::string_view period = "2023") {
    auto now = snapshot(k);
    auto const asked = question(id, v, period);
    auto const found = figure(now, asked);
    EXPECT_TRUE(found) << told(found);
    if (found->before_ledger) return "before the ledger";
    KnownLives lives(now.store());
    auto const held = held_at(now, lives, *asked.of, asked.part, asked.period, asked.v, now.k());
    auto const other = total_of(*held);
    EXPECT_EQ(other.value, found->total.value);
    EXPECT_EQ(other.count, found->total.count);
    auto text = text_of(found->total);
    if (found->numerator) text = text_of(*found->numerator) + " of " + text;
    return text;
  }

  static std::string text_of(Total const& total) {
    auto const value = (total.value / Decimal(million)).value_or(Decimal());
    return std::to_string(total.count) + " " + value.to_string();
  }

  Difference difference_of(End const& from, End const& to) {
    auto now = snapshot();
    auto const found = difference(now, *Period::parse("2023"), Part::denominator, from, to);
    EXPECT_TRUE(found) << told(found);
    return *found;
  }

  End end(std::string_view id, std::string_view v, std::string_view k) {
    return {definitions_.find(id)->second, day(v), Instant::end_of(day(k), ledger().local())};
  }

  // "new 0, changed 0, …, sum 27", in millions.
  static std::string text_of(Difference const& found) {
    std::string text;
    for (std::size_t i = 0; i < term_count; ++i) {
      auto const value = (found.terms[i] / Decimal(million)).value_or(Decimal());
      text += std::string(name_of(static_cast<Term>(i))) + " " + value.to_string() + ", ";
    }
    return text + "sum " + (found.sum / Decimal(million)).value_or(Decimal()).to_string();
  }

  Definitions definitions_;
};

INSTANTIATE_TEST_SUITE_P(Both, Figures, db::both_dialects, db::dialect_name);

// ── the worked example ──────────────────────────────────────────────────────────────────────────

class WorkedExample : public Figures {
 protected:
  void SetUp() override {
    Figures::SetUp();
    if (IsSkipped()) return;
    auto const q = made(R"({"kind":"create","register":"project","id":"new:Q",
                            "valid_from":"2022-01-01","fields":{"code":"Q"}})",
                        "root");
    at("2023-06-28T02:00:00Z");
    auto const e1 = append(letter("jiaocheng", {json(R"(
        {"kind":"create","register":"project","id":"new:P","valid_from":"2023-06-28",
         "fields":{"code":"P","total":20300000000}})"),
                                                json(R"(
        {"kind":"create","register":"agreement","id":"new:A1","valid_from":"2023-06-28",
         "fields":{"project":"new:P","amount":20300000000,"signed_on":"2023-06-28"}})")}));
    p_ = e1.made.at(0).second;
    a1_ = e1.made.at(1).second;
    at("2023-10-16T02:00:00Z");
    auto const e2 = append(letter("jiaocheng", {json(R"({"kind":"change","register":"project",
        "id":")" + p_ + R"(","valid_from":"2023-10-15","fields":{"total":25300000000}})"),
                                                json(R"(
        {"kind":"create","register":"agreement","id":"new:A2","valid_from":"2023-10-15",
         "fields":{"project":")" + p_ + R"(","amount":5000000000,"signed_on":"2023-10-15"}})")}));
    a2_ = e2.made.at(0).second;
    at("2023-11-10T02:00:00Z");
    append(letter("jiaocheng", {retire(p_, "project", "2023-06-28", R"(,"same_as":")" + q + "\""),
                                retire(a1_, "agreement", "2023-06-28"),
                                retire(a2_, "agreement", "2023-10-15")}));
    at("2023-11-20T02:00:00Z");
    append(letter("jiaocheng",
                  {restore(p_, "project"), restore(a1_, "agreement"), restore(a2_, "agreement")}));
    at("2023-12-22T02:00:00Z");
    append(letter(
        "jiaocheng",
        {correct(p_, "project", "2023-06-28", "2023-10-15", R"({"total":23000000000})"),
         correct(p_, "project", "2023-10-15", "9999-12-31", R"({"total":28000000000})"),
         correct(a1_, "agreement", "2023-06-28", "9999-12-31", R"({"amount":23000000000})")}));
    at("2024-01-15T02:00:00Z");
  }

  static Json retire(std::string const& id, std::string const& in, std::string const& from,
                     std::string const& more = {}) {
    return json(R"({"kind":"retire","register":")" + in + R"(","id":")" + id +
                R"(","valid_from":")" + from + "\"" + more + "}");
  }
  static Json restore(std::string const& id, std::string const& in) {
    return json(R"({"kind":"restore","register":")" + in + R"(","id":")" + id + R"(","entry":3})");
  }
  static Json correct(std::string const& id, std::string const& in, std::string const& from,
                      std::string const& to, std::string const& fields) {
    return json(R"({"kind":"correct","register":")" + in + R"(","id":")" + id +
                R"(","valid_from":")" + from + R"(","valid_to":")" + to + R"(","fields":)" +
                fields + "}");
  }

  std::string p_, a1_, a2_;
};

INSTANTIATE_TEST_SUITE_P(Both, WorkedExample, db::both_dialects, db::dialect_name);

TEST_P(WorkedExample, has_seven_rows) {
  struct Row {
    std::string_view v, k, flow, stock;
  };
  for (auto const& [v, k, flow, stock] : std::initializer_list<Row>{
           {"2023-06-30", "2023-07-01", "1 203", "1 203"},
           {"2023-09-30", "2023-11-01", "1 203", "1 203"},
           {"2023-12-31", "2023-11-01", "2 253", "1 253"},
           {"2023-12-31", "2023-11-15", "0 0", "0 0"},
           {"2023-12-31", "2023-12-01", "2 253", "1 253"},
           {"2023-09-30", "2023-12-23", "1 230", "1 230"},
           {"2023-12-31", "2023-12-23", "2 280", "1 280"},
       }) {
    EXPECT_EQ(answer("signed", v, k), flow) << v << " " << k;
    EXPECT_EQ(answer("alive", v, k), stock) << v << " " << k;
  }
}

TEST_P(WorkedExample, is_explained_from_november_to_december) {
  auto const found = difference_of(end("signed", "2023-12-31", "2023-11-01"),
                                   end("signed", "2023-12-31", "2023-12-23"));

  EXPECT_EQ(text_of(found),
            "new 0, changed 0, corrected 27, retired -253, restored 253, adjusted 0, definition 0, "
            "sum 27");
  EXPECT_EQ(found.records.at(a1_).at(Term::corrected), Decimal(27 * million));
  EXPECT_EQ(found.records.at(a1_).at(Term::retired), Decimal(-203 * million));
  EXPECT_EQ(found.records.at(a2_).size(), 2u);
  auto const& causes = found.causes.at(a1_);
  EXPECT_EQ(causes.size(), 3u) << "retired, restored, corrected";
  EXPECT_TRUE(std::ranges::all_of(causes, [&](auto const& one) { return one.record == a1_; }));
  auto const later = difference_of(end("signed", "2023-06-30", "2023-12-23"),
                                   end("signed", "2023-12-31", "2023-12-23"));
  EXPECT_TRUE(later.causes.empty()) << "only days have passed";
}

TEST_P(WorkedExample, is_explained_from_september_to_december_and_back) {
  auto const september = end("alive", "2023-09-30", "2023-11-01");
  auto const december = end("alive", "2023-12-31", "2023-12-23");

  EXPECT_EQ(text_of(difference_of(september, december)),
            "new 0, changed 50, corrected 27, retired -203, restored 203, adjusted 0, "
            "definition 0, sum 77");
  EXPECT_EQ(text_of(difference_of(december, september)),
            "new 0, changed -50, corrected -27, retired 253, restored -253, adjusted 0, "
            "definition 0, sum -77");
}

TEST_P(WorkedExample, adds_up_from_the_records_behind) {
  auto now = snapshot("2023-12-23");
  auto const behind = *records(now, question("signed", "2023-12-31"));

  ASSERT_EQ(behind.size(), 2u);
  EXPECT_EQ(behind[0].id, a1_);
  EXPECT_EQ(behind[0].amount, Decimal(230 * million));
  EXPECT_EQ(behind[0].event, day("2023-06-28"));
  EXPECT_EQ(behind[1].amount, Decimal(50 * million));
}

// ── what else a definition says ─────────────────────────────────────────────────────────────────

TEST_P(Figures, before_the_first_entry_are_not_zero) {
  at("2023-06-28T02:00:00Z");
  project("A", "2023-06-28", R"("total":100000000)");
  at("2023-06-30T02:00:00Z");

  EXPECT_EQ(answer("alive", "2023-12-31", "2023-06-27"), "before the ledger");
  EXPECT_EQ(answer("alive", "2023-12-31", "2023-06-28"), "1 1");
}

TEST_P(Figures, read_on_the_day_take_what_has_ended_as_it_was_last) {
  at("2023-12-01T02:00:00Z");
  auto const id = project("A", "2023-01-01",
                          R"("total":100000000,"stage":"started","started_on":"2023-03-01")");
  append(letter("jiaocheng", R"({"kind":"change","register":"project","id":")" + id +
                                 R"(","valid_from":"2023-06-01","fields":{"total":300000000}})"));
  append(letter("jiaocheng", R"({"kind":"retire","register":"project","id":")" + id +
                                 R"(","valid_from":"2023-08-01"})"));

  EXPECT_EQ(answer("started", "2023-02-28"), "0 0");
  EXPECT_EQ(answer("started", "2023-03-01"), "1 1");
  EXPECT_EQ(answer("started", "2023-06-01"), "1 3");
  EXPECT_EQ(answer("started", "2023-12-31"), "1 3");
  auto now = snapshot();
  EXPECT_EQ(records(now, question("started", "2023-12-31"))->front().read_on, day("2023-07-31"));
}

TEST_P(Figures, count_once_per_key_and_give_a_ratio_both_its_values) {
  at("2023-12-01T02:00:00Z");
  auto const id = project("A", "2023-01-01", R"("stage":"signed")");
  append(letter("jiaocheng", R"({"kind":"change","register":"project","id":")" + id +
                                 R"(","valid_from":"2023-06-01","fields":{"stage":"started"}})"));
  for (auto const* on : {"2023-03-01", "2023-02-01"}) {
    append(letter("jiaocheng",
                  R"({"kind":"create","register":"agreement","id":"new:a","valid_from":"2023-01-01",
                      "fields":{"project":")" +
                      id + R"(","amount":100000000,"signed_on":")" + on + R"("}})"));
  }

  EXPECT_EQ(answer("signed", "2023-12-31"), "2 2");
  EXPECT_EQ(answer("per_owner", "2023-12-31"), "1 0.00000001");
  auto now = snapshot();
  EXPECT_EQ(records(now, question("per_owner", "2023-12-31"))->front().event, day("2023-02-01"));
  EXPECT_EQ(answer("rate", "2023-05-31"), "0 0 of 2 2");
  EXPECT_EQ(answer("rate", "2023-12-31"), "2 2 of 2 2");
}

TEST_P(Figures, hold_only_what_the_scope_shows) {
  at("2023-12-01T02:00:00Z");
  project("A", "2023-01-01", R"("total":100000000,"stage":"started")");
  project("B", "2023-01-01", R"("total":200000000,"stage":"talks")");
  ledger::Scope scope("jiaocheng", "user.7");
  auto const& in = *catalog().find("project");
  ASSERT_TRUE(scope.show(in, {.where = "stage = \"started\"", .fields = {"code", "total"}}));
  auto now = *ledger().read(scope);

  auto const asked = question("alive", "2023-12-31");
  EXPECT_EQ(text_of(figure(now, asked)->total), "1 1");
  EXPECT_EQ(records(now, asked)->size(), 1u);
  EXPECT_EQ(records(now, asked, "total")->front().group, db::Value(million));
  EXPECT_EQ(records(now, asked, "stage").error().code, Error::Code::forbidden);
  EXPECT_EQ(records(now, question("signed", "2023-12-31")).error().code, Error::Code::forbidden);
}

TEST_P(Figures, group_by_nothing_of_a_record_that_the_scope_hides) {
  at("2023-12-01T02:00:00Z");
  for (auto const* const stage : {"started", "talks"}) {
    auto const code = stage[0] == 's' ? "A" : "B";
    auto const id =
        project(code, "2023-01-01", R"("total":100,"stage":")" + std::string(stage) + '"');
    made(R"({"kind":"create","register":"agreement","id":"new:a","valid_from":"2023-01-01",
        "fields":{"project":")" +
         id + R"(","amount":1,"signed_on":"2023-02-01"}})");
  }
  ledger::Scope scope("jiaocheng", "user.7");
  ASSERT_TRUE(scope.show(*catalog().find("project"),
                         {.where = "stage = \"started\"", .fields = {"code", "stage"}}));
  ASSERT_TRUE(scope.show(*catalog().find("agreement"), {.fields = {"project", "signed_on"}}));
  auto now = *ledger().read(scope);

  for (auto const* const by : {"project", "project.code"}) {
    auto const behind = *records(now, question("signed", "2023-12-31"), by);
    ASSERT_EQ(behind.size(), 2u);
    EXPECT_FALSE(db::is_null(*behind[0].group)) << by;
    EXPECT_TRUE(db::is_null(*behind[1].group)) << by;
  }
}

TEST_P(Figures, are_one_statement_where_they_can_be) {
  auto now = snapshot();
  auto const period = *Period::parse("2023");
  auto const sql = sum_sql(now, *definitions_.at("started"), period.days(day("2023-12-20")),
                           day("2023-12-20"), std::nullopt);

  ASSERT_TRUE(sql);
  EXPECT_EQ(sql->text,
            R"(SELECT COUNT(*), CAST(COALESCE(SUM("f_total" / 1000000000), 0) AS BIGINT), )"
            R"(CAST(COALESCE(SUM("f_total" % 1000000000), 0) AS BIGINT)
FROM (
  SELECT late.id, late."f_code", late."f_total", late."f_stage", late."f_owner", )"
            R"(late."f_started_on", one."f_started_on" AS "event day", )"
            R"(CASE WHEN late.valid_to <= ? THEN late.valid_to - 1 ELSE ? END AS "read on"
  FROM r_project AS one
  JOIN r_project AS late ON late.zone = one.zone AND late.id = one.id
  WHERE one.zone = ?
    AND one."f_started_on" >= ? AND one."f_started_on" < ?
    AND one.valid_from <= one."f_started_on" AND one."f_started_on" < one.valid_to
    AND one.known_to = 9223372036854775807
    AND NOT EXISTS (
      SELECT 1
      FROM r_project AS earlier
      WHERE earlier.zone = one.zone AND earlier.id = one.id
        AND earlier.valid_from <= earlier."f_started_on" )"
            R"(AND earlier."f_started_on" < earlier.valid_to
        AND earlier."f_started_on" < one."f_started_on"
        AND earlier.known_to = 9223372036854775807)
    AND late.known_to = 9223372036854775807
    AND late.valid_from = (
      SELECT MAX(last.valid_from)
      FROM r_project AS last
      WHERE last.zone = one.zone AND last.id = one.id AND last.valid_from <= ?
        AND last.known_to = 9223372036854775807)) AS found)" +
                std::string(is_sqlite() ? R"(
WHERE "f_stage" IS NOT ?)"
                                        : R"(
WHERE "f_stage" IS DISTINCT FROM ?)"));
  EXPECT_FALSE(sum_sql(now, *definitions_.at("per_owner"), period.days(day("2023-12-20")),
                       day("2023-12-20"), std::nullopt));
}

}  // namespace
}  // namespace zonebook::figures
