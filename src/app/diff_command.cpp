// zonebook diff NAME [--zone Z] [--period P] --known A [--known B] [--valid A --valid B]: why two
// answers differ, in seven terms, and what each record had part in.  B is now unless it is given.

#include <fmt/format.h>

#include <array>
#include <tuple>
#include <utility>

#include "app/asked.h"
#include "app/command.h"
#include "app/difference.h"
#include "app/standing.h"
#include "app/tell.h"

namespace zonebook::app {
namespace {

using Told = MovedTold;

std::string term_word(figures::Term term, Settings const& settings) {
  constexpr std::array<char const*, figures::term_count> words = {
      "app.diff.new",      "app.diff.changed",  "app.diff.corrected",  "app.diff.retired",
      "app.diff.restored", "app.diff.adjusted", "app.diff.definition",
  };
  return render({words[static_cast<std::size_t>(term)], {}}, settings.language);
}

// The paper, why, who and when; several entries one after another.
std::string papers_of(std::vector<ledger::LogEntry> const& entries, Book const& book,
                      Language language) {
  std::string papers;
  for (auto const& entry : entries) {
    Text const paper{entry.reason.empty() ? "app.diff.paper" : "app.diff.paper_reason",
                     {{"source", entry.source},
                      {"reason", entry.reason},
                      {"actor", entry.actor},
                      {"known", local_time(entry.known, *book.local)}}};
    papers += (papers.empty() ? "" : "; ") + render(paper, language);
  }
  return papers;
}

void tell(figures::Difference const& difference, std::vector<Told> const& records,
          figures::Definition const& of, Book const& book, Settings const& settings) {
  auto const word = [&](char const* key) { return render({key, {}}, settings.language); };
  std::vector<std::vector<std::string>> rows = {
      {word("publishing.export.id"), word("app.figure.title"), word("app.diff.why"),
       word("app.figure.amount"), word("app.history.source")}};
  for (auto const& [id, title, mine, entries] : records) {
    auto papers = papers_of(entries, book, settings.language);
    for (auto const& [term, amount] : mine) {
      rows.push_back({id, title, term_word(term, settings), exact_text(amount, of),
                      std::exchange(papers, "")});
    }
  }
  rows.push_back({word("app.figure.sum"), "", "", exact_text(difference.sum, of), ""});
  fmt::print("\n{}", aligned(rows));
}

// Both ends, and what was found at the later one.
struct Ends {
  DifferenceEnds ends;
  FoundFigure found;
  figures::Edition from;
};

Result<Ends> ends_of(AskedFigure const& asked, Book const& book) {
  auto const at = [](std::vector<std::string> const& given, std::size_t i) {
    return i < given.size() ? given[i] : std::string();
  };
  auto const from_k = TRY(known_from(at(asked.known, 0), book));
  auto const to_k = TRY(known_from(at(asked.known, 1), book));
  auto const found_at = [&](std::size_t i, std::optional<Instant> k) -> Result<FoundFigure> {
    auto const scope = ledger::Scope::everything(zone_of(asked, book));
    auto snapshot = TRY(read_known(book, scope, {at(asked.known, i), k}));
    return find_figure(asked, at(asked.valid, asked.valid.size() > i ? i : 0), snapshot, book);
  };
  auto from = TRY(found_at(0, from_k));
  auto to = TRY(found_at(1, to_k));
  DifferenceEnds ends{
      .from = {.of = from.of, .v = from.v, .k = from_k},
      .to = {.of = to.of, .v = to.v, .k = to_k},
      .known = {AskedKnown{at(asked.known, 0), from_k}, AskedKnown{at(asked.known, 1), to_k}}};
  return Ends{std::move(ends), std::move(to), std::move(from.edition)};
}

std::string known_text(std::optional<Instant> known, Book const& book, Settings const& settings) {
  if (known) {
    return render({"app.diff.known", {{"known", local_time(*known, *book.local)}}},
                  settings.language);
  }
  return render({"app.diff.now", {}}, settings.language);
}

// What each end lacks stands below it.
void tell_ends(DifferenceEnds const& ends, DifferenceTold const& told, Book const& book,
               Settings const& settings) {
  auto const& of = *ends.to.of;
  auto const& [before, after] = std::tie(told.moved.before, told.moved.after);
  say({"app.diff.head",
       {{"label", meta::in_language(of.label, settings.language)},
        {"before", figures::shown(before, *ends.from.of)},
        {"after", figures::shown(after, of)},
        {"unit", of.unit}}},
      settings);
  say({"app.diff.from",
       {{"valid", ends.from.v.to_string()}, {"known", known_text(ends.from.k, book, settings)}}},
      settings);
  tell_lacking(before, told.not_kept[0], of, settings);
  say({"app.diff.to",
       {{"valid", ends.to.v.to_string()}, {"known", known_text(ends.to.k, book, settings)}}},
      settings);
  tell_lacking(after, told.not_kept[1], of, settings);
}

class Diff {
 public:
  Diff(AskedFigure const& asked, Settings const& settings) : asked_(asked), settings_(settings) {}

