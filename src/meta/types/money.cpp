#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

// 分 per hundredth of what people see.
std::int64_t cent_of_unit(std::string_view unit) {
  if (unit == "亿元") return 100'000'000;
  return unit == "元" ? 1 : 10'000;
}

std::string sentence_of(std::string_view unit) {
  if (unit == "亿元") return "meta.show.hundred_million";
  return unit == "元" ? "meta.show.yuan" : "meta.show.ten_thousand";
}

std::int64_t half_up(std::int64_t value, std::int64_t divisor) {
  auto const rest = value % divisor;
  auto const away = value < 0 ? -1 : 1;
  return value / divisor + (rest * away >= divisor - rest * away ? away : 0);
}

class MoneyType final : public IntegerColumn {
 public:
  std::string_view name() const override { return "money"; }

  // 分 as a whole JSON number and nothing else: a text "2.03" might be meant in any unit.
  Result<db::Value> read(Json const& json, Field const&) const override {
    if (!json.is(Json::Kind::number) || !json.number().is_integer()) {
      return invalid({"meta.value.no_money", {}});
    }
    auto const number = scaled_number(json.number().to_string(), 0);
    if (!number || number->too_large) return invalid({"meta.value.too_large", {}});
    return number->value;
  }

  std::string show(db::Value const& value, Field const& field, Language language) const override {
    auto const hundredths = half_up(integer_of(value), cent_of_unit(field.unit));
    return render({sentence_of(field.unit), {{"amount", with_scale(hundredths, 2)}}}, language);
  }
};

}  // namespace

FieldType const& money_type() {
  static MoneyType const type;
  return type;
}

}  // namespace zonebook::meta
