#include "api/schema.h"

#include <algorithm>

#include "base/date.h"
#include "base/instant.h"
#include "base/utf8.h"

namespace zonebook::api::schema {
namespace {

Json of_type(std::string_view type) {
  return Json::object({{"type", Json::string(std::string(type))}});
}

Json formatted(std::string_view format) {
  auto json = of_type("string");
  json.set("format", Json::string(std::string(format)));
  return json;
}

bool is_decimal(std::string_view text) { return Decimal::parse(text).has_value(); }

bool has_format(std::string const& text, std::string_view format) {
  if (format == "date") return Date::parse(text).has_value();
  if (format == "date-time") return Instant::parse(text).has_value();
  if (format == "decimal") return is_decimal(text);
  return true;
}

class Checking {
 public:
  explicit Checking(Json const& components) : components_(components) {}

  std::optional<Wrong> check(Json const& value, Json const& schema, std::string const& where) {
    if (auto const reference = schema.text_at("$ref")) {
      auto const name = reference->substr(reference->rfind('/') + 1);
      auto const* found = components_.find(name);
      CHECK(found != nullptr);
      return check(value, *found, where);
    }
    if (auto const* any = schema.find("anyOf")) return check_any(value, *any, where);
    if (auto const* choices = schema.find("enum")) {
      auto const& items = choices->items();
      if (std::ranges::find(items, value) != items.end()) return std::nullopt;
      return Wrong{where, "one of " + to_text(*choices)};
    }
    auto const type = schema.text_at("type");
    if (!type) return std::nullopt;
    return check_type(value, *type, schema, where);
  }

 private:
  std::optional<Wrong> check_any(Json const& value, Json const& any, std::string const& where) {
    std::optional<Wrong> first;
    for (auto const& one : any.items()) {
      auto wrong = check(value, one, where);
      if (!wrong) return std::nullopt;
      if (!first) first = std::move(wrong);
    }
    return first;
  }

  std::optional<Wrong> check_type(Json const& value, std::string_view type, Json const& schema,
                                  std::string const& where) {
    if (type == "string") return check_text(value, schema, where);
    if (type == "integer") return check_integer(value, schema, where);
    if (type == "array") return check_array(value, schema, where);
    if (type == "object") return check_object(value, schema, where);
    auto const kind = type == "boolean" ? Json::Kind::boolean : Json::Kind::null;
    if (value.is(kind)) return std::nullopt;
    return Wrong{where, std::string(type)};
  }

  static std::optional<Wrong> check_text(Json const& value, Json const& schema,
                                         std::string const& where) {
    if (!value.is(Json::Kind::string)) return Wrong{where, "string"};
    auto const longest = schema.integer_at("maxLength");
    auto const length = std::ranges::count_if(
        value.string(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; });
    if (longest && length > *longest) {
      return Wrong{where, "at most " + std::to_string(*longest) + " characters"};
    }
    auto const format = schema.text_at("format");
    if (!format || has_format(value.string(), *format)) return std::nullopt;
    return Wrong{where, std::string(*format)};
  }

  static std::optional<Wrong> check_integer(Json const& value, Json const& schema,
                                            std::string const& where) {
    if (!value.is(Json::Kind::number)) return Wrong{where, "integer"};
    auto const whole = value.number().to_int64();
    if (!whole) return Wrong{where, "integer"};
    auto const least = schema.integer_at("minimum");
    auto const most = schema.integer_at("maximum");
    if ((!least || *whole >= *least) && (!most || *whole <= *most)) return std::nullopt;
    return Wrong{where, std::to_string(least.value_or(0)) + " to " +
                            (most ? std::to_string(*most) : std::string("any"))};
  }

  std::optional<Wrong> check_array(Json const& value, Json const& schema,
                                   std::string const& where) {
    if (!value.is(Json::Kind::array)) return Wrong{where, "array"};
    auto const* of = schema.find("items");
    for (std::size_t i = 0; of && i < value.items().size(); ++i) {
      if (auto wrong = check(value.items()[i], *of, below(where, std::to_string(i)))) return wrong;
    }
    return std::nullopt;
  }

  std::optional<Wrong> check_object(Json const& value, Json const& schema,
                                    std::string const& where) {
    if (!value.is(Json::Kind::object)) return Wrong{where, "object"};
    if (auto const* needed = schema.find("required")) {
      for (auto const& name : needed->items()) {
        if (!value.find(name.string())) return Wrong{below(where, name.string()), "a value"};
      }
    }
    auto const* known = schema.find("properties");
    auto const* others = schema.find("additionalProperties");
    for (auto const& [name, member] : value.members()) {
      auto const* of = known ? known->find(name) : nullptr;
      if (!of && others && others->is(Json::Kind::object)) of = others;
      if (!of) return Wrong{below(where, name), "no such member"};
      if (auto wrong = check(member, *of, below(where, name))) return wrong;
    }
    return std::nullopt;
  }

  static std::string below(std::string const& where, std::string const& name) {
    return where.empty() ? name : where + "/" + name;
  }

  Json const& components_;
};

}  // namespace

Json text() { return of_type("string"); }

Json text(std::string_view says) {
  auto json = text();
  json.set("description", Json::string(std::string(says)));
  return json;
}

Json text(std::string_view says, std::int64_t longest) {
  auto json = text(says);
  json.set("maxLength", Json::integer(longest));
  return json;
}

Json integer() { return of_type("integer"); }

Json integer(std::int64_t least, std::int64_t most) {
  auto json = integer();
  json.set("minimum", Json::integer(least));
  json.set("maximum", Json::integer(most));
  return json;
}

Json boolean() { return of_type("boolean"); }
Json day() { return formatted("date"); }
Json instant() { return formatted("date-time"); }
Json decimal() { return formatted("decimal"); }

Json choice(std::vector<std::string> const& values) {
  std::vector<Json> items;
  for (auto const& value : values) items.push_back(Json::string(value));
  auto json = text();
  json.set("enum", Json::array(std::move(items)));
  return json;
}

Json anything() { return Json::object(); }

Json nullable(Json of) {
  return Json::object({{"anyOf", Json::array({std::move(of), of_type("null")})}});
}

Json list(Json of) {
  auto json = of_type("array");
  json.set("items", std::move(of));
  return json;
}

Json map(Json of) {
  auto json = of_type("object");
  // A schema that lets everything through has to be an object here too.
  json.set("additionalProperties", std::move(of));
  return json;
}

Json label() { return object({{"zh", text()}, {"en", text()}}); }

Json reference(std::string_view component) {
  return Json::object({{"$ref", Json::string("#/components/schemas/" + std::string(component))}});
}

Json object(std::vector<Member> members) {
  auto properties = Json::object();
  std::vector<Json> needed;
  for (auto& [name, schema, presence] : members) {
    if (presence == Member::always) needed.push_back(Json::string(name));
    properties.set(name, std::move(schema));
  }
  auto json = of_type("object");
  json.set("properties", std::move(properties));
  if (!needed.empty()) json.set("required", Json::array(std::move(needed)));
  json.set("additionalProperties", Json::boolean(false));
  return json;
}

Json at_a_pair(std::vector<Member> members) {
  std::vector<Member> all{{"zone", text()},
                          {"valid", day()},
                          {"read", reference("Read")},
                          {"sample_day", day(), Member::optional}};
  all.insert(all.end(), members.begin(), members.end());
  return object(std::move(all));
}

std::optional<Wrong> check(Json const& value, Json const& schema, Json const& components) {
  return Checking(components).check(value, schema, "");
}

}  // namespace zonebook::api::schema
