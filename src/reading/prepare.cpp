#include "reading/prepare.h"

#include <algorithm>
#include <iterator>

#include "reading/code_point.h"

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
  std::size_t begin = 0, end = 0;  // bytes of the source that are to be copied as they are

  void flush() {
    if (begin == end) return;
    page.runs.push_back({here(), static_cast<std::uint32_t>(begin), 0});
    page.text.append(source.substr(begin, end - begin));
    begin = end;
  }

  std::uint32_t here() const { return static_cast<std::uint32_t>(page.text.size()); }

  void copy(std::size_t at, std::size_t bytes) {
    if (at != end) {
      flush();
      begin = at;
    }
    end = at + bytes;
  }

  // Another character than the source has, in the place of its bytes.
  void put(char32_t code, std::size_t from, std::size_t to) {
    flush();
    page.runs.push_back({here(), static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
    append_code_point(page.text, code);
  }

  char last() const {
    if (begin != end) return source[end - 1];
    return page.text.empty() ? '\n' : page.text.back();
  }

  void character(std::size_t at, CodePoint found) {
    if (is_space(found.value)) {
      space = true;
      return;
    }
    auto code = quotes(plain(found.value));
    if (code == U'，' && is_thousands_comma(at, found.bytes)) code = ',';
    if (space && code < 0x80 && is_ascii_word(last()) && is_ascii_word(static_cast<char>(code))) {
      put(' ', at, at + found.bytes);
    }
    space = false;
    if (code == found.value && code != 0xFFFD) {
      copy(at, found.bytes);
    } else {
      put(code, at, at + found.bytes);
    }
  }

  // 12,345: the comma stays plain, and is no comma of a sentence.
  bool is_thousands_comma(std::size_t at, std::size_t bytes) const {
    if (bytes != 1) return false;
    std::size_t before = 0, after = 0;
    while (before < at && before < 4 && source[at - before - 1] >= '0' &&
           source[at - before - 1] <= '9')
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

Span Prepared::span(std::size_t begin, std::size_t end) const {
  auto const run_of = [&](std::size_t byte) {
    auto const after = std::ranges::upper_bound(runs, byte, {}, &Run::page);
    return *std::prev(after);
  };
  auto const first = run_of(begin), last = run_of(end - 1);
  auto const from = first.source_end > 0 ? first.source : first.source + (begin - first.page);
  auto const to = last.source_end > 0 ? last.source_end : last.source + (end - last.page);
  return {from, to};
}

Prepared prepare(std::string_view text, std::vector<Piece> const& pieces) {
  Prepared page;
  page.text.reserve(text.size() + pieces.size());
  Writer writer{text, page, {}};
  for (auto const& piece : pieces) {
    if (!piece.joined && writer.last() != '\n') {
      writer.put('\n', piece.at.begin, piece.at.begin);
    }
    writer.space = false;
    for (auto at = piece.at.begin; at < piece.at.end;) {
      auto const found = code_point_at(text.substr(at, piece.at.end - at));
      if (is_han(found.value)) {
        writer.space = false;
        writer.copy(at, found.bytes);
      } else {
        writer.character(at, found);
      }
      at += found.bytes;
    }
  }
  writer.flush();
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
