#include <algorithm>
#include <limits>

#include "base/unicode.h"
#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

std::string with_unix_lines(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

}  // namespace

Json TextColumn::write(db::Value const& value, Field const&) const {
  return Json::string(text_of(value));
}

feel::TypePtr TextColumn::feel_type(Field const&) const {
  return feel::simple_type(feel::Kind::string);
}

feel::Value TextColumn::feel(db::Value const& value, Field const&) const {
  return feel::Value::text(text_of(value));
}

std::string TextColumn::show(db::Value const& value, Field const&, Language) const {
  return text_of(value);
}

Json IntegerColumn::write(db::Value const& value, Field const&) const {
  return Json::integer(integer_of(value));
}

feel::TypePtr IntegerColumn::feel_type(Field const&) const {
  return feel::simple_type(feel::Kind::number);
}

feel::Value IntegerColumn::feel(db::Value const& value, Field const&) const {
  return Decimal(integer_of(value));
}

std::string const& text_of(db::Value const& value) {
  auto const* text = std::get_if<std::string>(&value);
  CHECK(text != nullptr);
  return *text;
}

std::int64_t integer_of(db::Value const& value) {
  auto const* integer = std::get_if<std::int64_t>(&value);
  CHECK(integer != nullptr);
  return *integer;
}

Result<std::string> expect_text(Json const& json) {
  if (!json.is(Json::Kind::string)) return invalid({"meta.value.no_text", {}});
  if (!is_utf8(json.string())) return invalid({"meta.value.not_utf8", {}});
  return json.string();
}

Result<std::string> plain_text(Json const& json, Lines lines, std::size_t longest) {
  auto text = TRY(expect_text(json));
  text = normalise(text);
  if (lines == Lines::many) text = with_unix_lines(text);
  text = std::string(trimmed(text));
  if (text.empty()) return invalid({"meta.value.empty", {}});
  if (has_control(text, lines)) return invalid({"meta.value.control_character", {}});
  if (!is_legible(text)) return invalid({"meta.value.illegible", {}});
  auto const length = code_point_count(text);
  if (length > longest) {
    return invalid({"meta.value.too_long",
                    {{"length", std::to_string(length)}, {"longest", std::to_string(longest)}}});
  }
  return text;
}

std::string narrow(std::string_view text) {
  std::string out;
  for (auto rest = trimmed(text); !rest.empty();) {
    auto const point = first_code_point(rest);
    if (point.value >= 0xFF01 && point.value <= 0xFF5E) {
      out += static_cast<char>(point.value - 0xFEE0);
    } else {
      out += rest.substr(0, point.bytes);
    }
    rest.remove_prefix(point.bytes);
  }
  return out;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::int64_t> digits_value(std::string_view text) {
  constexpr auto largest = std::numeric_limits<std::int64_t>::max();
  if (!is_digits(text)) return std::nullopt;
  std::int64_t value = 0;
  for (char const c : text) {
    auto const digit = c - '0';
    if (value > (largest - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  return value;
}

std::string with_scale(std::int64_t value, int scale) {
  auto digits = std::to_string(value);
  auto const sign = digits.starts_with('-') ? std::string("-") : std::string();
  digits.erase(0, sign.size());
  auto const after = static_cast<std::size_t>(scale);
  if (digits.size() <= after) digits.insert(0, after + 1 - digits.size(), '0');
  if (after > 0) digits.insert(digits.size() - after, ".");
  return sign + digits;
}

std::optional<Scaled> scaled_number(std::string_view text, int scale) {
  bool const negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  auto const point = std::min(text.find('.'), text.size());
  auto const whole = text.substr(0, point);
  auto fraction = text.substr(std::min(point + 1, text.size()));
  if (!is_digits(whole) || (point < text.size() && !is_digits(fraction))) return std::nullopt;
  while (fraction.ends_with('0')) fraction.remove_suffix(1);
  auto const after = static_cast<std::size_t>(scale);
  if (fraction.size() > after) return Scaled{.too_fine = true};
  auto const digits = std::string(whole) + std::string(fraction);
  auto const value = digits_value(digits + std::string(after - fraction.size(), '0'));
  if (!value) return Scaled{.too_large = true};
  return Scaled{.value = negative ? -*value : *value};
}

}  // namespace zonebook::meta
