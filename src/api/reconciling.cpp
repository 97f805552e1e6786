#include "api/reconciling.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ledger/titles.h"

namespace zonebook::api {
namespace {

using reconcile::Checked;
using reconcile::Trouble;
using reconcile::Value;
using reconcile::Way;

std::string why_of(Checked const& checked) {
  switch (checked.why) {
    case reconcile::Why::none:
    case reconcile::Why::no_definition: return "api.reconcile.why.no_definition";
    case reconcile::Why::no_zone: return "api.reconcile.why.no_zone";
    case reconcile::Why::typed: return "api.reconcile.why.typed";
    case reconcile::Why::forecast: return "api.reconcile.why.forecast";
    case reconcile::Why::not_held: return "api.reconcile.why.not_held";
    case reconcile::Why::before_ledger: return "api.reconcile.why.before_ledger";
    case reconcile::Why::no_value: return "api.reconcile.why.no_value";
    case reconcile::Why::kept_back: break;
  }
  return "api.reconcile.why.kept_back";
}

std::string words_of(ReconciledText const& all, std::size_t figure) {
  auto const& at = all.reading.figures[figure].at;
  return std::string(all.text.substr(at.begin, at.end - at.begin));
}

std::string words_of(ReconciledText const& all, std::vector<std::size_t> const& figures,
                     Language language) {
  std::string words;
  for (auto const i : figures) {
    if (!words.empty()) words += language == Language::en ? ", " : "、";
    words += words_of(all, i);
  }
  return words;
}

std::string day_of(std::optional<Instant> k, Zone const& local) {
  return k ? k->date_in(local).to_string() : std::string();
}

// Of the most surely meant, each definition once, as it was asked first or where it agrees.
std::vector<Value const*> meant(Checked const& checked) {
  std::vector<Value const*> all;
  for (auto const& value : checked.values) {
    if (value.rank != checked.values.front().rank) continue;
    auto const same = [&](Value const* other) {
      return other->question.of->id == value.question.of->id;
    };
    auto const found = std::ranges::find_if(all, same);
    if (found == all.end()) {
      all.push_back(&value);
    } else if (value.agrees && !(*found)->agrees) {
      *found = &value;
    }
  }
  return all;
}

std::vector<std::pair<std::string, std::string>> arguments(Value const& value, Zone const& local,
                                                           Language language) {
  return {{"label", label_of(value, language)},
          {"period", value.question.period.text()},
          {"valid", value.question.v.to_string()},
          {"known", day_of(value.k, local)},
          {"value", shown(value)}};
}

Text text_of(Way const& way, WayTold const& told, Zone const& local, Language language) {
  auto args = arguments(way.value, local, language);
  args.emplace_back("because", told.because);
  args.emplace_back("report", told.report);
  if (way.by == Way::By::definition) return {"api.reconcile.way_definition", std::move(args)};
  if (way.by == Way::By::day) return {"api.reconcile.way_day", std::move(args)};
  if (way.frozen) return {"api.reconcile.way_report", std::move(args)};
  return {"api.reconcile.way_known", std::move(args)};
}

// By what the same question is counted as known now.
std::shared_ptr<figures::Definition const> const& counted_by(figures::Question const& question,
                                                             Checked const& checked) {
  auto const is_it = [&](Value const& value) {
    auto const& own = value.question;
    return own.of->id == question.of->id && own.period == question.period && own.v == question.v;
  };
  auto const found = std::ranges::find_if(checked.values, is_it);
  return found == checked.values.end() ? question.of : found->question.of;
}

Result<WayTold> told_way(Way const& way, Checked const& checked, ReconciledText const& all,
                         ReconcileReads const& reads, Language language) {
  auto const& zone = checked.zone;
  auto const& question = way.value.question;
  auto const& of = question.of;
  auto const& now_of = counted_by(question, checked);
  AskedDifference const asked{.period = question.period,
                              .part = of->numerator ? figures::Part::numerator : question.part,
                              .zone = zone,
                              .root = all.asked.root,
                              .from = {.of = of, .v = question.v, .k = way.value.k},
                              .to = {.of = now_of, .v = question.v, .k = all.asked.k},
                              .local = all.asked.local};
  auto const own = TRY(reads.own(zone));
  // Both knowledges are closed by now, for the value was read at each.
  auto now = TRY(reads.figures(zone, std::nullopt));
  auto difference = TRY(told_difference(asked, now, *own, language));
  if (all.asked.is_now) difference.moved.known_after.reset();  // nobody asked as known when
  WayTold one;
  if (way.frozen) {
    auto snapshot = TRY(now.under(*own, {}));
    auto const report = TRY(figures::frozen_report(snapshot, way.frozen->report));
    if (report) one.report = report->title;
  }
  auto const may = reads.check ? reads.check(now, asked, difference) : Result<void>();
  if (!may && may.error().code == Error::Code::forbidden) return one;
  TRY(may);
  one.because =
      figures::sentence(asked.at(asked.to), difference.moved, difference.zone_name, language);
  return one;
}

std::string key_of(Way const& way, std::string const& zone) {
  auto const& [of, period, v, part, unused] = way.value.question;
  return fmt::format("{} {} {} {} {} {}", of->id, zone, period.text(), v.days(),
                     way.value.k ? way.value.k->micros() : 0, way.frozen ? way.frozen->id : "");
}

void add_ways(std::vector<Text>& says, std::size_t figure, ReconciledText const& all,
              WaysTold const& told, Language language) {
  auto const& ways = all.found.figures[figure].ways;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    auto const found = told.find({figure, i});
    says.push_back(text_of(ways[i], found == told.end() ? WayTold{} : found->second,
                           all.asked.local, language));
  }
}

Json json_of(Value const& value, reconcile::Asked const& asked, Language language) {
  bool const is_now = !value.k || (asked.is_now && value.k == asked.k);
  return Json::object({{"definition", Json::string(value.question.of->id)},
                       {"label", Json::string(label_of(value, language))},
                       {"period", Json::string(value.question.period.text())},
                       {"valid", Json::string(value.question.v.to_string())},
                       {"known", is_now ? Json() : Json::string(value.k->to_string())},
                       {"value", value.value ? Json::string(value.value->to_string()) : Json()},
                       {"shown", Json::string(shown(value))},
                       {"rank", Json::integer(value.rank)},
                       {"agrees", Json::boolean(value.agrees)}});
}

Json json_of(Way const& way, WayTold const& told, reconcile::Asked const& asked,
             Language language) {
  static constexpr std::array<char const*, 3> by = {"definition", "knowledge", "day"};
  auto json = json_of(way.value, asked, language);
  json.set("by", Json::string(by[static_cast<std::size_t>(way.by)]));
  auto const instant = [](std::optional<Instant> k) {
    return k ? Json::string(k->to_string()) : Json();
  };
  if (way.by == Way::By::knowledge) {
    json.set("from", instant(way.from));
    json.set("until", instant(way.until));
    json.set("report", way.frozen ? Json::string(way.frozen->report) : Json());
    json.set("because", Json::string(told.because));
  }
  if (way.last) json.set("last", Json::string(way.last->to_string()));
  return json;
}

void add_verdict(Json& figure, std::size_t i, ReconciledText const& all, WaysTold const& told,
                 Language language) {
  auto const& checked = all.found.figures[i];
  figure.set("zone", checked.zone.empty() ? Json() : Json::string(checked.zone));
  figure.set("verdict", Json::string(std::string(reconcile::name_of(checked.verdict))));
  if (checked.why != reconcile::Why::none) {
    figure.set("why", Json::string(std::string(reconcile::name_of(checked.why))));
  }
  std::vector<Json> values, ways;
  for (auto const& value : checked.values) values.push_back(json_of(value, all.asked, language));
  for (std::size_t way = 0; way < checked.ways.size(); ++way) {
    auto const found = told.find({i, way});
    ways.push_back(json_of(checked.ways[way], found == told.end() ? WayTold{} : found->second,
                           all.asked, language));
  }
  figure.set("values", Json::array(std::move(values)));
  figure.set("ways", Json::array(std::move(ways)));
  if (!checked.searched_all) figure.set("searched_all", Json::boolean(false));
}

}  // namespace

