#include "api/asked_figure.h"

#include "api/figure_json.h"

namespace zonebook::api {

Result<std::shared_ptr<figures::Definition const>> definition_at(Call const& call,
                                                                 std::string const& name, Date v,
                                                                 std::optional<Instant> k) {
  auto const editions = TRY(call.editions());
  auto found = editions->at(name, v, k);
  if (found) return found->of;
  if (found.error().where.empty()) found.error().where = "indicator";
  return std::unexpected(std::move(found.error()));
}

Result<AskedFigure> asked_figure(Call const& call, std::string const& name) {
  auto const year = call.rooms.today().to_string().substr(0, 4);
  auto period = TRY(figures::Period::parse(call.given("period").value_or(year)));
  auto const given = call.given("valid");
  auto const day = TRY(call.valid());
  auto const v = given ? day : period.usual_day(call.rooms.today());
  auto const k = TRY(call.known());
  auto const of = TRY(definition_at(call, name, v, k));
  auto const part = call.text("part");
  if (!part.empty() && !of->numerator) {
    return invalid({"api.no_parts", {{"label", meta::argument_of(of->label)}}}, "part");
  }
  using figures::Part;
  return AskedFigure{.of = of,
                     .period = std::move(period),
                     .part = part == "numerator" ? Part::numerator : Part::denominator,
                     .zone = call.zone(),
                     .v = v};
}

Result<AskedFigure> asked_counted(Call const& call) {
  auto asked = TRY(asked_figure(call, call.text("indicator")));
  if (asked.of->kind != figures::Kind::typed) return asked;
  return invalid({"api.typed_indicator", {{"label", meta::argument_of(asked.of->label)}}},
                 "indicator");
}

Json answered(Call const& call, AskedFigure const& asked, ledger::Snapshot const& snapshot) {
  auto json = call.answered(snapshot, asked.v);
  json.set("definition", json_of(*asked.of, call.language));
  json.set("period", Json::string(asked.period.text()));
  if (asked.of->numerator) {
    auto const is_numerator = asked.part == figures::Part::numerator;
    json.set("part", Json::string(is_numerator ? "numerator" : "denominator"));
  }
  return json;
}

}  // namespace zonebook::api
