// An account and a zone as they are today, and how strict the deployment is.  Secrets are elsewhere
// (sign_in.h).
//
// Threads: values.

#pragma once

#include <string>
#include <vector>

#include "access/visitor.h"

namespace zonebook::access {

// 小单位: one administrator, a second factor for whoever wants one.  三级: everybody needs one, and
// who manages accounts does not read the log (等保 2.0 三级: 系统、安全、审计三员分设).
enum class Setting : std::uint8_t { small_unit, level_three };

struct Account {
  std::string id, login, name, me, home;
  Language language = Language::zh;
  bool is_sample_card = false;  // signs in without a password, in a sample database
  std::vector<Grant> grants;    // of today
};

struct NamedZone {
  std::string code, name, parent;  // no parent: empty
};

}  // namespace zonebook::access
