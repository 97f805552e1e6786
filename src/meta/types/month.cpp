#include "meta/types/calendar.h"
#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

class MonthType final : public IntegerColumn {
 public:
  std::string_view name() const override { return "month"; }

  // 2023-12, or 2023年12月.
  Result<db::Value> read(Json const& json, Field const&) const override {
    auto const text = json.is(Json::Kind::string) ? narrow(json.string()) : std::string();
    auto first = Date::parse(text + "-01");
    if (!first) first = chinese_month(text);
    if (!first) return invalid({"meta.value.no_month", {}});
    if (*first < first_day() || *first > last_day()) {
      return invalid({"meta.value.outside_calendar", {}});
    }
    return first->civil().year * 12 + first->civil().month - 1;
  }

  Json write(db::Value const& value, Field const&) const override {
    return Json::string(text(value));
  }

  feel::TypePtr feel_type(Field const&) const override {
    return feel::simple_type(feel::Kind::string);
  }
  feel::Value feel(db::Value const& value, Field const&) const override {
    return feel::Value::text(text(value));
  }

  std::string show(db::Value const& value, Field const&, Language language) const override {
    auto const months = integer_of(value);
    return render({"meta.show.month",
                   {{"year", std::to_string(months / 12)},
                    {"month", month_name(static_cast<int>(months % 12) + 1)}}},
                  language);
  }

 private:
  static std::string text(db::Value const& value) {
    auto const months = integer_of(value);
    auto const first =
        Date::from_civil({.year = months / 12, .month = static_cast<int>(months % 12) + 1});
    CHECK(first.has_value());
    return first->to_string().substr(0, 7);
  }
};

}  // namespace

FieldType const& month_type() {
  static MonthType const type;
  return type;
}

}  // namespace zonebook::meta
