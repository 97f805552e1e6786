// Who asks: an account with the roles it holds today and where.  Made by People (people.h) from a
// session or a token; everything that asks for rights takes it.
//
// Threads: a value.

#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "access/role.h"
#include "base/instant.h"
#include "base/text.h"

namespace zonebook::access {

struct Grant {
  std::string id;  // its record
  Role const* role = nullptr;
  std::string zone;
  std::set<std::string> zones;  // it and those below it, as the tree is today
};

struct Visitor {
  std::string account;  // the record's id; empty: nobody has signed in, and nothing is granted
  std::string login;    // the actor of entries and acts; never given to another account
  std::string name;     // as people read it
  std::string me;       // who it is in the registers (工号, 信用代码); empty: nobody there
  std::string home;     // the zone where its pages begin
  Language language = Language::zh;
  std::vector<Grant> grants = {};
  bool by_token = false;                // an API token: no cookie, so no CSRF
  std::string session = {};             // what csrf_of() is bound to; empty: none
  std::string token = {};               // the API token's id; empty: none
  std::optional<Instant> expires = {};  // of the session or token
  bool needs_second_factor = false;     // it is demanded and not set up: nothing else is granted

  bool is_somebody() const { return !account.empty(); }
};

}  // namespace zonebook::access
