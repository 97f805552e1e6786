#include "api/figure_json.h"

#include <array>

namespace zonebook::api {
namespace {

constexpr std::array<char const*, 3> split_names = {"period", "zone", "part"};
constexpr std::array<char const*, 3> gap_names = {"nothing", "some_missing", "does_not_add_up"};

Json json_of(std::vector<figures::Opening> const& openings) {
  std::vector<Json> list;
  for (auto const& one : openings) {
    list.push_back(
        Json::object({{"id", Json::string(one.id)},
                      {"zone", Json::string(one.zone)},
                      {"since", one.since ? Json::string(one.since->to_string()) : Json()},
                      {"cut_off", Json::string(one.cut_off.to_string())},
                      {"value", Json::string(one.amount.to_string())},
                      {"paper_no", Json::string(one.paper_no)}}));
  }
  return Json::array(std::move(list));
}

Json number(std::optional<Decimal> const& value) {
  return value ? Json::string(value->to_string()) : Json();
}

Json json_of(figures::Standing const& now) {
  if (!now.target) return {};
  auto const& target = *now.target;
  std::vector<Json> splits;
  for (auto const& split : target.splits) {
    splits.push_back(
        Json::object({{"by", Json::string(split_names[static_cast<std::size_t>(split.by)])},
                      {"count", Json::integer(split.count)},
                      {"sum", Json::string(split.sum.to_string())},
                      {"gap", number(target.value - split.sum)}}));
  }
  return Json::object({{"id", Json::string(target.id)},
                       {"value", Json::string(target.value.to_string())},
                       {"completion", number(now.completion)},
                       {"set_on", Json::string(target.set_on.to_string())},
                       {"paper_no", Json::string(target.paper_no)},
                       {"splits", Json::array(std::move(splits))}});
}

Json json_of(std::optional<figures::NotKept> const& not_kept) {
  return not_kept ? Json::string(not_kept->began.to_string()) : Json();
}

Json json_of(std::optional<figures::Compared> const& compared) {
  if (!compared) return {};
  auto const& of = *compared->of;
  auto json = Json::object({{"period", Json::string(compared->period.text())},
                            {"valid", Json::string(compared->v.to_string())},
                            {"began", json_of(compared->not_kept)},
                            {"growth", number(compared->growth)},
                            {"edition", edition_json(compared->edition)}});
  json.set("answer", compared->not_kept && compared->not_kept->is_whole
                         ? Json()
                         : api::json_of(compared->answer, of));
  return json;
}

// Of what is typed: no value, and why.
Json json_of(figures::Gap const& gap) {
  std::vector<Json> missing;
  for (auto const& zone : gap.missing) missing.push_back(Json::string(zone));
  return Json::object({{"value", Json()},
                       {"count", Json::integer(0)},
                       {"gap", Json::string(gap_names[static_cast<std::size_t>(gap.why)])},
                       {"missing", Json::array(std::move(missing))},
                       {"shown", Json::string("—")}});
}

}  // namespace

Json json_of(figures::Total const& total) {
  return Json::object(
      {{"value", Json::string(total.value.to_string())}, {"count", Json::integer(total.count)}});
}

std::string exact_text(Decimal amount, figures::Definition const& of) {
  return figures::in_unit(amount, of.counted()).to_string();
}

Json json_of(figures::Answer const& answer, figures::Definition const& of) {
  if (answer.before_ledger) return {};
  if (answer.gap) return json_of(*answer.gap);
  auto json = json_of(answer.total);
  if (!answer.openings.empty() || !answer.cut.empty()) {
    json.set("openings", json_of(answer.openings));
    json.set("cut_openings", json_of(answer.cut));
  }
  if (answer.numerator) {
    auto const found = figures::value_of(answer, of);
    json = Json::object({{"value", found ? Json::string(found->to_string()) : Json()},
                         {"numerator", json_of(*answer.numerator)},
                         {"denominator", json_of(answer.total)}});
  }
  json.set("shown", Json::string(figures::shown(answer, of)));
  return json;
}

Json json_of(figures::Definition const& of, Language language) {
  auto const text = [&](meta::Label const& label) {
    return Json::string(meta::in_language(label, language));
  };
  return Json::object({{"id", Json::string(of.id)},
                       {"label", text(of.label)},
                       {"sentence", text(of.sentence)},
                       {"source", Json::string(of.source)},
                       {"unit", Json::string(of.unit)}});
}

Json edition_json(figures::Edition const& edition) {
  return Json::object(
      {{"number", Json::integer(edition.number)},
       {"denominator", edition.cohort_number ? Json::integer(*edition.cohort_number) : Json()},
       {"from", Json::string(edition.on.from.to_string())},
       {"known", Json::string(edition.known_from.to_string())},
       {"is_first", Json::boolean(edition.is_first)}});
}

Json edition_json(std::optional<figures::Edition> const& edition) {
  return edition ? edition_json(*edition) : Json();
}

void add_standing(Json& json, figures::Standing const& now) {
  json.set("began", json_of(now.not_kept));
  json.set("target", json_of(now));
  json.set("elapsed", number(now.elapsed));
  json.set("year_before", json_of(now.year_before));
  json.set("previous", json_of(now.previous));
}

Result<Reports> reported(ledger::Snapshot& snapshot, figures::Question const& question) {
  auto frozen = TRY(figures::frozen_of(snapshot, question));
  Reports found{.list = {}, .broken = std::move(frozen.broken)};
  for (auto const& one : frozen.figures) {
    auto const report = TRY(figures::frozen_report(snapshot, one.report));
    if (!report) continue;
    found.list.push_back({report->id, report->title, report->frozen_on, one});
  }
  return found;
}

Json json_of(Reports const& all) {
  std::vector<Json> list;
  for (auto const& one : all.list) {
    list.push_back(Json::object({{"report", Json::string(one.report)},
                                 {"title", Json::string(one.title)},
                                 {"frozen_on", Json::string(one.frozen_on.to_string())},
                                 {"value", Json::string(one.figure.value.to_string())}}));
  }
  return Json::array(std::move(list));
}

}  // namespace zonebook::api
