// What the business is, as one immutable value: registers, fields, checks, tracks, views.  model/
// and the registers that rooms own become a Catalog, or all errors with file and line.
//
//   auto loaded = meta::load("model", ledger::owned_registers());
//   if (!loaded.catalog) for (auto const& error : loaded.problems) …   // "registers/a.yaml:12"
//   Register const* project = loaded.catalog->find("project");
//   Field const* total = project->find("total_investment");
//
// Promises
//   1. Names are resolved once, here: a Field knows its Register by pointer, a check its
//      expression.  Above this room nothing is looked up by a name that model/ could have got
//      wrong.
//   2. All errors come at once, each with file and line; a Catalog exists only if there is none.
//   3. The hash is that of the canonical shape: the same model gives the same hash on each machine.
//
// Threads: immutable; share it by std::shared_ptr<Catalog const>.

#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
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
  bool shared = false;     // any zone may refer to its records
  bool root_only = false;  // its records are the root zone's: keys unique in the whole tree
  std::vector<Field> fields;
  std::vector<std::string> key;  // names of fields; empty: no natural key
  std::vector<Check> checks;
  std::optional<Track> track;
  Views views;

  Field const* find(std::string_view name) const;
  Field const* find_id(std::string_view id) const;
  std::size_t index_of(Field const&) const;
};

class Catalog {
 public:
  // From registers made in code (tests, the oracle's driver): resolves and checks as load() does.
  static std::expected<std::shared_ptr<Catalog const>, std::vector<Error>> make(
      std::vector<Register>);

  std::vector<Register> const& registers() const { return registers_; }
  Register const* find(std::string_view name) const;  // nullptr if there is none
  // The registers with a reference to this one, and by which fields.
  struct Referrer {
    Register const* from;
    Field const* field;
  };
  std::span<Referrer const> referrers_of(Register const&) const;

  // What storage depends on: registers, fields by permanent id, types, keys; for the shape entry.
  Json const& shape() const { return shape_; }
  std::string const& hash() const { return hash_; }  // SM3 of canonical(shape())

 private:
  Catalog() = default;
  std::vector<Register> registers_;  // by name
  std::vector<std::vector<Referrer>> referrers_;
  Json shape_;
  std::string hash_;
};

// The scope in which checks, needs and filters of a register are written: its fields by name, in
// order, references as contexts of what they lead to (three steps deep), then `today`.
feel::Scope scope_of(Register const&);

// A register that a room of src/ owns: model/ may add fields to it, not change its own.
struct OwnedRegister {
  std::string_view room, file, yaml;
};

struct Loaded {
  std::shared_ptr<Catalog const> catalog;  // nullptr if there are problems
  std::vector<Error> problems;             // `where` is "registers/project.yaml:12"
};
Loaded load(std::string const& model_folder, std::span<OwnedRegister const>);

}  // namespace zonebook::meta
