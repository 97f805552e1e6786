// zonebook figure NAME [--zone Z] [--period P] [--valid D] [--known T] [--by DIM] [--trend]
//                 [--records [--part PART]]: what a definition says, the sentence behind it, what
// it is held against, and the records that add up to it.

#include <fmt/format.h>

#include <array>

#include "app/asked.h"
#include "app/command.h"
#include "app/figure_tables.h"
#include "app/known.h"
#include "app/standing.h"
#include "app/tell.h"
#include "figures/sentence.h"
#include "ledger/titles.h"

namespace zonebook::app {
namespace {

Text pair_of(FoundFigure const& found, Date v, std::optional<Instant> known, Book const& book) {
  Text pair{known ? "publishing.export.pair" : "publishing.export.now",
            {{"zone", found.zone}, {"valid", v.to_string()}}};
  if (known) pair.args.emplace_back("known", local_time(*known, *book.local));
  return pair;
}

std::string joined(std::vector<std::string> const& zones) {
  std::string all;
  for (auto const& zone : zones) all += (all.empty() ? "" : ", ") + zone;
  return all;
}

// Of what is typed, why there is no number; else from how many papers it is.
void tell_typed(figures::Answer const& answer, FoundFigure const& found, std::string const& label,
                Settings const& settings) {
  Text says{"app.figure.typed_value",
            {{"label", label},
             {"period", found.period.text()},
             {"value", figures::shown(answer, *found.of)},
             {"unit", found.of->unit},
             {"count", std::to_string(answer.total.count)}}};
  if (answer.gap) {
    constexpr std::array<char const*, 3> keys = {
        "app.figure.gap_nothing", "app.figure.gap_some_missing", "app.figure.gap_apart"};
    says = {keys[static_cast<std::size_t>(answer.gap->why)],
            {{"label", label},
             {"period", found.period.text()},
             {"reported", std::to_string(answer.gap->reported)},
             {"missing", joined(answer.gap->missing)}}};
  }
  say(says, settings);
}

void tell(figures::Answer const& answer, FoundFigure const& found, Settings const& settings) {
  auto const& of = *found.of;
  auto const label = meta::in_language(of.label, settings.language);
  if (answer.before_ledger) return say({"app.figure.before_ledger", {{"label", label}}}, settings);
  if (of.kind == figures::Kind::typed) return tell_typed(answer, found, label, settings);
  Text says{answer.numerator ? "app.figure.ratio" : "app.figure.value",
            {{"label", label},
             {"period", found.period.text()},
             {"value", figures::shown(answer, of)},
             {"unit", of.unit}}};
  says.args.emplace_back("count", std::to_string(answer.total.count));
  if (answer.numerator) {
    says.args.emplace_back("part", exact_text(answer.numerator->value, of));
    says.args.emplace_back("whole", exact_text(answer.total.value, of));
  }
  say(says, settings);
}

// What was asked besides the number.
struct More {
  std::optional<api::RecordTable> records;
  std::optional<api::GroupTable> groups;
  std::vector<figures::Step> trend;
};

Result<More> more_of(AskedFigure const& asked, ledger::Snapshot& snapshot,
                     figures::Question const& question, Book const& book,
                     figures::Editions const& editions, Language language) {
  More more;
  if (asked.records) more.records = TRY(api::record_table(snapshot, question, language));
  if (!asked.by.empty()) {
    auto groups = api::group_table(snapshot, question, asked.by, book.root, language);
    if (!groups && groups.error().says.key.starts_with("figures.")) groups.error().where = "--by";
    more.groups = TRY(std::move(groups));
  }
  if (asked.trend) more.trend = TRY(figures::trend(snapshot, question, *book.local, {&editions}));
  return more;
}

void tell(More const& more, AskedFigure const& asked, FoundFigure const& found,
          Settings const& settings) {
  if (more.records) {
    tell_part(found, settings);
    fmt::print("\n{}", text_of(*more.records, *found.of, settings.language));
  }
  if (more.groups) fmt::print("\n{}", text_of(*more.groups, *found.of, settings.language));
  if (asked.trend) fmt::print("\n{}", text_of(more.trend, settings.language));
}

struct Figure {
  figures::Question question;
  std::optional<Instant> known;
  figures::Standing standing;
  bool is_not_begun = false;
  std::string zone_name;
  api::Reports reported = {};
};

Json json_of(Figure const& figure, More const& more, AskedFigure const& asked,
             FoundFigure const& found, Language language) {
  auto const& of = *found.of;
  auto const& [question, known, standing, is_not_begun, zone_name, reported] = figure;
  auto json = Json::object({{"definition", app::json_of(of, language)},
                            {"zone", Json::string(found.zone)},
                            {"period", Json::string(found.period.text())},
                            {"valid", Json::string(question.v.to_string())},
                            {"edition", api::edition_json(found.edition)}});
  if (is_not_begun) {
    json.set("not_begun", Json::boolean(true));
    json.set("answer", Json());
    return json;
  }
  json.set("answer", app::json_of(standing.answer, of));
  api::add_standing(json, standing);
  json.set("reported", app::json_of(reported));
  for (auto const& [name, in] : {std::pair("zh", Language::zh), std::pair("en", Language::en)}) {
    json.set(std::string("sentence_") + name,
             Json::string(figures::sentence(question, standing, zone_name, in)));
  }
  if (of.numerator && more.records) json.set("part", Json::string(part_name(found)));
  if (more.records) json.set("records", api::json_of(*more.records));
  if (more.groups) json.set("groups", api::json_of(*more.groups, of));
  if (asked.trend) json.set("trend", api::json_of(more.trend));
  return json;
}

Result<void> figure(AskedFigure const& asked, Settings const& settings) {
  auto const given = asked.known.empty() ? "" : asked.known.front();
  auto const book = TRY(open_book(settings, given.empty() ? Access::read_only : Access::own));
  auto const known = TRY(known_from(given, *book));
  auto const scope = ledger::Scope::everything(zone_of(asked, *book));
  auto snapshot = TRY(read_known(*book, scope, {given, known}));
  auto const valid = asked.valid.empty() ? std::string() : asked.valid.front();
  auto const found = TRY(find_figure(asked, valid, snapshot, *book));
  auto const editions = TRY(figures::Editions::as_in(snapshot, book->root, book->editions));
  auto const v = found.v;
  Figure figure{.question = found.question(), .known = known, .standing = {}};
  figure.standing =
      TRY(figures::standing(snapshot, figure.question, *book->local, {editions.get()}));
  figure.is_not_begun = figures::is_not_begun(found.period, v);
  figure.zone_name = TRY(ledger::zone_name(snapshot, book->root, found.zone, v));
  bool const is_told = !figure.standing.answer.before_ledger && !figure.is_not_begun;
  More more;
  if (is_told) {
    more = TRY(more_of(asked, snapshot, figure.question, *book, *editions, settings.language));
    figure.reported = TRY(api::reported(snapshot, figure.question));
  }
  if (settings.json) {
    auto json = json_of(figure, more, asked, found, settings.language);
    json.set("read", app::json_of(snapshot.knowledge()));
    mark_sample(json, *book);
    print_json(json);
    return {};
  }
  if (figure.is_not_begun) {
    say(not_begun(found, v, settings.language), settings);
  } else {
    tell(figure.standing.answer, found, settings);
  }
  say(pair_of(found, v, figure.known, *book), settings);
  app::tell(found, *book, settings);
  if (!is_told) return {};
  tell(figure.standing, *found.of, settings);
  tell(figure.reported, *found.of, settings);
  say({"app.figure.in_words",
       {{"text", figures::sentence(figure.question, figure.standing, figure.zone_name,
                                   settings.language)}}},
      settings);
  tell(more, asked, found, settings);
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
  command->add_option("--by", asked->by,
                      "按什么分：登记簿的栏、zone、month / by a field, zone or month");
  command->add_flag("--trend", asked->trend, "逐月走势 / month by month");
  command->add_flag("--records", asked->records, "由哪些记录加成 / the records that add up to it");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(figure(*asked, settings), settings); };
  });
}

}  // namespace zonebook::app
