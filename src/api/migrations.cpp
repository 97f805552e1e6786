#include "api/migrations.h"

#include <array>

#include "ledger/table.h"

namespace zonebook::api {
namespace {

constexpr auto integer = meta::FieldType::Column::integer;
constexpr auto text = meta::FieldType::Column::text;

std::string sql_of_imports(db::Dialect dialect) {
  return ledger::sql_to_make({.name = "api_import",
                              .columns = {{"id"},
                                          {"account"},
                                          {"register"},
                                          {"made", integer},
                                          {"expires", integer},
                                          {"about"},
                                          {"done", text, true},
                                          {"written", integer},
                                          {"planned", integer}},
                              .primary_key = {"id"},
                              .indexes = {{"api_import_account", {"account", "made"}, ""},
                                          {"api_import_expires", {"expires"}, ""}}},
                             dialect);
}

}  // namespace

std::span<db::Migration const> migrations() {
  static std::array const steps = {
      db::Migration{1, "imports", sql_of_imports(db::Dialect::sqlite),
                    sql_of_imports(db::Dialect::postgres)},
  };
  return steps;
}

}  // namespace zonebook::api
