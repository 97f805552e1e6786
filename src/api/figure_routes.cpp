// Figures: /figures, and the records, differences, months and sentences of one.

#include <algorithm>

#include "api/api.h"
#include "api/asked_figure.h"
#include "api/difference.h"
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

Result<Json> grouped_json(Call const& call, AskedFigure const& asked, ledger::Snapshot& snapshot) {
  auto const table =
      TRY(group_table(snapshot, asked.question(), call.text("by"), call.rooms.root, call.language));
  return json_of(table, *asked.of);
}

void add_sentences(Json& json, AskedFigure const& asked, figures::Standing const& standing,
                   std::string const& zone_name) {
  for (auto const& [name, in] :
       {std::pair("sentence_zh", Language::zh), std::pair("sentence_en", Language::en)}) {
    json.set(name, Json::string(figures::sentence(asked.question(), standing, zone_name, in)));
  }
}

Result<Json> figure_json(Call const& call, AskedFigure const& asked, Parts const& parts,
                         ledger::Snapshot& snapshot, std::string const& zone_name) {
  auto const& of = *asked.of;
  auto json = Json::object({{"definition", json_of(of, call.language)},
                            {"period", Json::string(asked.period.text())},
                            {"valid", Json::string(asked.v.to_string())}});
  auto const is_typed = of.kind == figures::Kind::typed;
  if (is_typed || figures::is_not_begun(asked.period, asked.v)) {
    json.set("answer", Json());
    json.set(is_typed ? "typed" : "not_begun", Json::boolean(true));
    return json;
  }
  if (parts.standing || parts.sentence) {
    auto const standing = TRY(figures::standing(snapshot, asked.question(), call.rooms.local));
    json.set("answer", json_of(standing.answer, of));
    if (parts.standing) add_standing(json, standing, of);
    if (parts.sentence) add_sentences(json, asked, standing, zone_name);
  } else {
    auto const answer = TRY(figures::figure(snapshot, asked.question()));
    json.set("answer", json_of(answer, of));
  }
  if (parts.reported) {
    auto const all = TRY(reported(snapshot, asked.question()));
    json.set("reported", json_of(all));
  }
  return json;
}

Result<Answer> read_figures(Call& call) {
  auto const parts = parts_of(call);
  auto const k = TRY(call.known());
  auto snapshot = TRY(call.read_figures(call.zone(), k));
  auto const day = TRY(call.valid());
  auto const name =
      TRY(ledger::zone_name(snapshot, call.rooms.root, call.zone(), call.rooms.today()));
  std::vector<Json> told;
  for (auto const& indicator : call.words("indicator")) {
    auto const asked = TRY(asked_figure(call, indicator));
    auto json = TRY(figure_json(call, asked, parts, snapshot, name));
    if (call.given("by") && !json.find("answer")->is(Json::Kind::null)) {
      auto groups = TRY(grouped_json(call, asked, snapshot));
      json.set("groups", std::move(groups));
    }
    told.push_back(std::move(json));
  }
  auto json = call.answered(snapshot, day);
  json.set("zone_name", Json::string(name));
  json.set("figures", Json::array(std::move(told)));
  return call.at_pair(std::move(json), snapshot);
}

// The records behind that the visitor sees, beside the value of all.
Result<Answer> read_behind(Call& call) {
  auto const asked = TRY(asked_counted(call));
  auto const k = TRY(call.known());
  figures::Answer answer;
  {
    auto all = TRY(call.read_figures(asked.zone, k));
    answer = TRY(figures::figure(all, asked.question()));
  }
  auto snapshot = TRY(call.read_at(asked.zone, k));
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
  json.set("answer", json_of(answer, *asked.of));
  json.set("hidden",
           Json::object(
               {{"count", Json::integer(std::max<std::int64_t>(0, total.count - count))},
                {"value", Json::string((total.value - shown).value_or(Decimal()).to_string())}}));
  json.set("records", json_of(table));
  return call.at_pair(std::move(json), snapshot);
}

Result<Answer> read_trend(Call& call) {
  auto const asked = TRY(asked_counted(call));
  auto const k = TRY(call.known());
  auto snapshot = TRY(call.read_figures(asked.zone, k));
  auto const steps = TRY(figures::trend(snapshot, asked.question(), call.rooms.local));
  auto json = answered(call, asked, snapshot);
  json.set("trend", json_of(steps, *asked.of));
  return call.at_pair(std::move(json), snapshot);
}

struct Difference {
  AskedFigure asked;
  AskedDifference between;
  DifferenceTold told;
};

