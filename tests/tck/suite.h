// Test files of the DMN conformance suite (namespace …/DMN/20160719/testcase), read.

#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "feel/value.h"

namespace zonebook::tck {

// One result node: what a decision should answer.
struct Expected {
  std::string name;
  feel::Value value;
  bool is_error = false;  // errorResult: null, and the engine must say why
};

struct Case {
  std::string id;
  std::string
      invocable;       // a service or a business knowledge model; empty: the results are decisions
  feel::Value inputs;  // a context
  std::vector<Expected> results;
};

struct Suite {
  std::string file;   // the path of the test file
  std::string model;  // the file of the model beside it
  std::vector<Case> cases;
};

//   not_found  there is no such file
//   invalid    it is no test file, or a value in it cannot be read
Result<Suite> read_suite(std::string const& path);

}  // namespace zonebook::tck
