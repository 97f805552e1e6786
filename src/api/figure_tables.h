// The tables below a figure, for programs: the records that add up to it, what a dimension makes of
// it, and its months, each row with what people call it.

#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "figures/groups.h"
#include "figures/standing.h"

namespace zonebook::api {

struct RecordRow {
  std::string title;
  figures::Behind behind;
};
using RecordTable = std::vector<RecordRow>;
//   as figures::records()
Result<RecordTable> record_table(ledger::Snapshot&, figures::Question const&, Language);
Json json_of(RecordTable const&);

struct GroupRow {
  std::string title;  // "工业": the label of a choice, what a record is called, a month …
  figures::Group group;
};
using GroupTable = std::vector<GroupRow>;
//   as figures::grouped()
Result<GroupTable> group_table(ledger::Snapshot&, figures::Question const&, std::string const& by,
                               std::string const& root, Language);
Json json_of(GroupTable const&, figures::Definition const&);
// "2" of 4, of a ratio; of the others the value.
std::string rate_text(figures::Group const&, figures::Definition const&);

Json json_of(std::vector<figures::Step> const&);

// What an opening or an adjustment is called in a list: "期初（至 2022-12-31，示例简报附表第1号）".
Result<std::string> behind_title(ledger::Snapshot&, figures::Behind const&, Language);

}  // namespace zonebook::api
