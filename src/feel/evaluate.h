// Running a compiled expression.  Evaluation never fails: a wrong value gives null and a remark.
//
//   Evaluator evaluator;
//   Value fee = evaluator.run(expression, values);     // values in the order of the scope
//   for (auto const& remark : evaluator.remarks()) …
//
// An Evaluator is used again and again by one thread; an Expression is shared by all.
//
// Evaluation is pure: the same expression and the same values give the same answer.  There is no
// clock (now() and today() answer `now`, if it was given), no database, no locale.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "feel/expression.h"
#include "feel/regex.h"
#include "feel/remark.h"
#include "feel/value.h"

namespace zonebook::feel {

// How much work one run may do before it stops with null and feel.limit_reached.  A step is about
// one node of the tree, one list item or 16 bytes of text; depth is that of nested evaluation.
struct Limits {
  std::uint64_t steps = 10'000'000;
  std::uint32_t depth = 2'000;
  // What nested evaluation may take of the thread's stack; a depth alone cannot bound it, for
  // frames differ between compilers.  Threads that evaluate need 8 MiB.
  std::size_t stack_bytes = std::size_t{4} << 20;
};

struct Options {
  Limits limits = {};
  std::optional<DateTime> now = {};  // what now() and today() answer
  std::size_t remarks_max = 100;     // further ones are counted, not kept; 0: none is made
};

class Evaluator {
 public:
  explicit Evaluator(Options options = {}) : options_(std::move(options)) {}

  // Forgets earlier remarks and steps, then evaluates.  `values` are the scope's, by position;
  // missing ones at the end are null.
  Value run(Expression const&, std::span<Value const> values);
  // The same inside a run: shares limits and remarks.
  Value run_within(Expression const&, std::span<Value const> values);
  // One tree inside a run, over a frame of at least as many slots as its builder gave out.
  Value evaluate(Node const&, std::span<Value> frame);

  std::vector<Remark> const& remarks() const { return remarks_; }
  std::size_t remark_count() const { return remark_count_; }  // kept or not

  // Takes back the remarks made since there were `count`.  A filter does it for an item that its
  // condition leaves open: such an item is not kept, and that is all there is to say.
  void forget_remarks_since(std::size_t count);

  // For functions and for dmn/: null, a step charge, a call.
  Value fail(Text, Span);
  bool charge(std::size_t steps) {
    if (steps > steps_left_)
      stop();
    else
      steps_left_ -= steps;
    return !stopped_;
  }
  Value invoke(Value const& function, std::span<Value const> arguments,
               std::span<std::string const> names, Span);
  std::optional<DateTime> const& now() const { return options_.now; }
  RegexCache& regexes() { return regexes_; }
  void start();  // forgets remarks and steps; run() does it

  // What an External keeps for the length of a run (traces, the day of the decision).
  class Attachment {
   public:
    virtual ~Attachment() = default;
  };
  void attach(Attachment* attachment) { attachment_ = attachment; }
  Attachment* attachment() const { return attachment_; }

 private:
  friend class Interpreter;
  friend class UserFunction;

  bool goes_too_deep() const {
    auto const* here = static_cast<char const*>(__builtin_frame_address(0));
    auto const used = stack_start_ > here ? stack_start_ - here : here - stack_start_;
    return depth_left_ == 0 || static_cast<std::size_t>(used) > options_.limits.stack_bytes;
  }
  // The limit is reached: from here on all is null, and nothing more is remarked.
  Value stop();
  std::vector<Value> take_frame(std::size_t slots);
  void give_back(std::vector<Value> frame);

  Options options_;
  std::vector<Remark> remarks_;
  std::size_t remark_count_ = 0;
  std::uint64_t steps_left_ = 0;
  std::uint32_t depth_left_ = 0;
  char const* stack_start_ = nullptr;
  bool stopped_ = false;
  // What is being evaluated: a function value made now keeps its program alive, and a remark names
  // the source that its span points into.
  struct Running {
    Expression::Program const* program = nullptr;
    std::string const* source = nullptr;
  };
  Running running_;
  std::vector<std::vector<Value>> spare_frames_;  // emptied, kept for their memory
  RegexCache regexes_;                            // kept from run to run
  Attachment* attachment_ = nullptr;
};

}  // namespace zonebook::feel
