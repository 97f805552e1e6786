#include "base/text.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace zonebook {
namespace {

TEST(Text, is_rendered_in_the_language_of_the_reader) {
  Text const text{"base.zone_broken", {{"name", "Asia/Shanghai"}}};

  EXPECT_EQ(render(text, Language::zh), "时区“Asia/Shanghai”的文件读不懂；请重新安装 tzdata");
  EXPECT_EQ(render(text, Language::en),
            "the file of the time zone “Asia/Shanghai” cannot be understood; install tzdata again");
}

TEST(Text, braces_in_an_argument_are_no_placeholders) {
  Text const text{"base.zone_broken", {{"name", "{name}"}}};

  EXPECT_EQ(render(text, Language::zh), "时区“{name}”的文件读不懂；请重新安装 tzdata");
}

TEST(Text, without_its_argument_a_placeholder_stays) {
  EXPECT_EQ(render({"base.zone_broken", {}}, Language::zh),
            "时区“{name}”的文件读不懂；请重新安装 tzdata");
}

TEST(Text, a_key_without_a_sentence_is_shown_with_its_arguments) {
  EXPECT_EQ(render({"base.no_such", {}}, Language::zh), "base.no_such");
  EXPECT_EQ(render({"base.no_such", {{"a", "1"}, {"b", "2"}}}, Language::en),
            "base.no_such (a: 1, b: 2)");
}

TEST(Text, the_catalogue_is_sorted) {
  EXPECT_TRUE(std::ranges::is_sorted(message_templates(), {}, &MessageTemplate::key));
}

}  // namespace
}  // namespace zonebook
