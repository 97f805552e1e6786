// What was reported: /freezes.

#include <set>

#include "api/api.h"
#include "api/asked_figure.h"
#include "api/discretion.h"
#include "api/freezing.h"
#include "api/receipt_json.h"

namespace zonebook::api {
namespace {

using schema::Member;

Result<Answer> list_freezes(Call& call) {
  auto snapshot = TRY(call.read_at(call.zone(), {}));
  auto const reports = TRY(figures::frozen_reports(snapshot, call.rooms.today()));
  std::vector<Json> list;
  for (auto const& one : reports) list.push_back(json_of(one));
  auto json = call.answered(snapshot, call.rooms.today());
  json.set("reports", Json::array(std::move(list)));
  return Answer(std::move(json));
}

// Of a ratio, both of its parts.
Result<bool> may_be_told(Call const& call, ledger::Snapshot const& now, OpenedFigure const& open) {
  auto asked = open.asked;
  auto may = check_told(call, now, asked, open.told);
  if (may && open.numerator) {
    asked.part = figures::Part::numerator;
    may = check_told(call, now, asked, *open.numerator);
  }
  if (may) return true;
  if (may.error().code == Error::Code::forbidden) return false;
  return std::unexpected(std::move(may.error()));
}

// A report that the visitor is shown, with those of its figures that are shown.  What they say no
// role shows (model/roles), for it is told here alone, figure by figure.
Result<std::optional<figures::FrozenReport>> report_shown(Call const& call, std::string const& id) {
  auto snapshot = TRY(call.read_at(ledger::zone_of(id), {}));
  auto const shown = TRY(figures::frozen_report(snapshot, id));
  if (!shown) return std::nullopt;
  std::set<std::string> ids(shown->broken.begin(), shown->broken.end());
  for (auto const& one : shown->figures) ids.insert(one.id);
  auto everything = TRY(snapshot.under(ledger::Scope::everything(snapshot.zone()), {}));
  auto report = TRY(figures::frozen_report(everything, id));
  if (!report) return std::nullopt;
  std::erase_if(report->figures, [&](auto const& one) { return !ids.contains(one.id); });
  std::erase_if(report->broken, [&](auto const& one) { return !ids.contains(one); });
  return report;
}

Result<Answer> read_freeze(Call& call) {
  auto const id = call.text("id");
  auto const report = TRY(report_shown(call, id));
  if (!report) {
    return std::unexpected(Error{Error::Code::not_found, {"api.freeze.none", {{"id", id}}}, "id"});
  }
  auto json = json_of(*report);
  std::vector<Json> list;
  auto const at_hand = TRY(call.editions());
  for (auto const& one : report->figures) {
    auto const own = TRY(call.rooms.access.rights().scope_of(call.visitor, one.zone));
    auto now = TRY(call.read_figures_after(one.zone, {one.k}));
    auto const open = TRY(
        open_frozen(one, {.at_hand = at_hand, .root = call.rooms.root, .local = call.rooms.local},
                    now, *own, call.language));
    auto const is_told = TRY(may_be_told(call, now, open));
    list.push_back(is_told ? json_of(open) : kept_back_json(one));
  }
  json.set("figures", Json::array(std::move(list)));
  std::vector<Json> broken;
  for (auto const& one : report->broken) broken.push_back(Json::string(one));
  json.set("broken", Json::array(std::move(broken)));
  return Answer(std::move(json));
}

Result<FreezeAsked> asked_freeze(Call const& call) {
  auto const day_at = [&](char const* name) { return Date::parse(call.member(name)); };
  auto const today = call.rooms.today();
  FreezeAsked asked{.title = call.member("title"),
                    .signer = call.member("signer"),
                    .on = day_at("on").value_or(today),
                    .zone = call.member("zone"),
                    .root = call.rooms.root,
                    .k = {},
                    .figures = {},
                    .local = call.rooms.local,
                    .at_hand = {}};
  auto period = TRY(figures::Period::parse(call.member("period")));
  for (auto const& name : call.body.find("indicators")->items()) {
    auto const v = day_at("valid").value_or(period.usual_day(today));
    asked.figures.push_back({.name = name.string(), .period = period, .v = v});
  }
  asked.at_hand = TRY(call.editions());
  return asked;
}

Result<Answer> freeze(Call& call) {
  auto asked = TRY(asked_freeze(call));
  // The report and its figures are the visitor's act; that their records are cited from then on is
  // the program's own, whoever may write of citations, and wherever the records stand.
  TRY(call.check_may_append_all({"frozen_report", "frozen_figure"}, asked.zone));
  {
    auto const now = TRY(call.read_figures(asked.zone, {}));
    asked.k = last_known(now);
  }
  Freezing made;
  {
    auto snapshot = TRY(call.read_figures(asked.zone, asked.k));
    made = TRY(freezing(snapshot, asked));
    std::vector<Counted> counted;
    for (std::size_t i = 0; i < made.answers.size(); ++i) {
      counted.push_back({made.questions[i], asked.k, made.answers[i]});
    }
    TRY(check_told(call, snapshot, counted));
  }
  std::optional<ledger::Receipt> first;
  for (auto& letter : made.letters) {
    letter.set("actor", Json::string(call.visitor.login));
    auto const receipt = TRY(call.rooms.ledger.append(letter));
    if (!first) first = receipt;
  }
  auto json = json_of(*first, asked.zone);
  json.set("report", Json::string(first->made.front().second));
  json.set("cited", Json::integer(made.cited));
  Answer answer(std::move(json));
  answer.status = 201;
  return answer;
}

Json report_schema(std::vector<Member> more) {
  std::vector<Member> members{{"report", schema::text()},
                              {"title", schema::text()},
                              {"frozen_on", schema::day()},
                              {"signer", schema::text()}};
  members.insert(members.end(), more.begin(), more.end());
  return schema::object(std::move(members));
}

// A figure has "kept_back", or all that follows it.
Json opened_schema() {
  auto const decimal_or_null = schema::nullable(schema::decimal());
  auto const text_or_null = schema::nullable(schema::text());
  auto const editions = schema::object({{"frozen", schema::nullable(schema::integer())},
                                        {"then", schema::reference("Edition")},
                                        {"now", schema::reference("Edition")}});
  auto const figure = schema::object({{"definition", schema::text()},
                                      {"zone", schema::text()},
                                      {"period", schema::text()},
                                      {"valid", schema::day()},
                                      {"known", schema::instant()},
                                      {"kept_back", schema::boolean(), Member::optional},
                                      {"value", schema::decimal(), Member::optional},
                                      {"confirmed", schema::boolean(), Member::optional},
                                      {"now", decimal_or_null, Member::optional},
                                      {"editions", editions, Member::optional},
                                      {"sentence_zh", text_or_null, Member::optional},
                                      {"sentence_en", text_or_null, Member::optional}});
  return report_schema(
      {{"figures", schema::list(figure)}, {"broken", schema::list(schema::text())}});
}

Json wanted_schema() {
  return schema::object({{"title", schema::text("", 200)},
                         {"signer", schema::text("", 200)},
                         {"zone", schema::text("", 200)},
                         {"period", schema::text("", 40)},
                         {"indicators", schema::list(schema::text("", 100))},
                         {"on", schema::day(), Member::optional},
                         {"valid", schema::day(), Member::optional}});
}

Json frozen_schema() {
  return schema::object({{"zone", schema::text()},
                         {"seq", schema::integer()},
                         {"known", schema::instant()},
                         {"made", schema::map(schema::text())},
                         {"repeated", schema::boolean()},
                         {"report", schema::text()},
                         {"cited", schema::integer()}});
}

}  // namespace

std::vector<Route> freeze_routes() {
  auto const list = schema::at_a_pair({{"reports", schema::list(report_schema({}))}});
  return {{.method = "GET",
           .pattern = "/freezes",
           .id = "list_freezes",
           .says = "What was reported in a zone and below, the latest first",
           .right = "read on frozen_report",
           .parameters = {zone_parameter()},
           .answer = list,
           .handle = list_freezes},
          {.method = "POST",
           .pattern = "/freezes",
           .id = "freeze",
           .says = "Reports figures under a title, a day and a signer, as they are known now",
           .right = "figures in the zone, and append on frozen_report and frozen_figure",
           .body = wanted_schema(),
           .answer = frozen_schema(),
           .status = 201,
           .handle = freeze},
          {.method = "GET",
           .pattern = "/freezes/{id}",
           .id = "read_freeze",
           .says = "A report: its figures as they were, as they would be now, and why",
           .right = "read on frozen_report, and figures in its zone",
           .parameters = {in_path("id", "A report's id")},
           .answer = opened_schema(),
           .handle = read_freeze}};
}

}  // namespace zonebook::api
