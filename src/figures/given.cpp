#include "figures/given.h"

namespace zonebook::figures {

Given::Given(std::string id, Json const& json, std::vector<Error>& problems)
    : id_(std::move(id)), json_(json), problems_(problems) {
  if (!json.is(Json::Kind::object)) complain("", {"figures.no_definition", {}});
}

std::string Given::text(std::string const& key) {
  auto const* found = part(key);
  if (!found) return "";
  if (found->is(Json::Kind::number)) return found->number().to_string();
  if (found->is(Json::Kind::boolean)) return found->boolean() ? "true" : "false";
  if (found->is(Json::Kind::string)) return found->string();
  complain(key, {"figures.no_text", {{"key", key}}});
  return "";
}

std::string Given::needed(std::string const& key) {
  auto value = text(key);
  if (!json_.find(key)) complain(key, {"figures.missing", {{"key", key}}});
  return value;
}

meta::Label Given::label(std::string const& key) {
  auto const* found = part(key);
  if (!found) return {};
  auto const zh = found->text_at("zh"), en = found->text_at("en");
  if (!zh || !en) complain(key, {"figures.no_label", {{"key", key}}});
  return {std::string(zh.value_or("")), std::string(en.value_or(""))};
}

Json const* Given::part(std::string const& key) {
  asked_.insert(key);
  return json_.find(key);
}

void Given::finish() {
  if (!json_.is(Json::Kind::object)) return;
  for (auto const& [key, value] : json_.members()) {
    if (!asked_.contains(key)) complain(key, {"figures.unknown_key", {{"key", key}}});
  }
}

void Given::complain(std::string const& key, Text says) {
  auto where = key.empty() ? id_ : id_ + "." + key;
  problems_.push_back({Error::Code::invalid, std::move(says), std::move(where), {}});
}

}  // namespace zonebook::figures
