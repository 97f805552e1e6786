// What stands behind a Table.  Inside dmn/.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dmn/column.h"
#include "dmn/table.h"

namespace zonebook::dmn {

struct Table::Rule {
  std::vector<feel::NodePtr> outputs;
  // The rule's answer where all its outputs are constants that their columns accept.
  std::optional<feel::Value> ready;
  // Of a ready answer, by output: the place among the allowed values.
  std::vector<std::uint32_t> ranks;
};

struct Table::Output {
  std::string name;        // the key in a context of several outputs
  feel::TypePtr type;      // Any where nothing is said
  std::uint32_t slot = 0;  // of `?` in the allowed values
  feel::NodePtr allowed;   // given for the output: enforced; nullptr if none are given
  feel::NodePtr order;     // allowed values of the type, where the output itself has none
  std::vector<feel::Node const*> ranking;  // the allowed values one by one, highest first
  feel::NodePtr default_tree;              // nullptr if none
};

struct Table::Parts {
  TableText text;
  std::vector<feel::NodePtr> inputs;
  std::vector<Column> columns;
  std::vector<Rule> rules;
  std::vector<Output> outputs;
  std::vector<std::uint32_t> slots;
  feel::TypePtr type;
  std::size_t words = 0;
  bool has_computed = false;
  bool has_default = false;

  // Which rules hold, on the days before changes[0], from there to changes[1] …: one row of bits
  // more than there are changes.
  std::vector<Date> changes;
  std::vector<std::uint64_t> validity;
  std::vector<std::uint64_t> unlimited;  // a row of ones: what a value that no index holds admits
};

// The place of an output's value among its allowed ones, from 0; their number if it is none.
std::uint32_t rank_of(Table::Output const&, feel::Value const&, feel::Evaluator&,
                      std::span<feel::Value> frame);
// Is the value, or is each item of the list, one of the output's allowed ones?
bool is_allowed(Table::Output const&, feel::Value const&, feel::Evaluator&,
                std::span<feel::Value> frame);
// The same where only constants are needed to tell; nullopt if the allowed values name others.
std::optional<bool> is_allowed_constant(Table::Output const&, feel::Value const&);
// One value of a rule's outputs: the only one itself, several in a context.
feel::Value joined(std::vector<Table::Output> const&, std::vector<feel::Value>);

// The rules of a row of bits, ascending.
template <class Visit>
void each_bit(Bits bits, Visit const& visit) {
  for (std::size_t word = 0; word < bits.size(); ++word) {
    for (auto left = bits[word]; left != 0; left &= left - 1) {
      visit(static_cast<std::uint32_t>(word * 64 + static_cast<unsigned>(__builtin_ctzll(left))));
    }
  }
}

}  // namespace zonebook::dmn
