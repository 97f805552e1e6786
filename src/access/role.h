// What a role may: model/roles/*.yaml, read by officials, made into values whose names are
// resolved.
//
//   role: manager
//   label: { zh: 项目经理, en: Project manager }
//   about: 看得见本园区的账，自己的项目自己记。
//   figures: true
//   registers:
//     - of: [project, agreement]
//       may: [read, append, propose, export]
//       where: manager.id = me               # FEEL over the register and `me`; absent: all records
//       masked: [investor]                   # seen, not what they say
//       hidden: [light]                      # or `only: […]`; absent: every field
//
// A register may stand in several clauses: of a record, what any of them shows.  Of a register in
// no clause there is nothing.  `of: [all]` are all registers but those of access itself; `except`
// leaves some out.  Fields of persons are masked unless the clause may `unmask`.
//
// One file, model/roles/confidential.yaml, says which records are confidential (PRODUCT D1):
//
//   confidential:
//     project:
//       open: { disclosure: open }             # what an open record holds; any other is kept
//       people: [manager, leader]              # references to who sees it whole: their `me`
//       named: informed                        # a text of several more, between 、
//       outline: [code_name, stage]            # what the others see; none: nothing at all
//
// Promises
//   1. Roles exist only if every name in them is one of the Catalog's and every condition compiles;
//      all that is wrong is said at once, with file and line.
//   2. What refers to a confidential record, directly or over one record between, is kept as it is
//      (rights.h).
//
// Threads: immutable.  Points into its Catalog, which must outlive it.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "meta/catalog.h"

namespace zonebook::access {

enum class Right : std::uint8_t {
  read,
  append,
  propose,
  approve,
  export_records,  // "export" in model/
  unmask,
};
std::string_view name_of(Right);  // as model/ writes it

struct Clause {
  std::set<Right> may;
  std::string where = {};
  std::set<std::string> plain = {}, masked = {};  // fields by name
};

struct Role {
  std::string name;
  meta::Label label;
  std::string about;
  bool figures = false;   // sees every figure of its zone, whoever's records are behind it
  bool accounts = false;  // opens and closes accounts, grants and revokes
  bool log = false;       // reads the audit chain
  std::map<std::string, std::vector<Clause>> registers = {};  // by register
};

// The records of a register that are kept from all but some people.
struct Confidential {
  std::vector<std::pair<std::string, std::string>> open;  // a field and its value, all of them
  std::vector<std::string> people;                        // references
  std::string named;                                      // a text; empty: nobody more
  std::set<std::string> outline;
};

struct Roles {
  std::map<std::string, Role, std::less<>> by_name;
  std::map<std::string, Confidential, std::less<>> confidential;  // by register

  Role const* find(std::string_view name) const;  // nullptr if there is none
};

struct RoleFile {
  std::string file, text;  // "roles/manager.yaml"
};
struct ReadRoles {
  Roles roles;                  // empty if there are problems
  std::vector<Error> problems;  // `where` is "roles/manager.yaml:12"
};
ReadRoles read_roles(std::vector<RoleFile> const&, meta::Catalog const&);

}  // namespace zonebook::access
