#include "http/target.h"

#include <gmock/gmock.h>

namespace zonebook::http {
namespace {

using testing::ElementsAre;
using testing::Pair;

// Its segments joined by `|`, its query as name=value joined by `&`; or the key of the refusal.
std::string told(std::string_view text) {
  auto const target = parse_target(text);
  if (!target) return target.error().says.key;
  std::string all;
  for (auto const& segment : target->segments) all += "|" + segment;
  for (auto const& [name, value] : target->query.pairs()) all += " " + name + "=" + value;
  return all;
}

TEST(Target, is_segments_and_a_query) {
  struct Case {
    std::string_view text, expected;
  };
  constexpr auto bad_path = "http.bad_path";
  constexpr auto bad_query = "http.bad_query";
  for (auto const& [text, expected] : std::vector<Case>{
           {"/", "|"},
           {"/a/b", "|a|b"},
           {"/a//b/", "|a||b|"},
           {"/%E9%A1%B9%E7%9B%AE", "|项目"},
           {"/a%2Fb", "|a/b"},
           {"/a+b", "|a+b"},
           {"/a?", "|a"},
           {"/a?x=1&y=%E4%BA%BF&x=2", "|a x=1 y=亿 x=2"},
           {"/a?x=a+b%2Bc", "|a x=a b+c"},
           {"/a?x&&=1", "|a x= =1"},
           {"/a?x=1=2", "|a x=1=2"},
           {"/a?note=1%0D%0A2", "|a note=1\r\n2"},
           {"/a?where={a|b}", "|a where={a|b}"},
           {"http://localhost:80/a?x=1", "|a x=1"},
           {"http://localhost", "|"},
           {"https://localhost?x=1", "| x=1"},
           {"", bad_path},
           {"a", bad_path},
           {"?x=1", bad_path},
           {"*", bad_path},
           {"localhost:80", bad_path},
           {"/%", bad_path},
           {"/%4", bad_path},
           {"/%zz", bad_path},
           {"/%FF", bad_path},
           {"/%C0%AF", bad_path},
           {"/%ED%A0%80", bad_path},
           {"/%00", bad_path},
           {"/%0A", bad_path},
           {"/\xE9\xA1\xB9", bad_path},
           {"/a\\b", bad_path},
           {"/a#b", bad_path},
           {"/a/../b", bad_path},
           {"/a/./b", bad_path},
           {"/%2e%2E/b", bad_path},
           {"/..", bad_path},
           {"/a?x=%", bad_query},
           {"/a?x=%FF", bad_query},
           {"/a?x=%00", bad_query},
           {"/a?%zz=1", bad_query},
       }) {
    EXPECT_EQ(told(text), expected) << text;
  }
}

TEST(Target, has_a_bounded_number_of_parameters) {
  std::string text = "/a?x=1";
  for (std::size_t i = 1; i < query_pairs_most; ++i) text += "&x=1";

  EXPECT_TRUE(parse_target(text));
  EXPECT_FALSE(parse_target(text + "&x=1"));
}

TEST(Target, tells_how_often_a_parameter_stands) {
  auto const query = *parse_query("a=1&b=2&a=3");

  EXPECT_EQ(query.find("a"), "1");
  EXPECT_EQ(query.count("a"), 2u);
  EXPECT_EQ(query.find("c"), std::nullopt);
  EXPECT_THAT(query.pairs(), ElementsAre(Pair("a", "1"), Pair("b", "2"), Pair("a", "3")));
}

}  // namespace
}  // namespace zonebook::http
