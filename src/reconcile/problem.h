// What is wrong with a file that teaches words, with its line.  Inside reconcile/.

#pragma once

#include <string>

#include "base/result.h"

namespace zonebook::reconcile {

struct At {
  std::string const& file;
  std::size_t line;
};

// `key` says it of a `name`.
inline Error problem_at(At at, char const* key, std::string const& name) {
  return {
      Error::Code::invalid, {key, {{"name", name}}}, at.file + ":" + std::to_string(at.line), {}};
}

}  // namespace zonebook::reconcile
