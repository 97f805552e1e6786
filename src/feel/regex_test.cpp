// Replacing, splitting, and that no pattern hangs.  What patterns mean: regex/translate_test.cpp.

#include "feel/regex.h"

#include <gtest/gtest.h>

#include "feel/regex/answers.h"

namespace zonebook::feel {
namespace {

std::string replaced(std::string_view text, std::string_view pattern, std::string_view by,
                     std::string_view flags = "") {
  auto regex = Regex::compile(pattern, flags);
  if (!regex) return answer(regex.error());
  auto result = regex->replace(text, by);
  return result ? *result : answer(result.error());
}

std::string split_up(std::string_view text, std::string_view delimiter) {
  auto regex = Regex::compile(delimiter, "");
  if (!regex) return answer(regex.error());
  auto parts = regex->split(text);
  if (!parts) return answer(parts.error());
  std::string all;
  for (auto const& part : *parts) all += "<" + part + ">";
  return all;
}

TEST(regex, reluctant_quantifiers_and_groups) {
  EXPECT_EQ(replaced("<a><b>", "<.+?>", "#"), "##");
  EXPECT_EQ(replaced("<a><b>", "<.+>", "#"), "#");
  EXPECT_EQ(replaced("aaaa", "a{1,3}?", "-"), "----");
  EXPECT_EQ(replaced("aaaa", "a{1,3}", "-"), "--");
  EXPECT_EQ(replaced("abab", "(?:ab){2}?", "-"), "-");
  EXPECT_EQ(replaced("xaax", "a??a", "-"), "x--x");
  EXPECT_EQ(replaced("abc", "(a)(?:b)(c)", "$2$1"), "ca");
  EXPECT_EQ(replaced("abc", "((a)b)c", "$1/$2"), "ab/a");
}

TEST(regex, replacements) {
  EXPECT_EQ(replaced("2023-12", "(\\d+)-(\\d+)", "$2/$1"), "12/2023");
  EXPECT_EQ(replaced("ab", "b", "[$0]"), "a[b]");
  EXPECT_EQ(replaced("ab", "b", "\\$1\\\\"), "a$1\\");
  EXPECT_EQ(replaced("abcd", "(ab)|(c)", "<$1|$2>"), "<ab|><|c>d");
  EXPECT_EQ(replaced("a", "(a)", "$12"), "a2");
  EXPECT_EQ(replaced("a", "(a)", "$2"), "");
  EXPECT_EQ(replaced("a", "(a)", "$99"), "9");
  EXPECT_EQ(replaced("a", "(a)", "$01$00"), "aa");
  EXPECT_EQ(replaced("a", "(a)", "$005"), "");
  EXPECT_EQ(replaced("abcdefghijk", "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)", "$11$1$110"), "kak0");
  EXPECT_EQ(replaced("a", "a", "$99999999999999999999999"), "9999999999999999999999");
  EXPECT_EQ(replaced("a", "b", "$"), "feel.replacement_bad_dollar");
  EXPECT_EQ(replaced("a", "a", "$x"), "feel.replacement_bad_dollar");
  EXPECT_EQ(replaced("a", "a", "\\n"), "feel.replacement_bad_backslash");
  EXPECT_EQ(replaced("a", "a", "x\\"), "feel.replacement_bad_backslash");
  EXPECT_EQ(replaced("a.a", ".", "$0\\", "q"), "a$0\\a");
  EXPECT_EQ(replaced("区域", "区", "地"), "地域");
  EXPECT_EQ(replaced("a\nb", "^", "x", "m"), "feel.pattern_matches_empty");
  EXPECT_EQ(replaced("abc", "x*", "-"), "feel.pattern_matches_empty");
  EXPECT_EQ(replaced("abc", "", "-"), "feel.pattern_matches_empty");
  EXPECT_EQ(replaced("aba", "^a", "-"), "-ba");
  EXPECT_EQ(replaced("aaa", "^a", "-"), "-aa");
}

TEST(regex, split_gives_one_part_more_than_there_are_delimiters) {
  EXPECT_EQ(split_up("a, b,c", ",\\s*"), "<a><b><c>");
  EXPECT_EQ(split_up(",a,", ","), "<><a><>");
  EXPECT_EQ(split_up("", ","), "<>");
  EXPECT_EQ(split_up("abc", "x"), "<abc>");
  EXPECT_EQ(split_up("a1b22c", "(\\d)+"), "<a><b><c>");
  EXPECT_EQ(split_up("甲、乙", "、"), "<甲><乙>");
  EXPECT_EQ(split_up("abc", ""), "feel.pattern_matches_empty");
  EXPECT_EQ(split_up("abc", ",*"), "feel.pattern_matches_empty");
}

TEST(regex, no_pattern_hangs) {
  auto const many = [](std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
  };
  auto const costly = "feel.pattern_too_costly";
  EXPECT_EQ(matched(many("a", 40) + "b", "(a+)+$"), costly);
  EXPECT_EQ(matched(many("a", 40) + "b", "^(a|aa)+$"), costly);
  EXPECT_EQ(matched(many("a", 40) + "b", "^(a|a)*$"), costly);
  EXPECT_EQ(matched(many("a", 60), "^" + many("(?:a|a)", 40) + "[cd]"), costly);
  EXPECT_EQ(matched(many("a", 90), "^" + many("a?", 60) + many("a", 60) + "[cd]"), costly);
  // PCRE2 may know better ways than trying, but it never may say yes.
  EXPECT_NE(matched(many("x", 100'000), "[^y]*[yz]"), "true");
  EXPECT_NE(matched(many("x", 100'000), "x.*[yz]"), "true");
  EXPECT_EQ(matched(many("a", 1'000'000), "a{65535}[bc]"), costly);
  EXPECT_EQ(matched(many("a ", 1'000'000), "^(\\w+\\s?)*$"), costly);
  EXPECT_EQ(matched("a", many("(", 200) + many(")", 200)), "feel.pattern_too_deep 101");
  EXPECT_EQ(matched("a", many("[a-", 200)), "feel.pattern_too_deep 301");
  EXPECT_EQ(matched("a", many("a", 10'001)), "feel.pattern_too_long");
  EXPECT_EQ(matched("a", "(((a{1000}){1000}){1000}){1000}"), "feel.pattern_too_large");
  EXPECT_EQ(replaced(many("a", 100'000), "a", many("$0", 1'000)), "feel.text_too_long");
}

TEST(regex, long_texts_are_no_trouble_for_ordinary_patterns) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "word ";

  EXPECT_EQ(matched(text, "^(\\w+\\s)+$"), "true");
  EXPECT_EQ(matched(text, "^(.*?)x"), "false");
  EXPECT_EQ(replaced(text, "\\s+", "").size(), 80'000U);
  auto regex = Regex::compile("\\s", "");
  ASSERT_TRUE(regex);
  EXPECT_EQ(regex->split(text)->size(), 20'001U);
}

TEST(regex, machine_code_answers_as_the_interpreter_does) {
  constexpr std::string_view patterns[] = {"^(\\w+)@([\\w.]+)$", "([a-z-[aeiou]]+)(\\d{2,4}?)",
                                           "(a|b)*c\\1"};
  constexpr std::string_view texts[] = {"someone@example.cn", "xyz2023", "ababcb", "", "区"};
  for (auto pattern : patterns) {
    auto fresh = [&] { return *Regex::compile(pattern, "i"); };
    auto used = fresh();
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(used.matches("warm"));
    for (auto text : texts) {
      auto regex = fresh();
      EXPECT_EQ(*regex.matches(text), *used.matches(text)) << pattern << " " << text;
      EXPECT_EQ(regex.work(), used.work()) << pattern << " " << text;
      EXPECT_EQ(*regex.replace(text, "$1"), *used.replace(text, "$1")) << pattern << " " << text;
    }
  }
}

TEST(regex, a_text_that_is_no_unicode_is_refused) {
  EXPECT_EQ(matched("\xFF", "a"), "feel.text_not_unicode");
  EXPECT_EQ(matched("\xED\xA0\x80", "."), "feel.text_not_unicode");
}

TEST(regex, the_cache_keeps_the_patterns_used_last) {
  RegexCache cache;

  auto* first = *cache.compiled("a", "");
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(cache.compiled("b{" + std::to_string(i) + "}", ""));
    EXPECT_EQ(*cache.compiled("a", ""), first);
  }

  EXPECT_EQ(cache.size(), RegexCache::size_max);
  EXPECT_NE(*cache.compiled("a", "i"), first);
  EXPECT_FALSE(cache.compiled("(", ""));
  EXPECT_EQ(cache.find("b{0}", ""), nullptr);
  EXPECT_NE(cache.find("b{99}", ""), nullptr);
}

}  // namespace
}  // namespace zonebook::feel
