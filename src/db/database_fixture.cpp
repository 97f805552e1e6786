#include "db/database_fixture.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <random>

namespace zonebook::db {
namespace {

std::string server() {
  char const* location = std::getenv("ZONEBOOK_TEST_POSTGRES");
  return location ? location : "";
}

std::string any_name() {
  std::random_device random;
  return fmt::format("test_{:08x}{:08x}", random(), random());
}

void on_server(std::string const& sql) {
  auto const database = Database::open({.location = server(), .readers_max = 1, .writers_max = 1});
  ASSERT_TRUE(database) << told(database);
  auto const done = (*database)->write([&](Connection& at) { return at.script(sql); });
  ASSERT_TRUE(done) << told(done);
}

}  // namespace

bool TestPlace::is_there(Dialect dialect) {
  return dialect == Dialect::sqlite || !server().empty();
}

TestPlace::TestPlace(Dialect dialect) {
  auto const name = any_name();
  if (dialect == Dialect::sqlite) {
    folder_ = (std::filesystem::temp_directory_path() / ("zonebook_" + name)).string();
    std::filesystem::create_directory(folder_);
    location_ = folder_ + "/test.db";
  } else {
    schema_ = name;
    on_server("CREATE SCHEMA " + schema_);
    char const joint = server().find('?') == std::string::npos ? '?' : '&';
    location_ = fmt::format("{}{}options=-csearch_path%3D{}&application_name={}", server(), joint,
                            schema_, schema_);
  }
}

TestPlace::~TestPlace() {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  if (!schema_.empty()) on_server("DROP SCHEMA " + schema_ + " CASCADE");
}

void DatabaseFixture::SetUp() {
  if (!TestPlace::is_there(GetParam())) {
    GTEST_SKIP() << "ZONEBOOK_TEST_POSTGRES is not set: see tests/postgres/run";
  }
  place_.emplace(GetParam());
}

std::unique_ptr<Database> DatabaseFixture::open(Options options) const {
  options.location = place_->location();
  auto opened = Database::open(std::move(options));
  if (!opened) {
    ADD_FAILURE() << told(opened);
    std::abort();
  }
  return std::move(*opened);
}

Result<std::optional<Value>> one(Connection& at, Statement const& statement,
                                 Parameters parameters) {
  std::optional<Value> found;
  TRY(at.each(statement, parameters, [&](Row const& row) -> Result<void> {
    found = row.value(0);
    return {};
  }));
  return found;
}

}  // namespace zonebook::db
