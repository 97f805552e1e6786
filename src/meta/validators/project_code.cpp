#include <array>

#include "meta/types/types.h"
#include "meta/validators/validator.h"

namespace zonebook::meta {
namespace {

// 项目代码 (GB/T 40058-2021), given by the 投资项目在线审批监管平台: time 4, region 6, department
// 2, kind 2, random 5 and check 1.  How the check digit is made is not public: a code of the right
// form is unverified until the platform has been asked.
class ProjectCode final : public Validator {
 public:
  std::string_view name() const override { return "project_code"; }

  Verdict check(std::string_view written, Facts const& facts) const override {
    auto const code = with_dashes(written);
    if (!has_form(code)) return refused({"meta.project_code.form", {{"value", code}}});
    if (!is_time(code.substr(0, 4))) return refused({"meta.project_code.time", {{"value", code}}});
    auto const province = code.substr(5, 2);
    // Ministries of the centre write 00.
    if (!facts.regions.empty() && province != "00" && !facts.regions.contains(province + "0000")) {
      return refused({"meta.project_code.province", {{"value", code}, {"province", province}}});
    }
    return unverified(code, {"meta.project_code.unverified", {{"value", code}}});
  }

 private:
  static constexpr std::array<std::size_t, 5> groups = {4, 6, 2, 2, 6};

  // Twenty digits in a row are taken too.
  static std::string with_dashes(std::string_view written) {
    std::string code(written);
    if (code.size() != 20 || !is_digits(code)) return code;
    for (std::size_t const at : {4U, 11U, 14U, 17U}) code.insert(at, "-");
    return code;
  }

  static bool has_form(std::string_view code) {
    if (code.size() != 24) return false;
    for (auto const size : groups) {
      if (!is_digits(code.substr(0, size))) return false;
      code.remove_prefix(size);
      if (code.empty()) return true;
      if (code[0] != '-') return false;
      code.remove_prefix(1);
    }
    return false;
  }

  // Year and month (2103), or in codes from before November 2020 the year (2017).
  static bool is_time(std::string_view time) {
    auto const last = *digits_value(time.substr(2));
    return (last >= 1 && last <= 12) || (time.starts_with("20") && last >= 13);
  }
};

}  // namespace

Validator const& project_code_validator() {
  static ProjectCode const validator;
  return validator;
}

}  // namespace zonebook::meta
