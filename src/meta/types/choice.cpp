#include <algorithm>

#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

Choice const* choice_of(Field const& field, std::string_view value) {
  auto const found = std::ranges::find(field.choices, value, &Choice::value);
  return found != field.choices.end() ? &*found : nullptr;
}

std::string open_values(Field const& field) {
  std::string values;
  for (auto const& choice : field.choices) {
    if (!choice.closed) values += (values.empty() ? "" : ", ") + choice.value;
  }
  return values;
}

class ChoiceType final : public TextColumn {
 public:
  std::string_view name() const override { return "choice"; }

  Result<db::Value> read(Json const& json, Field const& field) const override {
    auto text = TRY(expect_text(json));
    if (!choice_of(field, text)) {
      return invalid({"meta.value.no_choice", {{"value", text}, {"choices", open_values(field)}}});
    }
    return text;
  }

  std::string show(db::Value const& value, Field const& field, Language language) const override {
    auto const* choice = choice_of(field, text_of(value));
    return choice ? in_language(choice->label, language) : text_of(value);
  }
};

}  // namespace

FieldType const& choice_type() {
  static ChoiceType const type;
  return type;
}

Result<void> may_be_written(db::Value const& value, Field const& field) {
  if (field.type != &choice_type() || std::holds_alternative<std::monostate>(value)) return {};
  auto const* choice = choice_of(field, text_of(value));
  if (!choice || !choice->closed) return {};
  return invalid(
      {"meta.value.closed_choice", {{"value", choice->value}, {"choices", open_values(field)}}});
}

}  // namespace zonebook::meta
