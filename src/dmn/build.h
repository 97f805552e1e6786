// From boxed expressions (DMN 1.5, 10.2) to the trees that FEEL's evaluator walks.

#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "dmn/model.h"
#include "dmn/parts.h"
#include "dmn/table.h"
#include "dmn/types.h"
#include "feel/builder.h"

namespace zonebook::dmn {

// A part of a tree that is dmn's own; what it reads is not seen from outside.
class OwnPart : public feel::External {
 public:
  virtual void collect_slots(std::set<std::uint32_t>&) const = 0;
};

struct Built {
  feel::Expression expression;
  std::vector<std::uint32_t> used;                   // slots of the scope that it reads, ascending
  std::vector<std::shared_ptr<Table const>> tables;  // outermost first
  std::vector<Broken> broken;
  std::vector<Problem> problems;
};

// `unit_of_slot`: by slot of the scope, the input data or decision behind it (or no_unit); a table
// tells by it which of its inputs were not given.
constexpr UnitIndex no_unit = UINT32_MAX;

Built build(Boxed const&, feel::Scope const&, Types const&, std::string const& file,
            std::vector<UnitIndex> unit_of_slot);

}  // namespace zonebook::dmn
