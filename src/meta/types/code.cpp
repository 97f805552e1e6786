#include "base/unicode.h"
#include "meta/types/types.h"
#include "meta/validators/validator.h"

namespace zonebook::meta {
namespace {

class CodeType final : public TextColumn {
 public:
  static constexpr std::size_t longest = 400;  // code points
  std::string_view name() const override { return "code"; }

  // What is unverified is taken too; check_code() tells it apart.
  Result<db::Value> read(Json const& json, Field const& field) const override {
    auto text = TRY(plain_text(json, Lines::one, longest));
    auto verdict = check_code(narrow(text), field);
    if (verdict.kind == Verdict::Kind::refused) return invalid(std::move(verdict.says));
    return verdict.normal;
  }
};

}  // namespace

FieldType const& code_type() {
  static CodeType const type;
  return type;
}

}  // namespace zonebook::meta
