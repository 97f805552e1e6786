// zonebook init --zone CODE [--name NAME] [--level LEVEL]: a ledger where there was none.

#include <fmt/format.h>

#include "app/book.h"
#include "app/command.h"
#include "app/keys.h"
#include "app/model_calendar.h"
#include "app/model_definitions.h"
#include "app/open_access.h"
#include "app/root_zone.h"
#include "ledger/request.h"
#include "ledger/shape.h"

namespace zonebook::app {
namespace {

struct Arguments {
  std::string zone, name;
  std::string level = "zone";
};

// An init that was interrupted left a root without a record; it may be done again.
Result<void> begin(db::Connection& at, Book const& book, Arguments const& arguments,
                   Settings const& settings) {
  ledger::Statements const statements(book.catalog());
  ledger::Store store(at, book.catalog(), statements);
  auto const heads = TRY(store.heads());
  if (heads.empty()) {
    TRY(ledger::add_zone(at, arguments.zone, std::nullopt));
    auto const now = TRY(ledger::shown_now(at, book.real));
    return ledger::adopt_shape(at, book.catalog(), now, ledger::ShapeEntry::written);
  }
  if (heads.size() > 1 || heads.front().zone != arguments.zone) {
    return ledger_exists(settings);
  }
  return store.each_record(arguments.zone, [&](auto const&, auto const&) -> Result<void> {
    return ledger_exists(settings);
  });
}

// The letter is ours, so that what is wrong with it is wrong with an option.
Result<void> check(Json const& letter, meta::Catalog const& catalog, Zone const& local) {
  auto request = ledger::read_request(letter, catalog, local);
  if (request) return {};
  auto error = std::move(request.error());
  for (std::string_view const option : {"code", "name", "level"}) {
    if (error.where != fmt::format("zone.{}", option)) continue;
    error.where = fmt::format("--{}", option == "code" ? "zone" : option);
  }
  return std::unexpected(std::move(error));
}

void tell(Book const& book, ledger::Receipt const& receipt, Arguments const& arguments,
          Settings const& settings) {
  auto const place = shown_database(settings.database);
  auto const& record = receipt.made.front().second;
  if (settings.json) {
    print_json(Json::object({{"database", Json::string(place)},
                             {"zone", Json::string(arguments.zone)},
                             {"record", Json::string(record)},
                             {"known", Json::string(receipt.known.to_string())}}));
    return;
  }
  say({"app.init.done",
       {{"place", place},
        {"zone", arguments.zone},
        {"name", arguments.name},
        {"count", std::to_string(book.catalog().registers().size())}}},
      settings);
  say({"app.init.next", {{"record", record}}}, settings);
}

Result<void> init(Arguments arguments, Settings const& settings) {
  if (arguments.name.empty()) arguments.name = arguments.zone;
  auto model = TRY(load_model(settings));
  // Before anything is made, for a head cannot be taken back.
  RootZone const root{.code = arguments.zone, .name = arguments.name, .level = arguments.level};
  auto const letter = root_letter(root, "init");
  auto const local = TRY(Zone::load(settings.time_zone));
  TRY(check(letter, *model.catalog, *local));
  auto database = TRY(open_place(settings));
  TRY(take_steps(*database));
  TRY(make_ledger_secret(settings));
  auto const book = TRY(make_book(settings, std::move(database), std::move(model), Access::own));
  TRY(book->database->write(
      [&](db::Connection& at) { return begin(at, *book, arguments, settings); }));
  auto definitions = TRY(compare_definitions(*book->ledger, arguments.zone, book->model.given));
  auto notices = TRY(compare_notices(*book->ledger, arguments.zone, settings.model));
  std::ranges::move(notices.creations, std::back_inserter(definitions.creations));
  auto options = book->ledger->options();
  options.second_person = nullptr;  // there is nobody yet
  ledger::Ledger of_system(*book->database, book->model.catalog, std::move(options));
  auto const receipt =
      TRY(of_system.append(root_letter(root, "init", std::move(definitions.creations))));
  tell(*book, receipt, arguments, settings);
  return {};
}

}  // namespace

void add_init(CLI::App& program, Settings const& settings, Action& action) {
  auto arguments = std::make_shared<Arguments>();
  auto* command = program.add_subcommand("init", "建账 / make a ledger");
  command->add_option("--zone", arguments->zone, "最上级园区的代号 / the root zone's code")
      ->required();
  command->add_option("--name", arguments->name, "它的名称 / its name");
  command->add_option("--level", arguments->level, "province | city | county | zone | park");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(init(*arguments, settings), settings); };
  });
  add_account(program, settings, action);
}

}  // namespace zonebook::app
