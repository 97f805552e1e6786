#include "feel/regex/translate.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "feel/regex/character_class.h"

namespace zonebook::feel::regex {
namespace {

// Of a quantifier; PCRE2 knows no greater ones.
constexpr std::uint32_t count_max = 65'535;

struct Quantifier {
  std::uint32_t least = 0;
  std::optional<std::uint32_t> most;  // nullopt: any number
  bool reluctant = false;

  bool has_choice() const { return most != least; }
};

void append_character(std::string& out, char32_t character) {
  bool const letter = (character >= '0' && character <= '9') ||
                      (character >= 'A' && character <= 'Z') ||
                      (character >= 'a' && character <= 'z') || character >= 0x80;
  if (letter)
    append_code_point(out, character);
  else
    out += fmt::format("\\x{{{:x}}}", static_cast<std::uint32_t>(character));
}

class Translator {
 public:
  Translator(std::string_view pattern, Flags flags)
      : cursor_(pattern, flags.spaced), flags_(flags) {}

  Result<Translation> translate();

 private:
  Result<void> read_branches();
  Result<void> read_piece();
  Result<void> read_atom();
  Result<void> read_group(std::size_t open);
  Result<void> read_escape(std::size_t from);
  Result<void> read_back_reference(std::size_t from);
  Result<std::optional<Quantifier>> read_quantifier();
  Result<Quantifier> read_counts(std::size_t from);
  std::optional<std::uint32_t> read_number();
  void write(Quantifier, std::size_t atom);

