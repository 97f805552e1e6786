// The records that rows of a sheet may be: found in one reading of the register, by id, by natural
// key, by name, or, in a register without a key, by saying the same in every column.
//
// Memory: the records that some row asks for; time: that of the register's records on the day.

#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "publishing/import/row_values.h"

namespace zonebook::publishing {

class Existing {
 public:
  Existing(meta::Register const& in, std::string zone) : in_(in), zone_(std::move(zone)) {}

  // Reads the register: on the day, and without a key also today, for a record may begin later.
  // The rows must stay where they are.  By a field that the reader does not see plain, no record is
  // found.
  Result<void> find(ledger::Snapshot&, Date, std::span<ValuedRow const>);

  struct Match {
    ledger::Listed const* record = nullptr;
    enum class By : std::uint8_t { none, id, key, content, name, near } by = By::none;
    std::size_t others = 0;  // of `near`: how many more there are
  };
  // `name` and `near` are proposals.  Of records that say the same, each row gets one of its own;
  // a personal value is the same if its mark is.  `near`, in a register without a key, is a record
  // of the same references on the same day that no other row is.
  Match match(ValuedRow const&) const;

  // Records of the zone that have the row's key on other days: retired, merged, or of later.  Of a
  // row that is no record's by its id or key.
  std::vector<std::string> const& once_of(ValuedRow const&) const;

  // "" if the row has not all of it, or the register has none.
  std::string key_of(ValuedRow const&) const;

 private:
  std::string key_of(ledger::Version const&) const;
  std::string content_of(ValuedRow const&) const;
  std::string content_of(ledger::Version const&) const;
  std::string name_of(ValuedRow const&) const;
  std::string name_of(ledger::Version const&) const;
  std::string near_of(ValuedRow const&) const;
  std::string near_of(ledger::Version const&) const;
  void ask(std::span<ValuedRow const>);
  void choose_near_fields();
  void keep(ledger::Listed, bool is_of_the_day);
  Result<void> claim(ledger::Snapshot&, ValuedRow const&);
  Result<void> find_once(ledger::Snapshot&, std::span<ValuedRow const>);
  Result<void> find_once(ledger::Snapshot&, std::vector<ValuedRow const*> const&);
  Result<bool> has_same_persons(ledger::Snapshot&, ValuedRow const&, ledger::Version const&) const;
  bool is_asked(ledger::Listed const&) const;
  bool is_plain(meta::Field const* field) const { return field && !kept_.contains(field); }
  ledger::Listed const* only(std::map<std::string, std::vector<std::size_t>> const&,
                             std::string const& word) const;

  meta::Register const& in_;
  std::string zone_;
  std::vector<meta::Field const*> given_;  // those that any row says something of
  std::set<meta::Field const*> kept_;      // not seen plain: no record is found by them
  std::vector<ledger::Listed> records_;
  // What is asked for, and then which records it is.
  std::map<std::string, std::vector<std::size_t>> ids_, keys_, contents_, names_, nears_;
  std::vector<meta::Field const*> near_fields_;
  std::map<ValuedRow const*, std::size_t> claims_;  // rows that say what a record says
  std::set<std::size_t> claimed_;                   // those records
  std::map<ValuedRow const*, std::vector<std::string>> once_;
};

}  // namespace zonebook::publishing
