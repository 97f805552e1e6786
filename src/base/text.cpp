#include "base/text.h"

#include <algorithm>

namespace zonebook {
namespace {

MessageTemplate const* find_template(std::string_view key) {
  auto const all = message_templates();
  auto const found = std::ranges::lower_bound(all, key, {}, &MessageTemplate::key);
  return found != all.end() && found->key == key ? &*found : nullptr;
}

std::string const* find_argument(Text const& text, std::string_view name) {
  auto const found =
      std::ranges::find(text.args, name, &std::pair<std::string, std::string>::first);
  return found != text.args.end() ? &found->second : nullptr;
}

// feel.unknown_name (name: fee rate)
std::string without_template(Text const& text) {
  auto result = text.key;
  for (auto const& [name, value] : text.args) {
    result += result.size() == text.key.size() ? " (" : ", ";
    result += name + ": " + value;
  }
  if (!text.args.empty()) result += ')';
  return result;
}

// Stands before each of the two words of in_both(): a character that no text of people has.
constexpr char both_mark = '\x1e';

// "#feel.kind.number | #feel.kind.string": words that are messages themselves.
std::string rendered_argument(std::string_view argument, Language language) {
  constexpr std::string_view separator = " | ";
  if (argument.starts_with(both_mark)) {
    auto const middle = argument.find(both_mark, 1);
    return std::string(language == Language::zh ? argument.substr(1, middle - 1)
                                                : argument.substr(middle + 1));
  }
  if (!argument.starts_with('#')) return std::string(argument);
  auto const end = std::min(argument.find(separator), argument.size());
  auto result = render({std::string(argument.substr(1, end - 1)), {}}, language);
  if (end == argument.size()) return result;
  result += language == Language::zh ? "或" : " or ";
  return result + rendered_argument(argument.substr(end + separator.size()), language);
}

}  // namespace

std::string in_both(std::string_view zh, std::string_view en) {
  std::string both(1, both_mark);
  both += zh;
  both += both_mark;
  return both += en;
}

// In one pass, so that braces in an argument are not taken for placeholders.
std::string render(Text const& text, Language language) {
  auto const* found = find_template(text.key);
  if (!found) return without_template(text);
  auto rest = language == Language::zh ? found->zh : found->en;
  std::string result;
  while (!rest.empty()) {
    auto const open = std::min(rest.find('{'), rest.size());
    result += rest.substr(0, open);
    rest.remove_prefix(open);
    auto const close = rest.find('}');
    if (close == rest.npos) return result += rest;
    auto const* argument = find_argument(text, rest.substr(1, close - 1));
    result +=
        argument ? rendered_argument(*argument, language) : std::string(rest.substr(0, close + 1));
    rest.remove_prefix(close + 1);
  }
  return result;
}

}  // namespace zonebook
