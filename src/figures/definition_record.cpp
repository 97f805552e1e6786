#include "figures/definition_record.h"

#include <array>

#include "figures/definition_rows.h"

namespace zonebook::figures {
namespace {

// How a key's text stands in its field.
enum class As : std::uint8_t { text, integer, yes, reference };

struct Pair {
  std::string_view part, key;  // of "numerator.sum" numerator and sum
  std::string_view field;
  As as = As::text;
};

constexpr std::array<Pair, 21> pairs = {{
    {"label", "zh", "name"},
    {"label", "en", "english_name"},
    {"sentence", "zh", "statement"},
    {"sentence", "en", "english_statement"},
    {"", "source", "source"},
    {"", "unit", "unit"},
    {"", "scale", "digits", As::integer},
    {"", "kind", "kind"},
    {"", "register", "counted_register"},
    {"", "event", "counted_on"},
    {"", "sum", "summed"},
    {"", "read", "read_on"},
    {"", "where", "filter"},
    {"", "once_per", "once_per"},
    {"", "adjusted", "adjusted", As::yes},
    {"", "adds_up", "adds_up"},
    {"", "denominator", "denominator", As::reference},
    {"numerator", "condition", "part_filter"},
    {"numerator", "read", "part_read_on"},
    {"numerator", "sum", "part_summed"},
    {"", "edition", "edition", As::integer},
}};

Json field_of(std::string_view text, As as, Renamed const& renamed) {
  if (as == As::reference) return Json::string(renamed(std::string(text)));
  if (as == As::yes) return text == "true" ? Json::string("yes") : Json();
  if (as == As::integer) {
    if (auto const number = Decimal::parse(text)) return Json::number(*number);
  }
  return Json::string(std::string(text));  // what is no number is refused with the field's name
}

std::string text_of(db::Value const& value, As as, Renamed const& renamed) {
  if (auto const* const number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  auto const* const text = std::get_if<std::string>(&value);
  if (!text) return "";
  if (as == As::reference) return renamed(*text);
  return as == As::yes ? "true" : *text;
}

}  // namespace

Json fields_of(std::string const& name, Json const& definition, Renamed const& renamed) {
  auto fields = Json::object({{"code", Json::string(name)}});
  for (auto const& [part, key, field, as] : pairs) {
    auto const* const in = part.empty() ? &definition : definition.find(part);
    auto const text = in ? in->text_at(key) : std::nullopt;
    fields.set(std::string(field), text ? field_of(*text, as, renamed) : Json());
  }
  return fields;
}

Json json_of(ledger::Version const& version, meta::Register const& in, Renamed const& renamed) {
  auto json = Json::object();
  std::map<std::string_view, Json> parts;
  for (auto const& [part, key, field, as] : pairs) {
    auto text = text_of(value_in(version, in, field), as, renamed);
    if (text.empty()) continue;
    auto& into = part.empty() ? json : parts.try_emplace(part, Json::object()).first->second;
    into.set(std::string(key), Json::string(std::move(text)));
  }
  for (auto& [part, inner] : parts) json.set(std::string(part), std::move(inner));
  return json;
}

}  // namespace zonebook::figures
