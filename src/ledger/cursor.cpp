#include "ledger/cursor.h"

#include <charconv>

#include "base/json.h"
#include "ledger/refusal.h"

namespace zonebook::ledger {
namespace {

// "stage,-area": so that a cursor is used with the order it was made for.
std::string name_of(std::vector<SortBy> const& sort) {
  std::string name;
  for (auto const& [field, order] : sort) {
    name += name.empty() ? "" : ",";
    name += (order == SortBy::Order::descending ? "-" : "") + field->id;
  }
  return name;
}

Json json_of(db::Value const& value) {
  if (auto const* number = std::get_if<std::int64_t>(&value)) return Json::integer(*number);
  if (auto const* text = std::get_if<std::string>(&value)) return Json::string(*text);
  return {};
}

std::optional<db::Value> value_of(Json const& json, meta::FieldType::Column column) {
  if (json.is(Json::Kind::null)) return db::Value();
  if (column == meta::FieldType::Column::text) {
    if (!json.is(Json::Kind::string)) return std::nullopt;
    return json.string();
  }
  auto const whole = json.is(Json::Kind::number) ? json.number().to_int64() : std::nullopt;
  return whole ? std::optional<db::Value>(*whole) : std::nullopt;
}

std::string as_hexadecimal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (auto const byte : bytes) {
    auto const code = static_cast<unsigned char>(byte);
    text += digits[code >> 4];
    text += digits[code & 15];
  }
  return text;
}

// Empty if it is none.
std::string from_hexadecimal(std::string_view text) {
  std::string bytes;
  if (text.size() % 2 != 0) return {};
  for (std::size_t i = 0; i < text.size(); i += 2) {
    int code = 0;
    auto const* end = text.data() + i + 2;
    if (std::from_chars(text.data() + i, end, code, 16).ptr != end || code < 0) return {};
    bytes += static_cast<char>(code);
  }
  return bytes;
}

std::optional<Cursor> cursor_in(Json const& json, std::vector<SortBy> const& sort) {
  auto const* values = json.find("values");
  auto const id = json.text_at("id");
  if (json.text_at("sort") != name_of(sort) || !id || id->contains('\0')) return std::nullopt;
  if (!values || !values->is(Json::Kind::array)) return std::nullopt;
  if (values->items().size() != sort.size()) return std::nullopt;
  Cursor cursor{.values = {}, .id = std::string(*id)};
  for (std::size_t i = 0; i < sort.size(); ++i) {
    auto value = value_of(values->items()[i], sort[i].field->type->column());
    if (!value) return std::nullopt;
    cursor.values.push_back(std::move(*value));
  }
  return cursor;
}

}  // namespace

std::string write_cursor(Cursor const& cursor, std::vector<SortBy> const& sort) {
  std::vector<Json> values;
  for (auto const& value : cursor.values) values.push_back(json_of(value));
  return as_hexadecimal(canonical(Json::object({{"sort", Json::string(name_of(sort))},
                                                {"values", Json::array(std::move(values))},
                                                {"id", Json::string(cursor.id)}})));
}

Result<Cursor> read_cursor(std::string_view text, std::vector<SortBy> const& sort) {
  auto const json = Json::parse(from_hexadecimal(text));
  auto cursor = json ? cursor_in(*json, sort) : std::nullopt;
  if (cursor) return std::move(*cursor);
  return refuse(Error::Code::invalid, {"ledger.broken_cursor", {}}, Json::object(), "cursor");
}

}  // namespace zonebook::ledger
