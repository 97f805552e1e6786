// A word of the business, as model/terms/*.yaml explains it: one Chinese word, one English word.

#pragma once

#include <string>
#include <vector>

namespace zonebook::meta {

struct Term {
  std::string name;  // "agreement"; names of registers and fields are made of them
  std::string zh, en;
  std::string means, source;           // source may be empty
  std::vector<std::string> not_these;  // terms that it is taken for
  std::string place;                   // "terms/agreement.yaml:3"
};

}  // namespace zonebook::meta
