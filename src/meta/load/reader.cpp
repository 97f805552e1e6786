#include "meta/load/reader.h"

#include <algorithm>

#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

// An argument that is a word of the reader's language.
std::string noun_of(Yaml::Kind kind) {
  std::string noun = "#";
  if (kind == Yaml::Kind::scalar) return noun + "meta.load.kind_text";
  return noun + (kind == Yaml::Kind::list ? "meta.load.kind_list" : "meta.load.kind_map");
}

}  // namespace

MapReader::MapReader(Yaml const& yaml, std::string const& file, std::vector<Error>& problems)
    : yaml_(yaml), file_(file), problems_(problems), is_map_(yaml.kind == Yaml::Kind::map) {
  if (!is_map_) complain(yaml.line, {"meta.load.no_map", {}});
}

std::size_t MapReader::line_of(std::string_view key) const {
  auto const* found = yaml_.find(key);
  return found ? found->line : yaml_.line;
}

std::string MapReader::place(std::string_view key) const {
  return file_ + ":" + std::to_string(key.empty() ? line() : line_of(key));
}

std::string MapReader::text(std::string_view key) {
  if (is_map_ && !yaml_.find(key)) {
    complain(line(), {"meta.load.key_missing", {{"key", std::string(key)}}});
  }
  return optional_text(key);
}

std::string MapReader::optional_text(std::string_view key) {
  auto const* found = take(key, Yaml::Kind::scalar);
  if (!found) return {};
  if (found->text.empty()) {
    complain(found->line, {"meta.load.empty", {{"key", std::string(key)}}});
  }
  return found->text;
}

std::string MapReader::text_or(std::string_view key, std::string_view standard) {
  auto const written = optional_text(key);
  if (written == standard) {
    complain(line_of(key), {"meta.load.default", {{"key", std::string(key)}, {"value", written}}});
  }
  return written.empty() ? std::string(standard) : written;
}

Label MapReader::label(std::string_view key) {
  if (is_map_ && !yaml_.find(key)) {
    complain(line(), {"meta.load.key_missing", {{"key", std::string(key)}}});
  }
  return optional_label(key);
}

Label MapReader::optional_label(std::string_view key) {
  auto const* found = take(key, Yaml::Kind::map);
  if (!found) return {};
  MapReader words(*found, file_, problems_);
  Label label;
  label.zh = words.text("zh");
  label.en = words.text("en");
  words.finish();
  return label;
}

std::optional<int> MapReader::optional_number(std::string_view key) {
  auto const* found = take(key, Yaml::Kind::scalar);
  if (!found) return std::nullopt;
  auto const number = digits_value(found->text);
  if (number && *number <= 1'000'000) return static_cast<int>(*number);
  complain(found->line,
           {"meta.load.no_number", {{"key", std::string(key)}, {"value", found->text}}});
  return std::nullopt;
}

bool MapReader::flag(std::string_view key) {
  auto const* found = take(key, Yaml::Kind::scalar);
  if (!found) return false;
  if (found->text == "false") {
    complain(found->line, {"meta.load.default", {{"key", std::string(key)}, {"value", "false"}}});
  } else if (found->text != "true") {
    complain(found->line,
             {"meta.load.no_flag", {{"key", std::string(key)}, {"value", found->text}}});
  }
  return found->text == "true";
}

std::vector<std::string> MapReader::names(std::string_view key) {
  std::vector<std::string> names;
  each_item(key, [&](Yaml const& item) {
    if (item.kind == Yaml::Kind::scalar && !item.text.empty()) {
      names.push_back(item.text);
    } else {
      complain(item.line, {"meta.load.no_name", {{"key", std::string(key)}}});
    }
  });
  return names;
}

void MapReader::each_item(std::string_view key, std::function<void(Yaml const&)> const& visit) {
  auto const* found = take(key, Yaml::Kind::list);
  if (!found) return;
  if (found->items.empty()) {
    complain(found->line, {"meta.load.default", {{"key", std::string(key)}, {"value", "[]"}}});
  }
  for (auto const& item : found->items) visit(item);
}

void MapReader::each_member(std::string_view key,
                            std::function<void(std::string const&, Yaml const&)> const& visit) {
  auto const* found = take(key, Yaml::Kind::map);
  if (!found) return;
  if (found->members.empty()) {
    complain(found->line, {"meta.load.default", {{"key", std::string(key)}, {"value", "{}"}}});
  }
  for (auto const& [name, value] : found->members) visit(name, value);
}

Yaml const* MapReader::optional_map(std::string_view key) { return take(key, Yaml::Kind::map); }

void MapReader::finish() {
  std::string known;
  for (auto const& key : asked_) known += (known.empty() ? "" : ", ") + key;
  for (auto const& [key, value] : yaml_.members) {
    if (std::ranges::find(asked_, key) == asked_.end()) {
      complain(value.line, {"meta.load.key_unknown", {{"key", key}, {"known", known}}});
    }
  }
}

void MapReader::complain(std::size_t line, Text says) {
  problems_.push_back({Error::Code::invalid, std::move(says), file_ + ":" + std::to_string(line)});
}

Yaml const* MapReader::take(std::string_view key) {
  if (std::ranges::find(asked_, key) == asked_.end()) asked_.emplace_back(key);
  return yaml_.find(key);
}

Yaml const* MapReader::take(std::string_view key, Yaml::Kind kind) {
  auto const* found = take(key);
  if (!found || found->kind == kind) return found;
  complain(found->line,
           {"meta.load.wrong_kind", {{"key", std::string(key)}, {"expected", noun_of(kind)}}});
  return nullptr;
}

}  // namespace zonebook::meta
