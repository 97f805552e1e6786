// What is told of many test files: numbers for each level, and the failures.

#pragma once

#include <string>
#include <vector>

#include "runner.h"

namespace zonebook::tck {

struct Tally {
  std::size_t cases = 0, passed = 0;
  std::size_t valued = 0, valued_passed = 0;        // that expect a value
  std::size_t errors = 0, errors_passed = 0;        // that expect an error
  std::size_t plain_nulls = 0, remarked_nulls = 0;  // null without an error; answered with a remark
  std::size_t only_close = 0;                       // passed, but not to the last digit
  std::size_t folders = 0, green_folders = 0;

  void append(SuiteResult const&);
  bool is_green() const { return passed == cases; }
};

// The folder of a test file, which is its name in the suite: "0072-feel-in".
std::string folder_of(std::string const& file);

std::string tell(std::string const& title, Tally const&);
std::string tell_failure(std::string const& file, Verdict const&);
// folder,case,verdict,expected,got: verdict is exact, close or failed.
std::string csv(std::vector<SuiteResult> const&);

}  // namespace zonebook::tck
