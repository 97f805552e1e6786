// The field types one by one, and what several of them share.  Inside meta/; others ask
// find_field_type() (meta/field.h).
//
//   Result<db::Value> read(Json const& json, Field const& field) const override {
//     auto text = TRY(expect_text(json));
//     …
//   }

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/unicode.h"
#include "meta/field.h"

namespace zonebook::meta {

FieldType const& text_type();
FieldType const& long_text_type();
FieldType const& code_type();
FieldType const& integer_type();
FieldType const& decimal_type();
FieldType const& money_type();
FieldType const& date_type();
FieldType const& month_type();
FieldType const& choice_type();
FieldType const& reference_type();
FieldType const& person_type();
FieldType const& file_type();
FieldType const& place_type();

// A type whose three forms are one and the same text.
class TextColumn : public FieldType {
 public:
  Column column() const override { return Column::text; }
  Json write(db::Value const&, Field const&) const override;
  feel::TypePtr feel_type(Field const&) const override;
  feel::Value feel(db::Value const&, Field const&) const override;
  std::string show(db::Value const&, Field const&, Language) const override;
};

// A type that is a whole number in its column.
class IntegerColumn : public FieldType {
 public:
  Column column() const override { return Column::integer; }
  Json write(db::Value const&, Field const&) const override;
  feel::TypePtr feel_type(Field const&) const override;
  feel::Value feel(db::Value const&, Field const&) const override;
};

// What a column of that kind holds; another kind is our own mistake.
std::string const& text_of(db::Value const&);
std::int64_t integer_of(db::Value const&);

//   invalid  it is no text, or not UTF-8
Result<std::string> expect_text(Json const&);

// A text as it is stored: NFC, trimmed, line ends as '\n'.
//   invalid  empty, longer than `longest` code points, with control characters
Result<std::string> plain_text(Json const&, Lines, std::size_t longest);

// Full-width letters, digits and signs as ASCII, without white space at the ends: ２０２３ is 2023.
std::string narrow(std::string_view);

bool is_digits(std::string_view);  // at least one, and nothing else
// Digits that fit; nullopt for anything else.
std::optional<std::int64_t> digits_value(std::string_view);
// 1250 with scale 2 is "12.50".
std::string with_scale(std::int64_t, int scale);
// "-12.5" with scale 2 is -1250; nullopt if it is no plain number.
struct Scaled {
  std::int64_t value = 0;
  bool too_fine = false;   // it has more digits after the point
  bool too_large = false;  // it does not fit into 63 bits
};
std::optional<Scaled> scaled_number(std::string_view, int scale);

}  // namespace zonebook::meta
