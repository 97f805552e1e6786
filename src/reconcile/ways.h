// What would make a figure that differs agree: another definition, another knowledge, another day.
// Inside reconcile/.
//
// What is looked up of a question stands for all figures of the text that ask it.

#pragma once

#include "reconcile/values.h"

namespace zonebook::reconcile {

class Ways {
 public:
  Ways(Values& values, Asked const& asked) : values_(values), asked_(asked) {}

  // Fills `ways`, the likeliest first, and says whether all was looked at.
  //   as Read
  Result<void> search(reading::Figure const&, Checked&);

  struct Amounts {
    std::map<Date, Decimal> by_day;
    Decimal sum;  // of what counts on none
  };
  struct Looked {
    std::optional<std::vector<Instant>> turns = {};
    std::optional<Amounts> amounts = {};
    std::optional<std::vector<figures::FrozenFigure>> reports = {};
  };

 private:
  Values& values_;
  Asked const& asked_;
  std::map<std::string, Looked> looked_;  // by question
  std::size_t spent_ = 0;                 // of searched_in_text_max
};

}  // namespace zonebook::reconcile