std::string shown(Value const& value) {
  if (!value.value) return "—";
  auto const& of = *value.question.of;
  auto const is_own = value.unit == of.unit;
  auto const digits = figures::with_digits(*value.value, is_own ? of.scale : 1);
  return value.unit == "%" ? digits + "%" : digits + " " + value.unit;
}

std::string label_of(Value const& value, Language language) {
  auto const& of = *value.question.of;
  auto label = meta::in_language(of.label, language);
  return std::string(label);
}

Result<WaysTold> told_ways(ReconciledText const& all, ReconcileReads const& reads,
                           Language language) {
  WaysTold told;
  std::map<std::string, WayTold> known;  // of the same question and report, for many figures
  for (std::size_t i = 0; i < all.found.figures.size(); ++i) {
    auto const& checked = all.found.figures[i];
    for (std::size_t n = 0; n < checked.ways.size(); ++n) {
      if (checked.ways[n].by != Way::By::knowledge) continue;
      auto const key = key_of(checked.ways[n], checked.zone);
      if (!known.contains(key)) {
        known[key] = TRY(told_way(checked.ways[n], checked, all, reads, language));
      }
      told.emplace(std::pair(i, n), known[key]);
    }
  }
  return told;
}

std::vector<Text> sentences(ReconciledText const& all, Trouble const& trouble, WaysTold const& told,
                            Language language) {
  std::vector<Text> says;
  auto const words = words_of(all, trouble.figures, language);
  // Of one name it is the question that has all definitions.
  auto const is_question_of = [&](std::size_t i) {
    return all.found.figures[i].verdict == reconcile::Verdict::question;
  };
  auto const question = std::ranges::find_if(trouble.figures, is_question_of);
  auto const& first =
      all.found.figures[question == trouble.figures.end() ? trouble.figures.front() : *question];
  if (trouble.of == Trouble::Of::unsupported) {
    says.push_back({"api.reconcile.unsupported", {{"words", words}, {"why", "#" + why_of(first)}}});
    return says;
  }
  bool const is_question = trouble.of == Trouble::Of::one_name;
  says.push_back({is_question ? "api.reconcile.one_name" : "api.reconcile.differs",
                  {{"words", words}, {"count", std::to_string(meant(first).size())}}});
  for (auto const* value : meant(first)) {
    says.push_back({"api.reconcile.ledger_says", arguments(*value, all.asked.local, language)});
  }
  for (auto const figure : trouble.figures) add_ways(says, figure, all, told, language);
  return says;
}

