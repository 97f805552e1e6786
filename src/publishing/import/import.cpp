#include "publishing/import/import.h"

#include <algorithm>

#include "base/hash.h"
#include "publishing/import/classify.h"
#include "publishing/import/plain.h"
#include "publishing/import/trial.h"
#include "publishing/import/waiting.h"

namespace zonebook::publishing {
namespace {

using Meaning = ImportOptions::Meaning;

std::string number_text(std::size_t number) { return std::to_string(number); }

// Two imports of the same file with the same answers are one.  It stands in the ledger for ever, so
// it is not made of what the file says, which may be personal.
std::string batch_of(std::string const& bytes, std::string const& file, meta::Register const& in,
                     ImportOptions const& o) {
  auto const parts =
      Json::array({Json::string(file), Json::integer(static_cast<std::int64_t>(bytes.size())),
                   Json::string(in.name), Json::string(o.zone), Json::string(o.sheet),
                   Json::string(o.money_unit), Json::integer(static_cast<int>(o.meaning)),
                   Json::integer(static_cast<int>(o.names))});
  return sm3(to_text(parts)).substr(0, 16);
}

// What somebody has looked at: the file, the answers, and what the zones held.  It is shown and
// never written.
std::string token_of(std::string const& bytes, Plan const& plan, ImportOptions const& o) {
  auto text = plan.batch + sm3(bytes) + plan.day.to_string();
  for (auto const& [head, field] : o.mapping) text += "\n" + head + "=" + field;
  for (auto const& [zone, last] : plan.seen) {
    text += "\n" + zone + " " + std::to_string(last.micros());
  }
  return sm3(text).substr(0, 16);
}

Result<void> check_mapping(Mapping const& mapping, meta::Register const& in) {
  for (auto const& [head, name] : mapping) {
    auto const* field = in.find(name);
    if (name.empty() || (field && !field->removed)) continue;
    return std::unexpected(
        Error{Error::Code::not_found, {"publishing.import.no_field", {{"name", name}}}, head});
  }
  return {};
}

// The sheets that have a table of the register, with what is told of the others.
class Tables {
 public:
  Tables(std::vector<Grid> const& grids, HeadWords const& words, ImportOptions const& options,
         std::vector<RememberedMapping> remembered)
      : grids_(grids), words_(words), options_(options), remembered_(std::move(remembered)) {}

  Result<std::vector<SheetTable>> find(Plan& plan) const {
    std::vector<SheetTable> tables;
    auto const is_named = [&](Grid const& grid) { return grid.sheet == options_.sheet; };
    if (!options_.sheet.empty() && std::ranges::none_of(grids_, is_named)) {
      return no_sheet(plan.file);
    }
    for (auto const& grid : grids_) {
      if (!options_.sheet.empty() && !is_named(grid)) continue;
      if (grid.is_hidden && options_.sheet.empty()) {
        plan.told.push_back({grid.sheet, {"publishing.import.hidden_sheet", {}}});
        continue;
      }
      RememberedMapping by{.shape = {}, .mapping = options_.mapping};
      if (auto table = find_in(grid, by)) {
        by.shape = table->shape;
        plan.mappings.push_back(std::move(by));
        tables.push_back(std::move(*table));
      } else if (!grid.rows.empty() && grids_.size() > 1) {
        plan.told.push_back({grid.sheet, {"publishing.import.no_table", {}}});
      }
    }
    if (!tables.empty()) return tables;
    auto const label = meta::argument_of(words_.in().label);
    return invalid({"publishing.import.no_head", {{"name", plan.file}, {"register", label}}},
                   plan.file);
  }

 private:
  // What is remembered of a shape is for that shape alone; it is added to the mapping.
  std::optional<SheetTable> find_in(Grid const& grid, RememberedMapping& by) const {
    auto const shapes = remembered_.empty() ? std::set<std::string>() : shapes_in(grid);
    for (auto const& [shape, known, record] : remembered_) {
      if (!shapes.contains(shape)) continue;
      auto both = by.mapping;
      both.insert(known.begin(), known.end());
      auto table = find_table(grid, words_, both);
      if (!table || table->shape != shape) continue;
      by.mapping = std::move(both);
      by.record = record;
      return table;
    }
    return find_table(grid, words_, by.mapping);
  }

  std::unexpected<Error> no_sheet(std::string const& file) const {
    std::string names;
    for (auto const& grid : grids_) names += (names.empty() ? "" : "、") + grid.sheet;
    return invalid({"publishing.import.no_sheet", {{"sheet", options_.sheet}, {"sheets", names}}},
                   file);
  }

