// zonebook sample [--zones N --projects N --seed S]: the demonstration year, or data of any size to
// measure with, in a ledger where there was none, with its own clock.

#include <optional>

#include "app/book.h"
#include "app/command.h"
#include "app/decisions.h"
#include "app/keys.h"
#include "app/model_calendar.h"
#include "app/model_definitions.h"
#include "app/sample_loading.h"
#include "app/scale.h"
#include "figures/counting.h"
#include "ledger/shape.h"

namespace zonebook::app {
namespace {

Result<void> expect_empty(db::Connection& at, Settings const& settings) {
  auto const shapes = TRY(ledger::earlier_shapes(at));
  if (shapes.empty()) return {};
  return ledger_exists(settings);
}

// A database with its tables and a root, known since the sample's first moment, and marked as one
// that is being made.
Result<std::unique_ptr<db::Database>> begin(SampleYear const& year, meta::Catalog const& catalog,
                                            Settings const& settings) {
  auto database = TRY(open_place(settings));
  auto const now = TRY(real_now(*database));
  TRY(take_steps(*database));
  TRY(database->write([&](db::Connection& at) -> Result<void> {
    TRY(expect_empty(at, settings));
    TRY(ledger::add_zone(at, year.root, std::nullopt));
    TRY(ledger::begin_own_clock(at, year.root, {.set = now, .shown = year.shown}));
    return ledger::adopt_shape(at, catalog, year.opened, ledger::ShapeEntry::written);
  }));
  TRY(make_ledger_secret(settings));
  return database;
}

// The year without scale; otherwise what the scale makes.
Result<void> load(SampleYear const& year, std::optional<Scale>& scale, SampleLoading& loading) {
  if (!scale) {
    for (auto const& entry : year.entries) TRY(loading.append(entry, SampleLoading::Labels::kept));
    return {};
  }
  while (auto const entry = scale->next()) {
    TRY(loading.append(*entry, scale->keeps_labels() ? SampleLoading::Labels::kept
                                                     : SampleLoading::Labels::dropped));
  }
  return {};
}

enum class Told { year, scale };

void tell(SampleLoading::Loaded const& loaded, SampleYear const& year, Told told,
          Settings const& settings) {
  auto const place = shown_database(settings.database);
  if (settings.json) {
    print_json(Json::object({{"database", Json::string(place)},
                             {"zone", Json::string(year.root)},
                             {"entries", Json::integer(static_cast<std::int64_t>(loaded.entries))},
                             {"records", Json::integer(static_cast<std::int64_t>(loaded.records))},
                             {"shown", Json::string(year.shown.to_string())}}));
    return;
  }
  say({"app.sample.done",
       {{"place", place},
        {"entries", std::to_string(loaded.entries)},
        {"records", std::to_string(loaded.records)}}},
      settings);
  if (told == Told::year) say({"app.sample.next", {}}, settings);
}

Result<void> sample(std::optional<ScaleSize> const& size, Settings const& settings) {
  auto const folder = settings.model + "/sample";
  auto const year = TRY(read_sample_year(folder));
  std::optional<Scale> scale;
  if (size) scale = TRY(Scale::read(folder, *size, year));
  auto const model = TRY(load_model(settings));
  auto const twins = TRY(Twins::read(folder));
  auto const database = TRY(begin(year, *model.catalog, settings));
  auto const secret = TRY(ledger_secret(settings));
  auto const local = TRY(Zone::load(settings.time_zone));
  SampleClock clock(year.opened);
  ledger::Ledger::Options options{
      .clock = clock,
      .local = local,
      .secret = secret,
      .record_checks = record_checks(*model.catalog),
      .projection = std::make_shared<figures::Counting const>(model.catalog, model.definitions)};
  ledger::Ledger ledger(*database, model.catalog, options);
  options.second_person = TRY(second_person_of(settings.model));
  ledger::Ledger of_people(*database, model.catalog, std::move(options));
  SampleLetters letters(*model.catalog, settings.language == Language::en ? &twins : nullptr);
  SampleLoading loading({.system = ledger,
                         .people = size ? ledger : of_people,
                         .database = *database,
                         .clock = clock,
                         .letters = letters,
                         .local = *local,
                         .root = year.root});
  auto definitions = TRY(compare_definitions(ledger, year.root, model.given));
  auto notices = TRY(compare_notices(ledger, year.root, settings.model));
  std::ranges::move(notices.creations, std::back_inserter(definitions.creations));
  TRY(loading.root(year, std::move(definitions.creations)));
  TRY(load(year, scale, loading));
  TRY(database->write([&](db::Connection& at) -> Result<void> {
    auto const now = TRY(ledger::real_now(at, SystemClock()));
    return ledger::set_own_clock(at, *model.catalog, {.set = now, .shown = year.shown});
  }));
  TRY(ledger::keep_projection(*database, ledger));
  tell(loading.loaded(), year, scale ? Told::scale : Told::year, settings);
  return {};
}

}  // namespace

void add_sample(CLI::App& program, Settings const& settings, Action& action) {
  auto size = std::make_shared<ScaleSize>();
  auto* command = program.add_subcommand("sample", "演示账 / the demonstration year");
  auto* zones = command->add_option("--zones", size->zones, "规模数据：园区数 / data to measure");
  auto* projects = command->add_option("--projects", size->projects, "项目总数 / projects in all");
  auto* seed = command->add_option("--seed", size->seed, "种子 / seed");
  zones->check(CLI::Range(1, 9999))->needs(projects);
  projects->check(CLI::Range(0, 10'000'000))->needs(zones);
  seed->needs(zones);
  command->callback([=, &settings, &action] {
    std::optional<ScaleSize> asked;
    if (zones->count() > 0) asked = *size;
    action = [=, &settings] { return finish(sample(asked, settings), settings); };
  });
}

}  // namespace zonebook::app
