#include "app/case_command.h"

#include <algorithm>
#include <map>

#include "api/case_json.h"
#include "app/book.h"
#include "app/model_calendar.h"
#include "casework/case_duties.h"
#include "ledger/system_entry.h"

namespace zonebook::app {
namespace {

using casework::CaseClock;
using State = casework::Clock::State;

constexpr std::size_t changes_in_letter = 1000;

struct Arguments {
  std::string zone, valid;
  bool all = false;  // those that are closed too
};

bool is_open(CaseClock const& one) {
  return one.clock.state != State::decided && one.clock.state != State::ended;
}

void tell(std::vector<CaseClock> const& clocks, Date on, Settings const& settings) {
  for (auto const& one : clocks) {
    auto const& clock = one.clock;
    say({"app.case.line",
         {{"code", one.code},
          {"light", meta::in_language(one.light.says, settings.language)},
          {"why", render(clock.why, settings.language)}}},
        settings);
    if (!clock.due) continue;
    auto const* const key =
        clock.basis.is_provisional() ? "app.case.provisional" : "app.case.basis";
    say({key, {{"due", clock.due->to_string()}, {"basis", clock.basis.text()}}}, settings);
  }
  if (clocks.empty()) say({"app.case.none", {}}, settings);
  auto const count = [&](auto const& is) {
    return std::to_string(std::ranges::count_if(clocks, is));
  };
  auto const in = [&](State state) {
    return count([&](CaseClock const& one) { return one.clock.state == state; });
  };
  say({"app.case.summary",
       {{"day", on.to_string()},
        {"count", std::to_string(clocks.size())},
        {"running", in(State::running)},
        {"stopped", in(State::stopped)},
        {"waiting", in(State::waiting)},
        {"overdue", count([](CaseClock const& one) {
           return is_open(one) && one.clock.overdue_since.has_value();
         })}}},
      settings);
}

using ClocksOf = decltype(casework::case_clocks);
Result<std::vector<CaseClock>> clocks_of(Book const& book, Arguments const& asked, Date on,
                                         Settings const& settings, ClocksOf& clocks) {
  auto const rules = TRY(model_rules(settings.model));
  auto at = TRY(book.ledger->read(asked.zone.empty() ? book.root : asked.zone));
  return clocks(at, rules, on);
}

Result<void> clock(Arguments const& asked, Settings const& settings) {
  auto const book = TRY(open_book(settings, Access::read_only));
  auto const on = TRY(day_from(asked.valid, *book));
  auto clocks = TRY(clocks_of(*book, asked, on, settings, casework::case_clocks));
  if (!asked.all) std::erase_if(clocks, [](CaseClock const& one) { return !is_open(one); });
  if (!settings.json) {
    tell(clocks, on, settings);
    return {};
  }
  auto const rules = TRY(model_rules(settings.model));
  auto at = TRY(book->ledger->read(asked.zone.empty() ? book->root : asked.zone));
  auto const duties = TRY(casework::case_duties(at, clocks, rules, on));
  std::vector<Json> told;
  for (auto const& one : clocks) {
    told.push_back(api::json_of(one, casework::duties_of(duties, one.id), settings.language));
  }
  print_json(Json::object(
      {{"day", Json::string(on.to_string())}, {"cases", Json::array(std::move(told))}}));
  return {};
}

// One entry for each thousand changes of a zone, by the system.
Result<std::size_t> write(Book const& book, std::vector<Json> changes) {
  auto options = book.ledger->options();
  options.second_person = nullptr;  // of what no person has written
  ledger::Ledger of_system(*book.database, book.model.catalog, std::move(options));
  std::map<std::string, std::vector<Json>> by_zone;
  for (auto& one : changes) {
    by_zone[ledger::zone_of(std::string(*one.text_at("id")))].push_back(std::move(one));
  }
  std::size_t written = 0;
  for (auto const& [zone, all] : by_zone) {
    for (std::size_t from = 0; from < all.size(); from += changes_in_letter) {
      auto const to = std::min(from + changes_in_letter, all.size());
      std::vector<Json> some(all.begin() + static_cast<std::ptrdiff_t>(from),
                             all.begin() + static_cast<std::ptrdiff_t>(to));
      written += some.size();
      TRY(of_system.append(
          Json::object({{"zone", Json::string(zone)},
                        {"actor", Json::string(ledger::system_actor)},
                        {"source", Json::string("casework")},
                        {"reason", Json::string(render({"app.case.reason", {}}, Language::zh))},
                        {"changes", Json::array(std::move(some))}})));
    }
  }
  return written;
}

Result<void> reckon(Arguments const& asked, Settings const& settings) {
  auto const book = TRY(open_book(settings, Access::own));
  auto const on = book->ledger->today();
  auto clocks = TRY(clocks_of(*book, asked, on, settings, casework::case_clocks));
  auto earlier = TRY(clocks_of(*book, asked, on, settings, casework::earlier_clocks));
  std::ranges::move(earlier, std::back_inserter(clocks));
  auto const written = TRY(write(*book, casework::clock_changes(clocks, book->catalog())));
  if (settings.json) {
    print_json(Json::object({{"day", Json::string(on.to_string())},
                             {"written", Json::integer(static_cast<std::int64_t>(written))}}));
  } else {
    say({"app.case.written", {{"count", std::to_string(written)}}}, settings);
  }
  return {};
}

}  // namespace

void add_case(CLI::App& program, Settings const& settings, Action& action) {
  auto asked = std::make_shared<Arguments>();
  auto* command = program.add_subcommand("case", "办件 / cases");
  command->require_subcommand(1);
  auto* clock_command = command->add_subcommand(
      "clock", "时钟：走着、停着、哪天到期、为什么 / clocks: why they stand, when they are due");
  auto* reckon_command = command->add_subcommand(
      "reckon", "把时钟算出的日期写进办件 / write the days worked out into the cases");
  for (auto* one : {clock_command, reckon_command}) {
    one->add_option("--zone", asked->zone, "哪个园区 / of which zone");
  }
  clock_command->add_option("--valid", asked->valid, "哪一天 / on which day, 2023-12-31");
  clock_command->add_flag("--all", asked->all, "办结的也列 / closed ones too");
  clock_command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(clock(*asked, settings), settings); };
  });
  reckon_command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(reckon(*asked, settings), settings); };
  });
}

}  // namespace zonebook::app
