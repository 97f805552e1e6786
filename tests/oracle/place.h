// Where a session keeps its database, and how it goes away with it.

#pragma once

#include <memory>
#include <string>

#include "session.h"

namespace zonebook::oracle {

class TestPlace {
 public:
  // A folder of its own, or a schema of its own on the server of ZONEBOOK_TEST_POSTGRES.
  static Result<std::unique_ptr<TestPlace>> make(Place const&);
  ~TestPlace();

  std::string const& location() const { return location_; }

 private:
  std::string folder_, location_;
};

}  // namespace zonebook::oracle
