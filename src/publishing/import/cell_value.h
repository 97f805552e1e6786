// A cell as a value of a field, strictly: what is not certain is told, never guessed.
//
//   auto const read = read_cell(Number{2.03}, total_investment, {.unit = 亿元});
//   std::get<Json>(*read)                        // 20300000000, in 分
//
//   cell                          field    answer
//   45105 in a format of days     date     "2023-06-28"
//   "2023.6", "6月底"             date     Vague: kept as text, with bounds where there are any
//   "约3亿"                       money    Vague
//   "１，２３４"                  integer  1234
//   "工业", "industry"            choice   "industry"
//   "", "—", "/", "暂无"          any      nothing: the field stays as it is
//
// The answer is what a letter holds (ledger/request.h), not yet read by the field's type; of a
// reference it is the text, which a person means some record by.

#pragma once

#include <optional>
#include <string>
#include <variant>

#include "base/json.h"
#include "meta/field.h"
#include "publishing/cell.h"
#include "publishing/import/unit.h"

namespace zonebook::publishing {

// What the cell says and no field can hold.
struct Vague {
  std::string text;
  std::string from, to;  // as the field's values are shown: "2023-06-01", "3亿元"; empty: unknown
};

using Given = std::variant<std::monostate, Json, Vague>;

// The text of a Fault that stands for an amount which a merge lays over several rows.
inline constexpr std::string_view merged_amount = "merged";

struct ColumnUnit {
  Unit const* unit = nullptr;  // of the head, or of the sheet; nullptr: none is written
  std::string strange = {};    // none of the field's
};

// Every refusal is `invalid`, publishing.cell.* : no_unit, other_unit, too_fine, no_number, no_day,
// no_area_unit, no_choice, fault (#REF!), not_computed, spoilt (more than 15 digits), too_long,
// merged.
Result<Given> read_cell(CellValue const&, meta::Field const&, ColumnUnit const&);

// What the cell says, as a person sees it.
std::string text_of(CellValue const&);
// Nothing is said: empty, or a sign for "none".
bool is_blank(CellValue const&);

}  // namespace zonebook::publishing
