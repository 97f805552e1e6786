#include <array>

#include "base/unicode.h"
#include "meta/validators/validator.h"

namespace zonebook::meta {
namespace {

// GB 32100-2015, 5: 31 characters, without I, O, S, V and Z.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
// Table 1: 机构编制 1, 外交 2, 司法行政 3, 文化 4, 民政 5, 旅游 6, 宗教 7, 工会 8, 工商 9,
// 中央军委 A, 农业 N, 其他 Y.
constexpr std::string_view authorities = "123456789ANY";
// Annex A: W(i) = 3^(i-1) mod 31.
constexpr std::array<std::size_t, 17> weights = {1,  3,  9,  27, 19, 26, 16, 17, 20,
                                                 29, 25, 13, 8,  24, 10, 30, 28};

// Annex A: C18 = 31 - (sum of C(i) × W(i)) mod 31, where 31 counts as 0.
char check_character(std::string_view code) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += alphabet.find(code[i]) * weights.at(i);
  return alphabet[(31 - sum % 31) % 31];
}

// 统一社会信用代码.
class Uscc final : public Validator {
 public:
  std::string_view name() const override { return "uscc"; }

  Verdict check(std::string_view written, Facts const&) const override {
    auto const code = upper_case(written);
    if (code.size() != 18) return refused({"meta.uscc.length", {{"value", code}}});
    if (auto const bad = code.find_first_not_of(alphabet); bad != code.npos) {
      auto const found = code.substr(bad, first_code_point(code.substr(bad)).bytes);
      return refused({"meta.uscc.character", {{"value", code}, {"character", found}}});
    }
    if (authorities.find(code[0]) == authorities.npos || !digits(code.substr(2, 6))) {
      return refused({"meta.uscc.form", {{"value", code}}});
    }
    if (code[17] != check_character(code)) {
      return refused({"meta.uscc.check_character", {{"value", code}}});
    }
    return ok(code);
  }

 private:
  // Positions 3 to 8 are a region (GB/T 2260).
  static bool digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == text.npos;
  }
};

}  // namespace

Validator const& uscc_validator() {
  static Uscc const validator;
  return validator;
}

}  // namespace zonebook::meta
