// A FEEL condition over the records of one register, read on a day in one knowledge: filters,
// checks, gates, rights and the `where` of a figure are all this.
//
//   auto large = TRY(Condition::compile("total >= 30000000000 and enterprise.size != \"small\"",
//                                       project));
//   large.holds(version, {.day = day, .today = today}, lives)     // true, false or null
//
// References read as contexts of what they lead to on that day: the record itself if it exists
// then, else what it was merged into, else null or what it was last (oracle R18).  Only the members
// that the condition names are read; as a whole a reference is its id, and two are equal if they
// lead to one record.
// Amounts are numbers of 分, decimals plain numbers (meta/field.h).
//
// Threads: a Condition is immutable; evaluating is for one thread with its own Evaluator.

#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "feel/evaluate.h"
#include "ledger/lives.h"
#include "meta/catalog.h"

namespace zonebook::ledger {

struct ReadOn {
  Date day;    // on which the record and what it refers to are read
  Date today;  // what today() and `today` answer
  // A record that neither exists on the day nor was merged is null, or as it was last before.
  enum class Ended : std::uint8_t { null, as_it_was } ended = Ended::null;
  std::set<std::string>* through = nullptr;  // gets the ids of the records that are read
};

// The version of a referenced record on a day (oracle R18): its own, else its survivor's, else as
// `ended` says.  version is nullptr if there is none; it lives as long as the draft.
struct Referred {
  std::string id;
  Life const* life = nullptr;
  Version const* version = nullptr;
};
Result<Referred> referred(std::string const& id, ReadOn const&, Draft&);

class Condition {
 public:
  //   invalid  no expression, an unknown name, or no condition; `where` is "line:column"
  static Result<Condition> compile(std::string_view source, meta::Register const&);
  // The same where the text `me` is a name too: for the scope of a right.
  static Result<Condition> compile_for(std::string const& me, std::string_view source,
                                       meta::Register const&);
  // One that the Catalog has compiled already over scope_of(register).
  Condition(feel::Expression, meta::Register const&);

  // With today() and references as they are read here; a filter's printer starts from it.
  feel::Expression const& expression() const { return expression_; }
  meta::Register const& in() const { return *in_; }

  // The fields that are read, also of the registers that references lead to.
  struct Read {
    meta::Register const* in;
    meta::Field const* field;
  };
  std::vector<Read> reads() const;

  // true, false or null.  An error is the database's: evaluation itself never fails.
  Result<feel::Value> holds(Version const&, ReadOn const&, Draft& lives, feel::Evaluator&) const;

 private:
  // Which members of a reference are read: {"stage": {}, "owner": {"size": {}}}.
  struct Members {
    std::map<std::string, Members> below;
  };
  class Reading;

  Condition(feel::Expression, meta::Register const&, std::optional<std::string> const& me);

  static void add_reads(meta::Register const&, Members const&, std::vector<Read>&);
  Result<feel::Value> value_of(db::Value const&, meta::Field const&, Members const&, ReadOn const&,
                               Draft& lives) const;

  feel::Expression expression_;
  meta::Register const* in_ = nullptr;
  std::map<std::string, Members> members_;  // by field
};

}  // namespace zonebook::ledger
