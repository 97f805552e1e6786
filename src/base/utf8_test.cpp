#include "base/utf8.h"

#include <gtest/gtest.h>

#include "base/unicode.h"

namespace zonebook {
namespace {

TEST(Utf8, every_code_point_is_written_and_read_back) {
  for (char32_t value = 0; value <= 0x10FFFF; ++value) {
    if (value == 0xD800) value = 0xE000;  // halves of pairs are no code points
    std::string text;
    append_code_point(text, value);
    auto const [decoded, bytes] = first_code_point(text);
    ASSERT_EQ(decoded, value);
    ASSERT_EQ(bytes, text.size());
    ASSERT_EQ(code_point_count(text), 1U);
    ASSERT_TRUE(is_utf8(text));
  }
}

TEST(Utf8, broken_bytes_are_seen_and_passed_one_by_one) {
  for (std::string_view const text :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3", "\xC3(", "\xE4\xBB", "\xE0\x80\x80",
        "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
        "\xFF", "\xF0\x9F\x90"}) {
    EXPECT_FALSE(is_utf8(text));
    EXPECT_EQ(first_code_point(text).value, 0xFFFDU);
    EXPECT_EQ(first_code_point(text).bytes, 1U);
    EXPECT_FALSE(is_nfc(text));
  }
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("\xEF\xBF\xBD"));  // a U+FFFD that is really there
  EXPECT_TRUE(is_utf8(std::string_view("\0", 1)));
}

TEST(Utf8, positions_are_counted_in_code_points) {
  std::string_view const text = "a = 1\n价格 = 🐎x\n";
  struct Row {
    std::size_t byte;
    TextPosition position;
  };
  for (auto const& [byte, position] : {
           Row{0, {1, 1}},
           Row{5, {1, 6}},  // the line's end belongs to the line
           Row{6, {2, 1}},
           Row{9, {2, 2}},   // after three bytes of 价
           Row{19, {2, 7}},  // after four bytes of the horse
           Row{text.size(), {3, 1}},
           Row{text.size() + 9, {3, 1}},
       }) {
    EXPECT_EQ(position_at(text, byte), position) << byte;
  }
  EXPECT_EQ(code_point_offset(text, 7), 9U);
  EXPECT_EQ(code_point_offset(text, 99), text.size());
}

TEST(Unicode, texts_that_look_the_same_become_the_same_bytes) {
  struct Row {
    std::string_view text, nfc;
  };
  for (auto const& [text, nfc] : {
           Row{"", ""}, Row{"abc", "abc"}, Row{"价格", "价格"}, Row{"e\u0301", "é"},
           Row{"\u212B", "Å"},                        // the ångström sign
           Row{"\uF900", "豈"},                       // a compatibility ideograph
           Row{"\u1100\u1161", "가"}, Row{"ﬁ", "ﬁ"},  // a ligature stays: this is NFC, not NFKC
       }) {
    EXPECT_EQ(normalise(text), nfc);
    EXPECT_EQ(is_nfc(text), text == nfc) << text;
  }
}

}  // namespace
}  // namespace zonebook
