// The commands of `zonebook`: each takes its options from the command line, calls one room, and
// prints for people or, with --json, for programs.
//
//   add_verify(program, settings, action);      // when chosen, `action` is what to run
//   return action();                            // 0 it worked, 1 it did not, 2 wrongly asked
//
// Answers go to standard output, refusals to standard error: a sentence, or with --json one line
// {"error":{"code":…,"says":…,"where":…,"details":…}}.

#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "app/settings.h"
#include "base/json.h"
#include "base/result.h"

namespace zonebook::app {

using Action = std::function<int()>;

// The settings are settled after the command line has been read, and before an action runs.
void add_feel(CLI::App&, Settings const&, Action&);
void add_decide(CLI::App&, Settings const&, Action&);
void add_read(CLI::App&, Settings const&, Action&);
void add_config(CLI::App&, Settings const&, Action&);
void add_serve(CLI::App&, Settings const&, Action&);
void add_init(CLI::App&, Settings const&, Action&);  // and account
void add_sample(CLI::App&, Settings const&, Action&);
void add_tour(CLI::App&, Settings const&, Action&);
void add_append(CLI::App&, Settings const&, Action&);
void add_propose(CLI::App&, Settings const&, Action&);
void add_decisions(CLI::App&, Settings const&, Action&);  // approve, reject, withdraw, waiting
void add_history(CLI::App&, Settings const&, Action&);
void add_import(CLI::App&, Settings const&, Action&);
void add_export(CLI::App&, Settings const&, Action&);
void add_figure(CLI::App&, Settings const&, Action&);
void add_diff(CLI::App&, Settings const&, Action&);
void add_freeze(CLI::App&, Settings const&, Action&);
void add_explain(CLI::App&, Settings const&, Action&);
void add_verify(CLI::App&, Settings const&, Action&);
void add_rebuild(CLI::App&, Settings const&, Action&);
void add_upgrade(CLI::App&, Settings const&, Action&);
void add_backup(CLI::App&, Settings const&, Action&);
void add_restore(CLI::App&, Settings const&, Action&);
void add_file(CLI::App&, Settings const&, Action&);

// 0, or the error is printed and the answer is 1.
int finish(Result<void> const&, Settings const&);

// A sentence, or what --json says instead, on standard output.
void say(Text const&, Settings const&);
void print_json(Json const&);

// The sentence on standard error, with where it happened.
void print_error(Error const&, Settings const&);
// The same, showing the place in a source: line, column, and an arrow under it.
void print_error_in(std::string_view source, Error const&, Settings const&);

// The whole of a file, "-" for standard input.
//   not_found, unavailable
Result<std::string> read_file(std::string const& path);
// The same, read as JSON.
//   not_found, unavailable; invalid  `where` is "PATH:LINE:COLUMN"
Result<Json> read_json_file(std::string const& path);
// Over what was there; whole and on disk, or not at all.
//   unavailable
Result<void> write_file(std::string const& path, std::string_view text);

// East Asian characters take two columns of a terminal.
std::size_t columns_of(std::string_view);

}  // namespace zonebook::app
