#include "http/router.h"

#include <algorithm>
#include <set>

namespace zonebook::http {
namespace {

std::vector<std::string_view> parts_of(std::string_view pattern) {
  CHECK(pattern.starts_with('/'));
  std::vector<std::string_view> parts;
  for (std::size_t begin = 1; begin <= pattern.size();) {
    auto const end = std::min(pattern.find('/', begin), pattern.size());
    parts.push_back(pattern.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

bool is_name(std::string_view part) { return part.starts_with('{') && part.ends_with('}'); }
bool is_tail(std::string_view part) { return is_name(part) && part.ends_with("...}"); }

std::string_view name_in(std::string_view part) {
  part = part.substr(1, part.size() - 2);
  if (part.ends_with("...")) part.remove_suffix(3);
  return part;
}

}  // namespace

void Router::add(Route route) {
  routes_.push_back(std::move(route));
  auto const& added = routes_.back();
  auto const parts = parts_of(added.pattern);
  auto* node = &root_;
  Known known{.route = &added, .names = {}, .has_tail = is_tail(parts.back())};
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    bool const is_last = i + 1 == parts.size();
    CHECK(!is_tail(parts[i]) || is_last);
    if (is_name(parts[i])) {
      auto const name = name_in(parts[i]);
      CHECK(!name.empty() && names.insert(name).second);
      known.names.emplace_back(i, name);
    }
    if (is_tail(parts[i])) break;
    auto& next = is_name(parts[i]) ? node->named : node->fixed[std::string(parts[i])];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  auto& ends = known.has_tail ? node->tail : node->here;
  CHECK(ends.by_method.emplace(added.method, std::move(known)).second);
}

Router::Found Router::find(std::string_view method, Segments const& segments) const {
  if (method == "HEAD") method = "GET";
  std::vector<Ends const*> matching;
  search(root_, segments, 0, matching);

  Found found;
  std::set<std::string_view> allowed;
  for (auto const* ends : matching) {
    auto const at = ends->by_method.find(method);
    if (at != ends->by_method.end()) {
      found.route = at->second.route;
      found.names = names_in(at->second, segments);
      return found;
    }
    for (auto const& [known, end] : ends->by_method) allowed.insert(known);
  }
  if (allowed.empty()) return found;
  if (allowed.contains("GET")) allowed.insert("HEAD");
  allowed.insert("OPTIONS");
  for (auto const known : allowed) {
    found.allowed += (found.allowed.empty() ? "" : ", ") + std::string(known);
  }
  return found;
}

std::vector<std::pair<std::string_view, std::string>> Router::names_in(Known const& known,
                                                                       Segments const& segments) {
  std::vector<std::pair<std::string_view, std::string>> names;
  names.reserve(known.names.size());
  for (auto const& [at, name] : known.names) names.emplace_back(name, segments[at]);
  if (!known.has_tail) return names;
  for (auto next = known.names.back().first + 1; next < segments.size(); ++next) {
    names.back().second += "/" + segments[next];
  }
  return names;
}

// The best match first; it visits a node of the tree of patterns at most once.
void Router::search(Node const& node, Segments const& segments, std::size_t at,
                    std::vector<Ends const*>& matching) {
  if (at == segments.size()) {
    if (!node.here.by_method.empty()) matching.push_back(&node.here);
    return;
  }
  auto const fixed = node.fixed.find(segments[at]);
  if (fixed != node.fixed.end()) search(*fixed->second, segments, at + 1, matching);
  if (node.named && !segments[at].empty()) search(*node.named, segments, at + 1, matching);
  bool const has_tail = !node.tail.by_method.empty() && !segments[at].empty();
  if (has_tail) matching.push_back(&node.tail);
}

}  // namespace zonebook::http
