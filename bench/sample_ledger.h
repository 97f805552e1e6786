// A ledger to be measured: one zone for each writer, projects with a key, an owner and an event;
// and what an append writes, recorded, so that the same can be written without it.

#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "ledger/ledger.h"
#include "ledger/shape.h"

namespace zonebook::bench {

// In the build folder: /tmp may lie in memory.
inline std::filesystem::path folder() {
  auto const path = std::filesystem::current_path() / "build/bench/ledger_files";
  std::filesystem::create_directories(path);
  return path;
}

inline std::string server() {
  char const* const location = std::getenv("ZONEBOOK_TEST_POSTGRES");
  return location ? location : "";
}

inline bool is_there(db::Dialect on) { return on == db::Dialect::sqlite || !server().empty(); }

// An empty database of its own, gone with it.
class Place {
 public:
  explicit Place(db::Dialect on) {
    static int count = 0;
    name_ = "bench_ledger_" + std::to_string(++count);
    if (on == db::Dialect::sqlite) {
      folder_ = folder() / name_;
      std::filesystem::remove_all(folder_);
      std::filesystem::create_directories(folder_);
      location_ = folder_ / "bench.db";
    } else {
      on_server("DROP SCHEMA IF EXISTS " + name_ + " CASCADE; CREATE SCHEMA " + name_);
      location_ = server() + "&options=-csearch_path%3D" + name_;
    }
  }
  Place(Place const&) = delete;
  Place& operator=(Place const&) = delete;
  ~Place() {
    if (folder_.empty()) {
      on_server("DROP SCHEMA " + name_ + " CASCADE");
    } else {
      std::filesystem::remove_all(folder_);
    }
  }

  std::unique_ptr<db::Database> open() const {
    auto database = db::Database::open({.location = location_, .writers_max = 64});
    CHECK(database.has_value());
    return std::move(*database);
  }

 private:
  static void on_server(std::string const& sql) {
    auto const database = db::Database::open({.location = server(), .writers_max = 1});
    CHECK(database.has_value());
    CHECK((*database)->write([&](db::Connection& at) { return at.script(sql); }));
  }

  std::string name_, location_;
  std::filesystem::path folder_;
};

class FixedClock final : public Clock {
 public:
  Instant now() const override { return *Instant::parse("2023-06-28T02:00:00Z"); }
};

inline meta::Field field(std::string const& name, std::string_view type) {
  meta::Field made;
  made.id = "f_" + name;
  made.name = name;
  made.label = {name, name};
  made.type = meta::find_field_type(type);
  made.required = false;
  return made;
}

inline std::shared_ptr<meta::Catalog const> catalog() {
  meta::Register project;
  project.name = "project";
  project.label = {"project", "project"};
  auto signed_on = field("signed_on", "date");
  signed_on.event = true;
  project.fields = {field("code", "text"), field("name", "text"), field("total", "money"),
                    signed_on};
  project.key = {"code"};
  auto made = meta::Catalog::make({project});
  CHECK(made.has_value());
  return *made;
}

inline std::string zone_name(int i) { return "zone" + std::to_string(i); }

inline void make_tables(db::Database& database, int zones) {
  CHECK(database.write([&](db::Connection& at) -> Result<void> {
    TRY(ledger::make_fixed_tables(at));
    TRY(ledger::add_zone(at, "root", std::nullopt));
    for (int i = 0; i < zones; ++i) TRY(ledger::add_zone(at, zone_name(i), "root"));
    return ledger::adopt_shape(at, *catalog(), {}, ledger::ShapeEntry::written);
  }));
}

inline std::unique_ptr<ledger::Ledger> ledger_on(db::Database& database, Clock const& clock) {
  return std::make_unique<ledger::Ledger>(
      database, catalog(),
      ledger::Ledger::Options{.clock = clock, .local = *Zone::load("Asia/Shanghai")});
}

// By turns a record is made and changed.
inline std::vector<Json> letters(int zone, int count) {
  std::vector<Json> made;
  for (int i = 0; i < count; ++i) {
    auto const n = std::to_string(i + 1), maker = std::to_string(i);
    auto const change =
        i % 2 == 0
            ? R"({"kind":"create","register":"project","id":"new:p","valid_from":"2023-01-01",
                        "fields":{"code":"C)" +
                  n + R"(","name":"示例项目07","total":20300000000,
                        "signed_on":"2023-01-01"}})"
            : R"({"kind":"change","register":"project","id":")" + zone_name(zone) + "." + maker +
                  R"(.1","valid_from":"2023-03-01","fields":{"total":25300000000}})";
    made.push_back(*Json::parse(R"({"zone":")" + zone_name(zone) +
                                R"(","actor":"示例人员01","source":"签约合同","reason":"签约",
                                  "key":"k)" +
                                n + R"(","changes":[)" + change + "]}"));
  }
  return made;
}

}  // namespace zonebook::bench
