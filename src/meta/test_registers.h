// For tests: registers in a few lines of C++.
//
//   Register project = reg("project", {field("title", "text"), reference("park", "park")});
//   auto catalog = made({project, park});

#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "meta/catalog.h"

namespace zonebook::meta::test_registers {

inline Field field(std::string const& name, std::string_view type) {
  Field made;
  made.id = name;
  made.name = name;
  made.type = find_field_type(type);
  if (type == "decimal") made.scale = 2;
  if (type == "code") made.pattern = "[A-Z]{2}-\\d+";
  if (type == "choice") made.choices = {{"yes", {"是", "Yes"}}, {"no", {"否", "No"}}};
  return made;
}

inline Field reference(std::string const& name, std::string const& to) {
  auto made = field(name, "reference");
  made.to = to;
  return made;
}

inline Register reg(std::string const& name, std::vector<Field> fields) {
  Register made;
  made.name = name;
  made.fields = std::move(fields);
  return made;
}

inline std::shared_ptr<Catalog const> made(std::vector<Register> registers) {
  auto catalog = Catalog::make(std::move(registers));
  EXPECT_TRUE(catalog.has_value());
  if (catalog) return *catalog;
  for (auto const& error : catalog.error()) {
    ADD_FAILURE() << error.where << ": " << render(error.says, Language::en);
  }
  return nullptr;
}

// "WHERE KEY" of each problem.
inline std::vector<std::string> problems_of(std::vector<Register> registers) {
  std::vector<std::string> said;
  auto const catalog = Catalog::make(std::move(registers));
  if (catalog) return said;
  for (auto const& error : catalog.error()) said.push_back(error.where + " " + error.says.key);
  return said;
}

}  // namespace zonebook::meta::test_registers
