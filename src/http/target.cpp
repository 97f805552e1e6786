#include "http/target.h"

#include <algorithm>

#include "base/utf8.h"

namespace zonebook::http {
namespace {

std::optional<int> hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// Visible ASCII without the marks that neither RFC 3986 nor a browser leaves bare.
bool may_stand_bare(char c) {
  constexpr std::string_view never = "\"<>#\\";
  return c > 0x20 && c < 0x7F && never.find(c) == std::string_view::npos;
}

Error bad_path() { return {Error::Code::invalid, {"http.bad_path", {}}, "path"}; }
Error bad_query() { return {Error::Code::invalid, {"http.bad_query", {}}, "query"}; }

// What follows the authority of "http://host:80/path"; the text itself if it is no such address.
std::string_view without_authority(std::string_view text) {
  for (std::string_view const scheme : {"http://", "https://"}) {
    if (!text.starts_with(scheme)) continue;
    return text.substr(std::min(text.find_first_of("/?", scheme.size()), text.size()));
  }
  return text;
}

Result<std::vector<std::string>> parse_path(std::string_view path) {
  if (path.empty() || path.front() != '/') return std::unexpected(bad_path());
  std::vector<std::string> segments;
  for (std::size_t begin = 1; begin <= path.size();) {
    auto const end = std::min(path.find('/', begin), path.size());
    auto segment = percent_decoded(path.substr(begin, end - begin), Plus::itself);
    if (!segment || *segment == "." || *segment == "..") return std::unexpected(bad_path());
    segments.push_back(std::move(*segment));
    begin = end + 1;
  }
  return segments;
}

}  // namespace

std::optional<std::string_view> Query::find(std::string_view name) const {
  auto const found = std::ranges::find(pairs_, name, &Pair::first);
  if (found == pairs_.end()) return std::nullopt;
  return found->second;
}

std::size_t Query::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count(pairs_, name, &Pair::first));
}

Result<Query> parse_query(std::string_view text) {
  if (!std::ranges::all_of(text, may_stand_bare)) return std::unexpected(bad_query());
  std::vector<Query::Pair> pairs;
  while (!text.empty()) {
    auto const pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    if (pair.empty()) continue;
    auto const equals = std::min(pair.find('='), pair.size());
    auto name = percent_decoded(pair.substr(0, equals), Plus::space);
    auto value = percent_decoded(pair.substr(std::min(equals + 1, pair.size())), Plus::space);
    if (!name || !value || pairs.size() == query_pairs_most) return std::unexpected(bad_query());
    pairs.emplace_back(std::move(*name), std::move(*value));
  }
  return Query(std::move(pairs));
}

Result<Target> parse_target(std::string_view text) {
  if (!std::ranges::all_of(text, may_stand_bare)) return std::unexpected(bad_path());
  auto const whole = text;
  text = without_authority(text);
  bool const is_address = text.size() < whole.size();
  auto const path = text.substr(0, text.find('?'));
  auto const query = text.substr(std::min(path.size() + 1, text.size()));
  Target target;
  target.segments = TRY(parse_path(path.empty() && is_address ? "/" : path));
  target.query = TRY(parse_query(query));
  return target;
}

std::optional<std::string> percent_decoded(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (text.size() - i < 3) return std::nullopt;
      auto const high = hexadecimal(text[i + 1]);
      auto const low = hexadecimal(text[i + 2]);
      if (!high || !low) return std::nullopt;
      decoded += static_cast<char>(*high * 16 + *low);
      i += 2;
    } else {
      decoded += text[i] == '+' && plus == Plus::space ? ' ' : text[i];
    }
  }
  // Line ends and tabs are text in a query; NUL and the like are in none.
  auto const is_wrong = [&](char c) {
    bool const is_white = c == '\n' || c == '\r' || c == '\t';
    return is_control(c) && !(is_white && plus == Plus::space);
  };
  if (std::ranges::any_of(decoded, is_wrong) || !is_utf8(decoded)) return std::nullopt;
  return decoded;
}

}  // namespace zonebook::http