Result<Difference> difference_of(Call const& call) {
  auto asked = TRY(asked_counted(call));
  auto const end_at = [&](std::string const& which) -> Result<figures::End> {
    figures::End end{.of = asked.of, .v = asked.v, .k = {}};
    if (call.given(which + "_valid")) end.v = TRY(call.day(which + "_valid"));
    end.k = TRY(call.known(which + "_known"));
    return end;
  };
  auto from = TRY(end_at("from"));
  auto to = TRY(end_at("to"));
  AskedDifference between{.period = asked.period,
                          .part = asked.part,
                          .zone = asked.zone,
                          .root = call.rooms.root,
                          .from = std::move(from),
                          .to = std::move(to),
                          .local = call.rooms.local};
  auto const open = [&](std::optional<Instant> k) { return call.read_figures(asked.zone, k); };
  DifferenceReads const reads{.from = [&] { return open(between.from.k); },
                              .to = [&] { return open(between.to.k); },
                              .now = [&] { return open({}); },
                              .told = [&] { return call.read_at(asked.zone, {}); }};
  auto told = TRY(told_difference(between, reads, call.language));
  return Difference{std::move(asked), std::move(between), std::move(told)};
}

Json json_of_end(figures::End const& end, figures::Answer const& answer,
                 std::optional<figures::NotKept> const& not_kept) {
  return Json::object({{"valid", Json::string(end.v.to_string())},
                       {"known", end.k ? Json::string(end.k->to_string()) : Json()},
                       {"began", not_kept ? Json::string(not_kept->began.to_string()) : Json()},
                       {"answer", json_of(answer, *end.of)}});
}

std::string sentence_of(Difference const& one, Language language) {
  return figures::sentence(one.between.at(one.between.to), one.told.moved, one.told.zone_name,
                           language);
}

Result<Answer> read_difference(Call& call) {
  auto const found = TRY(difference_of(call));
  auto const& [asked, between, told] = found;
  auto json = Json::object({{"zone", Json::string(asked.zone)},
                            {"definition", json_of(*asked.of, call.language)},
                            {"period", Json::string(asked.period.text())}});
  if (asked.of->numerator) {
    auto const is_numerator = asked.part == figures::Part::numerator;
    json.set("part", Json::string(is_numerator ? "numerator" : "denominator"));
  }
  json.set("from", json_of_end(between.from, told.moved.before, told.not_kept[0]));
  json.set("to", json_of_end(between.to, told.moved.after, told.not_kept[1]));
  json.set("difference", told.difference ? json_of(*told.difference, told) : Json());
  json.set("sentence_zh", Json::string(sentence_of(found, Language::zh)));
  json.set("sentence_en", Json::string(sentence_of(found, Language::en)));
  if (call.rooms.kind == Rooms::Kind::sample) {
    json.set("sample_day", Json::string(call.rooms.today().to_string()));
  }
  return Answer(std::move(json));
}

Result<Answer> read_sentence(Call& call) {
  if (call.given("from_known") || call.given("from_valid")) {
    auto const found = TRY(difference_of(call));
    return Answer(Json::object({{"zh", Json::string(sentence_of(found, Language::zh))},
                                {"en", Json::string(sentence_of(found, Language::en))}}));
  }
  auto const asked = TRY(asked_counted(call));
  auto const k = TRY(call.known());
  auto snapshot = TRY(call.read_figures(asked.zone, k));
  auto const name = TRY(ledger::zone_name(snapshot, call.rooms.root, asked.zone, asked.v));
  auto const standing = TRY(figures::standing(snapshot, asked.question(), call.rooms.local));
  auto const said = [&](Language in) {
    return Json::string(figures::sentence(asked.question(), standing, name, in));
  };
  return call.at_pair(Json::object({{"zh", said(Language::zh)}, {"en", said(Language::en)}}),
                      snapshot);
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
       .parameters = with({known_parameter(),
                           needed(query("indicator", schema::text("", 4000),
                                        "Ids of definitions, with commas: all of one snapshot")),
                           query("by", schema::text("", 200), "A path, `zone` or `month`"),
                           query("parts", schema::text("", 100),
                                 "What is told besides the answer: standing, reported, sentence, "
                                 "with commas; `answer` alone is the cheapest. Left out: all")}),
       .answer = figures_schema(),
       .handle = read_figures},
      {.method = "GET",
       .pattern = "/figures/records",
       .id = "read_behind",
       .says = "The records that add up to a figure, those that the visitor sees",
       .right = "figures in the zone, and read on the register that is counted",
       .parameters = with({known_parameter(), indicator(), part()}),
       .answer = behind_schema(),
       .handle = read_behind},
      {.method = "GET",
       .pattern = "/figures/diff",
       .id = "read_difference",
       .says =
           "Why two answers differ: seven terms, the records that moved, the entries that did it",
       .right = right,
       .parameters = ends(),
       .answer = difference_schema(),
       .handle = read_difference},
      {.method = "GET",
       .pattern = "/figures/trend",
       .id = "read_trend",
       .says = "A figure month by month",
       .right = right,
       .parameters = with({known_parameter(), indicator()}),
       .answer = trend_schema(),
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
       .handle = read_sentence}};
}

}  // namespace zonebook::api
