// zonebook explain NAME: what a name of the model means.  Needs no ledger; where one stands, its
// definitions are told as they hold there today, with their editions.

#include <fmt/format.h>

#include <algorithm>

#include "app/book.h"
#include "app/command.h"
#include "app/explain.h"
#include "app/tell.h"

namespace zonebook::app {
namespace {

Text kind_text(Explained::Kind kind) {
  switch (kind) {
    case Explained::Kind::register_: return {"app.explain.kind_register", {}};
    case Explained::Kind::field: return {"app.explain.kind_field", {}};
    case Explained::Kind::check: return {"app.explain.kind_check", {}};
    case Explained::Kind::stage: return {"app.explain.kind_stage", {}};
    case Explained::Kind::decision: return {"app.explain.kind_decision", {}};
    case Explained::Kind::definition: return {"app.explain.kind_definition", {}};
    case Explained::Kind::term: break;
  }
  return {"app.explain.kind_term", {}};
}

Json json_of(Explained const& found, Language language) {
  std::vector<Json> facts;
  for (auto const& fact : found.facts) {
    auto told = Json::object({{"code", Json::string(fact.key)}});
    for (auto const& [name, value] : fact.args) told.set(name, Json::string(value));
    facts.push_back(std::move(told));
  }
  return Json::object({{"kind", Json::string(render(kind_text(found.kind), language))},
                       {"name", Json::string(found.name)},
                       {"zh", Json::string(found.label.zh)},
                       {"en", Json::string(found.label.en)},
                       {"place", Json::string(found.place)},
                       {"about", Json::string(meta::in_language(found.about, language))},
                       {"source", Json::string(found.source)},
                       {"facts", Json::array(std::move(facts))}});
}

void print(Explained const& found, Settings const& settings) {
  auto const language = settings.language;
  fmt::print("{} {}  {} / {}\n", render(kind_text(found.kind), language), found.name,
             found.label.zh, found.label.en);
  auto const& about = meta::in_language(found.about, language);
  if (!about.empty()) fmt::print("  {}\n", about);
  for (auto const& fact : found.facts) fmt::print("  {}\n", render(fact, language));
  if (!found.source.empty()) {
    fmt::print("  {}\n", render({"app.explain.source", {{"source", found.source}}}, language));
  }
  fmt::print("  {}\n", render({"app.explain.place", {{"place", found.place}}}, language));
}

// Which edition holds from which day, who wrote it and on which paper.
Result<std::vector<Text>> edition_facts(std::string const& name, Book const& book) {
  std::vector<Text> facts;
  auto snapshot = TRY(book.ledger->read(book.root));
  for (auto const& edition : book.editions->of(name)) {
    auto const log = TRY(snapshot.history(edition.record));
    auto const entry = std::ranges::find(log, edition.known_from, &ledger::LogEntry::known);
    bool const is_there = entry != log.end();
    facts.push_back({"app.explain.edition",
                     {{"number", std::to_string(edition.number)},
                      {"from", edition.on.from.to_string()},
                      {"known", local_time(edition.known_from, *book.local)},
                      {"actor", is_there ? entry->actor : ""},
                      {"source", is_there ? entry->source : ""}}});
  }
  return facts;
}

Result<std::vector<Explained>> definitions_named(std::string const& name, Model const& model,
                                                 Settings const& settings) {
  auto const book = open_book(settings, Access::read_only);
  if (!book && book.error().code != Error::Code::not_found) return std::unexpected(book.error());
  if (!book) return explain_definition(name, model, model.definitions);
  auto const today = (*book)->ledger->today();
  auto found = explain_definition(name, model, (*book)->editions->on(today));
  for (auto& one : found) {
    auto facts = TRY(edition_facts(one.name, **book));
    std::ranges::move(facts, std::back_inserter(one.facts));
  }
  return found;
}

Result<void> run(std::string const& name, Settings const& settings) {
  auto const model = TRY(load_model(settings));
  auto all = explain(name, model);
  auto const definitions = TRY(definitions_named(name, model, settings));
  all.insert(all.begin(), definitions.begin(), definitions.end());
  auto const decisions = TRY(explain_decision(name, settings.model));
  all.insert(all.end(), decisions.begin(), decisions.end());
  if (all.empty()) {
    return std::unexpected(
        Error{Error::Code::not_found, {"app.explain.nothing", {{"name", name}}}, ""});
  }
  std::vector<Json> told;
  for (auto const& found : all) {
    if (settings.json)
      told.push_back(json_of(found, settings.language));
    else
      print(found, settings);
  }
  if (settings.json) print_json(Json::array(std::move(told)));
  return {};
}

}  // namespace

void add_explain(CLI::App& program, Settings const& settings, Action& action) {
  auto name = std::make_shared<std::string>();
  auto* command = program.add_subcommand("explain", "一个名称是什么意思 / what a name means");
  command
      ->add_option("name", *name, "登记簿、栏目、检查、阶段、口径或术语 / of a register, field, …")
      ->required();
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(run(*name, settings), settings); };
  });
}

}  // namespace zonebook::app
