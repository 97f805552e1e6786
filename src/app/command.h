// The commands of `zonebook`: each takes its options from the command line, calls one room, and
// prints for people or, with --json, for programs.

#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zonebook::app {

// What every command knows.
struct Settings {
  Language language = Language::zh;
  bool json = false;
};

// Adds a subcommand; what it answers when it runs becomes the exit code: 0 it worked, 1 it did not,
// 2 the command line is wrong.
void add_feel(CLI::App&, Settings const&, int& exit_code);
void add_decide(CLI::App&, Settings const&, int& exit_code);

// The sentence on standard error, with where it happened.
void print_error(Error const&, Settings const&);
// The same, showing the place in a source: line, column, and an arrow under it.
void print_error_in(std::string_view source, Error const&, Settings const&);

// The whole of a file, "-" for standard input.
//   not_found, unavailable
Result<std::string> read_file(std::string const& path);

}  // namespace zonebook::app
