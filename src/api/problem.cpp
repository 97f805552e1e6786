#include "api/problem.h"

#include "access/access.h"
#include "base/json.h"

namespace zonebook::api {
namespace {

struct Problem {
  int status;
  std::string_view kind;
  Text const& says;
  std::string_view field;
  Json const* details;
};

http::Response written(Problem const& of, Language language) {
  auto json = Json::object({{"type", Json::string("about:blank")},
                            {"title", Json::string(std::string(http::phrase_of(of.status)))},
                            {"status", Json::integer(of.status)},
                            {"kind", Json::string(std::string(of.kind))},
                            {"code", Json::string(of.says.key)},
                            {"detail", Json::string(render(of.says, language))}});
  if (!of.field.empty()) json.set("field", Json::string(std::string(of.field)));
  if (of.details) json.set("details", *of.details);
  auto response = http::text(to_text(json), "application/problem+json");
  response.status = of.status;
  response.fields.append("Content-Language", language == Language::en ? "en" : "zh-CN");
  return response;
}

std::string_view kind_of_status(int status) {
  switch (status) {
    case 401:
    case 403: return "forbidden";
    case 404:
    case 405: return "not_found";
    case 409: return "conflict";
    case 503: return "unavailable";
    default: return status < 500 ? "invalid" : "broken";
  }
}

}  // namespace

std::string_view name_of(Error::Code code) {
  switch (code) {
    case Error::Code::invalid: return "invalid";
    case Error::Code::not_found: return "not_found";
    case Error::Code::conflict: return "conflict";
    case Error::Code::forbidden: return "forbidden";
    case Error::Code::unavailable: return "unavailable";
    case Error::Code::broken: break;
  }
  return "broken";
}

int status_of(Error const& error) {
  if (error.says.key == "access.wait") return 429;  // it is the asker who has to wait
  switch (error.code) {
    case Error::Code::invalid: return 400;
    case Error::Code::not_found: return 404;
    case Error::Code::conflict: return 409;
    case Error::Code::forbidden: return access::is_for_want_of_sign_in(error) ? 401 : 403;
    case Error::Code::unavailable: return 503;
    case Error::Code::broken: break;
  }
  return 500;
}

http::Response problem(Error const& error, Language language) {
  auto response = written({.status = status_of(error),
                           .kind = name_of(error.code),
                           .says = error.says,
                           .field = error.where,
                           .details = error.details.get()},
                          language);
  if (error.code == Error::Code::unavailable) {
    auto const seconds = error.details ? error.details->integer_at("seconds") : std::nullopt;
    response.fields.append("Retry-After", std::to_string(seconds.value_or(1)));
  }
  return response;
}

http::Response fault_problem(http::Fault const& fault, http::Request const& request) {
  return written({.status = fault.status,
                  .kind = kind_of_status(fault.status),
                  .says = fault.says,
                  .field = fault.where,
                  .details = nullptr},
                 language_for(request));
}

Language language_for(http::Request const& request) {
  auto const asked = request.query.find("lang");
  if (asked == "en") return Language::en;
  if (asked == "zh") return Language::zh;
  return http::language_of(request);
}

}  // namespace zonebook::api
