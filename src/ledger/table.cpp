#include "ledger/table.h"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/change.h"

namespace zonebook::ledger {
namespace {

using Type = meta::FieldType::Column;
constexpr auto integer = Type::integer;
constexpr auto text = Type::text;

std::string_view type_name(Type type, db::Dialect dialect) {
  if (dialect == db::Dialect::sqlite) return type == integer ? "INTEGER" : "TEXT";
  return type == integer ? "BIGINT" : "TEXT COLLATE \"C\"";
}

std::string column_sql(Column const& column, db::Dialect dialect) {
  return fmt::format("\"{}\" {}{}", column.name, type_name(column.type, dialect),
                     column.may_be_null ? "" : " NOT NULL");
}

std::string quoted(std::vector<std::string> const& names) {
  std::string out;
  for (auto const& name : names) out += fmt::format("{}\"{}\"", out.empty() ? "" : ", ", name);
  return out;
}

// Events, choices and the name: what people narrow lists by.  The natural key has its own index.
bool is_often_filtered(meta::Field const& field, meta::Register const& in) {
  auto const type = field.type->name();
  if (type == "long_text") return false;  // PostgreSQL's index rows hold 2704 bytes
  if (field.event && type == "date") return true;
  auto const is_listed = std::ranges::find(in.views.list, field.name) != in.views.list.end();
  bool const is_stage = in.track && in.track->stage_field == field.name;
  return (type == "choice" && (is_listed || is_stage)) || field.name == in.views.title;
}

std::string const now_only = fmt::format("known_to = {}", still_known);

// The log, and what finds its way in it.
std::vector<Table> log_tables() {
  return {
      {.name = "head",
       .columns = {{"zone"},
                   {"parent", text, true},
                   {"seq", integer},
                   {"last", integer},
                   {"closed", integer},
                   {"hash"},
                   {"seal"}},
       .primary_key = {"zone"}},
      {.name = "entry",
       .columns = {{"zone"},
                   {"seq", integer},
                   {"known", integer},
                   {"actor"},
                   {"source"},
                   {"reason"},
                   {"key"},
                   {"catalog"},
                   {"body"},
                   {"prev_hash"},
                   {"hash"}},
       .primary_key = {"zone", "seq"},
       .indexes = {{"entry_known", {"zone", "known"}}}},
      {.name = "touch",
       .columns = {{"zone"}, {"id"}, {"seq", integer}},
       .primary_key = {"zone", "id", "seq"}},
      {.name = "record",
       .columns = {{"zone"}, {"id"}, {"register"}},
       .primary_key = {"zone", "id"}},
      {.name = "request",
       .columns = {{"zone"},
                   {"actor"},
                   {"key"},
                   {"known", integer},
                   {"seq", integer},
                   {"digest"},
                   {"seal"}},
       .primary_key = {"zone", "actor", "key", "seq"}},
  };
}

// What stands beside the log.
std::vector<Table> side_tables() {
  return {
      {.name = "merged",
       .columns = {{"zone"},
                   {"register"},
                   {"id"},
                   {"same_as"},
                   {"valid_from", integer},
                   {"valid_to", integer},
                   {"known_from", integer},
                   {"known_to", integer}},
       .primary_key = {"zone", "id", "valid_from", "known_from"},
       .indexes = {{"merged_same_as", {"same_as"}, now_only}}},
      {.name = "personal",
       .columns = {{"zone"}, {"ref"}, {"salt"}, {"value"}, {"token"}},
       .primary_key = {"zone", "ref"},
       .indexes = {{"personal_token", {"zone", "token"}, ""}}},
      {.name = "audit",
       .columns = {{"seq", integer},
                   {"at", integer},
                   {"zone"},
                   {"actor"},
                   {"act"},
                   {"about"},
                   {"details"},
                   {"prev_hash"},
                   {"hash"}},
       .primary_key = {"seq"}},
      {.name = "audit_head",
       .columns = {{"name"}, {"seq", integer}, {"hash"}},
       .primary_key = {"name"}},
      {.name = "outbox",
       .columns = {{"zone"}, {"seq", integer}, {"known", integer}, {"topics"}},
       .primary_key = {"zone", "seq"}},
      {.name = "outbox_reader",
       .columns = {{"consumer"},
                   {"zone"},
                   {"seq", integer},
                   {"lease"},
                   {"leased_until", integer},
                   {"seal"}},
       .primary_key = {"consumer", "zone"}},
      {.name = "posting",
       .columns = {{"zone"}, {"register"}, {"gram"}, {"field"}, {"seq", integer}, {"ids"}},
       .primary_key = {"zone", "register", "gram", "field", "seq"}},
      {.name = "shape",
       .columns = {{"number", integer}, {"hash"}, {"body"}, {"zone"}, {"seq", integer}},
       .primary_key = {"number"}},
      {.name = "own_clock",
       .columns = {{"zone"}, {"seq", integer}, {"set_at", integer}, {"shown_at", integer}},
       .primary_key = {"zone"}},
  };
}

}  // namespace

std::string sql_to_make(Table const& table, db::Dialect dialect) {
  std::string columns;
  for (auto const& column : table.columns) columns += column_sql(column, dialect) + ",\n  ";
  auto sql = fmt::format("CREATE TABLE {} (\n  {}PRIMARY KEY ({})\n){};\n", table.name, columns,
                         quoted(table.primary_key),
                         dialect == db::Dialect::sqlite ? " STRICT, WITHOUT ROWID" : "");
  for (auto const& index : table.indexes) sql += sql_to_index(table, index);
  return sql;
}

std::string sql_to_extend(Table const& table, Column const& column, db::Dialect dialect) {
  return fmt::format("ALTER TABLE {} ADD COLUMN {};\n", table.name, column_sql(column, dialect));
}

std::string sql_to_index(Table const& table, Index const& index) {
  return fmt::format("CREATE {}INDEX {} ON {} ({}){};\n", index.unique ? "UNIQUE " : "", index.name,
                     table.name, quoted(index.columns),
                     index.where.empty() ? "" : " WHERE " + index.where);
}

std::vector<Table> const& fixed_tables() {
  static auto const tables = [] {
    auto all = log_tables();
    for (auto& table : side_tables()) all.push_back(std::move(table));
    return all;
  }();
  return tables;
}

Table table_of(meta::Register const& in) {
  Table table{.name = "r_" + in.name,
              .columns = {{"zone"},
                          {"id"},
                          {"valid_from", integer},
                          {"valid_to", integer},
                          {"known_from", integer},
                          {"known_to", integer},
                          {"kind"}},
              .primary_key = {"zone", "id", "valid_from", "known_from"},
              .indexes = {}};
  table.indexes.push_back({table.name + "_now", {"zone", "id", "valid_from"}, now_only, true});
  for (auto const& field : in.fields) {
    table.columns.push_back({field.column(), field.type->column(), true});
    if (field.is_reference()) {
      table.indexes.push_back({table.name + "_by_" + field.id, {field.column()}, now_only});
    } else if (is_often_filtered(field, in)) {
      table.indexes.push_back({table.name + "_by_" + field.id, {"zone", field.column()}, now_only});
    }
  }
  if (in.key.empty()) return table;
  std::vector<std::string> key{"zone"};
  for (auto const& name : in.key) key.push_back(in.find(name)->column());
  table.indexes.push_back({table.name + "_key", std::move(key), now_only});
  return table;
}

}  // namespace zonebook::ledger
