#include "app/sample_letter.h"

#include <algorithm>
#include <array>

#include "app/command.h"
#include "base/decimal.h"

namespace zonebook::app {

using meta::Yaml;

// One change, of a table one row.
struct SampleLetters::Row {
  ledger::ChangeKind kind = ledger::ChangeKind::create;
  meta::Register const* in = nullptr;
  std::size_t line = 0;
  std::vector<std::pair<std::string, std::string>> values;  // from:, to:, as:, … and fields
};

namespace {

constexpr std::array change_words = {"as", "record", "from", "to", "entry", "same_as"};
constexpr std::array other_words = {"set", "columns", "rows", "rows_in"};
constexpr std::array entry_words = {"at",     "zone",    "as",         "actor",      "source",
                                    "reason", "changes", "checked_by", "proposed_at"};

bool is_in(auto const& words, std::string const& key) {
  return std::ranges::find(words, key) != words.end();
}

Result<void> check_entry_words(SampleEntry const& entry) {
  for (auto const& [key, value] : entry.yaml.members) {
    if (!is_in(entry_words, key)) {
      return wrong_sample({"app.sample.unknown_key", {{"key", key}}}, entry.file, value.line);
    }
  }
  return {};
}

using Cells = std::vector<std::vector<std::string>>;

// The first row names the columns.  Without rows: one row, of no columns.
Result<Cells> rows_of(Yaml const& change, SampleEntry const& entry) {
  if (auto const* file = change.find("rows_in")) {
    auto const text = TRY(read_file(entry.folder + file->text));
    return read_cells(text);
  }
  auto const* columns = change.find("columns");
  auto const* rows = change.find("rows");
  if (!columns || !rows) return Cells{{}, {}};
  Cells cells;
  auto const add = [&](Yaml const& list) {
    auto& row = cells.emplace_back();
    for (auto const& item : list.items) row.push_back(item.text);
  };
  add(*columns);
  for (auto const& row : rows->items) {
    add(row);
    if (cells.back().size() > cells.front().size()) {
      return wrong_sample({"app.sample.long_row", {}}, entry.file, row.line);
    }
  }
  return cells;
}

}  // namespace

std::optional<std::int64_t> money_from(std::string const& text) {
  auto const space = text.find(' ');
  if (space == text.npos) return std::nullopt;
  auto const unit = text.substr(space + 1);
  std::int64_t cents = 100;
  if (unit == "亿元")
    cents = 10'000'000'000;
  else if (unit == "万元")
    cents = 1'000'000;
  else if (unit != "元")
    return std::nullopt;
  auto const number = Decimal::parse(text.substr(0, space));
  if (!number) return std::nullopt;
  auto const product = *number * Decimal(cents);
  return product ? product->to_int64() : std::nullopt;
}

Result<Json> SampleLetters::letter(SampleEntry const& entry) {
  TRY(check_entry_words(entry));
  auto const& yaml = entry.yaml;
  made_here_.clear();
  auto const* changes = yaml.find("changes");
  std::vector<Json> list;
  if (changes) {
    for (auto const& change : changes->items) {
      if (change.find("as")) made_here_.insert(change.find("as")->text);
      auto const cells = TRY(rows_of(change, entry));
      auto const column = std::ranges::find(cells.front(), "as");
      if (column == cells.front().end()) continue;
      auto const at = static_cast<std::size_t>(column - cells.front().begin());
      for (auto const& row : cells) made_here_.insert(at < row.size() ? row[at] : "");
    }
    for (auto const& change : changes->items) TRY(add_changes(change, entry, list));
  }
  auto const actor = TRY(told(text_in(yaml, "actor"), entry, yaml.line));
  auto const source = TRY(told(text_in(yaml, "source"), entry, yaml.line));
  auto const reason = TRY(told(text_in(yaml, "reason"), entry, yaml.line));
  return Json::object({{"zone", Json::string(text_in(yaml, "zone"))},
                       {"actor", Json::string(actor)},
                       {"source", Json::string(source)},
                       {"reason", Json::string(reason)},
                       {"changes", Json::array(std::move(list))}});
}

Result<void> SampleLetters::add_changes(Yaml const& change, SampleEntry const& entry,
                                        std::vector<Json>& to) {
  Row common{.line = change.line};
  for (auto const& [key, value] : change.members) {
    if (auto const kind = ledger::change_kind(key)) {
      common.kind = *kind;
      common.in = catalog_.find(value.text);
    } else if (is_in(change_words, key)) {
      common.values.emplace_back(key, value.text);
    } else if (!is_in(other_words, key)) {
      return wrong_sample({"app.sample.unknown_key", {{"key", key}}}, entry.file, value.line);
    }
  }
  if (!common.in) return wrong_sample({"app.sample.no_register", {}}, entry.file, change.line);
  if (auto const* set = change.find("set")) {
    for (auto const& [key, value] : set->members) common.values.emplace_back(key, value.text);
  }
  auto const cells = TRY(rows_of(change, entry));
  for (std::size_t i = 1; i < cells.size(); ++i) {
    auto row = common;
    for (std::size_t c = 0; c < cells[i].size(); ++c) {
      if (!cells[i][c].empty()) row.values.emplace_back(cells[0][c], cells[i][c]);
    }
    auto made = TRY(change_of(row, entry));
    to.push_back(std::move(made));
  }
  return {};
}

Result<Json> SampleLetters::change_of(Row const& row, SampleEntry const& entry) {
  auto json = Json::object({{"kind", Json::string(std::string(name_of(row.kind)))},
                            {"register", Json::string(row.in->name)}});
  auto fields = Json::object();
  std::string id = "new:unlabelled" + std::to_string(++unlabelled_);
  for (auto const& [name, text] : row.values) {
    if (name == "as") {
      id = "new:" + text;
    } else if (name == "record") {
      id = TRY(id_of(text, entry, row.line));
    } else if (name == "from" || name == "to") {
      json.set("valid_" + name, Json::string(text));
    } else if (name == "same_as") {
      auto const other = TRY(id_of(text, entry, row.line));
      json.set("same_as", Json::string(other));
    } else if (name == "entry") {
      auto const found = entries_.find(text);
      if (found == entries_.end()) {
        return wrong_sample({"app.sample.no_label", {{"label", text}}}, entry.file, row.line);
      }
      json.set("entry", Json::integer(found->second));
    } else {
      TRY(set_value(name, text, row, entry, fields));
    }
  }
  json.set("id", Json::string(id));
  if (!fields.members().empty() || row.kind == ledger::ChangeKind::create) {
    json.set("fields", std::move(fields));
  }
  return json;
}

Result<void> SampleLetters::set_value(std::string const& name, std::string const& text,
                                      Row const& row, SampleEntry const& entry,
                                      Json& fields) const {
  auto const* field = row.in->find(name);
  if (!field) {
    return wrong_sample({"app.sample.unknown_key", {{"key", row.in->name + "." + name}}},
                        entry.file, row.line);
  }
  auto value = TRY(value_of(text, *field, entry, row.line));
  fields.set(name, std::move(value));
  return {};
}

Result<Json> SampleLetters::value_of(std::string const& text, meta::Field const& field,
                                     SampleEntry const& entry, std::size_t line) const {
  auto const type = field.type->name();
  if (field.is_reference()) {
    auto const id = TRY(id_of(text, entry, line));
    return Json::string(id);
  }
  if (type == "money") {
    if (auto const cents = money_from(text)) return Json::integer(*cents);
    return wrong_sample({"app.sample.no_money", {{"text", text}}}, entry.file, line);
  }
  if (type == "text" && text.starts_with('@')) {
    auto const id = TRY(id_of(text.substr(1), entry, line));
    return Json::string(id);
  }
  if (type != "text" && type != "long_text") return Json::string(text);
  auto const said = TRY(told(text, entry, line));
  return Json::string(said);
}

Result<std::string> SampleLetters::id_of(std::string const& label, SampleEntry const& entry,
                                         std::size_t line) const {
  if (made_here_.contains(label)) return "new:" + label;
  if (auto const found = ids_.find(label); found != ids_.end()) return found->second;
  return wrong_sample({"app.sample.no_label", {{"label", label}}}, entry.file, line);
}

Result<std::string> SampleLetters::told(std::string const& text, SampleEntry const& entry,
                                        std::size_t line) const {
  if (!twins_) return text;
  if (auto twin = twins_->of(text)) return *twin;
  return wrong_sample({"app.sample.no_twin", {{"text", text}}}, entry.file, line);
}

void SampleLetters::keep(SampleEntry const& entry, ledger::Receipt const& receipt) {
  for (auto const& [label, id] : receipt.made) ids_[label.substr(4)] = id;
  if (auto const* label = entry.yaml.find("as")) entries_[label->text] = receipt.seq;
}

}  // namespace zonebook::app
