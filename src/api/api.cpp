#include "api/api.h"

#include "api/call.h"
#include "api/gate.h"
#include "api/openapi.h"
#include "api/problem.h"
#include "http/etag.h"

namespace zonebook::api {
namespace {

http::Response response_of(Answer answer, Language language) {
  if (answer.raw) return std::move(*answer.raw);
  auto response =
      answer.body.is(Json::Kind::null) ? http::no_content() : http::json(to_text(answer.body));
  if (answer.status != 200) response.status = answer.status;
  if (answer.kept == Answer::Kept::closed_pair) {
    response.etag = http::etag_of(std::get<std::string>(response.body));
    response.fields.set("Cache-Control", "private, no-cache");
    response.fields.set("Vary", "Cookie, Authorization, Accept-Language");
  }
  for (std::size_t i = 0; i < answer.fields.size(); ++i) {
    response.fields.append(answer.fields[i].name, answer.fields[i].value);
  }
  response.fields.append("Content-Language", language == Language::en ? "en" : "zh-CN");
  return response;
}

}  // namespace

Api::Api(Rooms const& rooms) : rooms_(rooms) {
  for (auto&& part : {session_routes(), model_routes(rooms), record_routes(), figure_routes(),
                      write_routes(), freeze_routes(), reading_routes(), find_routes(),
                      file_routes(), import_routes(), account_routes(), server_routes()}) {
    routes_.insert(routes_.end(), part.begin(), part.end());
  }
  openapi_ = described(routes_);
}

http::Router Api::router() const {
  http::Router router;
  for (auto const& route : routes_) {
    router.add(
        {.method = route.method,
         .pattern = api_root + route.pattern,
         .handler = [this, &route](http::Request const& request) { return handle(route, request); },
         .body_bytes = route.body_bytes});
  }
  router.add({.method = "GET",
              .pattern = "/api/openapi.json",
              .handler = [text = to_text(openapi_),
                          etag = http::etag_of(to_text(openapi_))](http::Request const&) {
                auto response = http::json(text);
                response.etag = etag;
                return response;
              }});
  return router;
}

http::Response Api::handle(Route const& route, http::Request const& request) const {
  auto const language = language_for(request);
  auto answer = [&]() -> Result<Answer> {
    auto visitor = TRY(let_in(rooms_.access, route, request));
    Call call(rooms_, request, std::move(visitor), language);
    call.body = TRY(checked(route, request));
    auto handled = TRY(route.handle(call));
    return handled;
  }();
  return answer ? response_of(std::move(*answer), language) : problem(answer.error(), language);
}

}  // namespace zonebook::api
