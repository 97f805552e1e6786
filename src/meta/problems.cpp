#include "meta/problems.h"

namespace zonebook::meta {

void Problems::add(std::string const& path, Text says, std::string const& inside) {
  auto where = place_of(path);
  if (!inside.empty()) where += " (" + inside + ")";
  errors_.push_back({Error::Code::invalid, std::move(says), std::move(where)});
}

std::string Problems::place_of(std::string path) const {
  auto const whole = path;
  while (!path.empty()) {
    if (auto const found = sources_.places.find(path); found != sources_.places.end()) {
      return found->second;
    }
    auto const cut = path.find_last_of("./");
    path.resize(cut == path.npos ? 0 : cut);
  }
  return whole;
}

}  // namespace zonebook::meta
