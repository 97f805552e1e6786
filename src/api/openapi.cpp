#include "api/openapi.h"

#include <map>

#include "api/api.h"

namespace zonebook::api {
namespace {

Json string(std::string_view text) { return Json::string(std::string(text)); }

Json json_of(Parameter const& parameter) {
  using In = Parameter::In;
  auto const* const in = parameter.in == In::path    ? "path"
                         : parameter.in == In::query ? "query"
                                                     : "header";
  return Json::object({{"name", Json::string(parameter.name)},
                       {"in", string(in)},
                       {"required", Json::boolean(parameter.needed)},
                       {"description", Json::string(parameter.says)},
                       {"schema", parameter.schema}});
}

Json content(std::string const& type, Json schema) {
  return Json::object({{type, Json::object({{"schema", std::move(schema)}})}});
}

Json responses_of(Route const& route) {
  auto good = Json::object({{"description", Json::string(route.says)}});
  if (route.status != 204) {
    auto types = content(route.answer_type, route.answer);
    for (auto const& type : route.other_answer_types) {
      types.set(type, Json::object({{"schema", route.answer}}));
    }
    good.set("content", std::move(types));
  }
  auto const problem = Json::object(
      {{"description", string("Why it was not done (RFC 9457)")},
       {"content", content("application/problem+json", schema::reference("Problem"))}});
  return Json::object({{std::to_string(route.status), std::move(good)}, {"default", problem}});
}

Json operation_of(Route const& route) {
  std::vector<Json> parameters;
  for (auto const& parameter : route.parameters) parameters.push_back(json_of(parameter));
  auto json = Json::object({{"operationId", Json::string(route.id)},
                            {"summary", Json::string(route.says)},
                            {"description", Json::string(route.right)},
                            {"parameters", Json::array(std::move(parameters))}});
  if (route.body) {
    json.set("requestBody", Json::object({{"required", Json::boolean(true)},
                                          {"content", content("application/json", *route.body)}}));
  } else if (!route.body_type.empty()) {
    auto const is_needed = route.body_presence == Route::Presence::needed;
    json.set("requestBody", Json::object({{"required", Json::boolean(is_needed)},
                                          {"content", content(route.body_type, schema::text())}}));
  }
  if (route.who == Route::For::anyone) json.set("security", Json::array());
  json.set("responses", responses_of(route));
  return json;
}

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return text;
}

Json security_schemes() {
  return Json::object(
      {{"session", Json::object({{"type", string("apiKey")},
                                 {"in", string("cookie")},
                                 {"name", string(session_cookie)}})},
       {"token", Json::object({{"type", string("http")}, {"scheme", string("bearer")}})}});
}

}  // namespace

Json described(std::vector<Route> const& routes) {
  std::map<std::string, Json> by_path;
  for (auto const& route : routes) {
    auto const at = by_path.try_emplace(route.pattern, Json::object()).first;
    at->second.set(lower_case(route.method), operation_of(route));
  }
  auto paths = Json::object();
  for (auto& [path, operations] : by_path) paths.set(path, std::move(operations));
  auto const any = [](std::string_view name) {
    return Json::object({{std::string(name), Json::array()}});
  };
  return Json::object(
      {{"openapi", string("3.1.0")},
       {"info",
        Json::object({{"title", string("开发区一本账 · Zonebook")}, {"version", string("1")}})},
       {"servers", Json::array({Json::object({{"url", string(api_root)}})})},
       {"security", Json::array({any("session"), any("token")})},
       {"paths", std::move(paths)},
       {"components",
        Json::object({{"schemas", components()}, {"securitySchemes", security_schemes()}})}});
}

}  // namespace zonebook::api
