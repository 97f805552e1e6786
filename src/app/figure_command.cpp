// zonebook figure NAME [--zone Z] [--period P] [--valid D] [--known T] [--records [--part PART]]:
// what a definition says, the sentence behind it, and the records that add up to it.

#include <fmt/format.h>

#include "app/asked.h"
#include "app/command.h"
#include "app/tell.h"
#include "app/titles.h"

namespace zonebook::app {
namespace {

struct Told {
  std::string id, title;
  figures::Behind behind;
};

Result<std::vector<Told>> records_of(ledger::Snapshot& snapshot, figures::Question const& question,
                                     Language language) {
  auto behind = TRY(figures::records(snapshot, question));
  std::vector<Told> told;
  for (auto& one : behind) {
    auto title = TRY(title_of(snapshot, one.id, one.read_on, language));
    told.push_back({one.id, std::move(title), std::move(one)});
  }
  return told;
}

Json json_of(std::vector<Told> const& records) {
  std::vector<Json> list;
  for (auto const& [id, title, behind] : records) {
    list.push_back(
        Json::object({{"id", Json::string(id)},
                      {"title", Json::string(title)},
                      {"event", behind.event ? Json::string(behind.event->to_string()) : Json()},
                      {"read_on", Json::string(behind.read_on.to_string())},
                      {"amount", Json::string(behind.amount.to_string())}}));
  }
  return Json::array(std::move(list));
}

void tell(std::vector<Told> const& records, figures::Definition const& of,
          Settings const& settings) {
  auto const word = [&](char const* key) { return render({key, {}}, settings.language); };
  std::vector<std::vector<std::string>> rows = {{word("app.export.id"), word("app.figure.title"),
                                                 word("app.figure.event"),
                                                 word("app.figure.amount")}};
  Decimal sum;
  for (auto const& [id, title, behind] : records) {
    sum = (sum + behind.amount).value_or(sum);
    rows.push_back(
        {id, title, behind.event ? behind.event->to_string() : "—", exact_text(behind.amount, of)});
  }
  rows.push_back({word("app.figure.sum"), "", "", exact_text(sum, of)});
  fmt::print("\n{}", aligned(rows));
}

Text pair_of(FoundFigure const& found, Date v, std::optional<Instant> known, Book const& book) {
  Text pair{known ? "app.export.pair" : "app.export.now",
            {{"zone", found.zone}, {"valid", v.to_string()}}};
  if (known) pair.args.emplace_back("known", local_time(*known, *book.local));
  return pair;
}

void tell(figures::Answer const& answer, FoundFigure const& found, Settings const& settings) {
  auto const& of = *found.of;
  auto const label = meta::in_language(of.label, settings.language);
  if (answer.before_ledger) return say({"app.figure.before_ledger", {{"label", label}}}, settings);
  Text says{answer.numerator ? "app.figure.ratio" : "app.figure.value",
            {{"label", label},
             {"period", found.period.text()},
             {"value", value_text(answer, of)},
             {"unit", of.unit}}};
  says.args.emplace_back("count", std::to_string(answer.total.count));
  if (answer.numerator) {
    says.args.emplace_back("part", exact_text(answer.numerator->value, of));
    says.args.emplace_back("whole", exact_text(answer.total.value, of));
  }
  say(says, settings);
}

Result<void> figure(AskedFigure const& asked, Settings const& settings) {
  auto const given = asked.known.empty() ? "" : asked.known.front();
  auto const book = TRY(open_book(settings, given.empty() ? Access::read_only : Access::own));
  auto const found = TRY(find_figure(asked, *book));
  auto const v = TRY(day_of(asked.valid.empty() ? "" : asked.valid.front(), found, *book));
  auto const known = TRY(known_from(given, *book));
  auto snapshot = TRY(book->ledger->read(found.zone, known));
  auto const answer = TRY(figures::figure(snapshot, found.on(v)));
  std::vector<Told> records;
  if (asked.records && !answer.before_ledger) {
    records = TRY(records_of(snapshot, found.on(v), settings.language));
  }
  if (settings.json) {
    auto json = Json::object({{"definition", app::json_of(*found.of, settings.language)},
                              {"zone", Json::string(found.zone)},
                              {"period", Json::string(found.period.text())},
                              {"valid", Json::string(v.to_string())},
                              {"read", app::json_of(snapshot.knowledge())},
                              {"answer", app::json_of(answer, *found.of)}});
    if (asked.records) json.set("records", json_of(records));
    print_json(json);
    return {};
  }
  tell(answer, found, settings);
  say(pair_of(found, v, known, *book), settings);
  app::tell(*found.of, *book, settings);
  if (asked.records) tell(records, *found.of, settings);
  return {};
}

}  // namespace

void add_figure(CLI::App& program, Settings const& settings, Action& action) {
  auto asked = std::make_shared<AskedFigure>();
  auto* command = program.add_subcommand("figure", "一个指标 / a figure");
  add_options(*command, *asked);
  command->add_option("--valid", asked->valid, "哪一天的情况 / as of a day, 2023-12-31")
      ->expected(1);
  command->add_option("--known", asked->known, "当时账上知道的 / as known at, 2023-12-20")
      ->expected(1);
  command->add_flag("--records", asked->records, "由哪些记录加成 / the records that add up to it");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(figure(*asked, settings), settings); };
  });
}

}  // namespace zonebook::app