  Result<void> run() {
    auto const book = TRY(open_book(settings_, Access::own));  // to read the past closes it
    auto const asked = TRY(ends_of(asked_, *book));
    auto const& [ends, found, from] = asked;
    if (figures::is_not_begun(found.period, ends.to.v)) {
      return invalid(not_begun(found, ends.to.v, settings_.language), "--period");
    }
    auto const told = TRY(told_difference(*book, found, ends, settings_.language));
    auto const& [before, after] = std::pair(told.moved.before, told.moved.after);
    auto const sentence = [&](Language language) {
      return figures::sentence(found.question(), told.moved, told.zone_name, language);
    };
    if (settings_.json) {
      auto json = told.difference ? api::json_of(*told.difference, told) : Json::object();
      if (!told.difference) json.set("before_ledger", Json::boolean(true));
      add_question(json, asked, before, after);
      json.set("sentence_zh", Json::string(sentence(Language::zh)));
      json.set("sentence_en", Json::string(sentence(Language::en)));
      mark_sample(json, *book);
      print_json(json);
      return {};
    }
    tell_ends(ends, told, *book, settings_);
    tell_part(found, settings_);
    app::tell(found, *book, settings_);
    if (!told.difference) say({"app.diff.before_ledger", {}}, settings_);
    say({"app.figure.in_words", {{"text", sentence(settings_.language)}}}, settings_);
    if (told.difference) tell(*told.difference, told.records, *found.of, *book, settings_);
    return {};
  }

 private:
  void add_question(Json& json, Ends const& asked, figures::Answer const& before,
                    figures::Answer const& after) const {
    auto const& [ends, found, from] = asked;
    json.set("definition", app::json_of(*found.of, settings_.language));
    json.set("zone", Json::string(found.zone));
    json.set("period", Json::string(found.period.text()));
    if (found.of->numerator) json.set("part", Json::string(part_name(found)));
    json.set("from", app::json_of(before, *ends.from.of));
    json.set("to", app::json_of(after, *found.of));
    json.set("editions", Json::object({{"from", api::edition_json(from)},
                                       {"to", api::edition_json(found.edition)}}));
  }

  AskedFigure const& asked_;
  Settings const& settings_;
};

}  // namespace

void add_diff(CLI::App& program, Settings const& settings, Action& action) {
  auto asked = std::make_shared<AskedFigure>();
  auto* command = program.add_subcommand("diff", "两个数为什么不同 / why two answers differ");
  add_options(*command, *asked);
  command->add_option("--valid", asked->valid, "前后各是哪一天的情况 / as of which days")
      ->expected(1, 2);
  command->add_option("--known", asked->known, "前后各是何时账上知道的 / as known when")
      ->expected(1, 2)
      ->required();
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(Diff(*asked, settings).run(), settings); };
  });
}

}  // namespace zonebook::app
