#include "http/request.h"

#include <algorithm>

namespace zonebook::http {

std::string const& Request::named(std::string_view name) const {
  auto const found = std::ranges::find(names, name, [](auto const& pair) { return pair.first; });
  CHECK(found != names.end());
  return found->second;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  std::optional<std::string_view> value;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    auto const field = fields[i];
    if (!same_word(field.name, "Cookie")) continue;
    for (auto rest = field.value; !rest.empty();) {
      auto const pair = rest.substr(0, rest.find(';'));
      rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
      auto const equals = pair.find('=');
      if (equals == std::string_view::npos || trimmed(pair.substr(0, equals)) != name) continue;
      if (value) return std::nullopt;
      value = trimmed(pair.substr(equals + 1));
    }
  }
  return value;
}

}  // namespace zonebook::http
