#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

class TextType final : public TextColumn {
 public:
  static constexpr std::size_t longest = 400;  // code points
  std::string_view name() const override { return "text"; }
  Result<db::Value> read(Json const& json, Field const&) const override {
    return plain_text(json, Lines::one, longest);
  }
};

}  // namespace

FieldType const& text_type() {
  static TextType const type;
  return type;
}

}  // namespace zonebook::meta
