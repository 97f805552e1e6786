#include "base/unicode.h"
#include "meta/types/types.h"
#include "meta/validators/validator.h"

namespace zonebook::meta {
namespace {

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

// 国民经济行业分类 (GB/T 4754-2017): a section C, or a division 26, group 261 or class 2614; with
// the section's letter before (C2614) or without, which is how it is stored.
class Industry final : public Validator {
 public:
  std::string_view name() const override { return "industry"; }

  Verdict check(std::string_view written, Facts const& facts) const override {
    auto const code = upper_case(written);
    auto const section = !code.empty() && is_letter(code[0]) ? code.substr(0, 1) : std::string();
    auto const digits = code.substr(section.size());
    bool const is_code = is_digits(digits) && digits.size() >= 2 && digits.size() <= 4;
    if (!is_code && (section.empty() || !digits.empty())) {
      return refused({"meta.industry.form", {{"value", code}}});
    }
    auto const normal = digits.empty() ? section : digits;
    if (facts.industries.empty()) return not_known(normal);
    if (digits.empty()) {
      return facts.industries.contains(section) ? ok(normal) : no_such(code);
    }
    auto const found = facts.sections_of_divisions.find(digits.substr(0, 2));
    if (found == facts.sections_of_divisions.end()) return no_such(code);
    if (!section.empty() && section != found->second) {
      return refused({"meta.industry.section",
                      {{"value", code}, {"division", found->first}, {"section", found->second}}});
    }
    return facts.industries.contains(normal) ? ok(normal) : not_known(normal);
  }

 private:
  static Verdict not_known(std::string const& code) {
    return unverified(code, {"meta.industry.unverified", {{"value", code}}});
  }
  static Verdict no_such(std::string const& code) {
    return refused({"meta.industry.unknown", {{"value", code}}});
  }
};

}  // namespace

Validator const& industry_validator() {
  static Industry const validator;
  return validator;
}

}  // namespace zonebook::meta
