#include "publishing/import/row_values.h"

#include <algorithm>

#include "publishing/import/cell_value.h"
#include "publishing/import/plain.h"

namespace zonebook::publishing {
namespace {

using Is = SheetColumn::Is;

class RowValuer {
 public:
  RowValuer(SheetTable const& table, Names& names, std::span<Unit const* const> units)
      : table_(table), names_(names), units_said_(units) {
    for (auto const& column : table.columns) units_.push_back(unit_of(column));
  }

  Result<ValuedRow> value(BodyRow const& row) {
    ValuedRow valued{.sheet = table_.grid->sheet, .number = row.number};
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      auto const& column = table_.columns[i];
      if (!row.cells[i] || column.is_twice) continue;
      auto const& cell = *row.cells[i];
      if (column.is == Is::field) TRY(take(valued, i, cell));
      if (column.is == Is::id) valued.id = text_of(cell);
      if (column.is == Is::from) valued.from = day_in(cell, valued, place(row, i));
      if (column.is == Is::to && !is_blank(cell)) valued.to = day_in(cell, valued, place(row, i));
    }
    return valued;
  }

 private:
  ColumnUnit unit_of(SheetColumn const& column) const {
    auto const* unit = column.unit;
    auto const* own = column.field ? unit_of_field(*column.field) : nullptr;
    if (!unit && own) {
      auto const above = table_.units_above.find(own->dimension);
      if (above != table_.units_above.end()) unit = above->second;
      for (auto const* said : units_said_) {
        if (!unit && said->dimension == own->dimension) unit = said;
      }
    }
    if (!column.strange_unit.empty()) unit = nullptr;
    return {unit, column.strange_unit};
  }

  std::string place(BodyRow const& row, std::size_t column) const {
    return place_of(table_.grid->sheet, row.number, table_.columns[column].column);
  }

  static std::optional<Date> day_in(CellValue const& cell, ValuedRow& row, std::string const& at) {
    if (auto const* day = std::get_if<Date>(&cell)) return *day;
    auto const text = text_of(cell);
    auto const day = Date::parse(plain(text));
    if (!day && !is_blank(cell))
      row.wrong = invalid({"publishing.cell.no_day", {{"text", text}}}, at).error();
    return day;
  }

  Result<void> take(ValuedRow& row, std::size_t index, CellValue const& cell) {
    auto const& column = table_.columns[index];
    RowValue value{
        .field = column.field, .cell = &cell, .column = column.column, .value = {}, .wrong = {}};
    auto const given = read_cell(cell, *column.field, units_[index]);
    if (!given) {
      value.wrong = wrong(given.error());
    } else if (auto const* vague = std::get_if<Vague>(&*given)) {
      tell_vague(row, value, *vague);
      if (!column.field->required) return {};
      value.wrong = wrong(invalid({"publishing.cell.vague", {{"text", vague->text}}}).error());
    } else if (auto const* json = std::get_if<Json>(&*given)) {
      TRY(read(value, *json));
    } else {
      return {};
    }
    row.values.push_back(std::move(value));
    return {};
  }

  static std::unique_ptr<RowValue::Wrong> wrong(Error error) {
    return std::make_unique<RowValue::Wrong>(RowValue::Wrong{std::move(error), {}});
  }

  Result<void> read(RowValue& value, Json const& json) {
    auto const& field = *value.field;
    if (field.is_reference()) return find(value, json.string());
    auto read = field.type->read(json, field);
    if (!read) {
      value.wrong = wrong(std::move(read).error());
      return {};
    }
    value.value = std::move(*read);
    auto const may_be = meta::may_be_written(value.value, field);
    if (!may_be) value.wrong = wrong(may_be.error());
    return {};
  }

  Result<void> find(RowValue& value, std::string const& text) {
    auto meant = TRY(names_.find(*value.field->target, text));
    if (meant.ids.size() == 1) {
      value.value = meant.ids.front();
      return {};
    }
    auto error = TRY(not_one(*value.field->target, meant, text));
    value.wrong = wrong(std::move(error));
    value.wrong->meant = std::move(meant);
    return {};
  }

  Result<Error> not_one(meta::Register const& target, Meant const& meant, std::string const& text) {
    auto const label = meta::argument_of(target.label);
    if (meant.ids.size() > 1) {
      return invalid({"publishing.import.ambiguous",
                      {{"text", text}, {"register", label}, {"ids", joined(meant.ids)}}})
          .error();
    }
    if (meant.similar.empty()) {
      return invalid({"publishing.import.no_such", {{"text", text}, {"register", label}}}).error();
    }
    std::string similar;
    for (auto const& id : meant.similar) {
      auto const title = TRY(names_.title(id));
      similar += (similar.empty() ? "" : "、") + title + " " + id;
    }
    return invalid({"publishing.import.similar",
                    {{"text", text}, {"register", label}, {"similar", similar}}})
        .error();
  }

  static std::string joined(std::vector<std::string> const& ids) {
    std::string text;
    for (auto const& id : ids) text += (text.empty() ? "" : ", ") + id;
    return text;
  }

  static void tell_vague(ValuedRow& row, RowValue const& value, Vague const& vague) {
    auto const bounds =
        vague.from.empty() && vague.to.empty()
            ? std::string("—")
            : (vague.from.empty() ? "…" : vague.from) + " – " + (vague.to.empty() ? "…" : vague.to);
    auto const at = row.place(value);
    row.vague.push_back(at + " " + value.field->label.zh + "：" + vague.text +
                        (bounds == "—" ? "" : "（" + bounds + "）"));
    row.told.push_back(
        {at, {"publishing.import.vague", {{"text", vague.text}, {"bounds", bounds}}}});
  }

  SheetTable const& table_;
  Names& names_;
  std::span<Unit const* const> units_said_;
  std::vector<ColumnUnit> units_;
};

}  // namespace

RowValue const* ValuedRow::find(meta::Field const& field) const {
  auto const found = std::ranges::find(values, &field, &RowValue::field);
  return found != values.end() ? &*found : nullptr;
}

std::string ValuedRow::place(RowValue const& value) const {
  return place_of(sheet, number, value.column);
}

Result<std::vector<ValuedRow>> value_rows(SheetTable const& table, Body const& body, Names& names,
                                          std::span<Unit const* const> units) {
  RowValuer valuer(table, names, units);
  std::vector<ValuedRow> rows;
  rows.reserve(body.rows.size());
  for (auto const& row : body.rows) {
    auto valued = TRY(valuer.value(row));
    rows.push_back(std::move(valued));
  }
  return rows;
}

}  // namespace zonebook::publishing
