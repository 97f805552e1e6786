// Figures: /figures, and the records, differences, months and sentences of one.

#include <algorithm>

#include "api/api.h"
#include "api/asked_figure.h"
#include "api/difference.h"
#include "api/discretion.h"
#include "api/figure_json.h"
#include "api/figure_schemas.h"
#include "api/figure_tables.h"
#include "figures/sentence.h"
#include "ledger/titles.h"

namespace zonebook::api {
namespace {

// What is told of each figure besides its answer.
struct Parts {
  bool standing = true, reported = true, sentence = true;
};

Parts parts_of(Call const& call) {
  if (!call.given("parts")) return {};
  auto const words = call.words("parts");
  auto const has = [&](char const* word) { return std::ranges::find(words, word) != words.end(); };
  return {.standing = has("standing"), .reported = has("reported"), .sentence = has("sentence")};
}

void add_sentences(Json& json, AskedFigure const& asked, figures::Standing const& standing,
                   std::string const& zone_name) {
  for (auto const& [name, in] :
       {std::pair("sentence_zh", Language::zh), std::pair("sentence_en", Language::en)}) {
    json.set(name, Json::string(figures::sentence(asked.question(), standing, zone_name, in)));
  }
}

// One figure of several, read over all records; what of it is told is seen after that.
struct Reading {
  AskedFigure asked;
  bool is_asked = false;  // else its period has not begun
  figures::Standing standing;
  std::optional<Reports> reported;
  std::optional<Json> groups;
  Told told = Told::whole;
};

Result<Reading> read_one(Call const& call, AskedFigure asked, Parts const& parts,
                         ledger::Snapshot& snapshot) {
  Reading one{.asked = std::move(asked), .standing = {}};
  auto const question = one.asked.question();
  one.is_asked = !figures::is_not_begun(one.asked.period, one.asked.v);
  if (!one.is_asked) return one;
  if (parts.standing || parts.sentence) {
    auto const editions = TRY(call.rooms.editions.of(snapshot));
    one.standing = TRY(figures::standing(snapshot, question, call.rooms.local, {editions.get()}));
  } else {
    one.standing.answer = TRY(figures::figure(snapshot, question));
  }
  if (parts.reported) {
    one.reported = TRY(reported(snapshot, question));
  }
  if (call.given("by")) {
    auto const table =
        TRY(group_table(snapshot, question, call.text("by"), call.rooms.root, call.language));
    one.groups = json_of(table, *one.asked.of);
  }
  return one;
}

// What was reported is told as if it were asked now, at the pair at which it was counted.
Result<void> hold_back(Call const& call, ledger::Snapshot const& at,
                       std::vector<Reported>& reported) {
  std::vector<figures::FrozenFigure> figures;
  for (auto const& one : reported) figures.push_back(one.figure);
  auto const told = TRY(discretion(call, at, figures));
  std::size_t i = 0;
  std::erase_if(reported, [&](Reported const&) { return told[i++] == Told::kept_back; });
  return {};
}

// A period before over which something is hidden is not told at all.
Result<void> hold_back(Call const& call, ledger::Snapshot const& at,
                       std::vector<Reading>& readings) {
  auto const k = at.k();
  std::vector<Counted> counted;
  for (auto const& one : readings)
    counted.push_back({one.asked.question(), k, one.standing.answer});
  std::vector<std::pair<Reading*, std::optional<figures::Compared> figures::Standing::*>> before;
  for (auto& one : readings) {
    for (auto const which : {&figures::Standing::year_before, &figures::Standing::previous}) {
      auto const& compared = one.standing.*which;
      if (!compared) continue;
      auto question = one.asked.question();
      question.of = compared->of;
      question.period = compared->period;
      question.v = compared->v;
      counted.push_back({std::move(question), k, compared->answer});
      before.emplace_back(&one, which);
    }
  }
  auto const told = TRY(discretion(call, at, counted));
  for (std::size_t i = 0; i < readings.size(); ++i) {
    readings[i].told = readings[i].is_asked ? told[i] : Told::whole;
    if (readings[i].told != Told::whole) readings[i].groups.reset();
    if (readings[i].reported) TRY(hold_back(call, at, readings[i].reported->list));
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (told[readings.size() + i] == Told::whole) continue;
    (before[i].first->standing.*before[i].second).reset();
  }
  return {};
}

Json told_json(Call const& call, Reading const& one, Parts const& parts,
               std::string const& zone_name) {
  auto const& of = *one.asked.of;
  auto json = Json::object({{"definition", api::json_of(of, call.language)},
                            {"period", Json::string(one.asked.period.text())},
                            {"valid", Json::string(one.asked.v.to_string())},
                            {"edition", edition_json(one.asked.edition)}});
  if (of.kind == figures::Kind::typed) json.set("typed", Json::boolean(true));
  if (!one.is_asked || one.told == Told::kept_back) {
    json.set("answer", Json());
    json.set(one.is_asked ? "kept_back" : "not_begun", Json::boolean(true));
    return json;
  }
  json.set("answer", api::json_of(one.standing.answer, of));
  if (parts.standing) add_standing(json, one.standing);
  if (parts.sentence) add_sentences(json, one.asked, one.standing, zone_name);
  if (one.reported) json.set("reported", json_of(*one.reported));
  if (one.groups) json.set("groups", *one.groups);
  return json;
}

Result<Answer> read_figures(Call& call) {
  auto const parts = parts_of(call);
  auto const k = TRY(call.known());
  auto const day = TRY(call.valid());
  auto const zone = call.zone();
  std::vector<Reading> readings;
  auto snapshot = TRY(call.read_figures(zone, k));
  auto const name = TRY(ledger::zone_name(snapshot, call.rooms.root, zone, call.rooms.today()));
  for (auto const& indicator : call.words("indicator")) {
    auto asked = TRY(asked_figure(call, snapshot, indicator));
    auto one = TRY(read_one(call, std::move(asked), parts, snapshot));
    readings.push_back(std::move(one));
  }
  auto json = call.answered(snapshot, day);
  TRY(hold_back(call, snapshot, readings));
  std::vector<Json> told;
  for (auto const& one : readings) told.push_back(told_json(call, one, parts, name));
  json.set("zone_name", Json::string(name));
  json.set("figures", Json::array(std::move(told)));
  return at_pair(std::move(json), snapshot.k());
}

// The records behind that the visitor sees, beside the value of all.
Result<Answer> read_behind(Call& call) {
  auto const k = TRY(call.known());
  auto all = TRY(call.read_figures(call.zone(), k));
  auto const asked = TRY(asked_figure(call, all));
  auto const answer = TRY(figures::figure(all, asked.question()));
  auto const told = TRY(discretion(call, all, {{asked.question(), k, answer}}));
  auto const own = TRY(call.rooms.access.rights().scope_of(call.visitor, asked.zone));
  auto snapshot = TRY(all.under(*own, k));
  auto const table = TRY(record_table(snapshot, asked.question(), call.language));
  auto json = answered(call, asked, snapshot);
  auto const is_numerator = asked.part == figures::Part::numerator && answer.numerator;
  auto const& total = is_numerator ? *answer.numerator : answer.total;
  Decimal shown;
  std::int64_t count = 0;
  for (auto const& row : table) {
    shown = (shown + row.behind.amount).value_or(shown);
    if (row.behind.origin != figures::Origin::opening) ++count;
  }
  auto const is_kept_back = told.front() == Told::kept_back;
  auto const gap = (total.value - shown).value_or(Decimal());
  json.set("answer", is_kept_back ? Json() : api::json_of(answer, *asked.of));
  json.set("hidden", is_kept_back ? Json()
                                  : Json::object({{"count", Json::integer(total.count - count)},
                                                  {"value", Json::string(gap.to_string())}}));
  json.set("records", json_of(table));
  return at_pair(std::move(json), snapshot.k());
}

Result<Answer> read_trend(Call& call) {
  auto const k = TRY(call.known());
  auto snapshot = TRY(call.read_figures(call.zone(), k));
  auto const asked = TRY(asked_figure(call, snapshot));
  auto const editions = TRY(call.rooms.editions.of(snapshot));
  auto steps = TRY(figures::trend(snapshot, asked.question(), call.rooms.local, {editions.get()}));
  auto json = answered(call, asked, snapshot);
  std::vector<Counted> counted;
  for (auto const& step : steps) {
    auto question = asked.question();
    question.of = step.of;
    question.period = step.period;
    question.v = step.v;
    counted.push_back({std::move(question), k, step.answer});
  }
  auto const told = TRY(discretion(call, snapshot, counted));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (told[i] == Told::kept_back) steps[i].is_unknown = true;
  }
  json.set("trend", api::json_of(steps));
  return at_pair(std::move(json), k);
}

struct Difference {
  AskedFigure asked;
  figures::Edition from;  // and to: that of `asked`
  AskedDifference between;
  DifferenceTold told;
};

struct DifferenceEnd {
  figures::End end;
  figures::Edition edition;
};

// As `now`, which was opened after both knowledges were closed, has its edition.
Result<DifferenceEnd> end_at(Call const& call, ledger::Snapshot& now, AskedFigure const& asked,
                             std::string const& which, std::optional<Instant> k) {
  DifferenceEnd found{.end = {.of = asked.of, .v = asked.v, .k = k}, .edition = {}};
  auto& end = found.end;
  if (call.given(which + "_valid")) end.v = TRY(call.day(which + "_valid"));
  found.edition = TRY(edition_at(call, now, asked.of->id, end.v, end.k));
  end.of = found.edition.of;
  return found;
}

Result<Difference> difference_of(Call const& call) {
  auto const known_at = [&](std::string const& which) {
    return call.known(call.given(which + "_known") ? which + "_known" : "known");
  };
  auto const from_k = TRY(known_at("from"));
  auto const to_k = TRY(known_at("to"));
  auto now = TRY(call.read_figures_after(call.zone(), {from_k, to_k}));
  auto asked = TRY(asked_figure(call, now));
  auto from_end = TRY(end_at(call, now, asked, "from", from_k));
  auto to_end = TRY(end_at(call, now, asked, "to", to_k));
  auto& from = from_end.end;
  auto& to = to_end.end;
  asked.edition = to_end.edition;
  asked.of = to.of;
  AskedDifference between{.period = asked.period,
                          .part = asked.part,
                          .zone = asked.zone,
                          .root = call.rooms.root,
                          .from = std::move(from),
                          .to = std::move(to),
                          .local = call.rooms.local};
  auto const own = TRY(call.rooms.access.rights().scope_of(call.visitor, asked.zone));
  auto told = TRY(told_difference(between, now, *own, call.language));
  TRY(check_told(call, now, between, told));
  return Difference{std::move(asked), std::move(from_end.edition), std::move(between),
                    std::move(told)};
}

Json json_of_end(figures::End const& end, figures::Edition const& edition,
                 figures::Answer const& answer, std::optional<figures::NotKept> const& not_kept) {
  return Json::object({{"valid", Json::string(end.v.to_string())},
                       {"known", end.k ? Json::string(end.k->to_string()) : Json()},
                       {"began", not_kept ? Json::string(not_kept->began.to_string()) : Json()},
                       {"edition", edition_json(edition)},
                       {"answer", api::json_of(answer, *end.of)}});
}

std::string sentence_of(Difference const& one, Language language) {
  return figures::sentence(one.between.at(one.between.to), one.told.moved, one.told.zone_name,
                           language);
}

Result<Answer> read_difference(Call& call) {
  auto const found = TRY(difference_of(call));
  auto const& [asked, from, between, told] = found;
  auto json = Json::object({{"zone", Json::string(asked.zone)},
                            {"definition", api::json_of(*asked.of, call.language)},
                            {"period", Json::string(asked.period.text())}});
  if (asked.of->numerator) {
    auto const is_numerator = asked.part == figures::Part::numerator;
    json.set("part", Json::string(is_numerator ? "numerator" : "denominator"));
  }
  json.set("from", json_of_end(between.from, from, told.moved.before, told.not_kept[0]));
  json.set("to", json_of_end(between.to, asked.edition, told.moved.after, told.not_kept[1]));
  json.set("difference", told.difference ? json_of(*told.difference, told) : Json());
  json.set("sentence_zh", Json::string(sentence_of(found, Language::zh)));
  json.set("sentence_en", Json::string(sentence_of(found, Language::en)));
  if (call.rooms.kind == Rooms::Kind::sample) {
    json.set("sample_day", Json::string(call.rooms.today().to_string()));
  }
  return Answer(std::move(json));
}

Result<Answer> read_sentence(Call& call) {
  auto const is_end = [&](char const* name) { return call.given(name).has_value(); };
  if (is_end("from_known") || is_end("from_valid") || is_end("to_known") || is_end("to_valid")) {
    auto const found = TRY(difference_of(call));
    return Answer(Json::object({{"zh", Json::string(sentence_of(found, Language::zh))},
                                {"en", Json::string(sentence_of(found, Language::en))}}));
  }
  auto const k = TRY(call.known());
  auto snapshot = TRY(call.read_figures(call.zone(), k));
  auto const asked = TRY(asked_figure(call, snapshot));
  auto const name = TRY(ledger::zone_name(snapshot, call.rooms.root, asked.zone, asked.v));
  auto const editions = TRY(call.rooms.editions.of(snapshot));
  auto standing =
      TRY(figures::standing(snapshot, asked.question(), call.rooms.local, {editions.get()}));
  std::vector<Reading> one;
  one.push_back({.asked = asked, .is_asked = true, .standing = std::move(standing)});
  TRY(hold_back(call, snapshot, one));
  if (one.front().told == Told::kept_back) return kept_back();
  auto const said = [&](Language in) {
    return Json::string(figures::sentence(asked.question(), one.front().standing, name, in));
  };
  return at_pair(Json::object({{"zh", said(Language::zh)}, {"en", said(Language::en)}}), k);
}

std::vector<Parameter> with(std::vector<Parameter> parameters) {
  std::vector<Parameter> all{
      zone_parameter(),
      query(
          "period", schema::text("", 40),
          "2023, 2023-H1, 2023-Q4, 2023-11, to-date, 2023-06-28..2023-10-15. Left out: this year"),
      query("valid", schema::day(), "As of which day. Left out: the period's last, or today")};
  all.insert(all.end(), parameters.begin(), parameters.end());
  return all;
}

Parameter indicator() {
  return needed(query("indicator", schema::text("", 100), "A definition's id"));
}

Parameter part() {
  return query("part", schema::choice({"numerator", "denominator"}), "Of a ratio: whose records");
}

std::vector<Parameter> many() {
  return with({known_parameter(),
               needed(query("indicator", schema::text("", 4000),
                            "Ids of definitions, with commas: all of one snapshot")),
               query("by", schema::text("", 200), "A path, `zone` or `month`"),
               query("parts", schema::text("", 100),
                     "What is told besides the answer: standing, reported, sentence, with commas; "
                     "`answer` alone is the cheapest. Left out: all")});
}

std::vector<Parameter> ends() {
  return with({indicator(), part(),
               query("from_known", schema::text("", 40), "The first knowledge"),
               query("to_known", schema::text("", 40), "The second; left out: now"),
               query("from_valid", schema::day(), "The first day; left out: `valid`"),
               query("to_valid", schema::day(), "The second; left out: `valid`")});
}

}  // namespace

