// A business knowledge model or a decision service as FEEL sees it: a function with named and typed
// parameters.  It runs only within the run of a Decider over the same Decisions; as a value in an
// Answer it has a name and a type, and calling it elsewhere gives null and a remark.  Inside dmn/.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dmn/parts.h"
#include "feel/function.h"

namespace zonebook::dmn {

class UnitFunction final : public feel::Function {
 public:
  UnitFunction(Decisions::Parts const& parts, UnitIndex unit, feel::TypePtr result)
      : parts_(parts),
        unit_(unit),
        name_(parts.units[unit].element->name),
        parameters_(parts.units[unit].parameters),
        result_(std::move(result)) {}

  std::string name() const override { return name_; }
  std::vector<feel::Parameter> parameters() const override { return parameters_; }
  feel::TypePtr result() const override { return result_; }
  feel::Value call(feel::Call&) const override;

 private:
  // In the order of the parameters, converted to their types; nullopt and a remark if they do not
  // fit (10.3.2.9.4: the function is not called then).
  std::optional<std::vector<feel::Value>> arguments(feel::Call&) const;

  Decisions::Parts const& parts_;
  UnitIndex unit_;
  std::string name_;
  std::vector<feel::Parameter> parameters_;
  feel::TypePtr result_;
};

}  // namespace zonebook::dmn
