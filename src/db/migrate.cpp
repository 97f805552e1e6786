#include "db/migrate.h"

#include "db/sql.h"

namespace zonebook::db {
namespace {

struct Taken {
  std::int64_t number = 0;
  std::string name;
};

Result<std::vector<Taken>> list_taken(Connection& at, std::string const& room) {
  std::int64_t tables = 0;
  TRY(at.each(sql::count_migration_tables, {}, [&](Row const& row) -> Result<void> {
    tables = row.integer(0);
    return {};
  }));
  std::vector<Taken> taken;
  if (tables == 0) return taken;
  TRY(at.each(sql::list_migrations, {room}, [&](Row const& row) -> Result<void> {
    taken.push_back({row.integer(0), std::string(row.text(1))});
    return {};
  }));
  return taken;
}

Error newer(std::string const& room, Taken const& taken, std::size_t known) {
  return {Error::Code::unavailable,
          {"db.newer",
           {{"room", room},
            {"number", std::to_string(taken.number)},
            {"known", std::to_string(known)}}},
          {}};
}

Error differs(std::string const& room, Taken const& taken, Migration const& step) {
  return {Error::Code::broken,
          {"db.step_differs",
           {{"room", room},
            {"number", std::to_string(step.number)},
            {"taken", taken.name},
            {"known", step.name}}},
          {}};
}

// How many of the steps have been taken, if these are the same steps.
Result<std::size_t> count_taken(Connection& at, std::string const& room,
                                std::span<Migration const> steps) {
  auto const taken = TRY(list_taken(at, room));
  if (taken.size() > steps.size()) {
    return std::unexpected(newer(room, taken.back(), steps.size()));
  }
  for (std::size_t i = 0; i < taken.size(); ++i) {
    bool const is_same = taken[i].number == steps[i].number && taken[i].name == steps[i].name;
    if (!is_same) return std::unexpected(differs(room, taken[i], steps[i]));
  }
  return taken.size();
}

void check_numbers(std::span<Migration const> steps) {
  for (int number = 0; auto const& step : steps) CHECK(step.number == ++number);
}

// The next step, if there is one: another process may have taken it while we waited.
Result<bool> take_next(Connection& at, std::string const& room, std::span<Migration const> steps,
                       Instant now) {
  TRY(at.run(sql::lock_migrations));
  TRY(at.run(sql::make_migrations));
  auto const taken = TRY(count_taken(at, room, steps));
  if (taken == steps.size()) return false;
  auto const& step = steps[taken];
  TRY(at.script(at.dialect() == Dialect::sqlite ? step.sqlite : step.postgres));
  TRY(at.run(sql::add_migration, {room, step.number, step.name, now.micros()}));
  return true;
}

}  // namespace

Result<std::vector<Migration const*>> pending(Database& database, std::string const& room,
                                              std::span<Migration const> steps) {
  check_numbers(steps);
  auto reader = TRY(database.read());
  auto const taken = TRY(count_taken(*reader, room, steps));
  std::vector<Migration const*> waiting;
  for (auto const& step : steps.subspan(taken)) waiting.push_back(&step);
  return waiting;
}

Result<int> migrate(Database& database, std::string const& room, std::span<Migration const> steps,
                    Instant now) {
  // Asked first by reading: a database that needs nothing is not locked, and may be read-only.
  auto const waiting = TRY(pending(database, room, steps));
  if (waiting.empty()) return 0;
  for (int count = 0;; ++count) {
    bool has_taken = false;
    TRY(database.write([&](Connection& at) -> Result<void> {
      has_taken = TRY(take_next(at, room, steps, now));
      return {};
    }));
    if (!has_taken) return count;
  }
}

}  // namespace zonebook::db
