// For tests: a ledger of the root zone `root`, with the registers of zones, of things and of their
// shares, of offers and acceptances.

#pragma once

#include "db/database_fixture.h"
#include "ledger/ledger.h"
#include "ledger/migrations.h"
#include "ledger/shape.h"
#include "meta/test_registers.h"

namespace zonebook::ledger::test_zones {

inline constexpr Instant noon(1'700'000'000'000'000);

class StandingClock final : public Clock {
 public:
  Instant now() const override { return noon; }
};

inline std::shared_ptr<meta::Catalog const> zone_catalog() {
  namespace make = meta::test_registers;
  auto code = make::field("code", "code");
  code.pattern = "[a-z]+";
  auto parent = make::reference("parent", "zone");
  parent.required = false;
  auto zone = make::reg("zone", {code, make::field("name", "text"), parent});
  zone.owner = "ledger";
  zone.root_only = true;
  zone.key = {"code"};
  auto acceptance = make::reg("acceptance", {make::reference("offer", "offer")});
  auto answer = make::reference("acceptance", "acceptance");
  answer.required = false;
  auto offer = make::reg(
      "offer", {make::reference("recipient", "zone"), make::field("content", "text"), answer});
  for (auto* shared : {&offer, &acceptance}) {
    shared->owner = "ledger";
    shared->shared = true;
  }
  auto share =
      make::reg("share", {make::reference("of", "thing"), make::field("percent", "decimal")});
  share.shares = meta::Shares{.of = "of", .part = "percent", .sum = "100"};
  return make::made(
      {zone, make::reg("thing", {make::field("name", "text")}), share, offer, acceptance});
}

struct Open {
  std::unique_ptr<db::Database> database;
  std::shared_ptr<meta::Catalog const> catalog = zone_catalog();
  StandingClock clock;
  std::unique_ptr<Ledger> ledger;

  Result<Receipt> append(std::string_view letter) { return ledger->append(*Json::parse(letter)); }

  // {"kind":…} as a letter of a zone.
  Result<Receipt> change(std::string const& zone, std::string const& changes) {
    return append(R"({"zone":")" + zone + R"(","actor":"示例人员01","changes":[)" + changes + "]}");
  }
};

inline std::unique_ptr<Open> around(std::unique_ptr<db::Database> database) {
  auto open = std::make_unique<Open>();
  open->database = std::move(database);
  open->ledger = std::make_unique<Ledger>(
      *open->database, open->catalog,
      Ledger::Options{.clock = open->clock, .local = *Zone::load("Asia/Shanghai")});
  return open;
}

// One change as text; `rest` is "" or begins with a comma.
inline std::string change_of(std::string const& kind, std::string const& in, std::string const& id,
                             std::string const& from, std::string const& rest = "") {
  return R"({"kind":")" + kind + R"(","register":")" + in + R"(","id":")" + id +
         R"(","valid_from":")" + from + '"' + rest + "}";
}

// With the root's own record, root.2.1.
inline std::unique_ptr<Open> made(std::unique_ptr<db::Database> database) {
  auto open = around(std::move(database));
  EXPECT_TRUE(db::migrate(*open->database, migrations_room, migrations(), noon));
  auto const begun = open->database->write([&](db::Connection& at) -> Result<void> {
    TRY(add_zone(at, "root", std::nullopt));
    return adopt_shape(at, *open->catalog, noon, ShapeEntry::written);
  });
  EXPECT_TRUE(begun) << db::told(begun);
  auto const root = open->change("root", R"({"kind":"create","register":"zone","id":"new:r",
      "valid_from":"2000-01-01","fields":{"code":"root","name":"示例市"}})");
  EXPECT_TRUE(root) << db::told(root);
  return open;
}

inline std::string zone_change(std::string const& code, std::string const& parent) {
  return R"({"kind":"create","register":"zone","id":"new:)" + code +
         R"(","valid_from":"2020-01-01","fields":{"code":")" + code + R"(","name":"示例园区)" +
         code + R"(","parent":")" + parent + R"("}})";
}

// With the zones east, west and park below the root: root.3.1, root.3.2 and root.3.3.
inline std::unique_ptr<Open> made_with_three(std::unique_ptr<db::Database> database) {
  auto open = made(std::move(database));
  auto const zones =
      open->change("root", zone_change("east", "root.2.1") + "," + zone_change("west", "root.2.1") +
                               "," + zone_change("park", "root.2.1"));
  EXPECT_TRUE(zones) << db::told(zones);
  return open;
}

}  // namespace zonebook::ledger::test_zones
