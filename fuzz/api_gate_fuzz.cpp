// Any bytes as the query and the JSON body of every route, and as the id of an event: what the gate
// lets through fits the route's schemas, what it refuses says why in both languages.

#include <cstdlib>

#include "api/api.h"
#include "api/event_id.h"
#include "api/gate.h"
#include "api/problem.h"

namespace {

using namespace zonebook;

std::vector<api::Route> const& routes() {
  static auto const all = [] {
    auto made = api::write_routes();
    for (auto&& part : {api::record_routes(), api::figure_routes(), api::freeze_routes(),
                        api::find_routes(), api::account_routes()}) {
      made.insert(made.end(), part.begin(), part.end());
    }
    return made;
  }();
  return all;
}

void look_at(api::Route const& route, http::Request const& request) {
  auto const body = api::checked(route, request);
  if (!body) {
    if (api::status_of(body.error()) != 400) std::abort();
    (void)api::problem(body.error(), Language::zh);
    (void)api::problem(body.error(), Language::en);
  } else if (route.body && api::schema::check(*body, *route.body, api::components())) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  std::string const text(reinterpret_cast<char const*>(data), size);
  auto const line = text.find('\n');
  http::Request request;
  request.method = "POST";
  request.fields.append("Content-Type", "application/json");
  if (auto query = http::parse_query(text.substr(0, line))) request.query = std::move(*query);
  if (line != std::string::npos) request.body = text.substr(line + 1);
  for (auto const& route : routes()) look_at(route, request);
  auto const id = api::read_event_id(text);
  if (id && api::read_event_id(api::to_text(*id)) != id) std::abort();
  return 0;
}
