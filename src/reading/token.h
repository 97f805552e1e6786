// A prepared text as tokens: words of the lexicon, numbers, times and punctuation; everything else
// is passed over, and is what lies between them.
//
// Threads: values; a token's entry points into the immutable lexicon.

#pragma once

#include <string_view>
#include <vector>

#include "reading/lexicon.h"
#include "reading/moment.h"
#include "reading/numeral.h"

namespace zonebook::reading {

struct Token {
  enum class Kind : std::uint8_t {
    word,
    number,
    time,
    comma,
    list,  // 、 and 和
    semicolon,
    stop,  // 。！？ and a line's end
    colon,
    open,
    close,
    quote,
    unquote,
  };
  Kind kind = Kind::word;
  std::uint32_t begin = 0, end = 0;
  std::uint32_t index = 0;       // of the number or time
  Entry const* entry = nullptr;  // of a word
  Sense const* sense(Role role) const { return entry ? entry->role(role) : nullptr; }
};

struct Tokens {
  std::string_view text;
  std::vector<Token> list;
  std::vector<Numeral> numbers;
  std::vector<Moment> moments;
};

Tokens tokens_of(std::string_view prepared);

}  // namespace zonebook::reading
