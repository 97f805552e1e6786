#include "dmn/functions.h"

#include <algorithm>

#include "dmn/run.h"

namespace zonebook::dmn {

using feel::Value;

Value UnitFunction::call(feel::Call& call) const {
  auto* run = Run::of(call.evaluator(), &parts_);
  if (!run) return call.fail({"dmn.decide_outside_of_decision", {}});
  auto given = arguments(call);
  if (!given) return {};
  auto const& unit = parts_.units[unit_];
  if (unit.is_external) return call.fail({"feel.external_function", {}});
  return unit.kind() == Element::Kind::service ? run->call_service(unit, std::move(*given))
                                               : run->call_knowledge(unit, std::move(*given));
}

std::optional<std::vector<Value>> UnitFunction::arguments(feel::Call& call) const {
  if (call.size() != parameters_.size()) {
    call.fail({"feel.wrong_argument_count",
               {{"name", name_},
                {"expected", std::to_string(parameters_.size())},
                {"given", std::to_string(call.size())}}});
    return std::nullopt;
  }
  std::vector<Value> values;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    auto const& [name, type] = parameters_[i];
    auto at = i;
    if (!call.names().empty()) {
      auto found = std::ranges::find(call.names(), name);
      at = static_cast<std::size_t>(found - call.names().begin());
    }
    if (at == call.size()) {
      call.fail({"feel.missing_argument", {{"name", name}}});
      return std::nullopt;
    }
    auto value = feel::coerced(call[at], *type);
    if (!value) {
      call.fail({"feel.wrong_argument_type",
                 {{"name", name},
                  {"expected", feel::to_string(*type)},
                  {"value", feel::to_literal(call[at])}}});
      return std::nullopt;
    }
    values.push_back(std::move(*value));
  }
  return values;
}

}  // namespace zonebook::dmn
