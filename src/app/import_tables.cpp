#include "app/import_tables.h"

#include <fmt/format.h>

#include "app/command.h"
#include "app/receipt.h"
#include "app/tell.h"
#include "base/unicode.h"
#include "publishing/import/grid.h"
#include "publishing/import/plan_json.h"

namespace zonebook::app {
namespace {

using publishing::CellChange;
using publishing::Plan;
using publishing::PlannedRow;
using publishing::RowState;

constexpr std::size_t first_rows = 50;

constexpr RowState states[] = {RowState::added,     RowState::differs, RowState::changed,
                               RowState::corrected, RowState::waiting, RowState::unchanged,
                               RowState::rejected};

std::string word(RowState state, Language language) {
  switch (state) {
    case RowState::added: return render({"app.import.added", {}}, language);
    case RowState::differs: return render({"app.import.differs", {}}, language);
    case RowState::changed: return render({"app.import.changed", {}}, language);
    case RowState::corrected: return render({"app.import.corrected", {}}, language);
    case RowState::waiting: return render({"app.import.waiting", {}}, language);
    case RowState::unchanged: return render({"app.import.unchanged", {}}, language);
    case RowState::rejected: return render({"app.import.rejected", {}}, language);
  }
  CHECK(false);
}

// What a file says, on a terminal: no sign of it moves the cursor or changes a colour.
std::string printable(std::string_view text) {
  auto const seen = as_seen(text);
  std::string out;
  for (auto rest = std::string_view(seen); !rest.empty();) {
    auto const [value, bytes] = first_code_point(rest);
    auto const is_control = value < 0x20 || (value >= 0x7F && value < 0xA0);
    append_code_point(out, is_control ? 0xFFFD : value);
    rest.remove_prefix(bytes);
  }
  return out;
}

std::string cell_text(CellChange const& cell, Language language) {
  auto const& label = meta::in_language(cell.field->label, language);
  return fmt::format("{} {} → {}", label, shown(cell.before, *cell.field, language),
                     shown(cell.after, *cell.field, language));
}

// Why it is rejected, or what changes; of a new record its name is enough.
std::string what(PlannedRow const& row, Language language) {
  std::string text;
  if (row.state != RowState::added && row.state != RowState::rejected) {
    for (auto const& cell : row.cells) {
      text += (text.empty() ? "" : "；") + cell_text(cell, language);
    }
  }
  for (auto const& told : row.told) {
    auto const is_elsewhere = row.state == RowState::rejected && &told != &row.told.front() &&
                              told.place != row.told.front().place;
    text += (text.empty() ? "" : "；") + (is_elsewhere ? told.place + " " : "") +
            render(told.says, language);
  }
  return text;
}

std::string place_of(PlannedRow const& row) {
  auto const is_told = row.state == RowState::rejected && !row.told.empty();
  if (is_told) return row.told.front().place;
  if (row.state == RowState::added || row.cells.size() != 1) return row.place();
  return publishing::place_of(row.sheet, row.number, row.cells.front().column);
}

void tell_rows(Plan const& plan, Shown shown, Settings const& settings) {
  auto const language = settings.language;
  std::vector<std::vector<std::string>> lines;
  std::size_t left_out = 0;
  for (auto const& row : plan.rows) {
    if (row.state == RowState::unchanged && row.told.empty()) continue;
    if (shown == Shown::first_rows && lines.size() >= first_rows) {
      ++left_out;
      continue;
    }
    lines.push_back({printable(place_of(row)), word(row.state, language), printable(row.title),
                     printable(what(row, language))});
  }
  if (!lines.empty()) fmt::print("{}", aligned(lines));
  if (left_out > 0) {
    say({"app.import.more", {{"count", std::to_string(left_out)}}}, settings);
  }
}

// Which column was read as which field, and in which unit.
void tell_columns(Plan const& plan, std::string const& sheet, Language language) {
  std::string line;
  for (auto const& column : plan.columns) {
    if (column.sheet != sheet || !column.field) continue;
    auto const& label = meta::in_language(column.field->label, language);
    line += fmt::format("{}{} {} → {}{}", line.empty() ? "" : "；",
                        publishing::column_name(column.column), column.head, label,
                        column.unit.empty() ? "" : "（" + column.unit + "）");
  }
  if (!line.empty()) fmt::print("  {}\n", printable(line));
}

}  // namespace

void tell(Plan const& plan, Shown shown, Settings const& settings) {
  auto const language = settings.language;
  for (auto const& table : plan.tables) {
    say({"app.import.table",
         {{"sheet", printable(table.sheet)},
          {"row", std::to_string(table.last_row)},
          {"columns", std::to_string(table.columns)},
          {"records", std::to_string(table.records)},
          {"left_out", std::to_string(table.left_out)}}},
        settings);
    tell_columns(plan, table.sheet, language);
  }
  for (auto const& [place, says] : plan.told) {
    fmt::print("{}  {}\n", printable(place), printable(render(says, language)));
  }
  tell_rows(plan, shown, settings);
  std::string counts;
  for (auto const state : states) {
    auto const count = plan.count(state);
    if (count == 0) continue;
    counts += (counts.empty()             ? ""
               : language == Language::zh ? "，"
                                          : ", ") +
              fmt::format("{} {}", word(state, language), count);
  }
  say({"app.import.counts",
       {{"rows", std::to_string(plan.rows.size())},
        {"counts", counts.empty() ? "—" : counts},
        {"batch", plan.batch},
        {"token", plan.token}}},
      settings);
}

void tell_done(publishing::Imported const& done, Settings const& settings) {
  std::size_t rows = 0, proposed = 0;
  for (auto const& entry : done.entries) (entry.is_proposal ? proposed : rows) += entry.rows;
  say({"app.import.done",
       {{"rows", std::to_string(rows)}, {"entries", std::to_string(done.entries.size())}}},
      settings);
  if (proposed > 0) {
    say({"app.import.proposed", {{"rows", std::to_string(proposed)}}}, settings);
  }
}

Json json_of(Plan const& plan, Language language) {
  auto json = publishing::json_of(plan, language);
  std::vector<Json> rows;
  for (auto const& row : plan.rows) rows.push_back(publishing::json_of(row, language));
  json.set("rows", Json::array(std::move(rows)));
  return json;
}

Json json_of(publishing::Imported const& done) {
  std::vector<Json> entries;
  for (auto const& entry : done.entries) {
    auto one = json_of(entry.receipt, entry.zone);
    one.set("rows", Json::integer(static_cast<std::int64_t>(entry.rows)));
    one.set("proposal", Json::boolean(entry.is_proposal));
    entries.push_back(std::move(one));
  }
  return Json::object({{"entries", Json::array(std::move(entries))}});
}

}  // namespace zonebook::app
