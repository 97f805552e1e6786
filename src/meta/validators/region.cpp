#include "meta/types/types.h"
#include "meta/validators/validator.h"

namespace zonebook::meta {
namespace {

// 统计用区划代码: a county of GB/T 2260 in six digits, a township in nine, a village in twelve.
class Region final : public Validator {
 public:
  std::string_view name() const override { return "region"; }

  Verdict check(std::string_view written, Facts const& facts) const override {
    std::string const code(written);
    bool const length = code.size() == 6 || code.size() == 9 || code.size() == 12;
    if (!length || !is_digits(code)) return refused({"meta.region.form", {{"value", code}}});
    auto const province = code.substr(0, 2);
    if (!facts.regions.empty() && !facts.regions.contains(province + "0000")) {
      return refused({"meta.region.province", {{"value", code}, {"province", province}}});
    }
    bool const is_county = code.find_first_not_of('0', 6) == code.npos;
    if (is_county && facts.regions.contains(code.substr(0, 6))) return ok(code);
    return unverified(code, {"meta.region.unverified", {{"value", code}}});
  }
};

}  // namespace

Validator const& region_validator() {
  static Region const validator;
  return validator;
}

}  // namespace zonebook::meta
