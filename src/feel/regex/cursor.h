// Reading a pattern, code point by code point.  Inside feel/regex/.
//
// Under the flag x, white space outside of character class expressions is not there at all
// (XPath 3.1, 5.6.2): the cursor skips it, so that nobody else has to think of it.

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/unicode.h"

namespace zonebook::feel::regex {

struct Flags {
  bool dot_all = false;     // s
  bool multi_line = false;  // m
  bool caseless = false;    // i
  bool spaced = false;      // x
  bool literal = false;     // q
};

class Cursor {
 public:
  static constexpr char32_t end = 0xFFFFFFFF;
  static constexpr int depth_max = 100;  // of groups and classes in one another

  Cursor(std::string_view text, bool spaced) : text_(text), spaced_(spaced) {}

  // The next code point, and the one behind it; `end` past the last one.
  char32_t peek() {
    skip_space();
    return at(offset_);
  }
  char32_t peek_second() {
    skip_space();
    return offset_ < text_.size() ? at(offset_ + width(offset_)) : end;
  }
  char32_t take() {
    auto const value = peek();
    if (value != end) offset_ += width(offset_);
    return value;
  }
  bool accept(char32_t wanted) {
    if (peek() != wanted) return false;
    take();
    return true;
  }

  // Where the next code point stands, in bytes.
  std::size_t offset() {
    skip_space();
    return offset_;
  }
  bool enter_class() { return ++classes_ <= depth_max; }
  void leave_class() { --classes_; }

  // `from` is a byte offset; people are told the position in code points, from 1.
  std::unexpected<Error> refuse(std::string key, std::size_t from,
                                std::vector<std::pair<std::string, std::string>> args = {}) const {
    auto position = std::to_string(code_point_count(text_.substr(0, from)) + 1);
    args.emplace_back("at", position);
    return invalid({std::move(key), std::move(args)}, position);
  }
  std::string text_from(std::size_t from) const {
    return std::string(text_.substr(from, offset_ - from));
  }

 private:
  void skip_space() {
    if (!spaced_ || classes_ > 0) return;
    while (offset_ < text_.size() && std::string_view(" \t\n\r").contains(text_[offset_])) {
      ++offset_;
    }
  }
  char32_t at(std::size_t offset) const {
    return offset < text_.size() ? first_code_point(text_.substr(offset)).value : end;
  }
  std::size_t width(std::size_t offset) const {
    return first_code_point(text_.substr(offset)).bytes;
  }

  std::string_view text_;
  std::size_t offset_ = 0;
  int classes_ = 0;
  bool spaced_;
};

}  // namespace zonebook::feel::regex
