#include <algorithm>

#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// zone.seq.n, as the ledger makes them.
bool is_record_id(std::string_view text) {
  auto const first = text.find('.');
  if (first == 0 || first == text.npos) return false;
  auto const second = text.find('.', first + 1);
  if (second == text.npos) return false;
  auto const zone = text.substr(0, first);
  return std::ranges::none_of(zone, [](char c) { return c >= 'A' && c <= 'Z'; }) &&
         is_label(zone) && digits_value(text.substr(first + 1, second - first - 1)) &&
         digits_value(text.substr(second + 1));
}

// Only the shape is looked at: whether the record exists is for the ledger to say.
class ReferenceType final : public TextColumn {
 public:
  std::string_view name() const override { return "reference"; }

  Result<db::Value> read(Json const& json, Field const&) const override {
    auto text = TRY(expect_text(json));
    bool const made_here = text.starts_with("new:") && is_label(text.substr(4));
    if (!made_here && !is_record_id(text)) {
      return invalid({"meta.value.no_reference", {{"value", text}}});
    }
    return text;
  }

  feel::TypePtr feel_type(Field const&) const override {
    return feel::context_of({{"id", feel::simple_type(feel::Kind::string)}});
  }
  feel::Value feel(db::Value const& value, Field const&) const override {
    return feel::Value::context({{"id", feel::Value::text(text_of(value))}});
  }
};

}  // namespace

FieldType const& reference_type() {
  static ReferenceType const type;
  return type;
}

}  // namespace zonebook::meta
