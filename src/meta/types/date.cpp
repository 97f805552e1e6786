#include "meta/types/calendar.h"
#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

class DateType final : public IntegerColumn {
 public:
  std::string_view name() const override { return "date"; }

  // 2023-12-31, or 2023年12月31日.
  Result<db::Value> read(Json const& json, Field const&) const override {
    auto const text = json.is(Json::Kind::string) ? narrow(json.string()) : std::string();
    auto date = Date::parse(text);
    if (!date) date = chinese_date(text);
    if (!date) return invalid({"meta.value.no_date", {}});
    if (*date < first_day() || *date > last_day()) {
      return invalid({"meta.value.outside_calendar", {}});
    }
    return date->days();
  }

  Json write(db::Value const& value, Field const&) const override {
    return Json::string(date_of(value).to_string());
  }

  feel::TypePtr feel_type(Field const&) const override {
    return feel::simple_type(feel::Kind::date);
  }
  feel::Value feel(db::Value const& value, Field const&) const override { return date_of(value); }

  std::string show(db::Value const& value, Field const&, Language language) const override {
    auto const civil = date_of(value).civil();
    return render({"meta.show.date",
                   {{"year", std::to_string(civil.year)},
                    {"month", month_name(civil.month)},
                    {"day", std::to_string(civil.day)}}},
                  language);
  }

 private:
  static Date date_of(db::Value const& value) {
    auto const date = Date::from_days(integer_of(value));
    CHECK(date.has_value());
    return *date;
  }
};

}  // namespace

FieldType const& date_type() {
  static DateType const type;
  return type;
}

}  // namespace zonebook::meta
