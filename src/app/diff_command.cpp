// zonebook diff NAME [--zone Z] [--period P] --known A [--known B] [--valid A --valid B]: why two
// answers differ, in seven terms, and what each record had part in.  B is now unless it is given.

#include <fmt/format.h>

#include <array>
#include <utility>

#include "app/asked.h"
#include "app/command.h"
#include "app/tell.h"
#include "app/titles.h"

namespace zonebook::app {
namespace {

struct Told {
  std::string id, title;
  std::map<figures::Term, Decimal> terms;
  std::vector<ledger::LogEntry> entries;  // that moved it
};

struct Ends {
  figures::End from, to;
};

std::string term_word(figures::Term term, Settings const& settings) {
  constexpr std::array<char const*, figures::term_count> words = {
      "app.diff.new",      "app.diff.changed",  "app.diff.corrected",  "app.diff.retired",
      "app.diff.restored", "app.diff.adjusted", "app.diff.definition",
  };
  return render({words[static_cast<std::size_t>(term)], {}}, settings.language);
}

Json json_of(std::vector<ledger::LogEntry> const& entries) {
  std::vector<Json> list;
  for (auto const& entry : entries) {
    list.push_back(Json::object({{"zone", Json::string(entry.zone)},
                                 {"seq", Json::integer(entry.seq)},
                                 {"known", Json::integer(entry.known.micros())},
                                 {"actor", Json::string(entry.actor)},
                                 {"source", Json::string(entry.source)},
                                 {"reason", Json::string(entry.reason)}}));
  }
  return Json::array(std::move(list));
}

Json json_of(figures::Difference const& difference, std::vector<Told> const& records) {
  auto terms = Json::object();
  for (std::size_t i = 0; i < figures::term_count; ++i) {
    terms.set(std::string(figures::name_of(static_cast<figures::Term>(i))),
              Json::string(difference.terms[i].to_string()));
  }
  std::vector<Json> list;
  for (auto const& [id, title, mine, entries] : records) {
    auto parts = Json::object();
    for (auto const& [term, amount] : mine) {
      parts.set(std::string(figures::name_of(term)), Json::string(amount.to_string()));
    }
    list.push_back(Json::object({{"id", Json::string(id)},
                                 {"title", Json::string(title)},
                                 {"terms", std::move(parts)},
                                 {"entries", json_of(entries)}}));
  }
  return Json::object({{"sum", Json::string(difference.sum.to_string())},
                       {"terms", std::move(terms)},
                       {"records", Json::array(std::move(list))}});
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
  std::vector<std::vector<std::string>> rows = {{word("app.export.id"), word("app.figure.title"),
                                                 word("app.diff.why"), word("app.figure.amount"),
                                                 word("app.history.source")}};
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

Result<Ends> ends_of(AskedFigure const& asked, FoundFigure const& found, Book const& book) {
  auto const at = [](std::vector<std::string> const& given, std::size_t i) {
    return i < given.size() ? given[i] : std::string();
  };
  Ends ends{.from = {.of = found.of}, .to = {.of = found.of}};
  ends.from.v = TRY(day_of(at(asked.valid, 0), found, book));
  ends.to.v = TRY(day_of(at(asked.valid, asked.valid.size() > 1 ? 1 : 0), found, book));
  ends.from.k = TRY(known_from(at(asked.known, 0), book));
  ends.to.k = TRY(known_from(at(asked.known, 1), book));
  return ends;
}

Result<figures::Answer> answer_at(figures::End const& end, FoundFigure const& found,
                                  Book const& book) {
  auto snapshot = TRY(book.ledger->read(found.zone, end.k));
  return figures::figure(snapshot, found.on(end.v));
}

std::string known_text(std::optional<Instant> known, Book const& book, Settings const& settings) {
  if (known) {
    return render({"app.diff.known", {{"known", local_time(*known, *book.local)}}},
                  settings.language);
  }
  return render({"app.diff.now", {}}, settings.language);
}

void tell_ends(Ends const& ends, figures::Answer const& before, figures::Answer const& after,
               Book const& book, Settings const& settings) {
  auto const& of = *ends.to.of;
  say({"app.diff.head",
       {{"label", meta::in_language(of.label, settings.language)},
        {"before", value_text(before, of)},
        {"after", value_text(after, of)},
        {"unit", of.unit}}},
      settings);
  say({"app.diff.from",
       {{"valid", ends.from.v.to_string()}, {"known", known_text(ends.from.k, book, settings)}}},
      settings);
  say({"app.diff.to",
       {{"valid", ends.to.v.to_string()}, {"known", known_text(ends.to.k, book, settings)}}},
      settings);
}

// Those that a history shows.
Result<std::vector<ledger::LogEntry>> entries_of(std::set<figures::Cause> const& causes,
                                                 ledger::Snapshot& snapshot) {
  std::map<Instant, ledger::LogEntry> entries;
  for (auto const& [record, seq] : causes) {
    auto history = TRY(snapshot.history(record));
    for (auto& entry : history) {
      if (entry.seq == seq) entries.emplace(entry.known, std::move(entry));
    }
  }
  std::vector<ledger::LogEntry> in_order;
  for (auto& [unused, entry] : entries) in_order.push_back(std::move(entry));
  return in_order;
}

Result<void> diff(AskedFigure const& asked, Settings const& settings) {
  auto const book = TRY(open_book(settings, Access::own));  // to read the past closes it
  auto const found = TRY(find_figure(asked, *book));
  auto const ends = TRY(ends_of(asked, found, *book));
  auto const before = TRY(answer_at(ends.from, found, *book));
  auto const after = TRY(answer_at(ends.to, found, *book));
  auto snapshot = TRY(book->ledger->read(found.zone));
  auto const difference =
      TRY(figures::difference(snapshot, found.period, found.part, ends.from, ends.to));
  std::vector<Told> records;
  for (auto const& [id, terms] : difference.records) {
    auto title = TRY(title_of(snapshot, id, ends.to.v, settings.language));
    auto const causes = difference.causes.find(id);
    Told one{id, std::move(title), terms, {}};
    if (causes != difference.causes.end()) {
      one.entries = TRY(entries_of(causes->second, snapshot));
    }
    records.push_back(std::move(one));
  }
  if (settings.json) {
    auto json = json_of(difference, records);
    json.set("definition", app::json_of(*found.of, settings.language));
    json.set("zone", Json::string(found.zone));
    json.set("period", Json::string(found.period.text()));
    json.set("from", app::json_of(before, *found.of));
    json.set("to", app::json_of(after, *found.of));
    print_json(json);
    return {};
  }
  tell_ends(ends, before, after, *book, settings);
  app::tell(*found.of, *book, settings);
  tell(difference, records, *found.of, *book, settings);
  return {};
}

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
    action = [=, &settings] { return finish(diff(*asked, settings), settings); };
  });
}

}  // namespace zonebook::app
