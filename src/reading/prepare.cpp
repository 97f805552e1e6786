#include "reading/prepare.h"

#include <array>

#include "base/utf8.h"

namespace zonebook::reading {
namespace {

// A line shorter than this is a heading or an item; a longer one without a full stop goes on.
constexpr std::size_t full_line = 30;

bool is_ascii_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == '\r' || c == 0x3000 || c == 0xA0 || c == 0xFEFF ||
         c == 0x200B;
}

// Of two ways to write a sign the one that the words use.
char32_t plain(char32_t c) {
  switch (c) {
    case ',': return U'，';
    case ';': return U'；';
    case ':': return U'：';
    case '(': return U'（';
    case ')': return U'）';
    case '!': return U'！';
    case '?': return U'？';
    case 0xFF0C: return U'，';
    case 0xFF1B: return U'；';
    case 0xFF1A: return U'：';
    case 0xFF08: return U'（';
    case 0xFF09: return U'）';
    case 0xFF01: return U'！';
    case 0xFF1F: return U'？';
    case 0x2014:
    case 0x2013:
    case 0x2012:
    case 0x2212:
    case 0xFF5E:
    case 0x301C:
    case '~': return U'-';
    default: break;
  }
  if (c > 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  return c;
}

// Straight quotation marks open and close by turns.
struct Quotes {
  bool open = false;
  char32_t operator()(char32_t c) {
    if (c != '"' && c != 0xFF02) return c;
    open = !open;
    return open ? U'“' : U'”';
  }
};

struct Writer {
  std::string_view source;
  Prepared& page;
  Quotes quotes;
  bool space = false;

  void put(char32_t code, std::size_t begin, std::size_t end) {
    append_code_point(page.text, code);
    page.from.resize(page.text.size(), static_cast<std::uint32_t>(begin));
    page.to.resize(page.text.size(), static_cast<std::uint32_t>(end));
  }

  void character(std::size_t at, CodePoint found) {
    if (is_space(found.value)) {
      space = true;
      return;
    }
    auto code = quotes(plain(found.value));
    if (code == U'，' && is_thousands_comma(at, found.bytes)) code = ',';
    if (space && code < 0x80 && !page.text.empty() && is_ascii_word(page.text.back()) &&
        is_ascii_word(static_cast<char>(code))) {
      put(' ', at, at + found.bytes);
    }
    space = false;
    put(code, at, at + found.bytes);
  }

  // 12,345: the comma stays plain, and is no comma of a sentence.
  bool is_thousands_comma(std::size_t at, std::size_t bytes) const {
    if (bytes != 1 || page.text.empty()) return false;
    std::size_t before = 0, after = 0;
    while (before < at && source[at - before - 1] >= '0' && source[at - before - 1] <= '9')
      ++before;
    while (at + 1 + after < source.size() && source[at + 1 + after] >= '0' &&
           source[at + 1 + after] <= '9' && after < 4) {
      ++after;
    }
    auto const grouped = at > before && source[at - before - 1] == ',';
    return after == 3 && before >= 1 && before <= 3 && (!grouped || before == 3);
  }
};

std::string_view trimmed(std::string_view line) {
  for (;;) {
    if (line.empty()) return line;
    auto const first = first_code_point(line);
    if (!is_space(first.value)) break;
    line.remove_prefix(first.bytes);
  }
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) {
    line.remove_suffix(1);
  }
  return line;
}

bool ends_sentence(std::string_view line) {
  for (std::string_view end :
       {"。", "！", "？", "；", "：", "”", "》", "）", "!", "?", ";", ":", ")", "\""}) {
    if (line.ends_with(end)) return true;
  }
  return false;
}

bool begins_anew(std::string_view line) {
  for (std::string_view mark :
       {"　　", "  ", "\t", "#", "●", "■", "一、", "二、", "三、", "四、", "（一", "（二"}) {
    if (line.starts_with(mark)) return true;
  }
  return false;
}

}  // namespace

Span Prepared::span(std::size_t begin, std::size_t end) const { return {from[begin], to[end - 1]}; }

Prepared prepare(std::string_view text, std::vector<Piece> const& pieces) {
  Prepared page;
  page.text.reserve(text.size());
  Writer writer{text, page, {}};
  for (auto const& piece : pieces) {
    if (!piece.joined && !page.text.empty() && page.text.back() != '\n') {
      writer.put('\n', piece.at.begin, piece.at.begin);
    }
    writer.space = false;
    for (auto at = piece.at.begin; at < piece.at.end;) {
      auto const found = first_code_point(text.substr(at, piece.at.end - at));
      writer.character(at, found);
      at += found.bytes;
    }
  }
  return page;
}

std::vector<Piece> lines_of(std::string_view text) {
  std::vector<Piece> pieces;
  std::string_view last;
  for (std::size_t begin = 0; begin < text.size();) {
    auto const end = std::min(text.find('\n', begin), text.size());
    auto const line = text.substr(begin, end - begin);
    auto const inner = trimmed(line);
    if (!inner.empty()) {
      auto const goes_on = !last.empty() && !ends_sentence(last) && !begins_anew(line) &&
                           code_point_count(last) >= full_line;
      pieces.push_back({{begin, end}, goes_on});
      last = inner;
    }
    begin = end + 1;
  }
  return pieces;
}

}  // namespace zonebook::reading
