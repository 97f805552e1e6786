#include "reading/context.h"

namespace zonebook::reading {

using Kind = Token::Kind;

bool is_break(Kind kind) {
  return kind == Kind::comma || kind == Kind::semicolon || kind == Kind::stop ||
         kind == Kind::colon;
}

Sense const* Surroundings::before(Role role, std::size_t from, std::size_t* where) const {
  for (auto i = place_.at; i > from; --i) {
    if (auto const* sense = token(i - 1).sense(role)) {
      if (where) *where = i - 1;
      return sense;
    }
  }
  return nullptr;
}

Sense const* Surroundings::after(Role role, std::size_t bytes, std::size_t* where) const {
  for (auto i = place_.at + 1; i < size(); ++i) {
    auto const& next = token(i);
    auto const named = next.kind == Kind::number && tokens_.numbers[next.index].unit.empty();
    if (is_break(next.kind) || (next.kind == Kind::number && !named) || next.kind == Kind::list ||
        next.kind == Kind::close || next.begin > end_byte() + bytes) {
      return nullptr;
    }
    if (auto const* sense = next.sense(role)) {
      if (where) *where = i;
      return sense;
    }
  }
  return nullptr;
}

std::string_view Surroundings::text_before(std::size_t bytes) const {
  auto const end = begin_byte();
  auto const size = std::min(bytes, end);
  return tokens_.text.substr(end - size, size);
}

std::string_view Surroundings::text_after(std::size_t bytes) const {
  return tokens_.text.substr(end_byte(), std::min(bytes, tokens_.text.size() - end_byte()));
}

Place place_of(Tokens const& tokens, std::size_t at) {
  Place place{at, at, at, at, at};
  auto gap = false, near = false, clause = false;
  for (auto i = at; i > 0; --i) {
    auto const kind = tokens.list[i - 1].kind;
    if (kind == Kind::stop) break;
    if (kind == Kind::number) gap = near = true;
    if (is_break(kind)) near = true;
    if (kind == Kind::semicolon) clause = gap = true;
    place.sentence = i - 1;
    if (!clause) place.clause = i - 1;
    if (!gap) place.gap = i - 1;
    if (!near) place.near = i - 1;
    // A sentence of thousands of tokens is a table without full stops; its start says nothing.
    if (at - i > 200) break;
  }
  return place;
}

}  // namespace zonebook::reading
