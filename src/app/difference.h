// The difference of two answers as the command line asks for it.  Shared by `diff` and `freeze`.

#pragma once

#include <array>

#include "api/difference.h"
#include "app/asked.h"
#include "app/known.h"

namespace zonebook::app {

using api::DifferenceTold;
using api::MovedTold;

struct DifferenceEnds {
  figures::End from, to;
  std::array<AskedKnown, 2> known;  // of from and to
};

//   as read_known() and api::told_difference()
Result<DifferenceTold> told_difference(Book const&, FoundFigure const&, DifferenceEnds const&,
                                       Language);

}  // namespace zonebook::app