std::vector<Route> figure_routes() {
  auto const right = "figures in the zone";
  return {
      {.method = "GET",
       .pattern = "/figures",
       .id = "read_figures",
       .says = "What definitions say of a zone, a period and a day, as known at a moment",
       .right = right,
       .parameters = many(),
       .answer = figures_schema(),
       .answers = Route::Answers::same_until_written,
       .handle = read_figures},
      {.method = "GET",
       .pattern = "/figures/records",
       .id = "read_behind",
       .says = "The records that add up to a figure, those that the visitor sees",
       .right = "figures in the zone, and read on the register that is counted",
       .parameters = with({known_parameter(), indicator(), part()}),
       .answer = behind_schema(),
       .answers = Route::Answers::same_until_written,
       .handle = read_behind},
      {.method = "GET",
       .pattern = "/figures/diff",
       .id = "read_difference",
       .says =
           "Why two answers differ: seven terms, the records that moved, the entries that did it",
       .right = right,
       .parameters = ends(),
       .answer = difference_schema(),
       .answers = Route::Answers::same_until_written,
       .handle = read_difference},
      {.method = "GET",
       .pattern = "/figures/trend",
       .id = "read_trend",
       .says = "A figure month by month",
       .right = right,
       .parameters = with({known_parameter(), indicator()}),
       .answer = trend_schema(),
       .answers = Route::Answers::same_until_written,
       .handle = read_trend},
      {.method = "GET",
       .pattern = "/figures/sentence",
       .id = "read_sentence",
       .says = "One sentence that answers; with from_known or from_valid, that compares",
       .right = right,
       .parameters =
           [] {
             auto all = ends();
             all.push_back(known_parameter());
             return all;
           }(),
       .answer = schema::object({{"zh", schema::text()}, {"en", schema::text()}}),
       .answers = Route::Answers::same_until_written,
       .handle = read_sentence}};
}

}  // namespace zonebook::api
