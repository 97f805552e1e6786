// Decisions: a DMN document (and those it imports), compiled once, decided many times.
//
//   auto model = TRY(read(xml, "fee.dmn"));
//   auto decisions = TRY(Decisions::compile(std::move(model), {}));
//   Decider decider(decisions);
//   Answer answer = decider.decide("fee", inputs);      // inputs: a FEEL context, by name
//   answer.value, answer.remarks, answer.steps          // what, what was odd, how it came
//
// A document that is imported on two ways is there twice, with input data of its own on each.
// A function in an answer (a business knowledge model) can be called only within its Decider.
//
// Deciding never fails (as evaluating FEEL does not): a decision whose logic is broken gives null
// and a remark that says why.  What is broken is also listed by problems(), so that a model can be
// refused when it is saved.

#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dmn/model.h"
#include "dmn/table.h"
#include "feel/evaluate.h"

namespace zonebook::dmn {

class Decisions {
 public:
  // `imported` are the documents that `model` imports, in any order, matched by namespace.
  //   invalid  an import is missing; requirements go round in a circle; two elements of one name
  static Result<std::shared_ptr<Decisions const>> compile(Model model, std::vector<Model> imported);
  ~Decisions();

  // What can be decided or called: decisions, decision services, business knowledge models.
  struct Entry {
    Element::Kind kind;
    std::string id, name, label;
    feel::TypePtr type;
    // Names of the input data it rests on, directly or not (at most 1000); of what is called, its
    // parameters.
    std::vector<std::string> inputs;
    int line = 0;
  };
  std::vector<Entry> const& entries() const;
  std::vector<Problem> const& problems() const;
  Model const& model() const;
  // A context of all input data by name; that of an imported document is a context in it.
  feel::TypePtr input_type() const;
  // The tables of a decision, outermost first; for check.h.
  std::vector<std::shared_ptr<Table const>> tables(std::string_view entry) const;

  struct Parts;  // for dmn/: parts.h
  Parts const& parts() const { return *parts_; }
  explicit Decisions(std::unique_ptr<Parts>);  // compile() makes them

 private:
  std::unique_ptr<Parts> parts_;
};

// One decision made on the way, in the order they were finished; the one asked for is last.
struct Step {
  std::string name;  // "pkg.name" for an imported one
  feel::Value value;
  std::vector<TableTrace> tables;  // of tables evaluated in it, in order
};

struct Answer {
  feel::Value value;
  std::vector<feel::Remark> remarks;
  std::vector<Step> steps;
  std::vector<std::string> missing;  // input data that were needed and not given
};

struct DecideOptions {
  feel::Options feel;
  Date on;  // the day whose rules hold; the caller says today
};

// Used again and again by one thread.
class Decider {
 public:
  explicit Decider(std::shared_ptr<Decisions const>, DecideOptions = {});
  ~Decider();

  // By name or id; `inputs` is a FEEL context, keyed by the names of input data (and, to set a
  // required decision by hand, of decisions).  Those of an imported document stand in a context
  // under the name of the import, or under "pkg.name".  A service takes its inputs by name, a
  // business knowledge model its parameters.  Entries that nothing is called are left alone.
  // Unknown entry: null and a remark.
  Answer decide(std::string_view entry, feel::Value const& inputs);

 private:
  struct Work;
  std::shared_ptr<Decisions const> decisions_;
  std::unique_ptr<Work> work_;
};

}  // namespace zonebook::dmn
