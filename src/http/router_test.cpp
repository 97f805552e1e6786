#include "http/router.h"

#include <gtest/gtest.h>

namespace zonebook::http {
namespace {

Router router_of(std::vector<std::pair<std::string, std::string>> const& routes) {
  Router router;
  for (auto const& [method, pattern] : routes) {
    router.add({.method = method, .pattern = pattern, .handler = [](Request const&) {
                  return no_content();
                }});
  }
  return router;
}

// The pattern with its names, or what the path allows.
std::string told(Router const& router, std::string_view method, std::string_view path) {
  auto const found = router.find(method, parse_target(path)->segments);
  if (!found.route) return found.allowed;
  auto text = found.route->pattern;
  for (auto const& [name, value] : found.names) text += " " + std::string(name) + "=" + value;
  return text;
}

TEST(Router, finds_by_method_and_path) {
  auto const router = router_of({{"GET", "/"},
                                 {"GET", "/records/{register}"},
                                 {"GET", "/records/{register}/{id}"},
                                 {"GET", "/records/{register}/{id}/history"},
                                 {"DELETE", "/records/{name}/{key}"},
                                 {"GET", "/records/zone/list"},
                                 {"POST", "/entries"},
                                 {"GET", "/assets/{path...}"},
                                 {"GET", "/assets/fixed"}});
  struct Case {
    std::string_view method, path, expected;
  };
  for (auto const& [method, path, expected] : std::vector<Case>{
           {"GET", "/", "/"},
           {"HEAD", "/", "/"},
           {"GET", "/records/project", "/records/{register} register=project"},
           {"GET", "/records/project/p7", "/records/{register}/{id} register=project id=p7"},
           {"GET", "/records/a%2Fb/p7", "/records/{register}/{id} register=a/b id=p7"},
           {"GET", "/records/zone/list", "/records/zone/list"},
           {"GET", "/records/zone/other", "/records/{register}/{id} register=zone id=other"},
           {"GET", "/records/zone/list/history",
            "/records/{register}/{id}/history register=zone id=list"},
           {"DELETE", "/records/zone/list", "/records/{name}/{key} name=zone key=list"},
           {"GET", "/assets/a/b.js", "/assets/{path...} path=a/b.js"},
           {"GET", "/assets/fixed", "/assets/fixed"},
           {"GET", "/assets", ""},
           {"GET", "/assets/", ""},
           {"GET", "/records/", ""},
           {"GET", "/records//p7", ""},
           {"GET", "/records/project/", ""},
           {"GET", "/Records/project", ""},
           {"GET", "/none", ""},
           {"GET", "/entries", "OPTIONS, POST"},
           {"PUT", "/records/zone/list", "DELETE, GET, HEAD, OPTIONS"},
           {"POST", "/records/project", "GET, HEAD, OPTIONS"},
       }) {
    EXPECT_EQ(told(router, method, path), expected) << method << " " << path;
  }
}

TEST(Router, lists_its_routes_in_the_order_they_came) {
  auto const router = router_of({{"GET", "/b"}, {"POST", "/a"}});

  ASSERT_EQ(router.routes().size(), 2u);
  EXPECT_EQ(router.routes()[0].pattern, "/b");
  EXPECT_EQ(router.routes()[1].method, "POST");
}

TEST(RouterDeathTest, refuses_patterns_that_cannot_be_meant) {
  using Routes = std::vector<std::pair<std::string, std::string>>;
  for (auto const& routes :
       {Routes{{"GET", "/a/{x}"}, {"GET", "/a/{y}"}}, Routes{{"GET", "a"}},
        Routes{{"GET", "/{x}/{x}"}}, Routes{{"GET", "/{}"}}, Routes{{"GET", "/{x...}/b"}}}) {
    EXPECT_DEATH(router_of(routes), "CHECK") << routes.back().second;
  }
}

}  // namespace
}  // namespace zonebook::http
