// The tables below a figure: the records that add up to it, what a dimension makes of it, and its
// months; as columns of a terminal and for programs.

#pragma once

#include <string>
#include <vector>

#include "app/settings.h"
#include "base/json.h"
#include "figures/groups.h"
#include "figures/standing.h"

namespace zonebook::app {

struct RecordRow {
  std::string title;
  figures::Behind behind;
};
using RecordTable = std::vector<RecordRow>;
//   as figures::records()
Result<RecordTable> record_table(ledger::Snapshot&, figures::Question const&, Language);
std::string text_of(RecordTable const&, figures::Definition const&, Language);
Json json_of(RecordTable const&);

struct GroupRow {
  std::string title;  // "工业": the label of a choice, what a record is called, a month …
  figures::Group group;
};
using GroupTable = std::vector<GroupRow>;
//   as figures::grouped()
Result<GroupTable> group_table(ledger::Snapshot&, figures::Question const&, std::string const& by,
                               std::string const& root, Language);
std::string text_of(GroupTable const&, figures::Definition const&, Language);
Json json_of(GroupTable const&, figures::Definition const&);

std::string text_of(std::vector<figures::Step> const&, figures::Definition const&, Language);
Json json_of(std::vector<figures::Step> const&, figures::Definition const&);

// What an opening or an adjustment is called in a list: "期初（至 2022-12-31，示例简报附表第1号）".
Result<std::string> behind_title(ledger::Snapshot&, figures::Behind const&, Language);

}  // namespace zonebook::app
