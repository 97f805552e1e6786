#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

// A name, a telephone number: a text like any other here.  The ledger moves it into `personal`, so
// that the column holds its reference.
class PersonType final : public TextColumn {
 public:
  static constexpr std::size_t longest = 400;  // code points
  std::string_view name() const override { return "person"; }
  Result<db::Value> read(Json const& json, Field const&) const override {
    return plain_text(json, Lines::one, longest);
  }
};

}  // namespace

FieldType const& person_type() {
  static PersonType const type;
  return type;
}

}  // namespace zonebook::meta
