#include "api/gate.h"

#include <algorithm>

#include "access/crypt.h"
#include "api/api.h"

namespace zonebook::api {
namespace {

using VisitorPointer = std::shared_ptr<access::Visitor const>;

// What a request shows of itself.
struct Shown {
  enum class As : char { bearer = 'b', cookie = 'c' } as = As::cookie;
  std::string_view token;

  // A token itself stands in no memory longer than its request.
  std::string name() const { return static_cast<char>(as) + access::digest(token); }
};

std::optional<Shown> shown_by(http::Request const& request) {
  constexpr std::string_view bearer = "Bearer ";
  if (auto const authorization = request.fields.find("Authorization")) {
    auto const is_bearer = authorization->starts_with(bearer);
    return Shown{Shown::As::bearer, is_bearer ? authorization->substr(bearer.size()) : ""};
  }
  auto const cookie = request.cookie(session_cookie);
  if (!cookie) return std::nullopt;
  return Shown{Shown::As::cookie, *cookie};
}

// A null pointer: nothing is shown.
Result<VisitorPointer> known_visitor(Door const& door, http::Request const& request) {
  auto const shown = shown_by(request);
  if (!shown) return VisitorPointer();
  auto const name = door.state ? shown->name() : "";
  if (door.state) {
    if (auto kept = door.kept.visitor(*door.state, name)) return kept;
  }
  auto const is_bearer = shown->as == Shown::As::bearer;
  auto found =
      TRY(is_bearer ? door.access.by_bearer(shown->token) : door.access.by_cookie(shown->token));
  auto visitor = std::make_shared<access::Visitor const>(std::move(found));
  if (door.state) door.kept.keep(*door.state, name, visitor);
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

Result<VisitorPointer> let_in(Door const& door, Route const& route, http::Request const& request) {
  auto known = known_visitor(door, request);
  auto const is_for_anyone = route.who == Route::For::anyone;
  if (!known && (!is_for_anyone || known.error().code != Error::Code::forbidden)) return known;
  if (!known || !*known) {
    if (is_for_anyone) return std::make_shared<access::Visitor const>();
    return std::unexpected(Error{Error::Code::forbidden, {"access.not_signed_in", {}}, ""});
  }
  if (!only_reads(request.method) && !is_for_anyone) {
    auto const given = request.fields.find("X-CSRF-Token").value_or("");
    TRY(door.access.check_csrf(**known, given));
  }
  return known;
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
