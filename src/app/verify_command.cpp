// zonebook verify [--anchor F] [--write-anchor F]; zonebook rebuild

#include <fmt/format.h>

#include "app/book.h"
#include "app/command.h"
#include "app/output_path.h"
#include "ledger/daily_anchors.h"
#include "ledger/verify.h"
#include "ledger/verify_files.h"

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

// What is no problem, and still to be told.
Result<std::vector<Text>> remarks_of(db::Connection& at, Book const& book) {
  std::vector<Text> remarks;
  auto const others = TRY(ledger::files_not_named(at, book.catalog(), book.files));
  for (auto const& path : others) remarks.push_back({"app.verify.other_file", {{"path", path}}});
  if (book.ledger->options().has_secret == ledger::Ledger::Options::Secret::missing) {
    remarks.push_back({"app.verify.no_key", {}});
  }
  return remarks;
}

struct Verified {
  std::vector<Error> problems;
  std::vector<Text> remarks;
  std::vector<ledger::Anchor> heads;
  std::optional<ledger::Anchor> audit;
};

Json json_of(ledger::Anchor const& head) {
  return Json::object({{"seq", Json::integer(head.seq)}, {"hash", Json::string(head.hash)}});
}

Json json_of(Verified const& verified, Language language) {
  auto const& [problems, remarks, heads, audit] = verified;
  std::vector<Json> told;
  for (auto const& problem : problems) {
    told.push_back(Json::object({{"code", Json::string(problem.says.key)},
                                 {"says", Json::string(render(problem.says, language))},
                                 {"where", Json::string(problem.where)}}));
  }
  auto zones = Json::object();
  for (auto const& head : heads) zones.set(head.zone, json_of(head));
  std::vector<Json> said;
  for (auto const& text : remarks) said.push_back(Json::string(render(text, language)));
  return Json::object({{"problems", Json::array(std::move(told))},
                       {"remarks", Json::array(std::move(said))},
                       {"heads", std::move(zones)},
                       {"audit", audit ? json_of(*audit) : Json()}});
}

void tell(Verified const& verified, Book const& book, Settings const& settings) {
  auto const& [problems, remarks, heads, audit] = verified;
  for (auto const& text : remarks) say(text, settings);
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
    say({"publishing.head", {{"zone", zone}, {"seq", std::to_string(seq)}, {"hash", hash}}},
        settings);
  }
  if (!audit) return;
  say({"app.audit_head", {{"seq", std::to_string(audit->seq)}, {"hash", audit->hash}}}, settings);
}

// How many problems there are.  All is of one snapshot: what is appended meanwhile was not
// verified, and is in no head that is told or kept.
Result<std::size_t> verify(Arguments const& arguments, Settings const& settings) {
  TRY(expect_outside({"--write-anchor", arguments.write_anchor}, settings));
  auto anchors = TRY(anchors_in(arguments.anchor));
  auto const daily = TRY(ledger::DailyAnchors(settings.anchors).all());
  anchors.insert(anchors.end(), daily.begin(), daily.end());
  auto const book = TRY(open_book(settings, Access::read_only));
  auto const reader = TRY(book->database->read());
  Verified verified;
  verified.problems = TRY(ledger::verify(*reader, *book->ledger, anchors));
  verified.remarks = TRY(remarks_of(*reader, *book));
  verified.heads = TRY(ledger::all_anchors(*reader));
  verified.audit = TRY(ledger::anchor_of_audit(*reader));
  if (settings.json)
    print_json(json_of(verified, settings.language));
  else
    tell(verified, *book, settings);
  // Heads of a ledger that does not hold are nothing to hold it against later.
  if (verified.problems.empty() && !arguments.write_anchor.empty()) {
    auto const kept = TRY(ledger::anchors_to_keep(*reader));
    TRY(write_file(arguments.write_anchor, ledger::anchor_lines(kept, book->ledger->today())));
  }
  return verified.problems.size();
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
