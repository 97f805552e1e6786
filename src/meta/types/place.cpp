#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

constexpr int scale = 6;  // some 10 cm

std::string degrees(std::int64_t value) {
  auto text = with_scale(value, scale);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text == "-0" ? "0" : text;
}

// "112.156,37.556": degrees east, degrees north, in CGCS2000.
class PlaceType final : public TextColumn {
 public:
  std::string_view name() const override { return "place"; }

  Result<db::Value> read(Json const& json, Field const&) const override {
    auto const text = json.is(Json::Kind::string) ? narrow(json.string()) : std::string();
    auto const comma = text.find(',');
    if (comma == text.npos) return invalid({"meta.value.no_place", {}});
    auto const east = scaled_number(narrow(text.substr(0, comma)), scale);
    auto const north = scaled_number(narrow(text.substr(comma + 1)), scale);
    if (!east || !north || east->too_fine || north->too_fine) {
      return invalid({"meta.value.no_place", {}});
    }
    if (!within(*east, 180) || !within(*north, 90)) return invalid({"meta.value.off_the_map", {}});
    return degrees(east->value) + "," + degrees(north->value);
  }

 private:
  static bool within(Scaled const& number, std::int64_t limit) {
    constexpr std::int64_t degree = 1'000'000;
    return !number.too_large && number.value >= -limit * degree && number.value <= limit * degree;
  }
};

}  // namespace

FieldType const& place_type() {
  static PlaceType const type;
  return type;
}

}  // namespace zonebook::meta
