// For tests: counting tables of a random history, asked beside plain SQL.

#pragma once

#include <gmock/gmock.h>

#include <cstdlib>
#include <random>

#include "figures/counted_sql.h"
#include "figures/counted_sums.h"
#include "figures/counting.h"
#include "figures/tally.h"
#include "ledger/history_model_fixture.h"
#include "ledger/ledger_fixture.h"
#include "ledger/letter_dice_fixture.h"

namespace zonebook::figures {

inline constexpr auto counted_definitions = R"({
    "signed": {"kind": "flow", "register": "agreement", "event": "signed_on", "sum": "amount"},
    "signed_early": {"kind": "flow", "register": "agreement", "event": "signed_on",
                     "where": "project.stage = \"talks\""},
    "totals": {"kind": "flow", "register": "agreement", "event": "signed_on", "read": "day",
               "sum": "project.total", "where": "amount > 0 or project.owner.size = \"large\""},
    "per_project": {"kind": "flow", "register": "agreement", "event": "signed_on",
                    "sum": "amount", "once_per": "project"},
    "per_owner": {"kind": "flow", "register": "agreement", "event": "signed_on", "read": "day",
                  "once_per": "project.owner"},
    "begun": {"kind": "flow", "register": "project", "event": "started_on", "read": "day",
              "sum": "total", "where": "owner.size != \"large\""},
    "alive": {"kind": "stock", "register": "project", "sum": "total"},
    "owned": {"kind": "stock", "register": "project", "where": "owner.size = \"small\"",
              "once_per": "owner"},
    "shares": {"kind": "stock", "register": "share", "sum": "percent",
               "where": "project.stage != \"talks\""},
    "rate": {"kind": "ratio", "denominator": "signed",
             "numerator": {"condition": "project.started_on != null", "read": "day"}},
    "rate_once": {"kind": "ratio", "denominator": "per_project",
                  "numerator": {"condition": "project.stage = \"signed\"", "read": "day",
                                "sum": "project.total"}},
    "rate_then": {"kind": "ratio", "denominator": "totals",
                  "numerator": {"condition": "project.owner.size = \"small\""}},
    "rate_of_stock": {"kind": "ratio", "denominator": "owned",
                      "numerator": {"condition": "total > 5"}},
    "today": {"kind": "flow", "register": "agreement", "event": "signed_on",
              "where": "signed_on <= today"}})";

inline std::shared_ptr<meta::Catalog const> history_catalog() {
  auto made = meta::Catalog::make(ledger::history_model(1));
  EXPECT_TRUE(made.has_value());
  return made ? *made : nullptr;
}

