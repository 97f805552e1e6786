// What surrounds one number: the stretches of tokens in which its words are looked for.  Shared by
// the parts of the reader of figures; all questions are asked of tokens, never of characters.

#pragma once

#include "reading/token.h"

namespace zonebook::reading {

// Where a number stands.  Token indices; `gap` begins after the number before it in the sentence,
// `near` after the last comma of the gap, `sentence` after the last full stop.
struct Place {
  std::size_t at = 0, gap = 0, near = 0, clause = 0, sentence = 0;
};

class Surroundings {
 public:
  Surroundings(Tokens const& tokens, Place place) : tokens_(tokens), place_(place) {}

  Place const& place() const { return place_; }
  Token const& token(std::size_t i) const { return tokens_.list[i]; }
  std::size_t size() const { return tokens_.list.size(); }
  Numeral const& number() const { return tokens_.numbers[token(place_.at).index]; }

  // The last word with the role in [from, at), and its index; nullptr if there is none.
  Sense const* before(Role role, std::size_t from, std::size_t* where = nullptr) const;
  // The first one after the number, before punctuation, another number or `bytes` more.
  Sense const* after(Role role, std::size_t bytes, std::size_t* where = nullptr) const;

  std::string_view text_before(std::size_t bytes) const;
  std::string_view text_after(std::size_t bytes) const;
  std::string_view between(std::size_t begin, std::size_t end) const {
    return tokens_.text.substr(begin, end - begin);
  }
  std::size_t begin_byte() const { return number().begin; }
  std::size_t end_byte() const { return number().end; }

 private:
  Tokens const& tokens_;
  Place place_;
};

Place place_of(Tokens const&, std::size_t at);

bool is_break(Token::Kind);  // a comma, a semicolon, a colon, a stop

}  // namespace zonebook::reading
