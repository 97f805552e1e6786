// For the tests of built-in functions: an expression's answer in one line.
//
//   answer_of("floor(1.5)")         // "1"
//   answer_of("sqrt(-1)")           // "null feel.square_root_of_negative"

#pragma once

#include <string>
#include <string_view>

#include "feel/evaluate.h"

namespace zonebook::feel {

inline std::string answer_of(std::string_view source, Options options = {}) {
  auto expression = compile(source, Scope());
  if (!expression) return expression.error().where + " " + expression.error().says.key;
  Evaluator evaluator(std::move(options));
  auto line = to_literal(evaluator.run(*expression, {}));
  for (auto const& remark : evaluator.remarks()) line += " " + remark.says.key;
  return line;
}

struct Answer {
  char const* source;
  char const* answer;
};

}  // namespace zonebook::feel
