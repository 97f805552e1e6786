// The words of the business: model/terms/*.yaml.  One Chinese word, one English word, and every
// name of a register or field is made of them.  Inside meta/load/.
//
//   Terms terms;
//   terms.read(*yaml, "terms/project.yaml", problems);
//   terms.explain("agreement_no");       // true: `agreement` is a term and `no` a joint

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "meta/load/yaml.h"
#include "meta/term.h"

namespace zonebook::meta {

class Terms {
 public:
  void read(Yaml const&, std::string const& file, std::vector<Error>& problems);
  // Is the name a term, or made of terms and joints, with one term at least?
  bool explain(std::string_view name) const;
  std::vector<Term> list() const;  // by name

 private:
  void read_one(std::string const& name, Yaml const&, std::string const& file,
                std::vector<Error>& problems);
  bool ends_well(std::string_view name, std::size_t terms) const;

  std::map<std::string, Term, std::less<>> terms_;
  std::map<std::string, std::string, std::less<>> words_;  // zh or en → where it is said
};

}  // namespace zonebook::meta
