#include "publishing/import/existing.h"

#include <algorithm>

#include "publishing/import/cell_value.h"
#include "publishing/import/plain.h"

namespace zonebook::publishing {
namespace {

constexpr std::size_t asked_at_once = 1000;

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
  for (auto const& field : in_.fields) {
    if (snapshot.rights().seen(in_, field) != ledger::Scope::Seen::plain) kept_.insert(&field);
  }
  ask(rows);
  std::set<std::string> known;
  TRY(each_record(snapshot, in_, day, [&](ledger::Listed listed) -> Result<void> {
    if (!is_asked(listed)) return {};
    known.insert(listed.id);
    keep(std::move(listed), true);
    return {};
  }));
  if (!in_.key.empty()) return find_once(snapshot, rows);
  if (day != snapshot.today()) {
    TRY(each_record(snapshot, in_, snapshot.today(), [&](ledger::Listed listed) -> Result<void> {
      if (is_asked(listed) && !known.contains(listed.id)) keep(std::move(listed), false);
      return {};
    }));
  }
  for (auto const& row : rows) TRY(claim(snapshot, row));
  return {};
}

void Existing::keep(ledger::Listed listed, bool is_of_the_day) {
  auto const at = records_.size();
  auto const put = [at](auto& asked, std::string const& word) {
    auto const found = asked.find(word);
    if (!word.empty() && found != asked.end()) found->second.push_back(at);
  };
  if (is_of_the_day) put(ids_, listed.id);
  if (ledger::zone_of(listed.id) == zone_) {
    if (is_of_the_day) put(keys_, key_of(listed.version));
    if (is_of_the_day) put(names_, name_of(listed.version));
    put(contents_, content_of(listed.version));
    put(nears_, near_of(listed.version));
  }
  records_.push_back(std::move(listed));
}

// The first record that says the same and is not another row's.
Result<void> Existing::claim(ledger::Snapshot& snapshot, ValuedRow const& row) {
  auto const found = contents_.find(content_of(row));
  if (!row.id.empty() || found == contents_.end()) return {};
  for (auto const at : found->second) {
    if (claimed_.contains(at)) continue;
    auto const is_same = TRY(has_same_persons(snapshot, row, records_[at].version));
    if (!is_same) continue;
    claimed_.insert(at);
    claims_[&row] = at;
    break;
  }
  return {};
}

Result<bool> Existing::has_same_persons(ledger::Snapshot& snapshot, ValuedRow const& row,
                                        ledger::Version const& version) const {
  for (auto const& value : row.values) {
    if (!value.field->personal) continue;
    if (is_among(plain(text_of(*value.cell)), {"(个人信息)", "(personal)"})) continue;
    if (!is_plain(value.field)) return false;
    auto const* mark = std::get_if<std::string>(&version.values[in_.index_of(*value.field)]);
    auto const* given = std::get_if<std::string>(&value.value);
    if (!mark || !given) return false;
    auto const marks = TRY(snapshot.marks_of(*given));
    if (std::ranges::find(marks, *mark) == marks.end()) return false;
  }
  return true;
}

Result<void> Existing::find_once(ledger::Snapshot& snapshot, std::span<ValuedRow const> rows) {
  std::vector<ValuedRow const*> open;
  for (auto const& row : rows) {
    auto const key = row.id.empty() ? key_of(row) : std::string();
    if (!key.empty() && !only(keys_, key)) open.push_back(&row);
    if (open.size() < asked_at_once) continue;
    TRY(find_once(snapshot, open));
    open.clear();
  }
  return find_once(snapshot, open);
}

Result<void> Existing::find_once(ledger::Snapshot& snapshot,
                                 std::vector<ValuedRow const*> const& rows) {
  ledger::Life const life{.id = "", .zone = zone_, .in = &in_, .versions = {}, .merges = {}};
  std::vector<ledger::Version> versions;
  versions.reserve(rows.size());
  std::vector<ledger::Past::Keyed> keyed;
  for (auto const* row : rows) {
    auto& version = versions.emplace_back(
        ledger::Version{.on = {*Date::from_days(-100'000), ledger::open_end()},
                        .values = std::vector<db::Value>(in_.fields.size())});
    for (auto const& name : in_.key) {
      auto const& field = *in_.find(name);
      version.values[in_.index_of(field)] = row->find(field)->value;
    }
    keyed.push_back({&life, &version});
  }
  auto twins = TRY(snapshot.store().twins_of(keyed));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!twins[i].empty()) once_.emplace(rows[i], std::move(twins[i]));
  }
  return {};
}

std::vector<std::string> const& Existing::once_of(ValuedRow const& row) const {
  static std::vector<std::string> const none;
  auto const found = once_.find(&row);
  return found != once_.end() ? found->second : none;
}

void Existing::ask(std::span<ValuedRow const> rows) {
  for (auto const& row : rows) {
    for (auto const& value : row.values) {
      if (std::ranges::find(given_, value.field) == given_.end()) given_.push_back(value.field);
    }
  }
  std::ranges::sort(given_, {}, [&](meta::Field const* field) { return in_.index_of(*field); });
  if (in_.key.empty()) choose_near_fields();
  for (auto const& row : rows) {
    if (!row.id.empty()) ids_[row.id];
    if (!row.id.empty()) continue;
    auto const key = key_of(row);
    if (!key.empty()) keys_[key];
    if (in_.key.empty()) contents_[content_of(row)];
    auto const near = near_of(row);
    if (!near.empty()) nears_[near];
    auto const name = name_of(row);
    if (!name.empty()) names_[name];
  }
}

bool Existing::is_asked(ledger::Listed const& listed) const {
  if (ids_.contains(listed.id)) return true;
  if (ledger::zone_of(listed.id) != zone_) return false;
  return keys_.contains(key_of(listed.version)) || names_.contains(name_of(listed.version)) ||
         (in_.key.empty() && (contents_.contains(content_of(listed.version)) ||
                              nears_.contains(near_of(listed.version))));
}

// What a record is of, and on which day; where there is no day, of which kind.
void Existing::choose_near_fields() {
  auto const is_day = [](meta::Field const& field) {
    auto const type = field.type->name();
    return type == "month" || (type == "date" && (field.event || field.required));
  };
  auto const has_day = std::ranges::any_of(
      in_.fields, [&](auto const& field) { return !field.removed && is_day(field); });
  for (auto const* field : given_) {
    if (!is_plain(field)) continue;
    auto const is_kind = !has_day && field->type->name() == "choice";
    if (field->is_reference() || is_day(*field) || is_kind) near_fields_.push_back(field);
  }
}

Existing::Match Existing::match(ValuedRow const& row) const {
  using By = Match::By;
  if (!row.id.empty()) return {only(ids_, row.id), By::id};
  if (auto const* record = only(keys_, key_of(row))) return {record, By::key};
  auto const claim = claims_.find(&row);
  if (claim != claims_.end()) return {&records_[claim->second], By::content};
  if (auto const* record = only(names_, name_of(row))) return {record, By::name};
  auto const near = nears_.find(near_of(row));
  if (near != nears_.end()) {
    Match match;
    for (auto const at : near->second) {
      if (claimed_.contains(at)) continue;
      if (match.record) ++match.others;
      if (!match.record) match = {&records_[at], By::near};
    }
    return match;
  }
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
    if (!is_plain(in_.find(name))) return "";
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
    if (!field->personal && is_plain(field)) add(content, value ? value->value : db::Value());
  }
  return content;
}

std::string Existing::content_of(ledger::Version const& version) const {
  std::string content;
  for (auto const* field : given_) {
    if (!field->personal && is_plain(field)) add(content, version.values[in_.index_of(*field)]);
  }
  return content;
}

std::string Existing::near_of(ValuedRow const& row) const {
  std::string near;
  for (auto const* field : near_fields_) {
    auto const* value = row.find(*field);
    add(near, value ? value->value : db::Value());
  }
  return near;
}

std::string Existing::near_of(ledger::Version const& version) const {
  std::string near;
  for (auto const* field : near_fields_) add(near, version.values[in_.index_of(*field)]);
  return near;
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
  if (!is_plain(field) || field->type->name() != "text") return "";
  auto const text = ledger::text_in(version, in_, in_.views.title);
  return text ? firm(*text) : "";
}

}  // namespace zonebook::publishing
