// zonebook verify [--anchor F] [--write-anchor F]; zonebook rebuild

#include <fmt/format.h>

#include "app/book.h"
#include "app/command.h"
#include "ledger/verify.h"

namespace zonebook::app {
namespace {

struct Arguments {
  std::string anchor, write_anchor;
};

Result<std::vector<ledger::Anchor>> anchors_in(std::string const& path) {
  if (path.empty()) return std::vector<ledger::Anchor>{};
  auto const text = TRY(read_file(path));
  auto anchors = ledger::read_anchors(text);
  if (!anchors) {
    auto error = anchors.error();
    error.where = path + ":" + error.where;
    return std::unexpected(std::move(error));
  }
  return anchors;
}

Json json_of(std::vector<Error> const& problems, std::vector<ledger::Anchor> const& heads,
             Language language) {
  std::vector<Json> told;
  for (auto const& problem : problems) {
    told.push_back(Json::object({{"code", Json::string(problem.says.key)},
                                 {"says", Json::string(render(problem.says, language))},
                                 {"where", Json::string(problem.where)}}));
  }
  auto zones = Json::object();
  for (auto const& [zone, seq, hash] : heads) {
    zones.set(zone, Json::object({{"seq", Json::integer(seq)}, {"hash", Json::string(hash)}}));
  }
  return Json::object({{"problems", Json::array(std::move(told))}, {"heads", std::move(zones)}});
}

void tell(std::vector<Error> const& problems, std::vector<ledger::Anchor> const& heads,
          Book const& book, Settings const& settings) {
  for (auto const& problem : problems) {
    fmt::print("{}\n", render(problem.says, settings.language));
  }
  if (!problems.empty()) {
    say({"app.verify.problems", {{"count", std::to_string(problems.size())}}}, settings);
    return;
  }
  say({"app.verify.clean", {}}, settings);
  if (book.clock->is_shown()) fmt::print("{}\n", today_text(book, settings.language));
  for (auto const& [zone, seq, hash] : heads) {
    say({"app.head", {{"zone", zone}, {"seq", std::to_string(seq)}, {"hash", hash}}}, settings);
  }
}

// How many problems there are.
Result<std::size_t> verify(Arguments const& arguments, Settings const& settings) {
  auto const anchors = TRY(anchors_in(arguments.anchor));
  auto const book = TRY(open_book(settings, Access::read_only));
  auto const problems = TRY(ledger::verify(*book->database, *book->ledger, anchors));
  auto const reader = TRY(book->database->read());
  auto const heads = TRY(ledger::all_anchors(*reader));
  if (settings.json)
    print_json(json_of(problems, heads, settings.language));
  else
    tell(problems, heads, *book, settings);
  // Heads of a ledger that does not hold are nothing to hold it against later.
  if (problems.empty() && !arguments.write_anchor.empty()) {
    TRY(write_file(arguments.write_anchor, ledger::anchor_lines(heads, book->ledger->today())));
  }
  return problems.size();
}

int run(Arguments const& arguments, Settings const& settings) {
  auto const problems = verify(arguments, settings);
  if (problems) return *problems == 0 ? 0 : 1;
  print_error(problems.error(), settings);
  return 1;
}

Result<void> rebuild(Settings const& settings) {
  auto const book = TRY(open_book(settings, Access::own));
  TRY(ledger::rebuild(*book->database, *book->ledger));
  if (settings.json)
    print_json(Json::object({{"rebuilt", Json::boolean(true)}}));
  else
    say({"app.rebuild.done", {}}, settings);
  return {};
}

}  // namespace

void add_verify(CLI::App& program, Settings const& settings, Action& action) {
  auto arguments = std::make_shared<Arguments>();
  auto* command = program.add_subcommand("verify", "核验账本 / does the ledger still hold");
  command->add_option("--anchor", arguments->anchor,
                      "与留存的链头核对 / against heads kept before");
  command->add_option("--write-anchor", arguments->write_anchor, "留存现在的链头 / keep the heads");
  command->callback(
      [=, &settings, &action] { action = [=, &settings] { return run(*arguments, settings); }; });
}

void add_rebuild(CLI::App& program, Settings const& settings, Action& action) {
  auto* command = program.add_subcommand("rebuild", "由流水重造各表 / tables again from the log");
  command->callback([&settings, &action] {
    action = [&settings] { return finish(rebuild(settings), settings); };
  });
}

}  // namespace zonebook::app
