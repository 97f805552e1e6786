#include "api/gate.h"

#include <algorithm>

#include "api/api.h"

namespace zonebook::api {
namespace {

Result<std::optional<access::Visitor>> known_visitor(access::Access& access,
                                                     http::Request const& request) {
  constexpr std::string_view bearer = "Bearer ";
  auto const authorization = request.fields.find("Authorization");
  if (authorization) {
    auto const is_bearer = authorization->starts_with(bearer);
    auto visitor = TRY(access.by_bearer(is_bearer ? authorization->substr(bearer.size()) : ""));
    return visitor;
  }
  auto const cookie = request.cookie(session_cookie);
  if (!cookie) return std::nullopt;
  auto visitor = TRY(access.by_cookie(*cookie));
  return visitor;
}

bool only_reads(std::string const& method) { return method == "GET"; }

Result<Json> as_schema_has_it(std::string_view text, Json const& schema) {
  auto const type = schema.text_at("type");
  if (type != "integer" && type != "boolean") return Json::string(std::string(text));
  auto json = Json::parse(text);
  return json ? *json : Json::string(std::string(text));
}

Result<void> check_parameter(Parameter const& parameter, std::string_view text) {
  auto const value = TRY(as_schema_has_it(text, parameter.schema));
  auto const wrong = schema::check(value, parameter.schema, Json::object());
  if (!wrong) return {};
  return invalid({"api.wrong_parameter", {{"name", parameter.name}, {"expected", wrong->expected}}},
                 parameter.name);
}

Result<void> check_query(Route const& route, http::Request const& request) {
  for (auto const& [name, value] : request.query.pairs()) {
    if (name == "lang") continue;
    auto const found = std::ranges::find_if(route.parameters, [&](Parameter const& one) {
      return one.in == Parameter::In::query && one.name == name;
    });
    if (found == route.parameters.end()) {
      return invalid({"api.unknown_parameter", {{"name", name}}}, name);
    }
    if (request.query.count(name) > 1) {
      return invalid({"api.repeated_parameter", {{"name", name}}}, name);
    }
    TRY(check_parameter(*found, value));
  }
  for (auto const& parameter : route.parameters) {
    if (parameter.in != Parameter::In::query || !parameter.needed) continue;
    if (request.query.count(parameter.name) == 0) {
      return invalid({"api.missing_parameter", {{"name", parameter.name}}}, parameter.name);
    }
  }
  return {};
}

}  // namespace

Result<access::Visitor> let_in(access::Access& access, Route const& route,
                               http::Request const& request) {
  auto known = known_visitor(access, request);
  auto const is_for_anyone = route.who == Route::For::anyone;
  if (!known && (!is_for_anyone || known.error().code != Error::Code::forbidden)) {
    return std::unexpected(std::move(known.error()));
  }
  if (!known || !*known) {
    if (is_for_anyone) return access::Visitor();
    return std::unexpected(Error{Error::Code::forbidden, {"access.not_signed_in", {}}, ""});
  }
  auto& visitor = **known;
  if (!only_reads(request.method) && !is_for_anyone) {
    TRY(access.check_csrf(visitor, request.fields.find("X-CSRF-Token").value_or("")));
  }
  return std::move(visitor);
}

Result<Json> checked(Route const& route, http::Request const& request) {
  TRY(check_query(route, request));
  if (!route.body) return Json();
  auto const type = request.fields.find("Content-Type").value_or("");
  auto const is_json =
      http::same_word(http::trimmed(type.substr(0, type.find(';'))), "application/json");
  if (!is_json) return invalid({"api.json_expected", {}}, "Content-Type");
  auto body = TRY(Json::parse(request.body));
  auto const wrong = schema::check(body, *route.body, components());
  if (wrong) {
    return invalid({"api.wrong_body", {{"where", wrong->where}, {"expected", wrong->expected}}},
                   wrong->where);
  }
  return body;
}

}  // namespace zonebook::api
