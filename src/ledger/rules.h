// What the model asks of a record beyond its form: checks on each of its days, and the gates of its
// track (PRODUCT C3 of the design).  Held here, so that forms, imports and the command line obey
// them alike; replay never asks.
//
// A check binds what an entry writes, not the past it leaves alone.  A gate is asked for when a
// record moves forward on its track: every stage passed on the way counts.  A hard gate refuses;
// what else is missing is a debt, told by debts().
//
// Threads: immutable after construction.

#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ledger/condition.h"

namespace zonebook::ledger {

struct Debt {
  std::string stage;  // that asks for it
  meta::Need const* need = nullptr;
};

// What a room asks of the records of its own register beyond the model's checks, of each version
// that an entry writes in a life; inside the entry's transaction.
using RecordCheck = std::function<Result<void>(Life const&, Version const&, ReadOn const&, Draft&)>;
using RecordChecks = std::map<std::string, RecordCheck, std::less<>>;  // by register

class Rules {
 public:
  explicit Rules(meta::Catalog const&, RecordChecks = {});

  // Of the last state of all that the changes have touched.
  //   ledger.check_failed   invalid: a check of the model; details name it, the record and the day
  //   ledger.gate           conflict: a hard gate of the stage that is entered
  //   ledger.stage_date     invalid: a stage is entered without its date
  //   ledger.stage_ended    conflict: nothing comes after the stage that the record is in
  //   and what the record checks refuse
  Result<void> check(Draft&, std::vector<Change> const& resolved, Date today) const;

  // What the record still owes for the stages it has reached, hard gates included; in their order.
  Result<std::vector<Debt>> debts(meta::Register const&, Version const&, ReadOn, Draft&) const;

 private:
  struct OfRegister {
    std::vector<Condition> checks;              // by the register's checks
    std::vector<std::vector<Condition>> needs;  // by stage, by its needs
    RecordCheck of_room;                        // empty: none
  };

  Result<void> check_version(Life const&, Version const&, ReadOn, Draft&) const;
  Result<void> check_move(Life const&, Version const& before, Version const& after, ReadOn,
                          Draft&) const;
  OfRegister const& of(meta::Register const& in) const { return by_register_.at(&in); }

  std::map<meta::Register const*, OfRegister> by_register_;
};

}  // namespace zonebook::ledger
