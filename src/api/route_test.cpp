#include "api/route.h"

#include <gtest/gtest.h>

#include <set>

#include "api/api.h"
#include "api/openapi.h"

namespace zonebook::api {
namespace {

std::vector<Route> routes() {
  std::vector<Route> all;
  for (auto&& part :
       {session_routes(), record_routes(), figure_routes(), write_routes(), freeze_routes(),
        find_routes(), file_routes(), import_routes(), account_routes(), server_routes()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

std::set<std::string> names_in(std::string const& pattern) {
  std::set<std::string> names;
  for (auto open = pattern.find('{'); open != std::string::npos;
       open = pattern.find('{', open + 1)) {
    names.insert(pattern.substr(open + 1, pattern.find('}', open) - open - 1));
  }
  return names;
}

void references_in(Json const& json, std::set<std::string>& found) {
  if (auto const to = json.text_at("$ref"))
    found.insert(std::string(to->substr(to->rfind('/') + 1)));
  if (json.is(Json::Kind::object)) {
    for (auto const& [unused, member] : json.members()) references_in(member, found);
  } else if (json.is(Json::Kind::array)) {
    for (auto const& item : json.items()) references_in(item, found);
  }
}

TEST(Routes, declare_each_name_of_their_pattern_and_are_told_apart_by_their_id) {
  std::set<std::string> ids;
  for (auto const& route : routes()) {
    std::set<std::string> declared;
    for (auto const& parameter : route.parameters) {
      if (parameter.in == Parameter::In::path) declared.insert(parameter.name);
    }

    EXPECT_EQ(declared, names_in(route.pattern)) << route.pattern;
    EXPECT_TRUE(ids.insert(route.id).second) << route.id;
    EXPECT_FALSE(route.says.empty()) << route.id;
    EXPECT_TRUE(route.handle) << route.id;
  }
}

TEST(Routes, take_a_body_only_where_they_write_and_answer_what_they_declare) {
  for (auto const& route : routes()) {
    auto const has_body = route.body || !route.body_type.empty();
    EXPECT_EQ(has_body, route.method == "POST") << route.id;
    EXPECT_TRUE(route.status == 200 || route.status == 201 || route.status == 204) << route.id;
  }
}

TEST(Openapi, names_no_schema_that_is_not_there_and_holds_every_route) {
  auto const all = routes();
  auto const document = described(all);
  std::set<std::string> referred;
  references_in(document, referred);
  auto const* schemas = document.find("components")->find("schemas");

  for (auto const& name : referred) EXPECT_TRUE(schemas->find(name)) << name;
  std::size_t operations = 0;
  for (auto const& [unused, path] : document.find("paths")->members()) {
    operations += path.members().size();
  }
  EXPECT_EQ(operations, all.size());
}

}  // namespace
}  // namespace zonebook::api
