// Runs test files against the engine and judges the answers, more strictly than the suite asks:
//
//   errorResult           null, and at least one remark that says why
//   a value               that value, and no remark
//   nil without error     null; the suite is of two minds about remarks there, so they are counted
//
// Numbers are compared exactly first; those that are only within 1e-8, as vendors' runners judge,
// pass and are counted apart.

#pragma once

#include <string>
#include <vector>

#include "suite.h"

namespace zonebook::tck {

enum class Likeness { same, close, different };
Likeness compare(feel::Value const& expected, feel::Value const& actual);

struct Verdict {
  std::string id;
  bool passed = false;
  bool only_close = false;     // some number was not exact
  bool expects_value = false;  // some result is not null
  bool expects_error = false;
  bool expects_plain_null = false;  // null without an error
  bool plain_null_has_remark = false;
  std::string why;  // of a failure: "missing remark"
  std::string expected, got;
  std::vector<std::string> remarks;
};

struct SuiteResult {
  std::string file;
  std::vector<Verdict> verdicts;  // by case
};

// A file that cannot be read is one failed case.
SuiteResult run_suite(std::string const& path);

}  // namespace zonebook::tck
