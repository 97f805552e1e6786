// zonebook draft [FILE|-] --zone Z [--on DAY]: a message of a chat as drafts of entries.
// … --confirm --actor A: writes those that lack nothing, the message as their source.

#include <fmt/format.h>

#include "api/drafts.h"
#include "app/book.h"
#include "app/phrases.h"
#include "app/receipt.h"
#include "app/reconcile_command.h"
#include "app/tell.h"
#include "publishing/document/document.h"

namespace zonebook::app {
namespace {

struct Arguments {
  std::string file = "-", zone, on, actor;
  bool confirm = false;
};

void tell(std::vector<reconcile::Draft> const& drafts, Settings const& settings) {
  auto const language = settings.language;
  for (auto const& draft : drafts) {
    fmt::print("{}\n", meta::in_language(draft.form->in->label, language));
    std::vector<std::vector<std::string>> rows;
    for (auto const& one : draft.fields) {
      rows.push_back({"  " + std::string(meta::in_language(one.field->label, language)),
                      api::shown(one, draft, language)});
    }
    fmt::print("{}", aligned(rows));
    for (auto const* field : draft.missing) {
      say({"app.draft.missing", {{"label", meta::argument_of(field->label)}}}, settings);
    }
  }
}

Result<void> draft(Arguments const& arguments, Settings const& settings) {
  if (arguments.confirm && arguments.actor.empty()) {
    return invalid({"app.usage.missing", {{"option", "--actor"}}}, "--actor");
  }
  auto bytes = TRY(read_file(arguments.file));
  auto const message = TRY(publishing::document_text(std::move(bytes), arguments.file));
  auto const book = TRY(open_book(settings, arguments.confirm ? Access::own : Access::read_only));
  auto const day = TRY(day_from(arguments.on, *book));
  auto const forms = TRY(load_forms(settings, book->catalog()));
  auto const zone = arguments.zone.empty() ? book->root : arguments.zone;
  std::vector<reconcile::Named> names;
  {
    auto snapshot = TRY(book->ledger->read(zone));
    names = TRY(api::names_in(snapshot, forms, day));
  }
  auto const drafts = reconcile::drafts_of(message, forms, names, day);
  auto letter = reconcile::letter_of(drafts, zone, message, day);
  std::optional<ledger::Receipt> receipt;
  if (arguments.confirm && letter.is(Json::Kind::object)) {
    letter.set("actor", Json::string(arguments.actor));
    receipt = TRY(book->ledger->append(letter));
  }
  if (settings.json) {
    auto json = api::drafts_json(drafts, zone, message, day, settings.language);
    if (receipt) json.set("receipt", json_of(*receipt, zone));
    mark_sample(json, *book);
    print_json(json);
    return {};
  }
  tell(drafts, settings);
  if (drafts.empty()) say({"app.draft.none", {}}, settings);
  if (receipt) {
    say({"app.draft.written", {{"count", std::to_string(receipt->made.size())}}}, settings);
  } else if (!drafts.empty()) {
    say({"app.draft.not_written", {}}, settings);
  }
  tell_sample(*book, settings);
  return {};
}

}  // namespace

void add_draft(CLI::App& program, Settings const& settings, Action& action) {
  auto arguments = std::make_shared<Arguments>();
  auto* command =
      program.add_subcommand("draft", "一句话变成待确认的账 / a message as drafts of entries");
  command->add_option("file", arguments->file, "那句话，- 为标准输入 / the message");
  command->add_option("--zone", arguments->zone, "园区，连同下级 / a zone and those below it");
  command->add_option("--on", arguments->on, "哪天说的 / the day it was written, 2023-12-26");
  command->add_flag("--confirm", arguments->confirm, "确认，记到账上 / write what lacks nothing");
  command->add_option("--actor", arguments->actor, "谁记的 / who enters it");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(draft(*arguments, settings), settings); };
  });
}

}  // namespace zonebook::app
