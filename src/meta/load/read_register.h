// From the tree of a file to what the Catalog is made of.  Inside meta/load/.
//
//   Model model;                       // what all files together say, and all problems
//   read_register(*yaml, "registers/project.yaml", model);

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "meta/catalog.h"
#include "meta/load/yaml.h"

namespace zonebook::meta {

struct Model {
  std::vector<Register> registers;
  Sources sources;
  std::vector<Error> problems;

  Register* find(std::string_view name);
};

// A file of model/registers: a register of its own, or additions to one that a room owns.
void read_register(Yaml const&, std::string const& file, Model&);
void read_owned_register(Yaml const&, OwnedRegister const&, Model&);
Field read_field(std::string const& name, Yaml const&, std::string const& file, Model&);
// After all registers: a file of model/tracks.
void read_track(Yaml const&, std::string const& file, Model&);

// "project" of "registers/project.yaml".
std::string stem_of(std::string const& file);

}  // namespace zonebook::meta
