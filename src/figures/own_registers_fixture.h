// For tests: a ledger with the registers of this room (adjustment, opening, target) and one of
// things, over the zones root ← east ← park, root ← west; the clock stands until it is set.
//
//   class Openings : public OwnRegistersFixture {};
//   TEST_P(Openings, …) { thing("east", "2023-03-01", 2); opening("east", "things_amount", …); … }

#pragma once

#include <filesystem>
#include <fstream>

#include "base/random.h"
#include "db/database_fixture.h"
#include "figures/editions.h"
#include "figures/figure.h"
#include "figures/registers.h"
#include "figures/typed_figures.h"
#include "ledger/ledger_fixture.h"
#include "ledger/migrations.h"
#include "ledger/shape.h"

namespace zonebook::figures {

class OwnRegistersFixture : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    auto owned = std::vector<meta::OwnedRegister>{{"ledger", "zone.yaml", zone_yaml}};
    for (auto const& one : figures::owned_registers()) owned.push_back(one);
    auto const folder = model_folder();
    auto loaded = meta::load(folder, owned);
    std::filesystem::remove_all(folder);
    for (auto const& problem : loaded.problems) {
      ADD_FAILURE() << problem.where << ": " << render(problem.says, Language::en);
    }
    ASSERT_TRUE(loaded.catalog);
    catalog_ = loaded.catalog;
    database_ = open();
    ASSERT_TRUE(
        db::migrate(*database_, ledger::migrations_room, ledger::migrations(), clock_.now()));
    ASSERT_TRUE(database_->write([&](db::Connection& at) -> Result<void> {
      TRY(ledger::add_zone(at, "root", std::nullopt));
      return ledger::adopt_shape(at, *catalog_, clock_.now(), ledger::ShapeEntry::written);
    }));
    ledger_ = std::make_unique<ledger::Ledger>(
        *database_, catalog_,
        ledger::Ledger::Options{
            .clock = clock_,
            .local = *Zone::load("Asia/Shanghai"),
            .record_checks = {{"definition", definition_check(*catalog_)},
                              {"typed_figure", typed_figure_check(*catalog_)}}});
    zones_["root"] = make("root", "zone", "2000-01-01", R"("code":"root","name":"示例市")");
    zone("east", "root");
    zone("west", "root");
    zone("park", "east");
    read_the_definitions();
  }

  void zone(std::string const& code, std::string const& parent) {
    zones_[code] =
        make("root", "zone", "2000-01-01",
             R"("code":")" + code + R"(","name":"示例园区","parent":")" + zones_.at(parent) + '"');
  }

  // The id of the record that it makes.
  std::string make(std::string const& zone, std::string const& in, std::string const& from,
                   std::string const& fields) {
    auto const made =
        append(zone, R"({"kind":"create","register":")" + in + R"(","id":"new:a","valid_from":")" +
                         from + R"(","fields":{)" + fields + "}}");
    return made.made.empty() ? std::string() : made.made.front().second;
  }

  ledger::Receipt append(std::string const& zone, std::string const& change) {
    auto const done = ledger_->append(*Json::parse(
        R"({"zone":")" + zone + R"(","actor":"示例人员01","changes":[)" + change + "]}"));
    EXPECT_TRUE(done) << db::told(done);
    return done.value_or(ledger::Receipt());
  }

  // `millions` of 元.
  std::string thing(std::string const& zone, std::string const& on, std::int64_t millions,
                    std::string const& kind = "yes") {
    return make(zone, "thing", "2020-01-01",
                R"("name":"示例","kind":")" + kind + R"(","done_on":")" + on + R"(","amount":)" +
                    std::to_string(millions * 100'000'000));
  }

  // `more` begins with a comma.
  std::string opening(std::string const& in, std::string const& of, std::string const& definition,
                      std::string const& cut_off, std::string const& value,
                      std::string const& more = "") {
    return make(in, "opening", cut_off,
                R"("definition":")" + definition + R"(","of_zone":")" + zones_.at(of) +
                    R"(","cut_off":")" + cut_off + R"(","value":")" + value +
                    R"(","paper_no":"示例文件1")" + more);
  }

  std::string target(std::string const& in, std::string const& of, std::string const& period,
                     std::string const& value, std::string const& more = "") {
    return make(in, "target", "2023-01-01",
                R"("definition":"things_amount","period":")" + period + R"(","of_zone":")" +
                    zones_.at(of) + R"(","value":")" + value + R"(","set_on":"2023-01-01")" + more);
  }

  ledger::Snapshot snapshot(std::string const& zone = "east", std::optional<Instant> k = {}) {
    auto read = ledger_->read(zone, k);
    EXPECT_TRUE(read) << db::told(read);
    return std::move(*read);
  }

  Question question(std::string_view id, std::string_view period, std::string_view v) {
    return {.of = definitions_.find(id)->second,
            .period = *Period::parse(period),
            .v = *Date::parse(v)};
  }

  ledger::StepClock& clock() { return clock_; }

  std::map<std::string, std::string> zones_;  // the records by code
  Definitions definitions_;
  std::shared_ptr<meta::Catalog const> catalog_;
  std::unique_ptr<ledger::Ledger> ledger_;

 private:
  static constexpr std::string_view zone_yaml = R"(register: zone
