// What is wrong with a command line, in the reader's language: CLI11 says it in English only.

#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "base/result.h"

namespace zonebook::app {

// `first` is the first word of the command line that is no option: perhaps a misspelt command.
Error usage_error(CLI::ParseError const&, CLI::App const& program, std::string const& first);

}  // namespace zonebook::app
