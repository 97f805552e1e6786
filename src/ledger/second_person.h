// Which changes need a second person (PRODUCT C2 of the design): the decision table `second_person`
// of the model, asked of each change of a letter before it is written.
//
//   auto second = TRY(SecondPerson::make(decisions));      // model/decisions/second_person.dmn
//   for (Why const& why : second->why(facts, today)) …     // empty: none is needed
//
// The table knows what the business calls an origin, and what it lets pass; this room only tells it
// the facts.  A table that cannot be evaluated asks for a second person: it never lets pass.
//
// Threads: immutable.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dmn/decide.h"
#include "ledger/lives.h"

namespace zonebook::ledger {

// What the table is told of one change; each is an input of its name.
struct ChangeFacts {
  std::string register_name;        // register
  ChangeKind kind{};                // kind
  std::vector<std::string> fields;  // fields: whose values change, as "project.total_investment"
  bool amount = false;              // one of them is money
  bool stage_date = false;          // one of them is an event's day, or the day of a stage, and is
                                    // not one reached after all that reports citing it tell of
  bool cited = false;               // a frozen report cites the record
  bool locked = false;              // a day it says something of lies in a locked month
  bool own_slip = false;            // 当日改错: the author's own values of the last 24 h, neither
                                    // cited nor locked

  auto operator<=>(ChangeFacts const&) const = default;
};

struct Why {
  std::string rule;  // its id in the table
  meta::Label says;  // the outputs zh and en
  std::string source;
};

class SecondPerson {
 public:
  static constexpr auto decision_name = "second_person";

  //   invalid  ledger.second_person_table: it is not there, is broken, or asks what nobody tells
  static Result<std::shared_ptr<SecondPerson const>> make(std::shared_ptr<dmn::Decisions const>);

  // Of what make() has checked.
  explicit SecondPerson(std::shared_ptr<dmn::Decisions const> decisions)
      : decisions_(std::move(decisions)) {}

  std::vector<Why> why(ChangeFacts const&, Date on) const;

 private:
  std::shared_ptr<dmn::Decisions const> decisions_;
};

}  // namespace zonebook::ledger