label: { zh: 园区, en: Zone }
about: 一级单位。
key: [code]
root_only: true
fields:
  code: { type: code, pattern: "[a-z]+", label: { zh: 代号, en: Code } }
  name: { type: text, label: { zh: 名称, en: Name } }
  parent: { type: reference, to: zone, label: { zh: 上级, en: Parent }, optional: true }
views:
  title: name
  list: [code]
  form:
    - { title: { zh: 园区, en: Zone }, fields: [code, name, parent] }
)";

  static std::string model_folder() {
    namespace fs = std::filesystem;
    fs::path const folder =
        fs::temp_directory_path() / ("zonebook_figures_" + random_hexadecimal(8));
    fs::create_directories(folder / "registers");
    std::error_code there;
    fs::copy("model/terms", folder / "terms", there);  // tests run in the project's root
    std::ofstream(folder / "terms" / "of_tests.yaml")
        << "thing: { zh: 示例事物, en: thing, means: 测试里的一件事 }\n";
    std::ofstream(folder / "registers" / "thing.yaml") << R"(register: thing
label: { zh: 事项, en: Thing }
about: 一件事。
fields:
  name: { type: text, label: { zh: 名称, en: Name } }
  kind:
    type: choice
    label: { zh: 种类, en: Kind }
    choices:
      "yes": { zh: 是, en: "Yes" }
      "no": { zh: 否, en: "No" }
  done_on: { type: date, event: true, label: { zh: 日期, en: Done on } }
  amount: { type: money, unit: 亿元, label: { zh: 金额, en: Amount } }
views:
  title: name
  list: [name]
  form:
    - { title: { zh: 事项, en: Thing }, fields: [name, kind, done_on, amount] }
)";
    return folder.string();
  }

  void read_the_definitions() {
    auto read = read_definitions(*Json::parse(R"({
        "things_amount": {"label": {"zh": "完成额", "en": "Amount done"}, "kind": "flow",
            "register": "thing", "event": "done_on", "sum": "amount", "unit": "万元", "scale": 2},
        "things_adjusted": {"label": {"zh": "调整额", "en": "Adjusted"}, "kind": "flow",
            "register": "thing", "event": "done_on", "sum": "amount", "unit": "万元", "scale": 2,
            "adjusted": true},
        "things_count": {"kind": "flow", "register": "thing", "event": "done_on", "unit": "件"},
        "things_alive": {"kind": "stock", "register": "thing", "unit": "件"},
        "yes_rate": {"label": {"zh": "是率", "en": "Rate of yes"}, "unit": "%", "scale": 1,
            "kind": "ratio", "denominator": "things_count",
            "numerator": {"condition": "kind = \"yes\""}},
        "value_added": {"label": {"zh": "增加值", "en": "Value added"}, "kind": "typed",
            "unit": "亿元", "scale": 2},
        "investment": {"label": {"zh": "投资", "en": "Investment"}, "kind": "typed",
            "unit": "亿元", "scale": 2, "adds_up": "zones_and_periods"}})"),
                                 *catalog_);
    for (auto const& problem : read.problems) {
      ADD_FAILURE() << problem.where << ": " << render(problem.says, Language::en);
    }
    definitions_ = std::move(read.definitions);
  }

  std::unique_ptr<db::Database> database_;
  ledger::StepClock clock_{"2023-06-28T02:00:00Z"};
};

}  // namespace zonebook::figures