  std::vector<Grid> const& grids_;
  HeadWords const& words_;
  ImportOptions const& options_;
  std::vector<RememberedMapping> remembered_;
};

// A head that somebody explained once is read so for everybody: who that was stands in the preview.
// What is said now is nobody's of before.
Result<void> tell_authors(Plan& plan, std::vector<SheetTable> const& tables,
                          ledger::Snapshot& snapshot, Mapping const& said_now, Zone const& local) {
  for (std::size_t i = 0; i < tables.size(); ++i) {
    std::string heads;
    for (auto const& [head, field] : plan.mappings[i].mapping) {
      if (said_now.contains(head)) continue;
      heads += (heads.empty() ? "" : "、") + head + "=" + field;
    }
    auto const author = TRY(author_of(snapshot, plan.mappings[i]));
    if (!author || heads.empty()) continue;
    plan.told.push_back({tables[i].grid->sheet,
                         {"publishing.import.remembered",
                          {{"heads", heads},
                           {"actor", author->actor},
                           {"day", author->known.date_in(local).to_string()}}}});
  }
  return {};
}

// As a shell takes it for one word, whatever a file says.
std::string quoted(std::string_view head) {
  std::string text = "'";
  for (auto const c : head) {
    if (c == '\'') text += "'\\'";
    text += c;
  }
  return text + "'";
}

void tell_table(Plan& plan, SheetTable const& table, Body const& body) {
  using Is = SheetColumn::Is;
  plan.tables.push_back({.sheet = table.grid->sheet,
                         .first_row = table.first_row,
                         .last_row = table.last_row,
                         .columns = table.known(),
                         .records = body.rows.size(),
                         .left_out = body.left_out});
  for (auto const& column : table.columns) {
    auto const at = table.grid->sheet + "!" + column_name(column.column);
    auto const is_read = column.is == Is::field && !column.is_twice;
    auto const* unit = column.unit;
    plan.columns.push_back({.sheet = table.grid->sheet,
                            .head = column.head,
                            .column = column.column,
                            .is = column.is,
                            .field = is_read ? column.field : nullptr,
                            .proposed = column.proposed,
                            .unit = unit ? std::string(unit->name) : ""});
    Text says{"", {{"head", column.head}, {"quoted", quoted(column.head)}}};
    if (column.is_twice) says.key = "publishing.import.column_twice";
    if (column.is == Is::unknown && !column.proposed) says.key = "publishing.import.column_unknown";
    if (column.is == Is::unknown && column.proposed) {
      says.key = "publishing.import.column_proposed";
      says.args.emplace_back("label", meta::argument_of(column.proposed->label));
      says.args.emplace_back("field", column.proposed->name);
    }
    if (!says.key.empty()) plan.told.push_back({at, std::move(says)});
    if (column.is_hidden && is_read) {
      plan.told.push_back({at, {"publishing.import.hidden_column", {{"head", column.head}}}});
    }
  }
  auto const hidden = std::ranges::count(body.rows, true, &BodyRow::is_hidden);
  if (hidden > 0) {
    plan.told.push_back({table.grid->sheet,
                         {"publishing.import.hidden_rows",
                          {{"count", number_text(static_cast<std::size_t>(hidden))}}}});
  }
  plan.told.insert(plan.told.end(), body.told.begin(), body.told.end());
}

}  // namespace

std::string_view name_of(RowState state) {
  switch (state) {
    case RowState::added: return "added";
    case RowState::differs: return "differs";
    case RowState::changed: return "changed";
    case RowState::corrected: return "corrected";
    case RowState::waiting: return "waiting";
    case RowState::unchanged: return "unchanged";
    case RowState::rejected: return "rejected";
  }
  CHECK(false);
}

std::size_t Plan::count(RowState state) const {
  return static_cast<std::size_t>(std::ranges::count(rows, state, &PlannedRow::state));
}

std::size_t Plan::to_propose() const {
  return static_cast<std::size_t>(std::ranges::count(rows, true, &PlannedRow::needs_second_person));
}

Result<Plan> Importing::plan(std::string bytes, std::string const& file) {
  TRY(check_mapping(options_.mapping, in_));
  auto const units = units_named(plain(options_.money_unit));
  if (!options_.money_unit.empty() && units.empty()) {
    return invalid({"publishing.import.no_unit_named", {{"unit", options_.money_unit}}}, file);
  }
  if (options_.source.empty()) options_.source = file;
  Plan plan{.in = &in_, .batch = batch_of(bytes, file, in_, options_), .file = file};
  plan.day = options_.valid_from.value_or(desk_.ledger.today());
  auto snapshot = TRY(desk_.ledger.read(desk_.reads));
  for (auto const& zone : snapshot.below()) plan.seen[zone] = snapshot.head(zone).last;
  // Of what belongs to the whole tree, read from a zone below.
  auto const touched = snapshot.scope();
  if (std::ranges::find(touched, options_.zone) != touched.end()) {
    plan.seen[options_.zone] = snapshot.head(options_.zone).last;
  }
  plan.token = token_of(bytes, plan, options_);
  auto const grids = TRY(read_grids(std::move(bytes), file));
  HeadWords const words(in_, desk_.terms);
  auto remembered = TRY(publishing::remembered(snapshot, in_.name, desk_.ledger.today()));
  auto const tables = TRY(Tables(grids, words, options_, std::move(remembered)).find(plan));
  TRY(tell_authors(plan, tables, snapshot, options_.mapping, desk_.ledger.local()));
  Names names(snapshot, plan.day, desk_.title, options_.zone);
  std::vector<ValuedRow> rows;
  for (auto const& table : tables) {
    auto const body = read_body(table, in_.key);
    tell_table(plan, table, body);
    auto valued = TRY(value_rows(table, body, names, units));
    std::ranges::move(valued, std::back_inserter(rows));
  }
  Existing existing(in_, options_.zone);
  TRY(existing.find(snapshot, plan.day, rows));
  Classifier classifier(in_, options_, plan.day, existing, names, snapshot);
  for (auto const& row : rows) {
    auto planned = TRY(classifier.classify(row));
    plan.rows.push_back(std::move(planned));
  }
  TRY(mark_waiting(plan, snapshot, desk_));
  TRY(try_rows(plan, options_, snapshot.store(), desk_));
  return plan;
}

}  // namespace zonebook::publishing
