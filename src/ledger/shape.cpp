#include "ledger/shape.h"

#include <algorithm>
#include <map>
#include <set>

#include "ledger/log.h"
#include "ledger/projection.h"
#include "ledger/refusal.h"
#include "ledger/sql.h"
#include "ledger/store.h"
#include "ledger/system_entry.h"
#include "ledger/table.h"

namespace zonebook::ledger {
namespace {

// register → the fields its table has had a column for.
using Columns = std::map<std::string, std::set<std::string>>;

struct Shape {
  std::int64_t number = 0;
  std::string hash;
  Json body;
};

Result<std::vector<Shape>> list_shapes(db::Connection& at) {
  std::vector<Shape> shapes;
  TRY(at.each(sql::list_shapes, {}, [&](db::Row const& row) -> Result<void> {
    auto body = TRY(Json::parse(row.text(2)));
    shapes.push_back({row.integer(0), std::string(row.text(1)), std::move(body)});
    return {};
  }));
  return shapes;
}

Columns columns_of(std::vector<Shape> const& shapes) {
  Columns columns;
  for (auto const& shape : shapes) {
    for (auto const& [name, in] : shape.body.members()) {
      auto& fields = columns[name];
      for (auto const& [id, field] : in.find("fields")->members()) fields.insert(id);
    }
  }
  return columns;
}

// A type, a scale or a unit stays what it was in every generation.
Result<void> check_compatible(std::vector<Shape> const& shapes, meta::Catalog const& catalog) {
  for (auto const& shape : shapes) {
    auto problems = meta::compatible(shape.body, catalog.shape());
    if (!problems.empty()) return std::unexpected(std::move(problems.front()));
  }
  return {};
}

std::string sql_to_fit(meta::Register const& in, Columns const& columns, db::Dialect dialect) {
  auto const table = table_of(in);
  auto const known = columns.find(in.name);
  if (known == columns.end()) return sql_to_make(table, dialect);
  std::string sql;
  for (auto const& field : in.fields) {
    if (known->second.contains(field.id)) continue;
    auto const column = std::ranges::find(table.columns, field.column(), &Column::name);
    sql += sql_to_extend(table, *column, dialect);
  }
  for (auto const& index : table.indexes) {
    sql += "DROP INDEX IF EXISTS " + index.name + ";\n" + sql_to_index(table, index);
  }
  return sql;
}

// Every register and field there ever was, bare: enough to print the columns.
std::map<std::string, meta::Register> registers_in(std::vector<Json> const& shapes) {
  std::map<std::string, meta::Register> registers;
  for (auto const& shape : shapes) {
    for (auto const& [name, in] : shape.members()) {
      auto& found = registers[name];
      found.name = name;
      for (auto const& [id, field] : in.find("fields")->members()) {
        auto const* type = meta::find_field_type(field.text_at("type").value_or(""));
        if (!type || found.find_id(id)) continue;
        found.fields.push_back({.id = id, .name = id, .label = {}, .type = type});
      }
    }
  }
  return registers;
}

}  // namespace

Result<std::vector<Json>> earlier_shapes(db::Connection& at) {
  auto shapes = TRY(list_shapes(at));
  std::vector<Json> bodies;
  for (auto& shape : shapes) bodies.push_back(std::move(shape.body));
  return bodies;
}

Result<void> make_fixed_tables(db::Connection& at) {
  std::string sql;
  for (auto const& table : fixed_tables()) sql += sql_to_make(table, at.dialect());
  sql += sql_to_make(projection_table(), at.dialect());
  return at.script(sql);
}

Result<void> add_zone(db::Connection& at, std::string const& zone,
                      std::optional<std::string> const& parent, Instant closed) {
  db::Parameter above;
  if (parent) above = std::string_view(*parent);
  Head const head{.zone = zone, .parent = parent, .closed = closed, .hash = no_hash()};
  TRY(at.run(sql::add_head, {zone, above, closed.micros(), head.hash, seal_of(head)}));
  return {};
}

Result<std::string> root_zone(db::Connection& at) {
  std::string root;
  TRY(at.each(sql::list_heads, {}, [&](db::Row const& row) -> Result<void> {
    if (row.is_null(1)) root = row.text(0);
    return {};
  }));
  if (root.empty()) return refuse(Error::Code::broken, {"ledger.no_root", {}});
  return root;
}

Result<void> adopt_shape(db::Connection& at, meta::Catalog const& catalog, Instant now,
                         ShapeEntry written) {
  auto const shapes = TRY(list_shapes(at));
  if (!shapes.empty() && shapes.back().hash == catalog.hash()) return {};
  TRY(check_compatible(shapes, catalog));
  auto const columns = columns_of(shapes);
  std::string sql;
  for (auto const& in : catalog.registers()) sql += sql_to_fit(in, columns, at.dialect());
  TRY(at.script(sql));
  LogEntry entry;
  if (written == ShapeEntry::written) {
    entry = TRY(append_system_entry(
        at, catalog, now, {.reason = "shape", .member = "shape", .told = catalog.shape()}));
  }
  TRY(at.run(sql::add_shape, {static_cast<std::int64_t>(shapes.size()) + 1, catalog.hash(),
                              canonical(catalog.shape()), entry.zone, entry.seq}));
  return {};
}

Result<void> make_tables_of_shapes(db::Connection& at, meta::Catalog const& catalog) {
  auto const shapes = TRY(earlier_shapes(at));
  std::string sql;
  for (auto const& [name, in] : registers_in(shapes)) {
    auto table = table_of(in);
    auto const* now = catalog.find(name);
    if (now && std::ranges::all_of(now->fields, [&](meta::Field const& field) {
          return in.find_id(field.id) != nullptr;
        })) {
      table.indexes = table_of(*now).indexes;
    }
    sql += sql_to_make(table, at.dialect());
  }
  return at.script(sql);
}

}  // namespace zonebook::ledger
