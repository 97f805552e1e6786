#include <algorithm>

#include "base/unicode.h"
#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

bool is_hexadecimal(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

// The SHA-256 of a stored file.
class FileType final : public TextColumn {
 public:
  std::string_view name() const override { return "file"; }

  Result<db::Value> read(Json const& json, Field const&) const override {
    auto text = TRY(expect_text(json));
    text = lower_case(text);
    if (text.size() != 64 || !std::ranges::all_of(text, is_hexadecimal)) {
      return invalid({"meta.value.no_file", {}});
    }
    return text;
  }
};

}  // namespace

FieldType const& file_type() {
  static FileType const type;
  return type;
}

}  // namespace zonebook::meta
