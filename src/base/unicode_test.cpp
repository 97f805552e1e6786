#include "base/unicode.h"

#include <gtest/gtest.h>

namespace zonebook {
namespace {

TEST(unicode, letter_case_is_mapped_in_full_and_without_a_locale) {
  EXPECT_EQ(upper_case("Ab1"), "AB1");
  EXPECT_EQ(lower_case("Ab1"), "ab1");
  EXPECT_EQ(upper_case("straße ﬁ i"), "STRASSE FI I");
  EXPECT_EQ(lower_case("ΑΛΣ ΣΑ"), "αλς σα");
  EXPECT_EQ(upper_case(""), "");
  EXPECT_EQ(lower_case("开发区"), "开发区");
  std::string small;
  std::string large;
  for (int i = 0; i < 50; ++i) {
    small += "\u0390";
    large += "\u0399\u0308\u0301";  // three times the bytes
  }
  EXPECT_EQ(upper_case(small), large);
}

TEST(unicode, texts_that_look_the_same_are_normalised_to_the_same_bytes) {
  EXPECT_EQ(normalise("e\u0301"), "\u00E9");
  EXPECT_FALSE(is_nfc("e\u0301"));
  EXPECT_TRUE(is_nfc("\u00E9"));
  EXPECT_FALSE(is_nfc("\xFF"));
}

TEST(unicode, names_that_look_the_same_are_seen_as_one) {
  for (auto const* name : {"陈明", " 陈明", "陈明\u3000", "\t陈明\n", "\u00A0陈明", "陈\u200B明",
                           "\uFEFF陈明\u200D"}) {
    EXPECT_EQ(as_seen(name), "陈明") << name;
  }
  EXPECT_EQ(as_seen("陈 明"), "陈 明");
  EXPECT_EQ(as_seen("e\u0301"), "\u00E9");
  EXPECT_EQ(as_seen(" \u3000\u200B "), "");
  EXPECT_EQ(trimmed("\u3000一 本\u3000账 \n"), "一 本\u3000账");
  EXPECT_EQ(trimmed(" \u3000"), "");
}

TEST(unicode, controls_are_found_and_lines_told_apart_from_them) {
  for (auto const* text : {"一\n二", "一\t二"}) {
    EXPECT_TRUE(has_control(text, Lines::one)) << text;
    EXPECT_FALSE(has_control(text, Lines::many)) << text;
  }
  for (auto const* text : {"\x01", "一\x7F", "\u0085", "\u2028", "二\u2029"}) {
    EXPECT_TRUE(has_control(text, Lines::one)) << text;
    EXPECT_TRUE(has_control(text, Lines::many)) << text;
  }
  EXPECT_FALSE(has_control("一 二\u3000三", Lines::one));
}

TEST(unicode, blocks_are_found_by_their_names) {
  struct Row {
    std::string_view name;
    char32_t first, last;
  };
  constexpr Row rows[] = {{"Basic Latin", 0, 0x7F},
                          {"BasicLatin", 0, 0x7F},
                          {"Latin-1Supplement", 0x80, 0xFF},
                          {"Greek", 0x370, 0x3FF},
                          {"GreekandCoptic", 0x370, 0x3FF},
                          {"CombiningMarksforSymbols", 0x20D0, 0x20FF},
                          {"CJKUnifiedIdeographs", 0x4E00, 0x9FFF},
                          {"HighSurrogates", 0xD800, 0xDB7F},
                          {"PrivateUse", 0xE000, 0xF8FF},
                          {"SupplementaryPrivateUseArea-B", 0x100000, 0x10FFFF}};
  for (auto const& [name, first, last] : rows) {
    auto const found = block(name);
    ASSERT_TRUE(found) << name;
    EXPECT_EQ(found->first, first) << name;
    EXPECT_EQ(found->last, last) << name;
  }
  EXPECT_FALSE(block("Nowhere"));
  EXPECT_FALSE(block("No_Block"));
  EXPECT_FALSE(block(""));
}

}  // namespace
}  // namespace zonebook
