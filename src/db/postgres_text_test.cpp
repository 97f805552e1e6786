#include "db/postgres_text.h"

#include <gtest/gtest.h>

namespace zonebook::db {
namespace {

struct Rewritten {
  std::string_view sql, numbered;
  int parameters;
};

TEST(PostgresText, numbers_question_marks_outside_of_quotes_and_comments) {
  for (auto const& [sql, wanted, parameters] : {
           Rewritten{"", "", 0},
           Rewritten{"?", "$1", 1},
           Rewritten{"a = ? AND b IN (?,?)", "a = $1 AND b IN ($2,$3)", 3},
           Rewritten{"'?' ?", "'?' $1", 1},
           Rewritten{"'it''s ?' ?", "'it''s ?' $1", 1},
           Rewritten{R"('\' ?)", R"('\' $1)", 1},
           Rewritten{R"(E'\'?' ?)", R"(E'\'?' $1)", 1},
           Rewritten{R"(like'\' ?)", R"(like'\' $1)", 1},
           Rewritten{R"("a?""?" ?)", R"("a?""?" $1)", 1},
           Rewritten{"-- ?\n?", "-- ?\n$1", 1},
           Rewritten{"/* ? /* ? */ ? */ ?", "/* ? /* ? */ ? */ $1", 1},
           Rewritten{"/*/ ? */ ?", "/*/ ? */ $1", 1},
           Rewritten{"$$?$$ $a$ $$ ? $a$ ?", "$$?$$ $a$ $$ ? $a$ $1", 1},
           Rewritten{"a$b$ ? $b$", "a$b$ $1 $b$", 1},
           Rewritten{"'?", "'?", 0},
           Rewritten{"/*?", "/*?", 0},
           Rewritten{"$x", "$x", 0},
           Rewritten{"价 = ? -- ？", "价 = $1 -- ？", 1},
       }) {
    auto const made = numbered(sql);

    EXPECT_EQ(made.text, wanted);
    EXPECT_EQ(made.parameters, parameters) << sql;
  }
}

}  // namespace
}  // namespace zonebook::db
