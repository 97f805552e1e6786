#include "meta/validators/validator.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"
#include "feel/regex.h"

namespace zonebook::meta {
namespace {

Verdict check_pattern(std::string_view code, Field const& field) {
  auto regex = feel::Regex::compile("^(?:" + field.pattern + ")$", "");
  CHECK(regex.has_value());  // the Catalog has tried it
  for (auto const& form : {std::string(code), upper_case(code)}) {
    auto const found = regex->matches(form);
    if (!found) return refused(found.error().says);
    if (*found) return ok(form);
  }
  return refused(
      {"meta.value.no_match", {{"value", std::string(code)}, {"pattern", field.pattern}}});
}

}  // namespace

Validator const* find_validator(std::string_view name) {
  static std::array<Validator const*, 4> const all = {&uscc_validator(), &project_code_validator(),
                                                      &region_validator(), &industry_validator()};
  auto const found = std::ranges::find(all, name, &Validator::name);
  return found != all.end() ? *found : nullptr;
}

Verdict check_code(std::string_view code, Field const& field) {
  if (field.validator.empty()) return check_pattern(code, field);
  auto const* validator = find_validator(field.validator);
  CHECK(validator != nullptr);
  static Facts const none;
  return validator->check(code, field.facts ? *field.facts : none);
}

Verdict ok(std::string normal) { return {Verdict::Kind::ok, {}, std::move(normal)}; }

Verdict unverified(std::string normal, Text says) {
  return {Verdict::Kind::unverified, std::move(says), std::move(normal)};
}

Verdict refused(Text says) { return {Verdict::Kind::refused, std::move(says), {}}; }

}  // namespace zonebook::meta
