#include "publishing/import/plan_json.h"

#include "ledger/tell.h"
#include "publishing/import/grid.h"

namespace zonebook::publishing {
namespace {

constexpr RowState states[] = {RowState::added,     RowState::differs, RowState::changed,
                               RowState::corrected, RowState::waiting, RowState::unchanged,
                               RowState::rejected};

// What became of a column; `twice`: a column before it is the same field.
std::string_view word_for(PlannedColumn const& column) {
  using Is = SheetColumn::Is;
  switch (column.is) {
    case Is::field: return column.field ? "field" : "twice";
    case Is::id: return "id";
    case Is::from: return "from";
    case Is::to: return "to";
    case Is::left_out: return "left_out";
    case Is::unknown: return "unknown";
  }
  CHECK(false);
}

Json number(std::size_t n) { return Json::integer(static_cast<std::int64_t>(n)); }

Json json_of(std::vector<Told> const& told, Language language) {
  std::vector<Json> items;
  for (auto const& [place, says] : told) {
    items.push_back(Json::object({{"place", Json::string(place)},
                                  {"code", Json::string(says.key)},
                                  {"says", Json::string(render(says, language))}}));
  }
  return Json::array(std::move(items));
}

Json tables_of(Plan const& plan) {
  std::vector<Json> tables;
  for (auto const& table : plan.tables) {
    tables.push_back(Json::object({{"sheet", Json::string(table.sheet)},
                                   {"first_row", Json::integer(table.first_row)},
                                   {"last_row", Json::integer(table.last_row)},
                                   {"columns", number(table.columns)},
                                   {"records", number(table.records)},
                                   {"left_out", number(table.left_out)}}));
  }
  return Json::array(std::move(tables));
}

Json columns_of(Plan const& plan) {
  std::vector<Json> columns;
  for (auto const& column : plan.columns) {
    columns.push_back(
        Json::object({{"place", Json::string(column.sheet + "!" + column_name(column.column))},
                      {"head", Json::string(column.head)},
                      {"is", Json::string(std::string(word_for(column)))},
                      {"field", column.field ? Json::string(column.field->name) : Json()},
                      {"proposed", column.proposed ? Json::string(column.proposed->name) : Json()},
                      {"unit", column.unit.empty() ? Json() : Json::string(column.unit)}}));
  }
  return Json::array(std::move(columns));
}

}  // namespace

Json json_of(PlannedRow const& row, Language language) {
  std::vector<Json> cells;
  for (auto const& cell : row.cells) {
    auto const is_personal = cell.field->personal;
    cells.push_back(
        Json::object({{"place", Json::string(place_of(row.sheet, row.number, cell.column))},
                      {"field", Json::string(cell.field->name)},
                      {"before", is_personal ? Json() : ledger::json_of(cell.before, *cell.field)},
                      {"after", is_personal ? Json() : ledger::json_of(cell.after, *cell.field)}}));
  }
  return Json::object({{"place", Json::string(row.place())},
                       {"state", Json::string(std::string(name_of(row.state)))},
                       {"id", row.id.empty() ? Json() : Json::string(row.id)},
                       {"title", Json::string(row.title)},
                       {"zone", Json::string(row.zone)},
                       {"second_person", Json::boolean(row.needs_second_person)},
                       {"cells", Json::array(std::move(cells))},
                       {"told", json_of(row.told, language)}});
}

Json json_of(Plan const& plan, Language language) {
  auto counts = Json::object();
  for (auto const state : states) {
    counts.set(std::string(name_of(state)), number(plan.count(state)));
  }
  return Json::object({{"register", Json::string(plan.in->name)},
                       {"batch", Json::string(plan.batch)},
                       {"token", Json::string(plan.token)},
                       {"day", Json::string(plan.day.to_string())},
                       {"counts", std::move(counts)},
                       {"second_person", number(plan.to_propose())},
                       {"tables", tables_of(plan)},
                       {"columns", columns_of(plan)},
                       {"told", json_of(plan.told, language)}});
}

}  // namespace zonebook::publishing
