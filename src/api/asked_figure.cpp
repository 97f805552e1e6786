#include "api/asked_figure.h"

#include "api/figure_json.h"

namespace zonebook::api {

Result<figures::Edition> edition_at(Call const& call, ledger::Snapshot& at, std::string const& name,
                                    Date v, std::optional<Instant> k) {
  auto const editions = TRY(call.rooms.editions.of(at));
  auto found = editions->at(name, v, k);
  if (found) return found;
  if (found.error().where.empty()) found.error().where = "indicator";
  return std::unexpected(std::move(found.error()));
}

Result<AskedFigure> asked_figure(Call const& call, ledger::Snapshot& at, std::string const& name) {
  auto const year = call.rooms.today().to_string().substr(0, 4);
  auto period = TRY(figures::Period::parse(call.given("period").value_or(year)));
  auto const given = call.given("valid");
  auto const day = TRY(call.valid());
  auto const v = given ? day : period.usual_day(call.rooms.today());
  auto edition = TRY(edition_at(call, at, name, v, at.k()));
  auto const& of = edition.of;
  auto const part = call.text("part");
  if (!part.empty() && !of->numerator) {
    return invalid({"api.no_parts", {{"label", meta::argument_of(of->label)}}}, "part");
  }
  using figures::Part;
  return AskedFigure{.edition = std::move(edition),
                     .period = std::move(period),
                     .part = part == "numerator" ? Part::numerator : Part::denominator,
                     .zone = call.zone(),
                     .v = v};
}

Result<AskedFigure> asked_figure(Call const& call, ledger::Snapshot& at) {
  return asked_figure(call, at, call.text("indicator"));
}

Json answered(Call const& call, AskedFigure const& asked, ledger::Snapshot const& snapshot) {
  auto json = call.answered(snapshot, asked.v);
  json.set("definition", json_of(*asked.of, call.language));
  json.set("edition", edition_json(asked.edition));
  json.set("period", Json::string(asked.period.text()));
  if (asked.of->numerator) {
    auto const is_numerator = asked.part == figures::Part::numerator;
    json.set("part", Json::string(is_numerator ? "numerator" : "denominator"));
  }
  return json;
}

}  // namespace zonebook::api
