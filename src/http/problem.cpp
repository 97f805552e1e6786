#include "http/problem.h"

#include <algorithm>

#include "base/json.h"

namespace zonebook::http {

Response problem(Fault const& fault, Request const& request) {
  auto const language = language_of(request);
  std::vector<Json::Member> members{{"type", Json::string("about:blank")},
                                    {"title", Json::string(std::string(phrase_of(fault.status)))},
                                    {"status", Json::integer(fault.status)},
                                    {"code", Json::string(fault.says.key)},
                                    {"detail", Json::string(render(fault.says, language))}};
  if (!fault.where.empty()) members.emplace_back("where", Json::string(fault.where));
  auto response = text(to_text(Json::object(std::move(members))), "application/problem+json");
  response.status = fault.status;
  response.fields.append("Content-Language", language == Language::en ? "en" : "zh-CN");
  return response;
}

Language language_of(Request const& request) {
  auto const wanted = request.fields.find("Accept-Language");
  for (auto rest = wanted.value_or(""); !rest.empty();) {
    auto const range = trimmed(rest.substr(0, rest.find(',')));
    rest.remove_prefix(std::min(rest.find(','), rest.size() - 1) + 1);
    if (same_word(range.substr(0, 2), "en")) return Language::en;
    if (same_word(range.substr(0, 2), "zh")) return Language::zh;
  }
  return Language::zh;
}

}  // namespace zonebook::http
