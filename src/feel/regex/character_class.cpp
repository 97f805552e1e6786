#include "feel/regex/character_class.h"

#include <fmt/core.h>

#include <algorithm>
#include <span>

namespace zonebook::feel::regex {
namespace {

using Range = CodePointRange;

// NameStartChar and what NameChar adds to it (XML 1.0, fifth edition, 2.3 [4] and [4a]).
constexpr Range name_start[] = {
    {':', ':'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},
    {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
    {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
    {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}};
constexpr Range name_further[] = {{'-', '-'},   {'.', '.'},     {'0', '9'},
                                  {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}};
constexpr Range white_space[] = {{'\t', '\n'}, {'\r', '\r'}, {' ', ' '}};

// Categories of XML Schema 1.1 part 2, G.4.2.2; Cs is not one of them.
constexpr std::string_view categories[] = {"L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc",
                                           "Me", "N",  "Nd", "Nl", "No", "P",  "Pc", "Pd", "Ps",
                                           "Pe", "Pi", "Pf", "Po", "Z",  "Zs", "Zl", "Zp", "S",
                                           "Sm", "Sc", "Sk", "So", "C",  "Cc", "Cf", "Co", "Cn"};

// PCRE2 takes no surrogate as an end point: there are none in UTF-8.
std::string members_of(Range range) {
  constexpr Range surrogates{0xD800, 0xDFFF};
  auto const inside = [&](char32_t c) { return c >= surrogates.first && c <= surrogates.last; };
  if (inside(range.first)) range.first = surrogates.last + 1;
  if (inside(range.last)) range.last = surrogates.first - 1;
  if (range.first > range.last) return {};
  auto const first = static_cast<std::uint32_t>(range.first);
  auto const last = static_cast<std::uint32_t>(range.last);
  if (first == last) return fmt::format("\\x{{{:x}}}", first);
  return fmt::format("\\x{{{:x}}}-\\x{{{:x}}}", first, last);
}

std::string members_of(std::vector<Range> ranges, bool complement) {
  std::ranges::sort(ranges, {}, &Range::first);
  std::string members;
  char32_t next = 0;
  for (auto const& range : ranges) {
    if (!complement)
      members += members_of(range);
    else if (next < range.first)
      members += members_of(Range{next, range.first - 1});
    next = range.last + 1;
  }
  if (complement && next <= 0x10FFFF) members += members_of(Range{next, 0x10FFFF});
  return members;
}

std::vector<Range> ranges_of(std::span<Range const> ranges, std::span<Range const> further = {}) {
  std::vector<Range> all(ranges.begin(), ranges.end());
  all.insert(all.end(), further.begin(), further.end());
  return all;
}

// \p{Lu}, \P{IsGreek}: from behind the letter.  Block names are compared as Unicode compares names,
// without regard to letter case, spaces, hyphens and underscores (UAX 44, LM3), so that the old
// spellings of XML Schema 1.0 are understood.
Result<std::string> property(Cursor& cursor, std::size_t from, bool complement) {
  std::string name;
  if (!cursor.accept('{')) {
    return cursor.refuse("feel.pattern_bad_property", from, {{"text", cursor.text_from(from)}});
  }
  while (cursor.peek() != '}' && cursor.peek() != Cursor::end && name.size() < 100) {
    append_code_point(name, cursor.take());
  }
  auto const closed = cursor.accept('}');
  if (closed && std::ranges::find(categories, name) != std::end(categories)) {
    return fmt::format("\\{}{{{}}}", complement ? 'P' : 'p', name);
  }
  // The flag x has taken the white space where it may stand; elsewhere it is a mistake.
  if (closed && name.starts_with("Is") && !name.contains(' ') && !name.contains('_')) {
    if (auto const range = block(name.substr(2))) return members_of({*range}, complement);
  }
  return cursor.refuse("feel.pattern_bad_property", from, {{"text", cursor.text_from(from)}});
}

// G.4.2.5; XPath adds `$` to the characters that may be escaped.
constexpr std::string_view escapable = "\\|.?*+(){}-[]^$";

class ClassReader {
 public:
  ClassReader(Cursor& cursor, std::size_t open, Flags flags)
      : cursor_(cursor), open_(open), flags_(flags) {}

  Result<std::string> read();

 private:
  struct Single {
    char32_t character = Cursor::end;  // end: several characters, already appended
    bool bare_hyphen = false;
  };

  Result<void> read_part();
  Result<Single> read_single();
  Result<void> read_range(char32_t first, std::size_t from);
  std::string written() const;

  Cursor& cursor_;
  std::size_t open_;
  Flags flags_;
  bool negated_ = false;
  std::string characters_;  // single ones and ranges: the flag i concerns them
  std::string escapes_;     // the others
  std::string subtracted_;  // a whole class, translated
};

// charClassExpr ::= '[' '^'? part+ ('-' charClassExpr)? ']'
Result<std::string> ClassReader::read() {
  negated_ = cursor_.accept('^');
  for (bool empty = true;; empty = false) {
    auto const next = cursor_.peek();
    if (next == Cursor::end) return cursor_.refuse("feel.pattern_class_not_closed", open_);
    bool const subtraction = next == '-' && cursor_.peek_second() == '[';
    if (empty && (next == ']' || subtraction)) {
      return cursor_.refuse("feel.pattern_class_empty", open_);
    }
    if (subtraction) {
      cursor_.take();
      auto const inner = cursor_.offset();
      cursor_.take();
      subtracted_ = TRY(translate_class(cursor_, inner, flags_));
      if (cursor_.peek() != ']') {
        return cursor_.refuse("feel.pattern_class_not_closed", open_);
      }
    }
    if (cursor_.peek() == ']') break;
    TRY(read_part());
  }
  cursor_.take();
  return written();
}

// A hyphen makes a range only between two characters of which neither is a bare hyphen itself;
// elsewhere it stands for itself (G.4.1, the notes on the grammar of 1.1).
Result<void> ClassReader::read_part() {
  auto const from = cursor_.offset();
  auto const single = TRY(read_single());
  if (single.character == Cursor::end) return {};
  auto const behind = cursor_.peek() == '-' ? cursor_.peek_second() : ']';
  bool const range = !single.bare_hyphen && behind != ']' && behind != '[' && behind != '-';
  if (range && behind != Cursor::end) return read_range(single.character, from);
  characters_ += members_of(Range{single.character, single.character});
  return {};
}

Result<void> ClassReader::read_range(char32_t first, std::size_t from) {
  cursor_.take();
  auto const last = TRY(read_single());
  if (last.character == Cursor::end || last.character < first) {
    return cursor_.refuse("feel.pattern_bad_range", from, {{"text", cursor_.text_from(from)}});
  }
  characters_ += members_of(Range{first, last.character});
  return {};
}

Result<ClassReader::Single> ClassReader::read_single() {
  auto const from = cursor_.offset();
  auto const character = cursor_.take();
  if (character == '[') {
    return cursor_.refuse("feel.pattern_must_be_escaped", from, {{"text", "["}});
  }
  if (character != '\\') return Single{character, character == '-'};
  auto escape = TRY(translate_escape(cursor_, from));
  escapes_ += escape.members;
  return Single{escape.character, false};
}

std::string bracket(std::string_view members, bool negated) {
  // Nothing at all, or everything; PCRE2 reads [] and [^] otherwise.
  if (members.empty()) return negated ? "(?s:.)" : "[^\\x{0}-\\x{10ffff}]";
  return fmt::format("[{}{}]", negated ? "^" : "", members);
}

std::string ClassReader::written() const {
  std::string whole;
  if (!flags_.caseless || escapes_.empty()) {
    whole = bracket(characters_ + escapes_, negated_);
  } else {
    auto const fixed = fmt::format("(?-i:{})", bracket(escapes_, false));
    auto const either =
        characters_.empty() ? fixed : fmt::format("{}|{}", bracket(characters_, false), fixed);
    whole = negated_ ? fmt::format("(?:(?!{})(?s:.))", either) : fmt::format("(?:{})", either);
  }
  return subtracted_.empty() ? whole : fmt::format("(?:(?!{}){})", subtracted_, whole);
}

}  // namespace

Result<std::string> translate_class(Cursor& cursor, std::size_t open, Flags flags) {
  if (!cursor.enter_class()) return cursor.refuse("feel.pattern_too_deep", open);
  auto translated = ClassReader(cursor, open, flags).read();
  cursor.leave_class();
  return translated;
}

Result<Escape> translate_escape(Cursor& cursor, std::size_t from) {
  auto const letter = cursor.take();
  if (letter < 0x80 && escapable.contains(static_cast<char>(letter))) return Escape{letter, {}};
  switch (letter) {
    case 'n': return Escape{U'\n', {}};
    case 'r': return Escape{U'\r', {}};
    case 't': return Escape{U'\t', {}};
    case 's':
    case 'S': return Escape{Cursor::end, members_of(ranges_of(white_space), letter == 'S')};
    case 'i':
    case 'I': return Escape{Cursor::end, members_of(ranges_of(name_start), letter == 'I')};
    case 'c':
    case 'C':
      return Escape{Cursor::end, members_of(ranges_of(name_start, name_further), letter == 'C')};
    case 'd': return Escape{Cursor::end, "\\p{Nd}"};
    case 'D': return Escape{Cursor::end, "\\P{Nd}"};
    // "all characters except the set of punctuation, separator and other characters"
    case 'w': return Escape{Cursor::end, "\\p{L}\\p{M}\\p{N}\\p{S}"};
    case 'W': return Escape{Cursor::end, "\\p{P}\\p{Z}\\p{C}"};
    case 'p':
    case 'P': {
      auto members = TRY(property(cursor, from, letter == 'P'));
      return Escape{Cursor::end, std::move(members)};
    }
    default:
      return cursor.refuse("feel.pattern_bad_escape", from, {{"text", cursor.text_from(from)}});
  }
}

std::string class_of(std::string members, Flags flags) {
  auto const whole = bracket(members, false);
  return flags.caseless ? fmt::format("(?-i:{})", whole) : whole;
}

}  // namespace zonebook::feel::regex
