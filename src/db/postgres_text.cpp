#include "db/postgres_text.h"

#include <cctype>

namespace zonebook::db {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Each function below takes the rest of the text and answers how many bytes belong together.

std::size_t quoted(std::string_view rest, char quote, bool has_escapes) {
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (has_escapes && rest[i] == '\\')
      ++i;
    else if (rest[i] == quote)
      return i + 1;  // a doubled quote begins the next stretch
  }
  return rest.size();
}

std::size_t line_comment(std::string_view rest) {
  auto const end = rest.find('\n');
  return end == rest.npos ? rest.size() : end;
}

std::size_t block_comment(std::string_view rest) {  // they nest
  int depth = 0;
  for (std::size_t i = 0; i + 1 < rest.size(); ++i) {
    auto const two = rest.substr(i, 2);
    if (two == "/*")
      ++depth, ++i;
    else if (two == "*/" && (++i, --depth == 0))
      return i + 1;
  }
  return rest.size();
}

std::size_t dollar_quoted(std::string_view rest) {
  std::size_t tag = 1;
  while (tag < rest.size() && is_word(rest[tag])) ++tag;
  bool const is_parameter = rest.size() > 1 && std::isdigit(static_cast<unsigned char>(rest[1]));
  if (tag == rest.size() || rest[tag] != '$' || is_parameter) return 1;
  auto const end = rest.find(rest.substr(0, tag + 1), tag + 1);
  return end == rest.npos ? rest.size() : end + tag + 1;
}

std::size_t stretch(std::string_view sql, std::size_t at) {
  auto const rest = sql.substr(at);
  bool const after_word = at > 0 && is_word(sql[at - 1]);
  bool const after_e =
      at > 0 && (sql[at - 1] == 'E' || sql[at - 1] == 'e') && (at == 1 || !is_word(sql[at - 2]));
  if (rest.starts_with('\'')) return quoted(rest, '\'', after_e);
  if (rest.starts_with('"')) return quoted(rest, '"', false);
  if (rest.starts_with("--")) return line_comment(rest);
  if (rest.starts_with("/*")) return block_comment(rest);
  if (rest.starts_with('$') && !after_word) return dollar_quoted(rest);
  return 1;
}

}  // namespace

Numbered numbered(std::string_view sql) {
  Numbered made;
  auto& text = made.text;
  for (std::size_t at = 0; at < sql.size();) {
    auto const size = stretch(sql, at);
    if (sql[at] == '?') {
      text += '$' + std::to_string(++made.parameters);
    } else {
      text += sql.substr(at, size);
    }
    at += size;
  }
  return made;
}

}  // namespace zonebook::db
