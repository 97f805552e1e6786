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
//      expression.  Above this room nothing is looked up by a name that model/ could have wrong.
//   2. All errors come at once, each with file and line; a Catalog exists only if there is none.
//   3. The hash is that of the canonical shape: the same model gives the same hash on each machine.
//
// Threads: immutable; share it by std::shared_ptr<Catalog const>.

#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "meta/register.h"
#include "meta/term.h"

namespace zonebook::meta {

// What load() knows besides the registers: the public standards, and where each thing is written.
struct Sources {
  std::shared_ptr<Facts const> facts;
  // "agreement", "agreement.signed_on", "agreement/checks/0" → "registers/agreement.yaml:12".
  // What has no place of its own has that of the thing it is in.
  std::map<std::string, std::string, std::less<>> places;
  // The shapes that a ledger has had: what they hold and model/ no longer does stays in the
  // Catalog, marked `removed`, at the end of its register, and in neither shape() nor scope_of().
  std::vector<Json> earlier_shapes;
};

class Catalog {
 public:
  // From registers made in code (tests, the oracle's driver): resolves and checks as load() does.
  // Without places, `where` is "agreement.signed_on" itself.
  static std::expected<std::shared_ptr<Catalog const>, std::vector<Error>> make(
      std::vector<Register>, Sources const& = {});

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

// Why a database of the older shape cannot be written to by the newer model: a field that is in
// both has another type, scale, unit or target, or a choice is gone that history may hold.  What
// was removed whole is no problem.  `where` is "agreement.signed_on".
std::vector<Error> compatible(Json const& older, Json const& newer);

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
  // For explaining: the words, and where each thing is written (Sources::places).
  std::vector<Term> terms = {};
  std::map<std::string, std::string, std::less<>> places = {};
};
Loaded load(std::string const& model_folder, std::span<OwnedRegister const>,
            std::vector<Json> earlier_shapes = {});

}  // namespace zonebook::meta