namespace {

// The records of the zones whose figures they are, by code.
Result<std::map<std::string, std::string>> zone_records(ledger::Snapshot& at,
                                                        ReconciledText const& all) {
  std::map<std::string, std::string> records;
  for (auto const& checked : all.found.figures) {
    if (!checked.zone.empty()) records.emplace(checked.zone, "");
  }
  for (auto& [code, id] : records) {
    auto named = TRY(ledger::named_zone(at, all.asked.root, code, all.asked.day));
    id = std::move(named.id);
  }
  return records;
}

}  // namespace

Result<void> check_may_be_kept(meta::Catalog const& catalog, std::string_view text) {
  auto const* in = catalog.find("bulletin");
  CHECK(in != nullptr);
  auto const* content = in->find("content");
  CHECK(content != nullptr);
  auto const read = content->type->read(Json::string(reconcile::lines_of(text)), *content);
  if (read) return {};
  auto error = read.error();
  error.where = "text";
  return std::unexpected(std::move(error));
}

Result<std::string> keep_text(ledger::Ledger& ledger, ReconciledText const& all,
                              reconcile::Kept kept) {
  {
    auto snapshot = TRY(ledger.read(all.asked.zone));
    kept.zones = TRY(zone_records(snapshot, all));
  }
  auto const receipt =
      TRY(ledger.append(reconcile::kept_letter(all.text, all.reading, all.found, all.asked, kept)));
  return receipt.made.front().second;
}

Json json_of(ReconciledText const& all, WaysTold const& told, Language language) {
  auto json = reading::to_json(all.reading);
  for (auto& [name, member] : json.members()) {
    if (name != "figures") continue;
    for (std::size_t i = 0; i < member.items().size(); ++i) {
      add_verdict(member.items()[i], i, all, told, language);
    }
  }
  std::vector<Json> troubles;
  for (auto const& trouble : all.found.troubles) {
    std::vector<Json> ids, says;
    for (auto const i : trouble.figures) {
      ids.push_back(*json.find("figures")->items()[i].find("id"));
    }
    for (auto const& text : sentences(all, trouble, told, language)) {
      says.push_back(Json::string(render(text, language)));
    }
    troubles.push_back(
        Json::object({{"of", Json::string(std::string(reconcile::name_of(trouble.of)))},
                      {"figures", Json::array(std::move(ids))},
                      {"says", Json::array(std::move(says))}}));
  }
  json.set("troubles", Json::array(std::move(troubles)));
  using reconcile::Verdict;
  auto counts = Json::object();
  for (auto const verdict :
       {Verdict::agrees, Verdict::differs, Verdict::question, Verdict::unsupported}) {
    counts.set(std::string(reconcile::name_of(verdict)),
               Json::integer(static_cast<std::int64_t>(all.found.count(verdict))));
  }
  json.set("counts", std::move(counts));
  json.set("zone", Json::string(all.asked.zone));
  json.set("valid", Json::string(all.asked.day.to_string()));
  return json;
}

}  // namespace zonebook::api
