#include <array>

#include "access/access.h"
#include "ledger/table.h"

namespace zonebook::access {
namespace {

using Column = ledger::Column;
constexpr auto integer = meta::FieldType::Column::integer;
constexpr auto text = meta::FieldType::Column::text;

std::vector<ledger::Table> tables_of_secrets() {
  return {
      {.name = "access_secret",
       .columns = {{"account"},
                   {"password", text, true},
                   {"factor", text, true},
                   {"factor_new", text, true},
                   {"last_step", integer}},
       .primary_key = {"account"}},
      {.name = "access_session",
       .columns = {{"id"}, {"account"}, {"begun", integer}, {"used", integer}, {"peer"}},
       .primary_key = {"id"},
       .indexes = {{"access_session_account", {"account"}, ""},
                   {"access_session_used", {"used"}, ""}}},
      {.name = "access_token",
       .columns = {{"id"},
                   {"account"},
                   {"name"},
                   {"zone"},
                   {"role"},
                   {"made", integer},
                   {"expires", integer},
                   {"used", integer, true}},
       .primary_key = {"id"},
       .indexes = {{"access_token_account", {"account"}, ""}}},
      {.name = "access_invitation",
       .columns = {{"account"}, {"id"}, {"expires", integer}},
       .primary_key = {"account"},
       .indexes = {{"access_invitation_id", {"id"}, "", true}}},
      {.name = "access_failure",
       .columns = {{"kind"}, {"who"}, {"failures", integer}, {"last", integer}, {"until", integer}},
       .primary_key = {"kind", "who"},
       .indexes = {{"access_failure_last", {"last"}, ""}}},
  };
}

std::string sql_of_secrets(db::Dialect dialect) {
  std::string sql;
  for (auto const& table : tables_of_secrets()) sql += ledger::sql_to_make(table, dialect);
  return sql;
}

}  // namespace

std::span<db::Migration const> migrations() {
  static std::array const steps = {
      db::Migration{1, "secrets", sql_of_secrets(db::Dialect::sqlite),
                    sql_of_secrets(db::Dialect::postgres)},
  };
  return steps;
}

}  // namespace zonebook::access
