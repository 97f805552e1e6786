// zonebook propose FILE.json|-; approve | reject | withdraw ID --actor NAME [--reason R] [--key K];
// waiting [--zone Z]: changes that need a second person (ledger/proposal.h).

#include <fmt/format.h>

#include "app/book.h"
#include "app/command.h"
#include "app/receipt.h"
#include "app/tell.h"

namespace zonebook::app {
namespace {

using Decision = ledger::Proposals::Decision;
using Decide = Result<ledger::Receipt> (ledger::Proposals::*)(Decision const&);

void answer(ledger::Receipt const& receipt, std::string const& zone, std::string const& done,
            Book const& book, Settings const& settings) {
  if (settings.json) return print_json(json_of(receipt, zone));
  tell(receipt, zone, done, book, settings);
}

Result<void> propose(std::string const& path, Settings const& settings) {
  auto const given = TRY(read_json_file(path));
  auto const book = TRY(open_book(settings, Access::own));
  auto const receipt = TRY(book->proposals->propose(given));
  answer(receipt, std::string(given.text_at("zone").value_or("")), "app.propose.done", *book,
         settings);
  return {};
}

Result<void> decide(Decision const& decision, Decide how, std::string const& done,
                    Settings const& settings) {
  auto const book = TRY(open_book(settings, Access::own));
  auto const receipt = TRY(((*book->proposals).*how)(decision));
  answer(receipt, ledger::zone_of(decision.proposal), done, *book, settings);
  return {};
}

// What is still undecided, and whose light is on.
Result<void> waiting(std::string zone, Settings const& settings) {
  auto const book = TRY(open_book(settings, Access::read_only));
  if (zone.empty()) zone = book->root;
  auto snapshot = TRY(book->ledger->read(zone));
  auto const now = book->clock->now();
  auto const found = TRY(book->proposals->waiting(snapshot, now));
  auto const late = now.micros() - ledger::Proposals::overdue_micros;
  std::vector<Json> told;
  for (auto const& [id, since] : found) {
    auto const is_late = since.micros() <= late;
    told.push_back(Json::object({{"id", Json::string(id)},
                                 {"since", Json::string(since.to_string())},
                                 {"overdue", Json::boolean(is_late)}}));
    if (settings.json) continue;
    say({is_late ? "app.waiting.late" : "app.waiting.one",
         {{"id", id}, {"since", local_time(since, *book->local)}}},
        settings);
  }
  if (settings.json) {
    print_json(Json::object({{"proposals", Json::array(std::move(told))}}));
  } else if (found.empty()) {
    say({"app.waiting.none", {}}, settings);
  }
  return {};
}

void add_one(CLI::App& program, Settings const& settings, Action& action, std::string const& name,
             std::string const& about, Decide how, std::string const& done) {
  auto decision = std::make_shared<Decision>();
  auto* command = program.add_subcommand(name, about);
  command->add_option("id", decision->proposal, "待复核事项的编号 / the proposal's id")->required();
  command->add_option("--actor", decision->actor, "谁来处理 / who decides")->required();
  command->add_option("--reason", decision->reason, "意见 / why")->required(name == "reject");
  command->add_option("--key", decision->key, "重发时不重复处理 / sent again, it is decided once");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(decide(*decision, how, done, settings), settings); };
  });
}

}  // namespace

void add_propose(CLI::App& program, Settings const& settings, Action& action) {
  auto file = std::make_shared<std::string>();
  auto* command =
      program.add_subcommand("propose", "提交复核 / propose an entry to a second person");
  command->add_option("file", *file, "JSON 文件，- 为标准输入 / the letter, - for standard input")
      ->required();
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(propose(*file, settings), settings); };
  });
}

void add_decisions(CLI::App& program, Settings const& settings, Action& action) {
  using ledger::Proposals;
  add_one(program, settings, action, "approve", "复核通过 / approve a proposal",
          &Proposals::approve, "app.approve.done");
  add_one(program, settings, action, "reject", "复核退回 / reject a proposal", &Proposals::reject,
          "app.reject.done");
  add_one(program, settings, action, "withdraw", "撤回自己提的 / withdraw one's own proposal",
          &Proposals::withdraw, "app.withdraw.done");
  auto zone = std::make_shared<std::string>();
  auto* command = program.add_subcommand("waiting", "还没复核的事项 / proposals that wait");
  command->add_option("--zone", *zone, "园区，连同下级 / a zone and those below it");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(waiting(*zone, settings), settings); };
  });
}

}  // namespace zonebook::app
