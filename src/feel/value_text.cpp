// Values as people and FEEL write them: to_text and to_literal of value.h.

#include "feel/function.h"
#include "feel/lexer.h"
#include "feel/type.h"
#include "feel/value.h"

namespace zonebook::feel {
namespace {

// Appends to one text, so that a long list costs no more than its characters.
class Printer {
 public:
  enum class Style { plain, literal };

  explicit Printer(Style style) : style_(style) {}

  void print(Value const&);
  std::string take() { return std::move(out_); }

 private:
  void print_string(std::string_view);
  void print_temporal(std::string_view);
  void print_list(List const&);
  void print_context(Context const&);
  void print_key(std::string_view);
  void print_range(Range const&);
  void print_function(Function const&);

  Style style_;
  std::string out_;
};

void Printer::print(Value const& value) {
  switch (value.kind()) {
    case Kind::null: out_ += "null"; return;
    case Kind::boolean: out_ += value.boolean() ? "true" : "false"; return;
    case Kind::number: out_ += value.number().to_string(); return;
    case Kind::string: print_string(value.string()); return;
    case Kind::date: print_temporal(value.date().to_string()); return;
    case Kind::time: print_temporal(value.time().to_string()); return;
    case Kind::date_time: print_temporal(value.date_time().to_string()); return;
    case Kind::months_duration: print_temporal(value.months_duration().to_string()); return;
    case Kind::seconds_duration: print_temporal(value.seconds_duration().to_string()); return;
    case Kind::list: print_list(value.list()); return;
    case Kind::context: print_context(value.context()); return;
    case Kind::range: print_range(value.range()); return;
    case Kind::function: print_function(*value.function()); return;
  }
}

// With the escapes of 10.3.1.2, rule 35: the lexer's unescaped() is the way back.
void Printer::print_string(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  out_ += '"';
  for (char c : text) {
    auto const byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (c == '\n') {
      out_ += "\\n";
    } else if (c == '\r') {
      out_ += "\\r";
    } else if (c == '\t') {
      out_ += "\\t";
    } else if (byte < 0x20) {
      out_ += "\\u00";
      out_ += digits[byte >> 4];
      out_ += digits[byte & 15];
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

void Printer::print_temporal(std::string_view text) {
  if (style_ == Style::plain) {
    out_ += text;
    return;
  }
  out_ += "@\"";
  out_ += text;
  out_ += '"';
}

void Printer::print_list(List const& items) {
  out_ += '[';
  bool first = true;
  for (auto const& item : items) {
    if (!std::exchange(first, false)) out_ += ", ";
    print(item);
  }
  out_ += ']';
}

void Printer::print_context(Context const& context) {
  out_ += '{';
  bool first = true;
  for (auto const& [key, value] : context.entries) {
    if (!std::exchange(first, false)) out_ += ", ";
    print_key(key);
    out_ += ": ";
    print(value);
  }
  out_ += '}';
}

// A key that reads as words needs no quotes: {fee rate: 5, "a-b": 6}.
void Printer::print_key(std::string_view key) {
  Lexer lexer(key);
  std::uint32_t at = 0;
  bool bare = !key.empty();
  while (bare && at < key.size()) {
    auto word = lexer.token_at(at);
    bare = word.kind == Token::Kind::word && word.at.begin == at && !is_keyword(word.text);
    at = word.at.end;
    if (!bare || at == key.size()) break;
    bare = key[at] == ' ' && ++at < key.size();
  }
  if (bare) {
    out_ += key;
  } else {
    print_string(key);
  }
}

void Printer::print_range(Range const& range) {
  bool const starts = !range.start.is_null();
  switch (range.form) {
    case Range::Form::equal: out_ += "(= "; break;
    case Range::Form::unequal: out_ += "(!= "; break;
    case Range::Form::one_sided:
      if (starts) out_ += range.start_included ? "(>= " : "(> ";
      if (!starts) out_ += range.end_included ? "(<= " : "(< ";
      break;
    case Range::Form::interval:
      out_ += range.start_included ? '[' : '(';
      print(range.start);
      out_ += "..";
      print(range.end);
      out_ += range.end_included ? ']' : ')';
      return;
  }
  bool const end = range.form == Range::Form::one_sided && !starts;
  print(end ? range.end : range.start);
  out_ += ')';
}

// FEEL has no literal for what a function does; its parameters tell enough in a message.
void Printer::print_function(Function const& function) {
  out_ += "function ";
  out_ += function.name();
  if (out_.back() == ' ') out_.pop_back();
  out_ += '(';
  bool first = true;
  for (auto const& parameter : function.parameters()) {
    if (!std::exchange(first, false)) out_ += ", ";
    out_ += parameter.name;
    if (parameter.type && parameter.type->form != Type::Form::any) {
      out_ += ": " + to_string(*parameter.type);
    }
  }
  out_ += ')';
}

std::string printed(Value const& value, Printer::Style style) {
  Printer printer(style);
  printer.print(value);
  return printer.take();
}

}  // namespace

std::string to_text(Value const& value) {
  if (value.is(Kind::string)) return value.string();
  return printed(value, Printer::Style::plain);
}

std::string to_literal(Value const& value) { return printed(value, Printer::Style::literal); }

}  // namespace zonebook::feel
