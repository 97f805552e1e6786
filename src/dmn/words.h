// Values, tests and numbers of rules as people read them, in their language: ≥ 50, “bio”, 是.
// Inside dmn/.

#pragma once

#include <span>
#include <string>

#include "base/text.h"
#include "dmn/cell.h"

namespace zonebook::dmn {

// Is it written with a sign in front, as ≥ 5?
bool begins_with_sign(CellTest const&);

class Wording {
 public:
  explicit Wording(Language language) : language_(language) {}

  // The sentence of a key.  Arguments called value, values and test get the space that Chinese
  // puts between its characters and numbers or signs.
  std::string say(char const* key,
                  std::vector<std::pair<std::string, std::string>> args = {}) const;
  std::string value(feel::Value const&) const;
  std::string test(CellTest const&) const;
  // An understood cell in words, another one as it was written.
  std::string cell(Cell const&) const;
  // “产业”为“工业”, “总投资” ≥ 5000: an input and what is asked of it.
  std::string condition(std::string const& input, CellTest const&) const;
  std::string condition(std::string const& input, Cell const&) const;
  std::string rule(std::uint32_t index) const { return std::to_string(index + 1); }
  std::string rules(std::span<std::uint32_t const>) const;  // "2、3", "2, 3"; long ones are cut

 private:
  std::string after_words(std::string text) const;
  std::string range(CellTest const&) const;
  std::string joined(CellTest const&, char const* key) const;

  Language language_;
};

}  // namespace zonebook::dmn
