// Reads the keys of one definition and complains of what is missing, of the wrong kind or not
// known.  Inside figures/.
//
//   Given given("signed_amount", json, problems);
//   auto const unit = given.text("unit");
//   given.finish();                              // complains of keys that nobody asked for

#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "meta/field.h"

namespace zonebook::figures {

class Given {
 public:
  Given(std::string id, Json const& json, std::vector<Error>& problems);

  // "" if it is left out.  Numbers and booleans of JSON are the texts that YAML has for them.
  std::string text(std::string const& key);
  // Complains if it is left out.
  std::string needed(std::string const& key);
  meta::Label label(std::string const& key);
  Json const* part(std::string const& key);  // nullptr if it is left out

  // `words` in the order of the enumeration.
  template <class T>
  T choice(std::string const& key, std::initializer_list<std::string_view> words, T usual) {
    auto const given = text(key);
    if (given.empty()) return usual;
    auto const* const found = std::ranges::find(words, given);
    if (found != words.end()) return static_cast<T>(found - words.begin());
    complain(key, {"figures.no_choice", {{"key", key}, {"given", given}}});
    return usual;
  }

  void finish();
  void complain(std::string const& key, Text says);
  std::string const& id() const { return id_; }
  std::vector<Error>& problems() { return problems_; }

 private:
  std::string id_;
  Json const& json_;
  std::vector<Error>& problems_;
  std::set<std::string> asked_;
};

}  // namespace zonebook::figures
