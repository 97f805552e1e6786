// zonebook sample [--zones N --projects N --seed S]: the demonstration year, or data of any size to
// measure with, in a ledger where there was none, with its own clock.

#include <optional>

#include "app/book.h"
#include "app/command.h"
#include "app/keys.h"
#include "app/model_calendar.h"
#include "app/model_definitions.h"
#include "app/root_zone.h"
#include "app/sample_letter.h"
#include "app/scale.h"
#include "figures/counting.h"
#include "ledger/shape.h"

namespace zonebook::app {
namespace {

// What each entry of the sample was known at.
class SampleClock final : public Clock {
 public:
  explicit SampleClock(Instant now) : now_(now) {}
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_;
};

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

struct Loaded {
  std::size_t entries = 0, records = 0;
};

// One stream of entries, each at its own moment.
class Loading {
 public:
  Loading(ledger::Ledger& ledger, SampleClock& clock, SampleLetters& letters)
      : ledger_(ledger), clock_(clock), letters_(letters) {}

  Result<void> root(SampleYear const& year, std::vector<Json> definitions) {
    auto const name = TRY(letters_.told(year.root_name, {.file = "sample.yaml"}, 1));
    auto const made =
        TRY(ledger_.append(root_letter({.code = year.root, .name = name, .level = year.root_level},
                                       "sample", std::move(definitions))));
    letters_.keep(year.root, made.made.front().second);
    return {};
  }

  enum class Labels { kept, dropped };
  Result<void> append(SampleEntry const& entry, Labels labels) {
    clock_.set(entry.at);
    auto const letter = TRY(letters_.letter(entry));
    auto const receipt = ledger_.append(letter);
    if (!receipt) {
      auto error = receipt.error();
      error.where = entry.file + ":" + std::to_string(entry.yaml.line) + " (" + error.where + ")";
      return std::unexpected(std::move(error));
    }
    if (labels == Labels::kept) letters_.keep(entry, *receipt);
    loaded_.entries += 1;
    loaded_.records += receipt->made.size();
    return {};
  }

  Loaded const& loaded() const { return loaded_; }

 private:
  ledger::Ledger& ledger_;
  SampleClock& clock_;
  SampleLetters& letters_;
  Loaded loaded_;
};

// The year without scale; otherwise what the scale makes.
Result<void> load(SampleYear const& year, std::optional<Scale>& scale, Loading& loading) {
  if (!scale) {
    for (auto const& entry : year.entries) TRY(loading.append(entry, Loading::Labels::kept));
    return {};
  }
  while (auto const entry = scale->next()) {
    TRY(loading.append(*entry,
                       scale->keeps_labels() ? Loading::Labels::kept : Loading::Labels::dropped));
  }
  return {};
}

enum class Told { year, scale };

void tell(Loaded const& loaded, SampleYear const& year, Told told, Settings const& settings) {
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
  auto local = TRY(Zone::load(settings.time_zone));
  SampleClock clock(year.opened);
  ledger::Ledger ledger(
      *database, model.catalog,
      {.clock = clock,
       .local = std::move(local),
       .secret = secret,
       .projection = std::make_shared<figures::Counting const>(model.catalog, model.definitions)});
  SampleLetters letters(*model.catalog, settings.language == Language::en ? &twins : nullptr);
  Loading loading(ledger, clock, letters);
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
