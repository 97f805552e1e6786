// The decision tables that cases are handled by, as officials read and change them
// (model/decisions/*.dmn): asked by name, answered with the rules that hit and their sources.
//
//   auto const rules = TRY(Rulebook::make(documents));
//   auto const hits = TRY(rules.decide("deferral", {{"missing", number_value(1)}, …}, today));
//   hits.front().text("outcome"), hits.front().says, hits.front().source
//
// Promises
//   1. A table that remarks on its inputs has not decided: the answer is an error, never a guess.
//   2. Rules are those valid on the day given; the document is the one that was made with it.
//
// Threads: immutable; decide() may be called by many at once.

#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "casework/clock.h"
#include "dmn/decide.h"
#include "meta/field.h"

namespace zonebook::casework {

// One rule that hit.
struct Hit {
  std::string rule;    // its id in the table
  std::string source;  // where it rests
  meta::Label says;    // its outputs `zh` and `en`; empty if it has none
  feel::Value row;     // its outputs, a context

  feel::Value const* find(std::string_view output) const;  // nullptr: none, or null
  std::string text(std::string_view output) const;         // "" if it is none
  std::optional<std::int64_t> number(std::string_view output) const;
};

using Inputs = std::vector<std::pair<std::string, feel::Value>>;

class Rulebook {
 public:
  struct Document {
    std::string name;  // "deferral" of deferral.dmn; its decision has the same name
    std::string text;
  };
  //   invalid  what dmn::read and Decisions::compile refuse; casework.decision_broken: a problem in
  //            a document; casework.no_table: it has no table of its name
  static Result<Rulebook> make(std::vector<Document> const&);

  // The rules that hit, in the order of the table's answer; none: an empty list.
  //   not_found  casework.no_decision
  //   invalid    casework.undecided: an input is missing or is none of its type
  Result<std::vector<Hit>> decide(std::string_view name, Inputs, Date on) const;
  // Of a table in which one rule answers.
  //   invalid  casework.no_rule: none hits
  Result<Hit> decide_one(std::string_view name, Inputs, Date on) const;

  // nullptr: there is none of that name.
  std::shared_ptr<dmn::Decisions const> find(std::string_view name) const;

 private:
  std::map<std::string, std::shared_ptr<dmn::Decisions const>, std::less<>> decisions_;
};

// What the table `case_limits` says of an item's kind on a day; "" where the kind is not known.
Result<ClockRules> clock_rules(Rulebook const&, std::string const& kind_of_service, Date on);

feel::Value number_value(std::int64_t);
feel::Value text_value(std::string);  // "": null

}  // namespace zonebook::casework
