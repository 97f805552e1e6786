// The table in a sheet: where its heads stand, which field each column is, and in which unit.
//
//   auto const table = find_table(grid, HeadWords(project, terms), {});
//   table->columns[2].field        // total_investment
//   table->columns[2].unit         // 万元, of "计划总投资（万元）" or of "单位：万元" above
//
// Looked at are the first hundred rows: one line of heads or two, merged or not; the lines with the
// most known heads win, the earlier of two that are alike.  A head is known by the field's label in
// either language, its name, or the term of that name; what the head adds (a unit in brackets, 其中,
// a star, a number in front) is left out first.  What only resembles a label is proposed, never
// taken.
//
// Threads: immutable once made.  Cost: that of the first rows.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "meta/catalog.h"
#include "publishing/import/grid.h"
#include "publishing/import/unit.h"

namespace zonebook::publishing {

// What a person said, or a mapping that is remembered: head → field's name; "" leaves it out.
using Mapping = std::map<std::string, std::string>;

// By which words the fields of a register are known.
class HeadWords {
 public:
  HeadWords(meta::Register const&, std::vector<meta::Term> const&);

  meta::Register const& in() const { return in_; }
  meta::Field const* find(std::string_view plain_words) const;
  // The only field whose label holds the words, or is held by them; nullptr: none, or several.
  meta::Field const* resembling(std::string_view plain_words) const;

 private:
  meta::Register const& in_;
  std::map<std::string, meta::Field const*, std::less<>> words_;  // nullptr: two fields share it
};

struct SheetColumn {
  enum class Is : std::uint8_t { field, id, from, to, left_out, unknown };

  int column = 0;
  std::string head;  // as it stands, lines joined by "/"
  Is is = Is::unknown;
  meta::Field const* field = nullptr;
  Unit const* unit = nullptr;
  std::string strange_unit;               // a unit that is none of the field's
  meta::Field const* proposed = nullptr;  // of what is unknown
  bool is_hidden = false;
  bool is_twice = false;  // another column is the same field: this one is not read
};

struct SheetTable {
  Grid const* grid = nullptr;
  int first_row = 0, last_row = 0;  // of the heads
  std::vector<SheetColumn> columns;
  std::map<std::string_view, Unit const*> units_above;  // of "单位：万元、亩", by dimension
  std::string shape;  // the heads alone: files of one shape have the same

  std::size_t known() const;  // how many columns are fields
};

// nullopt: no line of the sheet has at least two known heads (one, of a register of one field).
std::optional<SheetTable> find_table(Grid const&, HeadWords const&, Mapping const&);

// "计划总投资（万元）" in its parts.
struct HeadParts {
  std::string words;  // plain
  Unit const* unit = nullptr;
  std::string strange_unit;  // in brackets at the end, and no unit that is known; words keep it
};
HeadParts parts_of_head(std::string_view);

// "万元、亩", narrowed: those that are known.
std::vector<Unit const*> units_named(std::string_view);
// In what the field is kept; nullptr: it has no unit, or one that is not known.
Unit const* unit_of_field(meta::Field const&);

// Of every line, and two lines, that may be the heads.
std::set<std::string> shapes_in(Grid const&);

}  // namespace zonebook::publishing
