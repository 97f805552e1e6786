#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

class LongTextType final : public TextColumn {
 public:
  static constexpr std::size_t longest = 20'000;  // code points
  std::string_view name() const override { return "long_text"; }
  Result<db::Value> read(Json const& json, Field const&) const override {
    return plain_text(json, Lines::many, longest);
  }
};

}  // namespace

FieldType const& long_text_type() {
  static LongTextType const type;
  return type;
}

}  // namespace zonebook::meta
