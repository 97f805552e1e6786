// What patterns mean (XPath 3.1, 5.6), and which are refused and where.

#include "feel/regex/translate.h"

#include <gtest/gtest.h>

#include <random>
#include <span>

#include "feel/regex/answers.h"

namespace zonebook::feel {
namespace {

struct Match {
  std::string_view text, pattern, flags, answer;
};

void check(std::span<Match const> cases) {
  for (auto const& [text, pattern, flags, wanted] : cases) {
    EXPECT_EQ(matched(text, pattern, flags), wanted)
        << "matches(\"" << text << "\", \"" << pattern << "\", \"" << flags << "\")";
  }
}

TEST(regex, finds_a_pattern_anywhere) {
  constexpr Match cases[] = {
      {"licence 2023-17", "\\d{4}-\\d+", "", "true"},
      {"licence 2023-17", "^\\d", "", "false"},
      {"", "", "", "true"},
      {"", "a", "", "false"},
      {"abc", "", "", "true"},
      {"abc", "x|", "", "true"},
      {"abc", "^(a|ab)(c|bcd)$", "", "true"},
      {"abcd", "^(a|ab)(c|bcd)$", "", "true"},
      {"aaa", "^a{2}$", "", "false"},
      {"aaa", "^a{2,}$", "", "true"},
      {"aaa", "^a{0,2}$", "", "false"},
      {"aaa", "^a{3,3}$", "", "true"},
      {"aaaa", "^(?:aa){2}$", "", "true"},
      {"", "^a{0}$", "", "true"},
      {"开发区", "^.{3}$", "", "true"},
      {"🐎", "^.$", "", "true"},
      {"a.b", "a\\.b", "", "true"},
      {"axb", "a\\.b", "", "false"},
      {"\\|.?*+(){}-[]^$", "^\\\\\\|\\.\\?\\*\\+\\(\\)\\{\\}\\-\\[\\]\\^\\$$", "", "true"},
      {"a#b c~d", "a#b c~d", "", "true"},
      {"\t\n\r", "^\\t\\n\\r$", "", "true"},
      {"a\\Eb", "a\\\\Eb", "", "true"},
  };
  check(cases);
}

TEST(regex, anchors_are_those_of_the_text_and_under_m_of_lines) {
  constexpr Match cases[] = {
      {"a\nb", "^b", "", "false"},   {"a\nb", "^b", "m", "true"},
      {"a\nb", "a$", "", "false"},   {"a\nb", "a$", "m", "true"},
      {"a\n", "a$", "", "false"},    {"a\n", "a$", "m", "true"},
      {"a\n", "\n^$", "m", "false"}, {"a\n\n", "\n^$", "m", "true"},
      {"a\rb", "a$", "m", "false"},  {"b", "^^b$$", "", "true"},
      {"b", "^*b$+", "", "true"},    {"ab", "(?:^a|b){2}", "", "true"},
      {"ab", "a^b", "", "false"},    {"a\nb", "a$\n^b", "m", "true"},
  };
  check(cases);
}

TEST(regex, the_dot_leaves_out_both_line_ends_unless_s) {
  constexpr Match cases[] =
      {
          {"\n", "^.$", "", "false"},          {"\r", "^.$", "", "false"},
          {"\n", "^.$", "s", "true"},          {"\r", "^.$", "s", "true"},
          {"\xE2\x80\xA8", "^.$", "", "true"},  // LINE SEPARATOR is no newline here
          {"\x0B", "^.$", "", "true"},         {".", "^[.]$", "", "true"},
          {"x", "^[.]$", "", "false"},
      };
  check(cases);
}

TEST(regex, escapes_for_several_characters_mean_what_xml_schema_says) {
  constexpr Match cases[] = {
      {" ", "^\\s$", "", "true"},
      {"\x0B", "^\\s$", "", "false"},
      {"\u00A0", "^\\s$", "", "false"},
      {"\u00A0", "^\\S$", "", "true"},
      {"٣", "^\\d$", "", "true"},
      {"Ⅳ", "^\\d$", "", "false"},
      {"x", "^\\D$", "", "true"},
      {"٣", "^\\D$", "", "false"},
      {"_", "^\\w$", "", "false"},
      {"$", "^\\w$", "", "true"},
      {"区", "^\\w$", "", "true"},
      {"-", "^\\W$", "", "true"},
      {"+", "^\\W$", "", "false"},
      {"é", "^\\w$", "", "true"},
      {":", "^\\i$", "", "true"},
      {"-", "^\\i$", "", "false"},
      {"-", "^\\c$", "", "true"},
      {"9", "^\\i$", "", "false"},
      {"9", "^\\c$", "", "true"},
      {" ", "^\\C$", "", "true"},
      {"9", "^\\I$", "", "true"},
      {"区", "^\\i$", "", "true"},
      {"a1", "^[\\i-[:]][\\c-[:]]*$", "", "true"},
      {":a", "^[\\i-[:]][\\c-[:]]*$", "", "false"},
      {"\U000F0000", "^\\I$", "", "true"},
      {"\uE000", "^\\I$", "", "true"},
  };
  check(cases);
}

TEST(regex, categories_and_blocks) {
  constexpr Match cases[] = {
      {"Ä", "^\\p{Lu}$", "", "true"},
      {"ä", "^\\p{Lu}$", "", "false"},
      {"ä", "^\\P{Lu}$", "", "true"},
      {"ä", "^\\p{L}$", "", "true"},
      {"€", "^\\p{Sc}$", "", "true"},
      {"a", "^\\p{IsBasicLatin}$", "", "true"},
      {"é", "^\\p{IsBasicLatin}$", "", "false"},
      {"é", "^\\P{IsBasicLatin}$", "", "true"},
      {"é", "^\\p{IsLatin-1Supplement}$", "", "true"},
      {"Ł", "^\\p{IsLatinExtended-A}$", "", "true"},
      {"Ж", "^\\p{IsCyrillic}$", "", "true"},
      {"Ω", "^\\p{IsGreek}$", "", "true"},
      {"Ω", "^\\p{IsGreekandCoptic}$", "", "true"},
      {"区", "^\\p{IsCJKUnifiedIdeographs}+$", "", "true"},
      {"あ", "^\\p{IsHiragana}$", "", "true"},
      {"Ж", "^[\\p{IsGreek}\\p{IsCyrillic}]$", "", "true"},
      {"x", "^[^\\p{IsGreek}]$", "", "true"},
      {"x", "\\p{IsHighSurrogates}", "", "false"},
      {"x", "^\\P{IsHighSurrogates}$", "", "true"},
      {"\U0001F600", "^\\p{IsEmoticons}$", "", "true"},
      {"a", "\\p{Cs}", "", "feel.pattern_bad_property 1"},
      {"a", "\\p{Latin}", "", "feel.pattern_bad_property 1"},
      {"a", "x\\p{IsNowhere}", "", "feel.pattern_bad_property 2"},
      {"a", "\\p{ Lu}", "", "feel.pattern_bad_property 1"},
      {"a", "\\p{Is Greek}", "", "feel.pattern_bad_property 1"},
      {"a", "\\pL", "", "feel.pattern_bad_property 1"},
      {"a", "\\p{Lu", "", "feel.pattern_bad_property 1"},
      {"a", "\\p{lu}", "", "feel.pattern_bad_property 1"},
  };
  check(cases);
}

TEST(regex, classes) {
  constexpr Match cases[] = {
      {"b", "^[a-c]$", "", "true"},    {"d", "^[a-c]$", "", "false"},
      {"d", "^[^a-c]$", "", "true"},   {"^", "^[a^]$", "", "true"},
      {"^", "^[^^]$", "", "false"},    {"-", "^[-a]$", "", "true"},
      {"-", "^[a-]$", "", "true"},     {"-", "^[^-a]$", "", "false"},
      {"-", "^[a-c-e]$", "", "true"},  {"d", "^[a-c-e]$", "", "false"},
      {"e", "^[a-c-e]$", "", "true"},  {"3", "^[a-c-1-4]$", "", "true"},
      {",", "^[+--]$", "", "false"},   {"-", "^[+--]$", "", "true"},
      {",", "^[+-\\-]$", "", "true"},  {"x", "^[\\d-x]$", "", "true"},
      {"-", "^[\\d-x]$", "", "true"},  {"w", "^[\\d-x]$", "", "false"},
      {"]", "^[\\]]$", "", "true"},    {"$", "^[$]$", "", "true"},
      {"|", "^[(|)]$", "", "true"},    {"\\", "^[\\\\]$", "", "true"},
      {" ", "^[ ]$", "x", "true"},     {"é", "^[à-ÿ]$", "", "true"},
      {"\n", "^[^a]$", "", "true"},    {"z", "^[\\w]$", "", "true"},
      {"_", "^[^\\w]$", "", "true"},   {"z", "^[^\\S]$", "", "false"},
      {"😁", "^[😀-😂]$", "", "true"},
  };
  check(cases);
}

TEST(regex, classes_are_subtracted_to_any_depth) {
  constexpr Match cases[] = {
      {"b", "^[a-z-[aeiou]]+$", "", "true"},
      {"e", "^[a-z-[aeiou]]$", "", "false"},
      {"e", "^[a-z-[^aeiou]]$", "", "true"},
      {"b", "^[a-z-[^aeiou]]$", "", "false"},
      {"1", "^[^a-z-[0]]$", "", "true"},
      {"0", "^[^a-z-[0]]$", "", "false"},
      {"e", "^[a-z-[aeiou-[e]]]$", "", "true"},
      {"a", "^[a-z-[aeiou-[e]]]$", "", "false"},
      {"5", "^[\\d-[5-9-[7]]]$", "", "false"},
      {"7", "^[\\d-[5-9-[7]]]$", "", "true"},
      {"-", "^[a---[b]]$", "", "true"},
      {"bcd", "^([a-z-[aeiou]]){3}$", "", "true"},
      {"é", "^[\\p{L}-[\\p{IsBasicLatin}]]$", "", "true"},
      {"e", "^[\\p{L}-[\\p{IsBasicLatin}]]$", "", "false"},
  };
  check(cases);
}

TEST(regex, the_flag_i_is_about_characters_and_ranges_only) {
  constexpr Match cases[] = {
      {"ÄPFEL", "äpfel", "i", "true"},         {"ÄPFEL", "äpfel", "", "false"},
      {"\u212A", "^[a-z]$", "i", "true"},      {"\u212A", "^\\p{IsBasicLatin}$", "i", "false"},
      {"a", "^\\p{Lu}$", "i", "false"},        {"A", "^\\p{Lu}$", "i", "true"},
      {"a", "^[\\p{Lu}b]$", "i", "false"},     {"B", "^[\\p{Nd}b]$", "i", "true"},
      {"a", "^[^\\p{Lu}]$", "i", "true"},      {"A", "^[^\\p{Lu}b]$", "i", "false"},
      {"B", "^[^\\p{Nd}b]$", "i", "false"},    {"C", "^[^\\p{Nd}b]$", "i", "true"},
      {"W", "^[a-z-[w]]$", "i", "false"},      {"w", "^[A-Z-[w-y]]$", "i", "false"},
      {"V", "^[a-z-[w-y]]$", "i", "true"},     {"a", "^[a-z-[\\p{Ll}]]$", "i", "false"},
      {"A", "^[a-z-[\\p{Ll}]]$", "i", "true"}, {"abAB", "^(ab)\\1$", "i", "true"},
      {"abAB", "^(ab)\\1$", "", "false"},      {"Σ", "^ς$", "i", "true"},
      {"\n", "^[^\\dx]$", "i", "true"},
  };
  check(cases);
}

TEST(regex, the_flag_x_takes_white_space_away_outside_of_classes) {
  constexpr Match cases[] = {
      {"ab", "^ a \t\n b $", "x", "true"},
      {"a b", "^a b$", "x", "false"},
      {"a b", "^a[ ]b$", "x", "true"},
      {"a b", "a\\ s b", "x", "true"},
      {"aa", "^a { 2 } $", "x", "true"},
      {"aaa", "^( ?: a ) { 2 , 3 } ?$", "x", "true"},
      {"Ω", "\\p{ Is Greek }", "x", "true"},
      {"Ω", "[\\p{ IsGreek}]", "x", "feel.pattern_bad_property 2"},
      {"a#b", "a # b", "x", "true"},
      {"a b", "a[^x-[ ]]b", "x", "false"},
      {"a\u00A0b", "a\u00A0b", "x", "true"},
      {"a b", "a\\sb", "x", "true"},
      {"(", "\\ (", "x", "true"},
      {" ", "^[ -[a]] $", "x", "true"},
  };
  check(cases);
}

TEST(regex, flags) {
  constexpr Match cases[] = {
      {"A\nB", "a.b", "si", "true"},
      {"A\nB", "a.b", "iiss", "true"},
      {"a", "a", "p", "feel.pattern_bad_flags"},
      {"a", "a", " ", "feel.pattern_bad_flags"},
      {"a", "a", "I", "feel.pattern_bad_flags"},
      {"a.b", "a.b", "q", "true"},
      {"axb", "a.b", "q", "false"},
      {"A(B", "a(b", "qi", "true"},
      {"a b", "a b", "qx", "true"},
      {"\\d[", "\\d[", "q", "true"},
      {"é", "É", "qi", "true"},
  };
  check(cases);
}

TEST(regex, back_references) {
  constexpr Match cases[] = {
      {"xyxy", "^(xy)\\1$", "", "true"},
      {"xyxz", "^(xy)\\1$", "", "false"},
      {"b", "^(?:(a)|b)\\1$", "", "true"},  // a group that took no part is the empty text
      {"aa1", "^(a)\\11$", "", "true"},     // a digit of its own: there are no eleven groups
      {"abcdefghijj", "^(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10$", "", "true"},
      {"h", "(.)\\2", "", "feel.pattern_no_such_group 4"},
      {"h", "(a\\1)", "", "feel.pattern_no_such_group 3"},
      {"h", "\\1(a)", "", "feel.pattern_no_such_group 1"},
      {"h", "(?:a)\\1", "", "feel.pattern_no_such_group 6"},
      {"h", "((a)\\1)", "", "feel.pattern_no_such_group 5"},
      {"h", "(a)\\0", "", "feel.pattern_bad_escape 4"},
      {"h", "(a)[\\1]", "", "feel.pattern_bad_escape 5"},
      {"aa", "^((a)\\2)$", "", "true"},
  };
  check(cases);
}

TEST(regex, says_where_a_pattern_is_wrong) {
  constexpr Match cases[] = {
      {"", "a**", "", "feel.pattern_nothing_to_repeat 3"},
      {"", "a*+", "", "feel.pattern_nothing_to_repeat 3"},
      {"", "a+??", "", "feel.pattern_nothing_to_repeat 4"},
      {"", "|*", "", "feel.pattern_nothing_to_repeat 2"},
      {"", "(*a)", "", "feel.pattern_nothing_to_repeat 2"},
      {"", "区{", "", "feel.pattern_bad_count 2"},
      {"", "a{,3}", "", "feel.pattern_bad_count 2"},
      {"", "a{3,2}", "", "feel.pattern_bad_count 2"},
      {"", "a{99999}", "", "feel.pattern_bad_count 2"},
      {"", "a{2,99999999999999999999}", "", "feel.pattern_bad_count 2"},
      {"", "a{x}", "", "feel.pattern_bad_count 2"},
      {"", "{2}", "", "feel.pattern_nothing_to_repeat 1"},
      {"", "a)", "", "feel.pattern_must_be_escaped 2"},
      {"", "a]", "", "feel.pattern_must_be_escaped 2"},
      {"", "a}", "", "feel.pattern_must_be_escaped 2"},
      {"", "(a", "", "feel.pattern_group_not_closed 1"},
      {"", "((a)", "", "feel.pattern_group_not_closed 1"},
      {"", "(?=a)", "", "feel.pattern_bad_group 1"},
      {"", "(?i)a", "", "feel.pattern_bad_group 1"},
      {"", "a(?<n>b)", "", "feel.pattern_bad_group 2"},
      {"", "[a", "", "feel.pattern_class_not_closed 1"},
      {"", "[a-", "", "feel.pattern_class_not_closed 1"},
      {"", "[a-z-[b]", "", "feel.pattern_class_not_closed 1"},
      {"", "[a-z-[b]c]", "", "feel.pattern_class_not_closed 1"},
      {"", "[]", "", "feel.pattern_class_empty 1"},
      {"", "[^]", "", "feel.pattern_class_empty 1"},
      {"", "[-[a]]", "", "feel.pattern_class_empty 1"},
      {"", "[a[b]]", "", "feel.pattern_must_be_escaped 3"},
      {"", "[[:alpha:]]", "", "feel.pattern_must_be_escaped 2"},
      {"", "[z-a]", "", "feel.pattern_bad_range 2"},
      {"", "[a-\\d]", "", "feel.pattern_bad_range 2"},
      {"", "\\b", "", "feel.pattern_bad_escape 1"},
      {"", "区\\Q", "", "feel.pattern_bad_escape 2"},
      {"", "\\u0041", "", "feel.pattern_bad_escape 1"},
      {"", "\\", "", "feel.pattern_bad_escape 1"},
      {"", "[\\b]", "", "feel.pattern_bad_escape 2"},
      {"", "\\区", "", "feel.pattern_bad_escape 1"},
  };
  check(cases);
}

// What is accepted is written anew so that PCRE2 takes it, and the matcher neither hangs nor reads
// beyond the text.
TEST(regex, whatever_is_accepted_can_be_compiled) {
  constexpr std::string_view parts[] = {"a",
                                        "b",
                                        "区",
                                        "K",
                                        "(",
                                        "(?:",
                                        ")",
                                        "|",
                                        "[",
                                        "[^",
                                        "]",
                                        "-",
                                        "-[",
                                        "^",
                                        "$",
                                        ".",
                                        "*",
                                        "+",
                                        "?",
                                        "{2}",
                                        "{0,3}",
                                        "{,",
                                        "}",
                                        "\\1",
                                        "\\2",
                                        "\\w",
                                        "\\W",
                                        "\\p{Lu}",
                                        "\\P{IsGreek}",
                                        "\\S",
                                        "\\i",
                                        "\\C",
                                        "\\-",
                                        "\\",
                                        " ",
                                        "#",
                                        "&&",
                                        ":"};
  constexpr std::string_view flags[] = {"", "i", "x", "sm", "ix", "q"};
  std::mt19937 random(20231222);
  auto const below = [&](std::size_t limit) { return random() % limit; };
  int accepted = 0;
  for (int round = 0; round < 30'000; ++round) {
    std::string pattern;
    for (auto length = 1 + below(10); length > 0; --length) {
      pattern += parts[below(std::size(parts))];
    }
    auto const options = flags[below(std::size(flags))];
    auto regex = Regex::compile(pattern, options);
    if (regex) {
      ++accepted;
      auto found = regex->matches("aab区K区 k\nΩ-b");
      EXPECT_TRUE(found || found.error().says.key == "feel.pattern_too_costly") << pattern;
    } else {
      EXPECT_NE(regex.error().says.key, "feel.pattern_too_large") << pattern << " " << options;
    }
  }
  EXPECT_GT(accepted, 5'000);
}

TEST(regex, translation_is_what_the_headers_show) {
  auto const translated = [](std::string_view pattern, std::string_view flags = "") {
    return regex::translate(pattern, flags)->pattern;
  };
  EXPECT_EQ(translated("[A-Z-[OI]]"), "(?:(?![\\x{4f}\\x{49}])[\\x{41}-\\x{5a}])");
  EXPECT_EQ(translated("\\w"), "[\\p{L}\\p{M}\\p{N}\\p{S}]");
  EXPECT_EQ(translated("[a\\p{Lu}]", "i"), "(?:[\\x{61}]|(?-i:[\\p{Lu}]))");
  EXPECT_EQ(translated("a+?|b"), "a{1,}?(?C)|(?C)b");
  EXPECT_EQ(translated("a{2304}"), "(?C9)a{2304}");
}

}  // namespace
}  // namespace zonebook::feel
