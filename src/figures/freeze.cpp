#include "figures/freeze.h"

#include <algorithm>
#include <functional>

#include "figures/definition_rows.h"
#include "figures/tally.h"

namespace zonebook::figures {
namespace {

constexpr std::string_view reports = "frozen_report", figures_in = "frozen_figure";

// nullopt: what a person wrote there cannot be read back.
Result<std::optional<FrozenFigure>> read_figure(std::string const& id,
                                                ledger::Version const& version,
                                                meta::Register const& in, KnownLives& lives) {
  FrozenFigure one{.id = id, .report = text_or_empty(version, in, "frozen_report")};
  one.definition = text_or_empty(version, in, "definition");
  one.zone = TRY(code_of_zone(text_or_empty(version, in, "of_zone"), lives));
  one.period = text_or_empty(version, in, "period");
  auto const v = day_in(version, in, "read_on");
  auto const k = Instant::parse(text_or_empty(version, in, "known_at"));
  auto const value = Decimal::parse(text_or_empty(version, in, "value"));
  auto const period = Period::parse(one.period);
  if (!v || !k || !value || !period) return std::nullopt;
  one.v = *v;
  one.k = *k;
  one.value = *value;
  one.edition = number_in(version, in, "edition");
  one.cohort_edition = number_in(version, in, "denominator_edition");
  return one;
}

FrozenReport read_report(std::string const& id, ledger::Version const& version,
                         meta::Register const& in) {
  return {.id = id,
          .title = text_or_empty(version, in, "title"),
          .signer = text_or_empty(version, in, "signer"),
          .frozen_on = day_in(version, in, "frozen_on").value_or(version.on.from),
          .figures = {},
          .broken = {}};
}

// The version on the day that it names itself, as an event's is.
ledger::Version const* on_its_day(ledger::Life const& life) {
  for (auto const& version : life.versions) {
    auto const day = day_in(version, *life.in, "frozen_on");
    if (day && version.on.covers(*day)) return &version;
  }
  return nullptr;
}

}  // namespace

Result<std::optional<FrozenReport>> frozen_report(ledger::Snapshot& at, std::string const& id) {
  auto const* const of = at.catalog().find(figures_in);
  KnownLives lives(at.store());
  lives.move_to(at.k());
  auto const life = TRY(lives.now(id));
  if (!of || !life.in || life.in->name != reports) return std::nullopt;
  auto const* const version = on_its_day(life);
  if (!version) return std::nullopt;
  auto const found = TRY(at.as_of(id, version->on.from));
  if (!found.version) return std::nullopt;
  auto report = read_report(id, *found.version, *found.in);
  auto const ids = TRY(at.store().referrers_by(*of, *of->find("frozen_report"), id));
  for (auto const& figure_id : ids) {
    auto const figure = TRY(lives.now(figure_id));
    if (figure.versions.empty()) continue;
    auto const shown = TRY(at.as_of(figure_id, figure.versions.back().on.from));
    if (!shown.version) continue;
    auto one = TRY(read_figure(figure_id, *shown.version, *of, lives));
    if (one)
      report.figures.push_back(std::move(*one));
    else
      report.broken.push_back(figure_id);
  }
  std::ranges::sort(report.figures, {}, &FrozenFigure::id);
  return report;
}

Result<std::vector<FrozenReport>> frozen_reports(ledger::Snapshot& at, Date v) {
  std::vector<FrozenReport> found;
  auto const* const in = at.catalog().find(reports);
  if (!in) return found;
  auto const listed = TRY(at.list(*in, v));
  for (auto const& [id, version] : listed) found.push_back(read_report(id, version, *in));
  std::ranges::stable_sort(found, std::greater<>(), &FrozenReport::frozen_on);
  return found;
}

Result<FrozenOf> frozen_of(ledger::Snapshot& at, Question const& question) {
  FrozenOf found;
  auto const* const in = at.catalog().find(figures_in);
  if (!in) return found;
  auto const rows = TRY(rows_of_definition(at, *in, question.of->id, {at.k(), at.k()}));
  KnownLives lives(at.store());
  lives.move_to(at.k());
  for (auto const& [id, stored] : rows) {
    auto const versions = known_versions(stored, at.k());
    if (versions.empty()) continue;
    ledger::Draft draft(lives);
    auto const is_shown = TRY(at.shows(versions.back(), *in, versions.back().on.from, draft));
    if (!is_shown) continue;
    auto const zone = TRY(code_of_zone(text_or_empty(versions.back(), *in, "of_zone"), lives));
    if (zone != at.zone()) continue;
    auto one = TRY(read_figure(id, versions.back(), *in, lives));
    if (!one)
      found.broken.push_back(id);
    else if (one->period == question.period.text())
      found.figures.push_back(std::move(*one));
  }
  std::ranges::stable_sort(found.figures, {}, &FrozenFigure::k);
  return found;
}

Json frozen_fields(FrozenFigure const& one, std::string const& zone_record) {
  auto fields = Json::object({{"frozen_report", Json::string(one.report)},
                              {"definition", Json::string(one.definition)},
                              {"of_zone", Json::string(zone_record)},
                              {"period", Json::string(one.period)},
                              {"read_on", Json::string(one.v.to_string())},
                              {"known_at", Json::string(one.k.to_string())},
                              {"value", Json::string(one.value.to_string())}});
  if (one.edition) fields.set("edition", Json::integer(*one.edition));
  if (one.cohort_edition) fields.set("denominator_edition", Json::integer(*one.cohort_edition));
  return fields;
}

Result<std::set<std::string>> rests_on(ledger::Snapshot& at, Question const& question) {
  std::set<std::string> ids;
  KnownLives lives(at.store());
  std::vector<Part> parts = {Part::denominator};
  if (question.of->numerator) parts.push_back(Part::numerator);
  for (auto const part : parts) {
    auto const held =
        TRY(held_at(at, lives, *question.of, part, question.period, question.v, at.k()));
    for (auto const& [id, one] : held) {
      ids.insert(id);
      ids.insert(one.through.begin(), one.through.end());
    }
  }
  return ids;
}

}  // namespace zonebook::figures