class CountingTables : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    auto read = read_definitions(ledger::json(counted_definitions), *catalog_);
    ASSERT_THAT(read.problems, testing::IsEmpty())
        << render(read.problems.front().says, Language::en);
    definitions_ = std::move(read.definitions);
    database_ = open();
    make_tables(*database_, *catalog_, zones_);
    counting_ = std::make_shared<Counting const>(catalog_, definitions_);
    ledger_ = ledger_with(counting_);
    clock_.set("2023-01-20T02:00:00Z");
    auto const snapshot = *ledger_->read("root");
    for (auto const& [zone, unused] : zones_) {
      naive_.begin(zone, snapshot.head(zone).seq, snapshot.head(zone).last.micros());
    }
    RecordProperty("seed", std::to_string(seed_));
  }

  std::unique_ptr<ledger::Ledger> ledger_with(std::shared_ptr<Counting const> counting) {
    return std::make_unique<ledger::Ledger>(
        *database_, catalog_,
        ledger::Ledger::Options{.clock = clock_,
                                .local = *Zone::load("Asia/Shanghai"),
                                .secret = "示例密钥",
                                .projection = std::move(counting)});
  }

  // The id of the only record that a letter of this change makes.
  std::string made(std::string const& zone, std::string const& change) {
    auto const receipt = ledger_->append(ledger::letter(zone, change));
    EXPECT_TRUE(receipt) << ledger::told(receipt);
    return receipt ? receipt->made.front().second : std::string();
  }

  std::int64_t append(std::string const& zone, std::string const& change) {
    auto const receipt = ledger_->append(ledger::letter(zone, change));
    EXPECT_TRUE(receipt) << ledger::told(receipt);
    return receipt ? receipt->seq : 0;
  }

  void keep() {
    auto const kept = ledger::keep_projection(*database_, *ledger_);
    ASSERT_TRUE(kept) << ledger::told(kept);
  }

  void write() {
    constexpr std::int64_t day = std::int64_t{86'400} * 1'000'000;
    clock_.step(std::vector<std::int64_t>{1, 40, day / 3, day, 2 * day, -5, -day / 4}[below(7)]);
    auto const given = dice_.letter(clock_.now().micros());
    auto const expected = naive_.append(given, clock_.now().micros());
    auto const receipt = ledger_->append(given);
    dice_.count(given, expected);
    // The dice make letters that are refused; none may fail.
    ASSERT_TRUE(receipt || (receipt.error().code != Error::Code::broken &&
                            receipt.error().code != Error::Code::unavailable))
        << ledger::told(receipt);
    if (receipt) ++written_;
  }

  std::optional<Instant> any_k() {
    if (below(3) == 0) return std::nullopt;
    auto const first = Instant::parse("2023-01-20T02:00:00Z")->micros();
    auto const last = std::max(naive_.known_max(), clock_.now().micros());
    auto const span = static_cast<std::size_t>(std::max(last - first + 1, std::int64_t{1}));
    if (below(4) == 0) {  // where months meet
      auto const month = known_month_of(last - static_cast<std::int64_t>(below(span)));
      auto const end = last_known_of(month) + static_cast<std::int64_t>(below(2));
      if (end <= last) return Instant(end);
    }
    return Instant(last - static_cast<std::int64_t>(below(2) == 0 ? below(span) : below(3)));
  }

  // Of the days of the history, or about today and to come.
  Date any_v() {
    if (below(4) == 0) {
      auto const month = month_of(ledger_->today().days()) - static_cast<std::int64_t>(below(4));
      return *Date::from_days(last_day_of(month) + static_cast<std::int64_t>(below(2)));
    }
    if (below(2) == 0) return ledger::naive_day(static_cast<int>(below(ledger::naive_days)));
    return *ledger_->today().add_days(static_cast<std::int64_t>(below(40)) - 5);
  }

  // Any figure at any pair: the same records with the same amounts, asked three ways.
  void ask() {
    auto const k = any_k();
    std::vector<std::string> const zones{"root", "jiaocheng", "shangwu"};
    auto snapshot = ledger_->read(zones[below(3)], k);
    if (!snapshot && snapshot.error().says.key == "ledger.future") return;  // of another zone
    ASSERT_TRUE(snapshot) << ledger::told(snapshot);
    if (k) naive_.close(k->micros());
    auto found = definitions_.begin();
    std::advance(found, static_cast<std::ptrdiff_t>(below(definitions_.size())));
    std::vector<std::string> const periods{"2023", "2023-01", "2023-02", "to-date",
                                           "2023-01-05..2023-02-10"};
    Question question{.of = found->second,
                      .period = *Period::parse(periods[below(periods.size())]),
                      .v = any_v()};
    if (question.of->numerator && below(2) == 0) question.part = Part::numerator;
    expect_same_figure(*snapshot, question);
    expect_same_records(*snapshot, question);
  }

  static std::string named(Question const& question) {
    return question.of->id + (question.part == Part::numerator ? " numerator " : " ") +
           question.period.text() + " " + question.v.to_string();
  }

  void expect_same_figure(ledger::Snapshot& at, Question question) {
    auto const kept = figure(at, question);
    ASSERT_TRUE(kept) << ledger::told(kept);
    question.way = Question::Way::plain;
    auto const plain = figure(at, question);
    ASSERT_TRUE(plain) << ledger::told(plain);
    auto const text = [](Total const& total) {
      return std::to_string(total.count) + " " + total.value.to_string();
    };
    ASSERT_EQ(kept->before_ledger, plain->before_ledger);
    ASSERT_EQ(text(kept->total), text(plain->total)) << named(question);
    ASSERT_EQ(kept->numerator.has_value(), plain->numerator.has_value());
    if (kept->numerator) {
      ASSERT_EQ(text(*kept->numerator), text(*plain->numerator)) << named(question);
    }
    counted_ += kept->total.count;
  }

  static std::vector<std::string> lines(std::vector<Behind> const& all) {
    std::vector<std::string> lines;
    for (auto const& one : all) {
      lines.push_back(one.id + " " + one.amount.to_string() + " " +
                      (one.event ? one.event->to_string() : "-") + " " + one.read_on.to_string());
    }
    return lines;
  }

  void expect_same_records(ledger::Snapshot& at, Question question) {
    auto const kept = records(at, question);
    question.way = Question::Way::plain;
    auto const plain = records(at, question);
    ASSERT_TRUE(kept && plain) << ledger::told(kept) << ledger::told(plain);
    ASSERT_EQ(lines(*kept), lines(*plain)) << named(question);
    bool const is_numerator = question.of->numerator && question.part == Part::numerator;
    auto const& of = is_numerator ? *question.of : question.of->counted();
    auto const asked = counted_total(at, of, question.period.days(question.v), question.v);
    ASSERT_TRUE(asked) << ledger::told(asked);
    ASSERT_EQ(asked->has_value(), !of.digest.empty()) << named(question);
  }

  std::vector<std::string> problems() { return ledger::problems(*database_, *ledger_); }

  // All rows that are kept, by digests.
  std::vector<std::string> rows() {
    auto const reader = *database_->read();
    std::vector<std::string> lines;
    auto const all = db::Statement::same(
        "all counted",
        "SELECT digest, zone, event, id, valid_from, known_from, valid_to, known_to, "
        "COALESCE(ended, -1), COALESCE(amount, -1), COALESCE(once, ''), rival FROM counted AS "
        "kept JOIN counted_digest AS named ON named.number = kept.number");
    auto const done = reader->each(all, {}, [&](db::Row const& row) -> Result<void> {
      std::string line;
      for (int i = 0; i < 12; ++i) {
        auto const value = row.value(i);
        auto const* number = std::get_if<std::int64_t>(&value);
        line += (number ? std::to_string(*number) : std::string(row.text(i))) + " ";
      }
      lines.push_back(std::move(line));
      return {};
    });
    EXPECT_TRUE(done) << ledger::told(done);
    std::ranges::sort(lines);
    return lines;
  }

  void change(std::string const& sql) {
    auto const done = database_->write([&](db::Connection& at) { return at.script(sql); });
    ASSERT_TRUE(done) << ledger::told(done);
  }

  std::string held() { return *ledger::held_projection(**database_->read()); }

  std::size_t below(std::size_t n) { return dice_.below(n); }

  static std::uint64_t any_seed() {
    char const* const given = std::getenv("ZONEBOOK_SEED");
    return given ? std::strtoull(given, nullptr, 10) : std::random_device()();
  }

  std::uint64_t seed_ = any_seed();
  std::shared_ptr<meta::Catalog const> catalog_ = history_catalog();
  Definitions definitions_;
  std::vector<ledger::ZoneUnder> zones_ = ledger::sample_zones();
  std::unique_ptr<db::Database> database_;
  ledger::StepClock clock_;
  std::shared_ptr<Counting const> counting_;
  std::unique_ptr<ledger::Ledger> ledger_;
  ledger::NaiveLedger naive_{catalog_};
  ledger::LetterDice dice_{seed_, naive_};
  int written_ = 0;
  std::int64_t counted_ = 0;
};

}  // namespace zonebook::figures
