// What a register is: its fields, checks, track and views.  Plain values; a Catalog has resolved
// their names (meta/catalog.h).
//
//   Register const& project = …;
//   Field const* total = project.find("total_investment");
//   project.index_of(*total);        // its slot in scope_of(project)
//
// Format: docs/formats/model.md.  Threads: immutable once in a Catalog.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feel/expression.h"
#include "meta/field.h"

namespace zonebook::meta {

// What must hold of a record on each of its days, when it is written.  Replay runs no check.
struct Check {
  std::string name;
  std::string must;            // FEEL over the register's fields (scope_of), false is a breach;
  feel::Expression condition;  // null is none: an empty field breaks only `required`
  Label says;
  std::string source;
};

// What a stage asks for before a record may enter it (PRODUCT C3).
struct Need {
  enum class Gate : std::uint8_t { hard, debt };
  std::string name;
  std::string must;
  feel::Expression condition;
  Label says;
  std::string source;
  Gate gate = Gate::debt;
};

struct Stage {
  std::string value;       // of the stage field: one of its choices
  std::string date_field;  // set when the stage is entered; empty: none
  std::vector<Need> needs;
  std::optional<int> limit_days;  // how long a record may stay: calendar days
  bool end = false;               // 退出, 作废: nothing comes after
};

// A track leads the records of a register through stages, forward and back; model/tracks/*.yaml.
struct Track {
  std::string name;
  Label label;
  std::string stage_field;
  std::vector<Stage> stages;  // in order

  Stage const* find(std::string_view value) const;
};

struct FormGroup {
  Label title;
  std::vector<std::string> fields;
};

// The records of a register are shares of another one: on each day on which there are any, the
// parts of all that name it add up to one whole.
struct Shares {
  std::string of;          // a required reference
  std::string part;        // a required decimal or integer
  std::string sum;         // as model/ writes it: "100"
  std::int64_t whole = 0;  // the same as `part` is stored: 10000 of scale 2
};

// How people see a register; apart from what it holds.
struct Views {
  std::vector<std::string> list;
  std::vector<FormGroup> form;
  std::string title;                // the field that names a record to people
  std::vector<std::string> search;  // the fields whose text a search looks through
};

struct Register {
  std::string name;
  Label label;
  std::string about, source;
  std::string owner;       // the room of src/ that owns it; empty: model/
  bool removed = false;    // no longer in model/: kept for its history
  bool shared = false;     // any zone may refer to its records
  bool root_only = false;  // its records are the root zone's: keys unique in the whole tree
  std::vector<Field> fields;
  std::vector<std::string> key;  // names of fields; empty: no natural key
  std::vector<Check> checks;
  std::optional<Track> track;
  std::optional<Shares> shares;
  Views views;

  Field const* find(std::string_view name) const;
  Field const* find_id(std::string_view id) const;
  std::size_t index_of(Field const&) const;
};

}  // namespace zonebook::meta
