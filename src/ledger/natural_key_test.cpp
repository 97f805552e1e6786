// Who else holds a natural key is asked at each write, so it must not cost a reading of the zone.

#include <gmock/gmock.h>

#include "ledger/ledger_fixture.h"
#include "ledger/register_sql.h"

namespace zonebook::ledger {
namespace {

class NaturalKey : public LedgerFixture {};

TEST_P(NaturalKey, is_looked_up_by_its_index_without_any_statistics) {
  RegisterSql const sql(*catalog().find("project"));
  auto const reader = database().read();
  ASSERT_TRUE(reader) << told(reader);
  auto const text =
      is_sqlite() ? "EXPLAIN QUERY PLAN " + sql.twins.sqlite : "EXPLAIN " + sql.twins.postgres;
  auto const set =
      is_sqlite() ? Result<void>() : (*reader)->script("SET LOCAL enable_seqscan = off");
  ASSERT_TRUE(set) << told(set);
  std::string plan;

  auto const done =
      (*reader)->each(db::Statement::same("explain", text),
                      {"jiaocheng", "jiaocheng.1.1", std::int64_t{2}, std::int64_t{1}, "P07"},
                      [&](db::Row const& row) -> Result<void> {
                        plan += std::string(row.text(is_sqlite() ? 3 : 0)) + "\n";
                        return {};
                      });

  ASSERT_TRUE(done) << told(done);
  EXPECT_THAT(plan, testing::HasSubstr("r_project_key")) << plan;
}

INSTANTIATE_TEST_SUITE_P(Both, NaturalKey, db::both_dialects, db::dialect_name);

}  // namespace
}  // namespace zonebook::ledger
