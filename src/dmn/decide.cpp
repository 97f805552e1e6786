#include "dmn/decide.h"

#include "dmn/compiler.h"
#include "dmn/run.h"

namespace zonebook::dmn {

Result<std::shared_ptr<Decisions const>> Decisions::compile(Model model,
                                                            std::vector<Model> imported) {
  auto parts = std::make_unique<Parts>();
  parts->models.push_back(std::move(model));
  for (auto& other : imported) parts->models.push_back(std::move(other));
  TRY(Compiler(*parts).compile());
  return std::make_shared<Decisions const>(std::move(parts));
}

Decisions::Decisions(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Decisions::~Decisions() = default;
std::vector<Decisions::Entry> const& Decisions::entries() const { return parts_->entries; }
std::vector<Problem> const& Decisions::problems() const { return parts_->problems; }
Model const& Decisions::model() const { return parts_->models.front(); }
feel::TypePtr Decisions::input_type() const { return parts_->input_type; }

std::vector<std::shared_ptr<Table const>> Decisions::tables(std::string_view entry) const {
  auto const* unit = parts_->find(entry);
  return unit ? unit->tables : std::vector<std::shared_ptr<Table const>>();
}

struct Decider::Work {
  Work(Decisions::Parts const& parts, DecideOptions options) : run(parts, std::move(options)) {}
  Run run;
};

Decider::Decider(std::shared_ptr<Decisions const> decisions, DecideOptions options)
    : decisions_(std::move(decisions)),
      work_(std::make_unique<Work>(decisions_->parts(), std::move(options))) {}
Decider::~Decider() = default;

Answer Decider::decide(std::string_view entry, feel::Value const& inputs) {
  return work_->run.decide(entry, inputs);
}

}  // namespace zonebook::dmn
