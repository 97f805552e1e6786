// The tables below a figure as columns of a terminal.

#pragma once

#include <string>
#include <vector>

#include "api/figure_tables.h"

namespace zonebook::app {

std::string text_of(api::RecordTable const&, figures::Definition const&, Language);
std::string text_of(api::GroupTable const&, figures::Definition const&, Language);
std::string text_of(std::vector<figures::Step> const&, Language);

}  // namespace zonebook::app
