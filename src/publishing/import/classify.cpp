#include "publishing/import/classify.h"

#include <algorithm>

#include "publishing/import/cell_value.h"
#include "publishing/import/plain.h"

namespace zonebook::publishing {
namespace {

using By = Existing::Match::By;
using Meaning = ImportOptions::Meaning;

RowState state_of(Meaning meaning) {
  if (meaning == Meaning::change) return RowState::changed;
  return meaning == Meaning::correct ? RowState::corrected : RowState::differs;
}

void reject(PlannedRow& row, std::vector<Told> whys) {
  row.state = RowState::rejected;
  row.told.insert(row.told.begin(), std::make_move_iterator(whys.begin()),
                  std::make_move_iterator(whys.end()));
}

void reject(PlannedRow& row, Text says) { reject(row, {{row.place(), std::move(says)}}); }

std::string title_in(ValuedRow const& row, meta::Register const& in) {
  for (auto const* field :
       {in.find(in.views.title), in.key.empty() ? nullptr : in.find(in.key[0])}) {
    auto const* value = field && !field->personal ? row.find(*field) : nullptr;
    if (value) return text_of(*value->cell);
  }
  return row.id;
}

}  // namespace

Result<PlannedRow> Classifier::classify(ValuedRow const& row) {
  PlannedRow planned{.sheet = row.sheet,
                     .number = row.number,
                     .state = RowState::added,
                     .id = {},
                     .title = title_in(row, in_),
                     .zone = options_.zone,
                     .from = day_,
                     .to = {},
                     .cells = {},
                     .told = row.told,
                     .vague = row.vague};
  if (row.wrong) {
    reject(planned, row.wrong->says);
    return planned;
  }
  auto const match = existing_.match(row);
  if (match.by == By::id && !match.record) {
    reject(planned, {"publishing.import.no_record", {{"id", row.id}}});
    return planned;
  }
  auto const* record = match.record;
  if (record && match.by == By::near) {
    record = take_near(planned, match);
    if (planned.state == RowState::rejected) return planned;
  } else if (record && match.by == By::name && propose(planned, *record, row)) {
    if (planned.state == RowState::rejected) return planned;
  } else if (match.by == By::name) {
    record = nullptr;
  }
  // By its key, which is one in a zone, and by its id: a row may give a record the key that another
  // row has.
  auto const key = existing_.key_of(row);
  auto const zone = record ? ledger::zone_of(record->id) : options_.zone;
  if (!key.empty() && is_twice(planned, zone + '\n' + key)) return planned;
  if (record && is_twice(planned, record->id)) return planned;
  if (!record) {
    TRY(ask_of_retired(planned, row));
    if (planned.state != RowState::rejected) make(planned, row);
    tell_what_is_not_written(planned);
    return planned;
  }
  planned.id = record->id;
  planned.zone = ledger::zone_of(record->id);
  TRY(compare(planned, row, *record));
  auto const is_moved = (row.from && *row.from != record->version.on.from) ||
                        (row.to && *row.to != record->version.on.to);
  if (is_moved) planned.told.push_back({planned.place(), {"publishing.import.stretch_kept", {}}});
  tell_what_is_not_written(planned);
  return planned;
}

// In a register without a key: the same references on the same day.
ledger::Listed const* Classifier::take_near(PlannedRow& planned, Existing::Match const& match) {
  using Like = ImportOptions::Names;
  if (options_.names == Like::apart) return nullptr;
  if (options_.names == Like::match && match.others == 0) return match.record;
  auto const count = std::to_string(match.others + 1);
  reject(planned, {"publishing.import.near", {{"id", match.record->id}, {"count", count}}});
  return nullptr;
}

// What was retired or merged does not come back because an old sheet still has it.  Into what it
// was merged is told to those who may see that.
Result<void> Classifier::ask_of_retired(PlannedRow& planned, ValuedRow const& row) {
  for (auto const& id : existing_.once_of(row)) {
    auto const shown = TRY(snapshot_.rows(id));
    if (shown.empty()) continue;  // not for this reader: what the ledger says of the key will do
    auto const life = TRY(snapshot_.store().now(id));
    auto const merge = std::ranges::find_if(
        life.merges, [&](ledger::Merge const& one) { return one.on.covers(day_); });
    if (merge != life.merges.end()) {
      auto const merges = TRY(snapshot_.merges(id));
      auto const is_shown = std::ranges::any_of(merges, [&](ledger::StoredMerge const& one) {
        return one.merge.same_as == merge->same_as;
      });
      Text says{"publishing.import.was_merged_away", {{"id", id}}};
      if (is_shown) {
        says = {"publishing.import.was_merged", {{"id", id}, {"same_as", merge->same_as}}};
      }
      reject(planned, std::move(says));
      return {};
    }
    if (options_.names == ImportOptions::Names::apart || life.versions.empty()) continue;
    reject(planned, {"publishing.import.was_retired",
                     {{"id", id},
                      {"from", life.versions.front().on.from.to_string()},
                      {"to", life.versions.back().on.to.to_string()}}});
    return {};
  }
  return {};
}

// Words that are not exact are kept in an entry's reason, where there is an entry.
void Classifier::tell_what_is_not_written(PlannedRow& planned) {
  if (planned.state != RowState::unchanged && planned.state != RowState::rejected) return;
  for (auto& told : planned.told) {
    if (told.says.key == "publishing.import.vague") {
      told.says.key = "publishing.import.vague_unwritten";
    }
  }
}

// Whether the row is to be taken for the record of that name.
bool Classifier::propose(PlannedRow& planned, ledger::Listed const& record, ValuedRow const& row) {
  using Like = ImportOptions::Names;
  auto const has_own_key = !existing_.key_of(row).empty();
  if (options_.names == Like::match && !has_own_key) return true;
  auto const name = ledger::text_in(record.version, in_, in_.views.title).value_or(record.id);
  Text says{"publishing.import.looks_like", {{"name", name}, {"id", record.id}}};
  if (has_own_key || options_.names == Like::apart) {
    says.key = "publishing.import.looks_like_other";
    planned.told.push_back({planned.place(), std::move(says)});
    return false;
  }
  reject(planned, std::move(says));
  return true;
}

bool Classifier::is_twice(PlannedRow& planned, std::string const& record) {
  if (record.empty()) return false;
  auto const [first, is_new] = taken_.emplace(record, planned.place());
  if (is_new) return false;
  reject(planned, {"publishing.import.twice", {{"place", first->second}}});
  return true;
}

void Classifier::make(PlannedRow& planned, ValuedRow const& row) const {
  planned.state = RowState::added;
  if (row.from) planned.from = *row.from;
  planned.to = row.to;
  std::vector<Told> whys;
  for (auto const& value : row.values) {
    if (value.wrong) {
      whys.push_back({row.place(value), value.wrong->error.says});
    } else {
      planned.cells.push_back({value.field, {}, value.value, value.column});
    }
  }
  std::string missing;
  for (auto const& field : in_.fields) {
    // Without its key a record would be made anew by each import.
    auto const is_key = std::ranges::find(in_.key, field.name) != in_.key.end();
    if (field.removed || !(field.required || is_key) || row.find(field)) continue;
    missing += (missing.empty() ? "" : " | ") + meta::argument_of(field.label);
  }
  if (!missing.empty()) {
    whys.push_back({planned.place(), {"publishing.import.missing", {{"fields", missing}}}});
  }
  if (!whys.empty()) reject(planned, std::move(whys));
}

Result<void> Classifier::compare(PlannedRow& planned, ValuedRow const& row,
                                 ledger::Listed const& record) {
  planned.state = RowState::unchanged;
  std::vector<Told> whys;
  for (auto const& value : row.values) {
    auto const& current = record.version.values[in_.index_of(*value.field)];
    auto const is_same_value = TRY(is_same(value, current));
    if (is_same_value) continue;
    if (value.wrong) {
      whys.push_back({row.place(value), value.wrong->error.says});
    } else {
      auto const is_plain = is_seen_plain(*value.field);
      planned.cells.push_back(
          {value.field, is_plain ? current : db::Value(), value.value, value.column});
    }
  }
  if (!planned.cells.empty()) planned.state = state_of(options_.meaning);
  if (!whys.empty()) reject(planned, std::move(whys));
  return {};
}

bool Classifier::is_seen_plain(meta::Field const& field) const {
  return snapshot_.rights().seen(in_, field) == ledger::Scope::Seen::plain;
}

// Also where the cell shows what the value is shown as: that of an export.
Result<bool> Classifier::is_same(RowValue const& value, db::Value const& current) {
  auto const& field = *value.field;
  auto const text = text_of(*value.cell);
  if (!is_seen_plain(field)) return is_among(plain(text), {"(个人信息)", "(personal)", "****"});
  if (db::is_null(current)) return false;
  if (field.personal) {
    if (is_among(plain(text), {"(个人信息)", "(personal)"})) return true;
    auto const* mark = std::get_if<std::string>(&current);
    auto const* given = std::get_if<std::string>(&value.value);
    if (!mark || !given) return false;
    auto const marks = TRY(snapshot_.marks_of(*given));
    return std::ranges::find(marks, *mark) != marks.end();
  }
  if (!value.wrong && value.value == current) return true;
  if (field.is_reference()) {
    auto const title = TRY(names_.title(std::get<std::string>(current)));
    return plain(title) == plain(text);
  }
  if (!std::holds_alternative<std::string>(current)) return false;
  return field.type->show(current, field, Language::zh) == text ||
         field.type->show(current, field, Language::en) == text;
}

}  // namespace zonebook::publishing
