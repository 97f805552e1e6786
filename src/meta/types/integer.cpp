#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

class IntegerType final : public IntegerColumn {
 public:
  std::string_view name() const override { return "integer"; }

  // A JSON number, or the digits as a text.
  Result<db::Value> read(Json const& json, Field const&) const override {
    std::string digits;
    if (json.is(Json::Kind::number)) {
      auto const whole = json.number().to_int64();
      if (!whole && !json.number().is_integer()) return invalid({"meta.value.no_integer", {}});
      if (!whole) return invalid({"meta.value.too_large", {}});
      digits = std::to_string(*whole);
    } else if (json.is(Json::Kind::string)) {
      digits = narrow(json.string());
    }
    auto const number = scaled_number(digits, 0);
    if (!number || number->too_fine) return invalid({"meta.value.no_integer", {}});
    if (number->too_large) return invalid({"meta.value.too_large", {}});
    return number->value;
  }

  std::string show(db::Value const& value, Field const& field, Language) const override {
    auto const digits = std::to_string(integer_of(value));
    return field.unit.empty() ? digits : digits + " " + field.unit;
  }
};

}  // namespace

FieldType const& integer_type() {
  static IntegerType const type;
  return type;
}

}  // namespace zonebook::meta
