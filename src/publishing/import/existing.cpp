#include "publishing/import/existing.h"

#include <algorithm>

#include "publishing/import/plain.h"

namespace zonebook::publishing {
namespace {

// One text for one value, whatever stands beside it.
void add(std::string& words, db::Value const& value) {
  if (auto const* number = std::get_if<std::int64_t>(&value))
    words += "#" + std::to_string(*number);
  if (auto const* text = std::get_if<std::string>(&value)) {
    words += "\"" + std::to_string(text->size()) + ":" + *text;
  }
  words += "|";
}

}  // namespace

Result<void> Existing::find(ledger::Snapshot& snapshot, Date day, std::span<ValuedRow const> rows) {
  ask(rows);
  return each_record(snapshot, in_, day, [&](ledger::Listed listed) -> Result<void> {
    if (!is_asked(listed)) return {};
    auto const at = records_.size();
    auto const put = [at](auto& asked, std::string const& word) {
      auto const found = asked.find(word);
      if (!word.empty() && found != asked.end()) found->second.push_back(at);
    };
    put(ids_, listed.id);
    if (ledger::zone_of(listed.id) == zone_) {
      put(keys_, key_of(listed.version));
      put(contents_, content_of(listed.version));
      put(names_, name_of(listed.version));
    }
    records_.push_back(std::move(listed));
    return {};
  });
}

void Existing::ask(std::span<ValuedRow const> rows) {
  for (auto const& row : rows) {
    for (auto const& value : row.values) {
      if (std::ranges::find(given_, value.field) == given_.end()) given_.push_back(value.field);
    }
  }
  std::ranges::sort(given_, {}, [&](meta::Field const* field) { return in_.index_of(*field); });
  for (auto const& row : rows) {
    if (!row.id.empty()) ids_[row.id];
    if (!row.id.empty()) continue;
    auto const key = key_of(row);
    if (!key.empty()) keys_[key];
    if (in_.key.empty()) contents_[content_of(row)];
    auto const name = name_of(row);
    if (!name.empty()) names_[name];
  }
}

bool Existing::is_asked(ledger::Listed const& listed) const {
  if (ids_.contains(listed.id)) return true;
  if (ledger::zone_of(listed.id) != zone_) return false;
  return keys_.contains(key_of(listed.version)) || names_.contains(name_of(listed.version)) ||
         (in_.key.empty() && contents_.contains(content_of(listed.version)));
}

Existing::Match Existing::match(ValuedRow const& row) {
  using By = Match::By;
  if (!row.id.empty()) return {only(ids_, row.id), By::id};
  if (auto const* record = only(keys_, key_of(row))) return {record, By::key};
  if (in_.key.empty()) {
    auto const content = content_of(row);
    auto const found = contents_.find(content);
    auto& used = used_[content];
    if (found != contents_.end() && used < found->second.size()) {
      return {&records_[found->second[used++]], By::content};
    }
  }
  if (auto const* record = only(names_, name_of(row))) return {record, By::name};
  return {};
}

ledger::Listed const* Existing::only(std::map<std::string, std::vector<std::size_t>> const& in,
                                     std::string const& word) const {
  auto const found = in.find(word);
  if (word.empty() || found == in.end() || found->second.size() != 1) return nullptr;
  return &records_[found->second.front()];
}

std::string Existing::key_of(ValuedRow const& row) const {
  std::string key;
  for (auto const& name : in_.key) {
    auto const* value = row.find(*in_.find(name));
    if (!value || db::is_null(value->value)) return "";
    add(key, value->value);
  }
  return key;
}

std::string Existing::key_of(ledger::Version const& version) const {
  std::string key;
  for (auto const& name : in_.key) {
    auto const& value = version.values[in_.index_of(*in_.find(name))];
    if (db::is_null(value)) return "";
    add(key, value);
  }
  return key;
}

std::string Existing::content_of(ValuedRow const& row) const {
  std::string content;
  for (auto const* field : given_) {
    auto const* value = row.find(*field);
    if (!field->personal) add(content, value ? value->value : db::Value());
  }
  return content;
}

std::string Existing::content_of(ledger::Version const& version) const {
  std::string content;
  for (auto const* field : given_) {
    if (!field->personal) add(content, version.values[in_.index_of(*field)]);
  }
  return content;
}

std::string Existing::name_of(ValuedRow const& row) const {
  auto const* field = in_.find(in_.views.title);
  if (!field || field->type->name() != "text") return "";
  auto const* value = row.find(*field);
  auto const* text = value ? std::get_if<std::string>(&value->value) : nullptr;
  return text ? firm(*text) : "";
}

std::string Existing::name_of(ledger::Version const& version) const {
  auto const* field = in_.find(in_.views.title);
  if (!field || field->type->name() != "text") return "";
  auto const text = ledger::text_in(version, in_, in_.views.title);
  return text ? firm(*text) : "";
}

}  // namespace zonebook::publishing
