// Functions over regular expressions (DMN 1.5, 10.3.4.3): matches, replace, split.  "Pattern,
// replacement and flags conform to the syntax and constraints of XPath; where XPath specifies an
// error, FEEL specifies null."  regex.h knows XPath.

#include "feel/builtin.h"
#include "feel/evaluate.h"
#include "feel/regex.h"

namespace zonebook::feel {
namespace {

// One step is about 16 bytes of text (function.h); the matcher goes back four times in its time.
bool charge_text(Call const& call, std::size_t bytes) { return call.charge(1 + bytes / 16); }

// The compiled pattern, or nullptr after a remark.  Compiling takes about as long as 100 steps.
Regex* regex_of(Call const& call, Value const& pattern, Value const& flags) {
  auto& cache = call.evaluator().regexes();
  auto const& text = pattern.string();
  std::string_view const options = flags.is_null() ? std::string_view() : flags.string();
  if (auto* known = cache.find(text, options)) return known;
  if (!call.charge(100 + text.size())) return nullptr;
  auto regex = cache.compiled(text, options);
  if (regex) return *regex;
  call.fail(regex.error().says);
  return nullptr;
}

// Charges what was done, in vain or not.
template <class T>
bool settle(Call const& call, Regex const& regex, Result<T> const& result) {
  if (!result) call.fail(result.error().says);
  bool const paid = call.charge(regex.work() / 4);
  return result && paid;
}

Value matches(Call& call) {
  auto const& input = call[0].string();
  auto* regex = regex_of(call, call[1], call[2]);
  if (!regex || !charge_text(call, input.size())) return {};
  auto const found = regex->matches(input);
  return settle(call, *regex, found) ? Value(*found) : Value();
}

Value replace(Call& call) {
  auto const& input = call[0].string();
  auto* regex = regex_of(call, call[1], call[3]);
  if (!regex || !charge_text(call, input.size())) return {};
  auto replaced = regex->replace(input, call[2].string());
  if (!settle(call, *regex, replaced) || !charge_text(call, replaced->size())) return {};
  return Value::text(std::move(*replaced));
}

// Table 77: the delimiter is a pattern without flags.
Value split(Call& call) {
  auto const& text = call[0].string();
  auto* regex = regex_of(call, call[1], Value());
  if (!regex || !charge_text(call, text.size())) return {};
  auto parts = regex->split(text);
  if (!settle(call, *regex, parts) || !call.charge(parts->size())) return {};
  List items;
  items.reserve(parts->size());
  for (auto& part : *parts) items.push_back(Value::text(std::move(part)));
  return Value::list(std::move(items));
}

constexpr Builtin table[] = {
    {"matches(input: string, pattern: string, flags: string?) -> boolean", matches},
    {"replace(input: string, pattern: string, replacement: string, flags: string?) -> string",
     replace},
    {"split(string: string, delimiter: string) -> list<string>", split},
};

}  // namespace

std::span<Builtin const> pattern_functions() { return table; }

}  // namespace zonebook::feel
