#include "app/book.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "access/access.h"
#include "access/registers.h"
#include "api/migrations.h"
#include "app/command.h"
#include "app/decisions.h"
#include "app/keys.h"
#include "app/tell.h"
#include "casework/calendar_rows.h"
#include "casework/registers.h"
#include "figures/counting.h"
#include "figures/definition_record.h"
#include "figures/registers.h"
#include "figures/typed_figures.h"
#include "ledger/anchor.h"
#include "ledger/migrations.h"
#include "ledger/rebuild.h"
#include "ledger/registers.h"
#include "ledger/request.h"
#include "ledger/shape.h"
#include "publishing/registers.h"
#include "reconcile/registers.h"

namespace zonebook::app {
namespace {

std::unexpected<Error> no_ledger(Settings const& settings) {
  return std::unexpected(Error{Error::Code::not_found,
                               {"app.no_ledger", {{"place", shown_database(settings.database)}}},
                               ""});
}

Result<void> expect_finished(db::Database& database, Settings const& settings) {
  auto const reader = TRY(database.read());
  auto const is_begun = TRY(ledger::is_own_clock_begun(*reader));
  if (!is_begun) return {};
  return std::unexpected(
      Error{Error::Code::conflict,
            {"app.sample.unfinished", {{"place", shown_database(settings.database)}}},
            ""});
}

}  // namespace

ledger::RecordChecks record_checks(meta::Catalog const& catalog) {
  return {{std::string(figures::definition_register), figures::definition_check(catalog)},
          {std::string(figures::typed_register), figures::typed_figure_check(catalog)},
          {std::string(casework::calendar_register), casework::calendar_check(catalog)}};
}

std::unexpected<Error> ledger_exists(Settings const& settings) {
  return std::unexpected(
      Error{Error::Code::conflict,
            {"app.ledger_exists", {{"place", shown_database(settings.database)}}},
            ""});
}

Result<Model> load_model_for(db::Database& database, Settings const& settings) {
  auto const reader = TRY(database.read());
  auto shapes = TRY(ledger::earlier_shapes(*reader));
  if (shapes.empty()) return no_ledger(settings);
  return load_model(settings, std::move(shapes));
}

std::vector<meta::OwnedRegister> owned_registers() {
  std::vector<meta::OwnedRegister> all;
  for (auto const owned :
       {ledger::owned_registers(), figures::owned_registers(), casework::owned_registers(),
        access::owned_registers(), publishing::owned_registers(), reconcile::owned_registers()}) {
    all.insert(all.end(), owned.begin(), owned.end());
  }
  return all;
}

namespace {

// The YAML files of a folder of the model, by name; none if there is no such folder.
template <class File>
Result<std::vector<File>> files_in(std::string const& model_folder, std::string const& folder) {
  std::vector<File> files;
  std::error_code failed;
  for (auto const& entry :
       std::filesystem::directory_iterator(model_folder + "/" + folder, failed)) {
    if (entry.path().extension() != ".yaml") continue;
    auto text = TRY(read_file(entry.path().string()));
    files.push_back({folder + "/" + entry.path().filename().string(), std::move(text)});
  }
  std::ranges::sort(files, {}, &File::file);
  return files;
}

}  // namespace

Result<std::vector<figures::DefinitionFile>> definition_files(std::string const& model_folder) {
  return files_in<figures::DefinitionFile>(model_folder, "indicators");
}

Result<std::vector<access::RoleFile>> role_files(std::string const& model_folder) {
  return files_in<access::RoleFile>(model_folder, "roles");
}

Result<Model> load_model(Settings const& settings, std::vector<Json> earlier_shapes) {
  Model loaded{meta::load(settings.model, owned_registers(), std::move(earlier_shapes)), {}, {}};
  if (loaded.catalog) {
    auto const files = TRY(definition_files(settings.model));
    auto read = figures::read_definition_files(files, *loaded.catalog);
    loaded.definitions = std::move(read.definitions);
    loaded.problems = std::move(read.problems);
    loaded.given = std::move(read.given);
    auto const roles = TRY(role_files(settings.model));
    auto read_roles = access::read_roles(roles, *loaded.catalog);
    loaded.roles = std::move(read_roles.roles);
    loaded.problems.insert(loaded.problems.end(), read_roles.problems.begin(),
                           read_roles.problems.end());
    // Without it what is confidential would be open, and nobody told.
    constexpr auto confidential = "roles/confidential.yaml";
    bool const is_told =
        std::ranges::find(roles, confidential, &access::RoleFile::file) != roles.end();
    if (!roles.empty() && !is_told) {
      loaded.problems.push_back(
          {Error::Code::invalid, {"access.role.no_confidential", {}}, confidential});
    }
    for (auto& [id, place] : read.places) loaded.places.emplace("indicators/" + id, place);
    if (loaded.problems.empty()) return loaded;
  }
  for (auto const& problem : loaded.problems) print_error(problem, settings);
  Text says{"app.model_wrong",
            {{"model", settings.model}, {"count", std::to_string(loaded.problems.size())}}};
  return invalid(std::move(says));
}

Result<std::unique_ptr<db::Database>> open_any(Settings const& settings, Access access) {
  std::error_code failed;
  if (!settings.is_postgres() && !std::filesystem::exists(settings.database, failed)) {
    return no_ledger(settings);
  }
  auto database = TRY(db::Database::open({.location = settings.database, .access = access}));
  auto const steps = ledger::migrations();
  auto const waiting = TRY(db::pending(*database, ledger::migrations_room, steps));
  if (waiting.size() == steps.size()) return no_ledger(settings);
  return database;
}

Result<std::vector<db::Migration const*>> steps_waiting(db::Database& database) {
  auto waiting = TRY(db::pending(database, ledger::migrations_room, ledger::migrations()));
  auto const more = TRY(db::pending(database, access::migrations_room, access::migrations()));
  waiting.insert(waiting.end(), more.begin(), more.end());
  auto const of_doors = TRY(db::pending(database, api::migrations_room, api::migrations()));
  waiting.insert(waiting.end(), of_doors.begin(), of_doors.end());
  return waiting;
}

Result<void> take_steps(db::Database& database) {
  auto const now = TRY(real_now(database));
  TRY(db::migrate(database, ledger::migrations_room, ledger::migrations(), now));
  TRY(db::migrate(database, access::migrations_room, access::migrations(), now));
  TRY(db::migrate(database, api::migrations_room, api::migrations(), now));
  return {};
}

Result<std::unique_ptr<db::Database>> open_database(Settings const& settings, Access access) {
  auto database = TRY(open_any(settings, access));
  auto const waiting = TRY(access == Access::own ? steps_waiting(*database)
                                                 : db::pending(*database, ledger::migrations_room,
                                                               ledger::migrations()));
  if (!waiting.empty()) {
    return std::unexpected(Error{Error::Code::unavailable, {"app.needs_upgrade", {}}, ""});
  }
  TRY(expect_finished(*database, settings));
  return database;
}

Result<std::unique_ptr<db::Database>> open_place(Settings const& settings) {
  std::error_code failed;
  std::filesystem::create_directories(settings.data, failed);
  auto database = TRY(db::Database::open({.location = settings.database}));
  auto const steps = ledger::migrations();
  auto const waiting = TRY(db::pending(*database, ledger::migrations_room, steps));
  if (waiting.size() == steps.size()) return database;
  if (waiting.empty()) TRY(expect_finished(*database, settings));
  auto const reader = TRY(database->read());
  auto const anchors = TRY(ledger::all_anchors(*reader));
  auto const is_root_alone =
      anchors.empty() || (anchors.size() == 1 && anchors.front().seq <= 1);  // seq 1: the shape
  if (!is_root_alone) return ledger_exists(settings);
  return database;
}

ledger::FileStore file_store(Settings const& settings) {
  return ledger::FileStore::open(settings.files, settings.file_megabytes * 1'000'000);
}

Result<std::unique_ptr<Book>> make_book(Settings const& settings,
                                        std::unique_ptr<db::Database> database, Model model,
                                        Access access, figures::Definitions counted) {
  auto book = std::make_unique<Book>(Book{.files = file_store(settings)});
  book->database = std::move(database);
  book->model = std::move(model);
  book->local = TRY(Zone::load(settings.time_zone));
  auto const reader = TRY(book->database->read());
  auto const own = TRY(ledger::own_clock(*reader));
  book->clock = std::make_unique<ledger::ShownClock>(book->real, own);
  auto secret = ledger_secret(settings);
  if (!secret && access == Access::own) return std::unexpected(secret.error());
  auto second_person = TRY(second_person_of(settings.model));
  using Time = ledger::Ledger::Options::Time;
  using Secret = ledger::Ledger::Options::Secret;
  if (counted.empty()) counted = book->model.definitions;
  auto const is_postgres = book->database->dialect() == db::Dialect::postgres;
  book->ledger = std::make_unique<ledger::Ledger>(
      *book->database, book->model.catalog,
      ledger::Ledger::Options{.clock = *book->clock,
                              .local = book->local,
                              .time = is_postgres ? Time::of_the_database : Time::injected,
                              .secret = secret.value_or(""),
                              .has_secret = secret ? Secret::given : Secret::missing,
                              .files = &book->files,
                              .anchors = settings.anchors,
                              .erased = erased_list(settings),
                              .second_person = std::move(second_person),
                              .record_checks = record_checks(*book->model.catalog),
                              .projection = std::make_shared<figures::Counting const>(
                                  book->model.catalog, std::move(counted))});
  book->proposals = std::make_unique<ledger::Proposals>(*book->ledger, *book->database);
  return book;
}

Result<figures::Editions::Shared> editions_in(db::Database& database,
                                              std::shared_ptr<meta::Catalog const> catalog,
                                              std::string const& root) {
  ledger::Statements const statements(*catalog);
  auto everything =
      TRY(ledger::Snapshot::open(database, std::move(catalog), statements,
                                 ledger::Scope::everything(root), {}, ledger::first_day(), ""));
  return figures::Editions::as_in(everything, root, {});
}

Result<std::unique_ptr<Book>> open_book(Settings const& settings, Access access) {
  auto database = TRY(open_database(settings, access));
  auto model = TRY(load_model_for(*database, settings));
  std::string root;
  {
    auto const reader = TRY(database->read());
    auto const shapes = TRY(ledger::earlier_shapes(*reader));
    if (shapes.back() != model.catalog->shape()) {
      return std::unexpected(
          Error{Error::Code::conflict, {"app.other_model", {{"model", settings.model}}}, ""});
    }
    root = TRY(ledger::root_zone(*reader));
  }
  auto editions = TRY(editions_in(*database, model.catalog, root));
  auto book =
      TRY(make_book(settings, std::move(database), std::move(model), access, editions->all()));
  book->root = std::move(root);
  book->editions = std::move(editions);
  if (access == Access::own) {
    TRY(ledger::fill_postings(*book->database, book->catalog()));
    TRY(ledger::keep_projection(*book->database, *book->ledger));
  }
  return book;
}

Result<Instant> real_now(db::Database& of) {
  auto const reader = TRY(of.read());
  return ledger::real_now(*reader, SystemClock());
}

namespace {

std::string marked(std::string text, Book const& book, Language language) {
  if (!book.clock->is_shown()) return text;
  return render({"publishing.shown_day", {{"day", std::move(text)}}}, language);
}

}  // namespace

std::string now_text(Instant now, Book const& book, Language language) {
  return marked(local_time(now, *book.local), book, language);
}

std::string today_text(Book const& book, Language language) {
  return marked(book.ledger->today().to_string(), book, language);
}

std::string system_user() { return "uid:" + std::to_string(::getuid()); }

Result<void> audit(Book const& book, ledger::Act const& what) {
  return book.database->write([&](db::Connection& at) -> Result<void> {
    auto const now = TRY(ledger::shown_now(at, book.real));
    return ledger::audit(at, what, now);
  });
}

Result<std::optional<Instant>> known_from(std::string const& text, Book const& book) {
  if (text.empty()) return std::nullopt;
  if (auto const known = ledger::read_instant(text, *book.local)) return known;
  return invalid({"app.not_a_time", {{"text", text}}}, "--known");
}

Result<Date> day_from(std::string const& text, Book const& book) {
  if (text.empty()) return book.ledger->today();
  if (auto const day = Date::parse(text)) return *day;
  return invalid({"app.not_a_day", {{"text", text}}}, "--valid");
}

Result<meta::Register const*> register_from(std::string const& name, meta::Catalog const& catalog) {
  if (auto const* found = catalog.find(name)) return found;
  std::string names;
  for (auto const& in : catalog.registers()) names += (names.empty() ? "" : ", ") + in.name;
  return std::unexpected(
      Error{Error::Code::not_found, {"app.no_register", {{"name", name}, {"names", names}}}, ""});
}

}  // namespace zonebook::app
