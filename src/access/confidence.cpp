#include "access/confidence.h"

namespace zonebook::access {
namespace {

std::string joined(std::vector<std::string> const& parts, std::string_view by) {
  std::string out;
  for (auto const& part : parts) {
    if (!out.empty()) out += by;
    out += part;
  }
  return out;
}

// A FEEL text; values of choices need no more.
std::string quoted(std::string const& text) {
  std::string out = "\"";
  for (char const c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string is_open(Confidential const& what, std::string const& before) {
  std::vector<std::string> parts;
  for (auto const& [field, value] : what.open) {
    parts.push_back(before + field + " = " + quoted(value));
  }
  return joined(parts, " and ");
}

std::string is_of_its_people(Confidential const& what, std::string const& before) {
  std::vector<std::string> parts;
  for (auto const& field : what.people) parts.push_back(before + field + ".id = me");
  if (!what.named.empty()) {
    parts.push_back("list contains(split(" + before + what.named + ", \"、\"), me)");
  }
  return joined(parts, " or ");
}

}  // namespace

std::string both(std::string const& a, std::string const& b) {
  if (a.empty()) return b;
  return b.empty() ? a : "(" + a + ") and (" + b + ")";
}

Confidence::Confidence(meta::Catalog const& catalog, Roles const& roles) : roles_(roles) {
  for (auto const& in : catalog.registers()) {
    Texts texts;
    for (auto const& [to, may_be_empty, what] : paths_from(in)) {
      auto const before = to.empty() ? "" : to + ".";
      auto const people = is_of_its_people(*what, before);
      auto open = is_open(*what, before);
      if (may_be_empty) open = to + " = null or " + open;
      texts.open = both(texts.open, open);
      texts.whole = both(texts.whole, people.empty() ? open : open + " or " + people);
    }
    if (!texts.open.empty()) by_register_.emplace(in.name, std::move(texts));
  }
}

// Of a confidential register's own way back to itself nothing is asked: its record says it.
std::vector<Confidence::Path> Confidence::paths_from(meta::Register const& in) const {
  auto const confidential = [&](meta::Register const& one) -> Confidential const* {
    auto const found = roles_.confidential.find(one.name);
    return found != roles_.confidential.end() ? &found->second : nullptr;
  };
  std::vector<Path> paths;
  if (auto const* own = confidential(in)) paths.push_back({"", false, own});
  for (auto const& field : in.fields) {
    if (!field.is_reference() || field.target == &in) continue;
    if (auto const* there = confidential(*field.target)) {
      paths.push_back({field.name, !field.required, there});
      continue;
    }
    for (auto const& next : field.target->fields) {
      if (!next.is_reference() || next.target == &in) continue;
      if (auto const* there = confidential(*next.target)) {
        paths.push_back({field.name + "." + next.name, !(field.required && next.required), there});
      }
    }
  }
  return paths;
}

std::string const& Confidence::open(meta::Register const& in) const {
  static std::string const nothing;
  auto const found = by_register_.find(in.name);
  return found != by_register_.end() ? found->second.open : nothing;
}

std::string const& Confidence::whole(meta::Register const& in) const {
  static std::string const nothing;
  auto const found = by_register_.find(in.name);
  return found != by_register_.end() ? found->second.whole : nothing;
}

std::set<std::string> const* Confidence::outline(meta::Register const& in) const {
  auto const found = roles_.confidential.find(in.name);
  return found != roles_.confidential.end() ? &found->second.outline : nullptr;
}

}  // namespace zonebook::access
