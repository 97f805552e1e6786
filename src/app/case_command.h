// `zonebook case`: the clocks of cases, and what of them is written into the cases.

#pragma once

#include "app/command.h"

namespace zonebook::app {

void add_case(CLI::App&, Settings const&, Action&);

}  // namespace zonebook::app