  Cursor cursor_;
  Flags flags_;
  std::string out_;
  std::vector<bool> closed_;  // by group, from 0
  int depth_ = 0;
};

Result<Translation> Translator::translate() {
  TRY(read_branches());
  if (cursor_.peek() == ')') {
    return cursor_.refuse("feel.pattern_must_be_escaped", cursor_.offset(), {{"text", ")"}});
  }
  return Translation{std::move(out_), static_cast<std::uint32_t>(closed_.size()), flags_};
}

Result<void> Translator::read_branches() {
  for (;;) {
    auto const next = cursor_.peek();
    if (next == Cursor::end || next == ')') return {};
    if (next == '|') {
      cursor_.take();
      out_ += "|(?C)";
    } else {
      TRY(read_piece());
    }
  }
}

Result<void> Translator::read_piece() {
  auto const atom = out_.size();
  TRY(read_atom());
  auto const quantifier = TRY(read_quantifier());
  if (quantifier) write(*quantifier, atom);
  return {};
}

void Translator::write(Quantifier quantifier, std::size_t atom) {
  // PCRE2 does not repeat a bare anchor; XPath does.
  auto const written = std::string_view(out_).substr(atom);
  if (written == "^" || written == "$" || written == "\\A" || written == "\\z") {
    out_.insert(atom, "(?:");
    out_ += ')';
  }
  if (auto const weight = std::min(quantifier.least / 256, 255U)) {
    out_.insert(atom, fmt::format("(?C{})", weight));
  }
  auto const [least, most, reluctant] = quantifier;
  if (!most)
    out_ += fmt::format("{{{},}}", least);
  else if (most == least)
    out_ += fmt::format("{{{}}}", least);
  else
    out_ += fmt::format("{{{},{}}}", least, *most);
  if (reluctant) out_ += '?';
  if (quantifier.has_choice()) out_ += "(?C)";
}

Result<void> Translator::read_atom() {
  auto const from = cursor_.offset();
  auto const character = cursor_.take();
  switch (character) {
    // "Under s, . matches any character; otherwise any except #x0A and #x0D."
    case '.': out_ += flags_.dot_all ? "." : "[^\\n\\r]"; return {};
    // Under m these are exactly PCRE2's: a newline at the very end begins no line.
    case '^': out_ += flags_.multi_line ? "^" : "\\A"; return {};
    case '$': out_ += flags_.multi_line ? "$" : "\\z"; return {};
    case '(': return read_group(from);
    case '\\': return read_escape(from);
    case '[': {
      auto const translated = TRY(translate_class(cursor_, from, flags_));
      out_ += translated;
      return {};
    }
    case '?':
    case '*':
    case '+':
    case '{':
      return cursor_.refuse("feel.pattern_nothing_to_repeat", from,
                            {{"text", cursor_.text_from(from)}});
    case ']':
    case '}':
      return cursor_.refuse("feel.pattern_must_be_escaped", from,
                            {{"text", cursor_.text_from(from)}});
    default: append_character(out_, character); return {};
  }
}

Result<void> Translator::read_group(std::size_t open) {
  if (++depth_ > Cursor::depth_max) return cursor_.refuse("feel.pattern_too_deep", open);
  std::optional<std::size_t> group;
  if (cursor_.accept('?')) {
    if (!cursor_.accept(':')) return cursor_.refuse("feel.pattern_bad_group", open);
    out_ += "(?:";
  } else {
    out_ += '(';
    group = closed_.size();
    closed_.push_back(false);
  }
  TRY(read_branches());
  if (!cursor_.accept(')')) return cursor_.refuse("feel.pattern_group_not_closed", open);
  out_ += ')';
  if (group) closed_[*group] = true;
  --depth_;
  return {};
}

Result<void> Translator::read_escape(std::size_t from) {
  auto const next = cursor_.peek();
  if (next >= '1' && next <= '9') return read_back_reference(from);
  auto escape = TRY(translate_escape(cursor_, from));
  if (escape.character != Cursor::end)
    append_character(out_, escape.character);
  else
    out_ += class_of(std::move(escape.members), flags_);
  return {};
}

// "If this is followed by further digits, these digits are taken to be part of the back-reference
// if and only if the resulting number NN is such that the back-reference is preceded by NN or more
// [groups]"; "the closing parenthesis must come before".
Result<void> Translator::read_back_reference(std::size_t from) {
  auto number = static_cast<std::size_t>(cursor_.take() - '0');
  for (auto next = cursor_.peek(); next >= '0' && next <= '9'; next = cursor_.peek()) {
    auto const longer = number * 10 + (next - '0');
    if (longer > closed_.size()) break;
    number = longer;
    cursor_.take();
  }
  if (number > closed_.size() || !closed_[number - 1]) {
    return cursor_.refuse("feel.pattern_no_such_group", from, {{"number", std::to_string(number)}});
  }
  out_ += fmt::format("\\g{{{}}}", number);
  return {};
}

Result<std::optional<Quantifier>> Translator::read_quantifier() {
  auto const from = cursor_.offset();
  Quantifier quantifier;
  switch (cursor_.peek()) {
    case '?': quantifier = {.least = 0, .most = 1}; break;
    case '*': quantifier = {.least = 0, .most = std::nullopt}; break;
    case '+': quantifier = {.least = 1, .most = std::nullopt}; break;
    case '{': break;
    default: return std::nullopt;
  }
  if (cursor_.take() == '{') quantifier = TRY(read_counts(from));
  quantifier.reluctant = cursor_.accept('?');
  return quantifier;
}

// {n}, {n,}, {n,m}: from behind the brace.
Result<Quantifier> Translator::read_counts(std::size_t from) {
  auto const least = read_number();
  auto most = least;
  if (cursor_.accept(',')) most = cursor_.peek() == '}' ? std::nullopt : read_number();
  bool const open_ended = !most && cursor_.peek() == '}';
  bool const good = least && (most || open_ended) && *least <= most.value_or(count_max) &&
                    most.value_or(*least) <= count_max;
  if (!cursor_.accept('}') || !good) {
    return cursor_.refuse(
        "feel.pattern_bad_count", from,
        {{"text", cursor_.text_from(from)}, {"limit", std::to_string(count_max)}});
  }
  return Quantifier{.least = *least, .most = most};
}

// Digits; what is too large stays just too large.
std::optional<std::uint32_t> Translator::read_number() {
  std::optional<std::uint32_t> number;
  for (auto next = cursor_.peek(); next >= '0' && next <= '9'; next = cursor_.peek()) {
    number =
        std::min(number.value_or(0) * 10 + static_cast<std::uint32_t>(next - '0'), count_max + 1);
    cursor_.take();
  }
  return number;
}

// Any order, any number of times; white space is no flag.
Result<Flags> read_flags(std::string_view text) {
  Flags flags;
  for (auto flag : text) {
    switch (flag) {
      case 's': flags.dot_all = true; break;
      case 'm': flags.multi_line = true; break;
      case 'i': flags.caseless = true; break;
      case 'x': flags.spaced = true; break;
      case 'q': flags.literal = true; break;
      default: return invalid({"feel.pattern_bad_flags", {{"text", std::string(text)}}});
    }
  }
  return flags;
}

}  // namespace

Result<Translation> translate(std::string_view pattern, std::string_view flags_text) {
  auto const flags = TRY(read_flags(flags_text));
  if (!flags.literal) return Translator(pattern, flags).translate();
  // "all characters in the regular expression are treated as representing themselves"
  Translation literal;
  literal.flags = flags;
  Cursor cursor(pattern, false);
  while (cursor.peek() != Cursor::end) append_character(literal.pattern, cursor.take());
  return literal;
}

}  // namespace zonebook::feel::regex
