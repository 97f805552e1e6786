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

// All that an answer depends on besides the state.  Parts are told by their lengths, so that none
// runs into the next.
std::string key_of(Route const& route, http::Request const& request, access::Visitor const& visitor,
                   Language language) {
  std::string key;
  auto const add = [&](std::string_view part) {
    key += std::to_string(part.size());
    key += ':';
    key += part;
  };
  add(route.id);
  add(visitor.account);
  add(visitor.token);
  add(visitor.needs_second_factor ? "1" : "0");
  add(language == Language::en ? "en" : "zh");
  for (auto const& [name, value] : request.names) add(value);
  for (auto const& [name, value] : request.query.pairs()) {
    add(name);
    add(value);
  }
  return key;
}

}  // namespace

Api::Api(Rooms const& rooms) : rooms_(rooms), kept_(std::make_unique<KeptReads>(rooms.database)) {
  for (auto&& part :
       {session_routes(), model_routes(rooms), record_routes(), figure_routes(), write_routes(),
        freeze_routes(), reading_routes(), case_routes(), find_routes(), file_routes(),
        import_routes(), account_routes(), server_routes()}) {
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
  auto response = answer(route, request, language);
  return response ? std::move(*response) : problem(response.error(), language);
}

// What is kept is of a request that was let in and found right, word for word, by this visitor.
Result<http::Response> Api::answer(Route const& route, http::Request const& request,
                                   Language language) const {
  auto const state = kept_->state(rooms_.today());
  auto const visitor = TRY(let_in({rooms_.access, *kept_, state}, route, request));
  auto const may_be_kept = state && route.answers == Route::Answers::same_until_written;
  auto const key = may_be_kept ? key_of(route, request, *visitor, language) : "";
  if (may_be_kept) {
    if (auto kept = kept_->answer(*state, key)) return std::move(*kept);
  }
  Call call(rooms_, request, *visitor, language);
  call.body = TRY(checked(route, request));
  auto handled = TRY(route.handle(call));
  auto response = response_of(std::move(handled), language);
  if (may_be_kept) kept_->keep(*state, key, response);
  return response;
}

}  // namespace zonebook::api
