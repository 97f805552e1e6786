#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

class DecimalType final : public IntegerColumn {
 public:
  std::string_view name() const override { return "decimal"; }

  // A JSON number, or its digits as a text; never rounded.
  Result<db::Value> read(Json const& json, Field const& field) const override {
    std::string digits;
    if (json.is(Json::Kind::number)) digits = json.number().to_string();
    if (json.is(Json::Kind::string)) digits = narrow(json.string());
    auto const number = scaled_number(digits, field.scale);
    if (!number) return invalid({"meta.value.no_number", {}});
    if (number->too_large) return invalid({"meta.value.too_large", {}});
    if (number->too_fine) {
      return invalid({"meta.value.too_fine", {{"scale", std::to_string(field.scale)}}});
    }
    return number->value;
  }

  Json write(db::Value const& value, Field const& field) const override {
    return Json::string(with_scale(integer_of(value), field.scale));
  }

  feel::Value feel(db::Value const& value, Field const& field) const override {
    return Decimal::scaled(integer_of(value), -field.scale);
  }

  std::string show(db::Value const& value, Field const& field, Language) const override {
    auto const digits = with_scale(integer_of(value), field.scale);
    return field.unit.empty() ? digits : digits + " " + field.unit;
  }
};

}  // namespace

FieldType const& decimal_type() {
  static DecimalType const type;
  return type;
}

}  // namespace zonebook::meta
