// zonebook upgrade [--check]: what this program and this model would change in the database.

#include <fmt/format.h>

#include <filesystem>

#include "app/book.h"
#include "app/command.h"
#include "app/model_calendar.h"
#include "app/model_definitions.h"
#include "figures/counting.h"
#include "ledger/backup.h"
#include "ledger/rebuild.h"
#include "ledger/shape.h"

namespace zonebook::app {
namespace {

namespace fs = std::filesystem;

struct Upgrade {
  std::vector<db::Migration const*> steps;
  std::vector<Text> differences;
  std::vector<Error> problems;  // why the model cannot be adopted

  bool is_none() const { return steps.empty() && differences.empty() && problems.empty(); }
};

// What `newer` has that `older` has not, registers and fields.
std::vector<std::string> added(Json const& older, Json const& newer) {
  std::vector<std::string> names;
  for (auto const& [name, in] : newer.members()) {
    auto const* before = older.find(name);
    if (!before) {
      names.push_back(name);
      continue;
    }
    for (auto const& [id, field] : in.find("fields")->members()) {
      if (!before->find("fields")->find(id)) names.push_back(name + "." + id);
    }
  }
  return names;
}

Result<Upgrade> find_upgrade(db::Database& database, meta::Catalog const& catalog) {
  Upgrade upgrade;
  upgrade.steps = TRY(steps_waiting(database));
  auto const reader = TRY(database.read());
  auto const shapes = TRY(ledger::earlier_shapes(*reader));
  auto const& newest = shapes.back();
  if (newest == catalog.shape()) return upgrade;
  for (auto const& name : added(newest, catalog.shape())) {
    upgrade.differences.push_back({"app.upgrade.added", {{"name", name}}});
  }
  for (auto const& name : added(catalog.shape(), newest)) {
    upgrade.differences.push_back({"app.upgrade.removed", {{"name", name}}});
  }
  if (upgrade.differences.empty()) upgrade.differences.push_back({"app.upgrade.altered", {}});
  for (auto const& older : shapes) {
    auto problems = meta::compatible(older, catalog.shape());
    upgrade.problems.insert(upgrade.problems.end(), problems.begin(), problems.end());
  }
  return upgrade;
}

// What became of the definitions that come with the program, a line each.
std::vector<Text> told(figures::Adoption const& adoption) {
  std::vector<Text> lines;
  auto const add = [&](char const* key, std::string const& name, int edition = 0) {
    lines.push_back({key, {{"name", name}, {"edition", std::to_string(edition)}}});
  };
  for (auto const& name : adoption.created) add("app.definitions.created", name);
  for (auto const& one : adoption.corrections) add("app.definitions.corrected", one.name);
  for (auto const& one : adoption.proposals) {
    add("app.definitions.proposed", one.name, one.edition);
  }
  for (auto const& name : adoption.unraised) add("app.definitions.unraised", name);
  return lines;
}

void print_json_of(Upgrade const& upgrade, std::vector<Text> const& definitions,
                   Settings const& settings) {
  auto const texts = [&](auto const& list, auto text_of) {
    std::vector<Json> told;
    for (auto const& one : list) told.push_back(Json::string(text_of(one)));
    return Json::array(std::move(told));
  };
  auto const in_words = [&](Text const& text) { return render(text, settings.language); };
  print_json(
      Json::object({{"steps", texts(upgrade.steps, [](auto const* step) { return step->name; })},
                    {"differences", texts(upgrade.differences, in_words)},
                    {"definitions", texts(definitions, in_words)},
                    {"problems", texts(upgrade.problems,
                                       [&](auto const& error) { return in_words(error.says); })}}));
}

void tell(Upgrade const& upgrade, Settings const& settings) {
  for (auto const* step : upgrade.steps) {
    say({"app.upgrade.step", {{"number", std::to_string(step->number)}, {"name", step->name}}},
        settings);
  }
  for (auto const& text : upgrade.differences) say(text, settings);
  for (auto const& problem : upgrade.problems) print_error(problem, settings);
}

// Beside the database of SQLite, page by page; of PostgreSQL, the log in a file.
Result<std::string> save_before(db::Database& database, Settings const& settings) {
  auto const folder = fs::path(settings.data) / "backups";
  std::error_code failed;
  fs::create_directories(folder, failed);
  auto stamp = SystemClock().now().to_string().substr(0, 19);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  auto const path = (folder / ("before-upgrade-" + stamp + ".db")).string();
  if (settings.is_postgres()) {
    TRY(ledger::back_up(database, path));
  } else {
    TRY(database.copy_to(path));
  }
  return path;
}

Result<void> take(db::Database& database, meta::Catalog const& catalog, Settings const& settings) {
  auto const path = TRY(save_before(database, settings));
  TRY(take_steps(database));
  TRY(database.write([&](db::Connection& at) -> Result<void> {
    auto const shown = TRY(ledger::shown_now(at, SystemClock()));
    return ledger::adopt_shape(at, catalog, shown, ledger::ShapeEntry::written);
  }));
  TRY(ledger::fill_postings(database, catalog));
  if (!settings.json) say({"app.upgrade.done", {{"path", path}}}, settings);
  return {};
}

// A line for each definition and each notice of days off that is taken in.
Result<std::vector<Text>> taken_in(std::unique_ptr<db::Database> database, Model model,
                                   Access access, Settings const& settings) {
  auto const book = TRY(make_book(settings, std::move(database), std::move(model), access));
  {
    auto const reader = TRY(book->database->read());
    book->root = TRY(ledger::root_zone(*reader));
  }
  if (access == Access::own) {
    auto const adoption = TRY(adopt_definitions(*book));
    auto lines = told(adoption);
    auto const notices = TRY(adopt_notices(*book, settings.model));
    std::ranges::move(app::told(notices), std::back_inserter(lines));
    auto const editions = TRY(editions_in(*book->database, book->model.catalog, book->root));
    figures::Counting const counting(book->model.catalog, editions->all());
    TRY(ledger::keep_projection(*book->database, book->catalog(), counting));
    return lines;
  }
  auto const adoption = TRY(compare_definitions(*book->ledger, book->root, book->model.given));
  auto lines = told(adoption);
  auto const notices = TRY(compare_notices(*book->ledger, book->root, settings.model));
  std::ranges::move(app::told(notices), std::back_inserter(lines));
  return lines;
}

Result<void> upgrade(bool only_check, Settings const& settings) {
  auto const access = only_check ? Access::read_only : Access::own;
  auto database = TRY(open_any(settings, access));
  auto model = TRY(load_model_for(*database, settings));
  auto const found = TRY(find_upgrade(*database, *model.catalog));
  if (!settings.json) tell(found, settings);
  if (!found.problems.empty()) {
    if (settings.json) print_json_of(found, {}, settings);
    return std::unexpected(Error{Error::Code::conflict, {"app.upgrade.impossible", {}}, ""});
  }
  if (!only_check && !found.is_none()) TRY(take(*database, *model.catalog, settings));
  std::vector<Text> definitions;
  // In tables of an earlier shape there is nothing yet to compare them with.
  if (!only_check || found.is_none()) {
    definitions = TRY(taken_in(std::move(database), std::move(model), access, settings));
  }
  if (settings.json) {
    print_json_of(found, definitions, settings);
    return {};
  }
  for (auto const& text : definitions) say(text, settings);
  if (found.is_none() && definitions.empty()) say({"app.upgrade.none", {}}, settings);
  return {};
}

}  // namespace

void add_upgrade(CLI::App& program, Settings const& settings, Action& action) {
  auto only_check = std::make_shared<bool>(false);
  auto* command = program.add_subcommand("upgrade", "升级数据库 / bring the database up to date");
  command->add_flag("--check", *only_check, "只看要改什么 / only say what it would change");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(upgrade(*only_check, settings), settings); };
  });
}

}  // namespace zonebook::app
