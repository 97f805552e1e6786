// The API: every route, and the two things that are made of them: the router of the server, and the
// document that describes it (openapi.json).
//
//   Api api(rooms);
//   http::Router router = api.router();
//   api.openapi()                          // {"openapi":"3.1.0","paths":{…},…}
//
// Format: docs/api.md.  Threads: immutable; handlers run on the server's workers.

#pragma once

#include <memory>
#include <vector>

#include "api/kept_reads.h"
#include "api/rooms.h"
#include "api/route.h"
#include "http/router.h"

namespace zonebook::api {

constexpr auto api_root = "/api/v1";

class Api {
 public:
  explicit Api(Rooms const& rooms);

  // The routes below api_root, and openapi.json beside them.  The Api outlives the router.
  http::Router router() const;
  std::vector<Route> const& routes() const { return routes_; }
  Json const& openapi() const { return openapi_; }

 private:
  http::Response handle(Route const&, http::Request const&) const;
  Result<http::Response> answer(Route const&, http::Request const&, Language) const;

  Rooms const& rooms_;
  std::unique_ptr<KeptReads> kept_;
  std::vector<Route> routes_;
  Json openapi_;
};

// The routes of each part.
std::vector<Route> session_routes();
std::vector<Route> model_routes(Rooms const&);
std::vector<Route> record_routes();
std::vector<Route> figure_routes();
std::vector<Route> write_routes();
std::vector<Route> freeze_routes();
std::vector<Route> reading_routes();
std::vector<Route> case_routes();
std::vector<Route> find_routes();
std::vector<Route> file_routes();
std::vector<Route> import_routes();
std::vector<Route> account_routes();
std::vector<Route> server_routes();
// Of one change in a letter: a component.
Json entry_change_schema();

// The schemas that several routes name, by name.
Json const& components();

constexpr auto session_cookie = "zonebook_session";

}  // namespace zonebook::api
