// The records that rows of a sheet may be: found in one reading of the register, by id, by natural
// key, by name, or, in a register without a key, by saying the same in every column.
//
// Memory: the records that some row asks for; time: that of the register's records on the day.

#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "publishing/import/row_values.h"

namespace zonebook::publishing {

class Existing {
 public:
  Existing(meta::Register const& in, std::string zone) : in_(in), zone_(std::move(zone)) {}

  // Reads the register.
  Result<void> find(ledger::Snapshot&, Date, std::span<ValuedRow const>);

  struct Match {
    ledger::Listed const* record = nullptr;
    enum class By : std::uint8_t { none, id, key, content, name } by = By::none;
  };
  // `name` is a proposal.  Of records that say the same, each row gets one of its own.
  Match match(ValuedRow const&);

  // "" if the row has not all of it, or the register has none.
  std::string key_of(ValuedRow const&) const;

 private:
  std::string key_of(ledger::Version const&) const;
  std::string content_of(ValuedRow const&) const;
  std::string content_of(ledger::Version const&) const;
  std::string name_of(ValuedRow const&) const;
  std::string name_of(ledger::Version const&) const;
  void ask(std::span<ValuedRow const>);
  bool is_asked(ledger::Listed const&) const;
  ledger::Listed const* only(std::map<std::string, std::vector<std::size_t>> const&,
                             std::string const& word) const;

  meta::Register const& in_;
  std::string zone_;
  std::vector<meta::Field const*> given_;  // those that any row says something of
  std::vector<ledger::Listed> records_;
  // What is asked for, and then which records it is.
  std::map<std::string, std::vector<std::size_t>> ids_, keys_, contents_, names_;
  std::map<std::string, std::size_t> used_;  // of a content, how many rows have had their record
};

}  // namespace zonebook::publishing
