// What a reader may see: the zones below one zone, of each register the records that a condition
// names, and of those the fields that are seen.  access/ makes it from rights; every read takes it.
//
//   Scope scope("jiaocheng", "user.7");
//   TRY(scope.show(project, {.where = "leader.id = me", .fields = {"title", "total"}}));
//   auto now = TRY(ledger.read(scope));
//
// Promises
//   1. What is not shown is not there: a register that is not shown is refused by name, a record
//      outside reads as if it had never been made, also at the end of a reference that is asked
//      for, a field that is not seen is empty.
//   2. Nobody learns of a field by filtering, sorting, grouping or searching for it: all that must
//      see it plain, and are refused with the field named otherwise.
//   3. Rights are those of now whatever pair is read, and the zones below are those of its day.
//      The condition is held against the row read; of a history, against each row of it.
//   4. A register may have several sights: a record is seen by all that name it, and a question
//      finds it only by sights that show every field it asks about.  What is seen from outside
//      alone (`outline`) is listed with its fields, and neither followed, nor counted, nor has it a
//      history.
//
// Threads: immutable once made.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "ledger/filter.h"

namespace zonebook::ledger {

class Scope {
 public:
  // Of what is not shown, nothing; `me` is who reads, for conditions.
  Scope(std::string zone, std::string me) : zone_(std::move(zone)), me_(std::move(me)) {}
  // All there is in a zone and below, what that may refer to above, and what is shared: the command
  // line, and the program itself.
  static Scope everything(std::string zone);

  struct Sight {
    // FEEL over the register's fields and `me`, of persons no more than whether there is one;
    // empty: all.  It follows every reference, seen or not.
    std::string where = {};
    std::set<std::string> fields = {};  // seen plain, by name
    std::set<std::string> masked = {};  // seen, but not what they say: access/ masks on output
    enum class Of : std::uint8_t { whole, outline } of = Of::whole;
  };
  // One sight more.
  //   invalid  the condition is none, or asks for a person (filter_person.h)
  Result<void> show(meta::Register const&, Sight);

  std::string const& zone() const { return zone_; }
  bool is_everything() const { return everything_; }

  // By the sight that shows most of it.
  enum class Seen : std::uint8_t { plain, masked, hidden };
  Seen seen(meta::Register const&, meta::Field const&) const;
  // The records shown, but for outlines; nullptr: all.
  Filter const* limit(meta::Register const&) const;
  // Those that a question about these fields, by name, may find, outlines among them; nullopt: all.
  Result<std::optional<Filter>> limit_for(meta::Register const&,
                                          std::set<std::string> const& asked) const;

  struct Shown {
    Sight sight;
    std::optional<Filter> limit;  // nullopt: all

    bool shows(std::set<std::string> const& asked) const;
  };
  // In the order they were added, outlines last.
  std::span<Shown const> sights(meta::Register const&) const;

  //   ledger.register_not_shown, ledger.field_not_shown  forbidden; `where` names it
  Result<void> check_shown(meta::Register const&) const;
  Result<void> check_plain(meta::Register const&, meta::Field const&) const;
  Result<void> check_plain(Condition const&) const;

  // The row without what is hidden from all of these sights; what only another shows plain is
  // hidden too.
  void hide(Version&, meta::Register const&, std::span<Shown const* const> by) const;

 private:
  struct OfRegister {
    std::vector<Shown> sights;
    std::optional<Filter> whole;  // any that is no outline; nullopt: all records
  };
  using Sights = std::vector<Shown const*>;
  Result<std::optional<Filter>> any_of(meta::Register const&, Sights const&) const;

  std::string zone_, me_;
  bool everything_ = false;
  std::map<std::string, OfRegister> registers_;
};

}  // namespace zonebook::ledger
