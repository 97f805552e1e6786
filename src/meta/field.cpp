#include "meta/field.h"

#include <algorithm>
#include <array>

#include "meta/types/types.h"

namespace zonebook::meta {

std::string const& in_language(Label const& label, Language language) {
  return language == Language::zh ? label.zh : label.en;
}

std::string argument_of(Label const& label) { return in_both(label.zh, label.en); }

std::span<FieldType const* const> field_types() {
  static std::array<FieldType const*, 13> const all = {
      &text_type(),   &long_text_type(), &code_type(),  &integer_type(), &decimal_type(),
      &money_type(),  &date_type(),      &month_type(), &choice_type(),  &reference_type(),
      &person_type(), &file_type(),      &place_type(),
  };
  return all;
}

FieldType const* find_field_type(std::string_view name) {
  auto const found = std::ranges::find(field_types(), name, &FieldType::name);
  return found != field_types().end() ? *found : nullptr;
}

std::string Field::column() const {
  // What each table of versions has of its own (ARCHITECTURE 3).
  constexpr std::array<std::string_view, 7> taken = {
      "zone", "id", "valid_from", "valid_to", "known_from", "known_to", "kind"};
  return std::ranges::find(taken, id) != taken.end() ? id + "_" : id;
}

}  // namespace zonebook::meta
