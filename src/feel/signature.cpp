#include "feel/signature.h"

#include <algorithm>
#include <array>

namespace zonebook::feel {
namespace {

constexpr Kinds all_kinds = (1 << kind_count) - 1;

constexpr Kinds bit(Kind kind) { return static_cast<Kinds>(1 << static_cast<int>(kind)); }

bool has(Kinds kinds, Kind kind) { return (kinds & bit(kind)) != 0; }

struct NamedKinds {
  std::string_view name;
  Kinds kinds;
};

constexpr NamedKinds named_kinds[] = {
    {"any", all_kinds},
    {"number", bit(Kind::number)},
    {"string", bit(Kind::string)},
    {"boolean", bit(Kind::boolean)},
    {"date", bit(Kind::date)},
    {"time", bit(Kind::time)},
    {"date and time", bit(Kind::date_time)},
    {"years and months duration", bit(Kind::months_duration)},
    {"days and time duration", bit(Kind::seconds_duration)},
    {"duration", bit(Kind::months_duration) | bit(Kind::seconds_duration)},
    {"list", bit(Kind::list)},
    {"context", bit(Kind::context)},
    {"range", bit(Kind::range)},
    {"function", bit(Kind::function)},
};

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// "list<number>" counts as list, with the kinds of its items beside.
struct ParsedKinds {
  Kinds kinds = 0;
  Kinds items = 0;
};

ParsedKinds parse_kinds(std::string_view text) {
  ParsedKinds parsed;
  while (!text.empty()) {
    auto end = std::min(text.find('|'), text.size());
    auto name = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (auto open = name.find('<'); open != std::string_view::npos) {
      CHECK(name.ends_with('>'));
      parsed.items |= parse_kinds(name.substr(open + 1, name.size() - open - 2)).kinds;
      name = name.substr(0, open);
    }
    auto const* found = std::ranges::find(named_kinds, name, &NamedKinds::name);
    CHECK(found != std::end(named_kinds));
    parsed.kinds |= found->kinds;
  }
  return parsed;
}

Signature::Parameter parse_parameter(std::string_view text) {
  auto colon = text.find(':');
  CHECK(colon != std::string_view::npos);
  Signature::Parameter parameter{.name = std::string(trimmed(text.substr(0, colon)))};
  auto kinds = trimmed(text.substr(colon + 1));
  if (kinds.ends_with("...")) {
    parameter.variadic = true;
    kinds.remove_suffix(3);
  }
  if (kinds.ends_with("?")) {
    parameter.optional = true;
    kinds.remove_suffix(1);
  }
  auto parsed = parse_kinds(trimmed(kinds));
  parameter.kinds = parsed.kinds;
  parameter.item_kinds = parsed.items;
  return parameter;
}

Text wrong_kind(Signature::Parameter const& parameter, Value const& value) {
  if (value.is_null()) return {"feel.null_argument", {{"name", parameter.name}}};
  return {"feel.wrong_argument_type",
          {{"name", parameter.name},
           {"expected", kinds_to_string(parameter.kinds)},
           {"value", to_literal(value)}}};
}

bool items_fit(Value const& list, Kinds kinds) {
  return kinds == 0 || std::ranges::all_of(
                           list.list(), [&](Value const& item) { return has(kinds, item.kind()); });
}

// 10.3.2.9.4: a list of one to its item, an item to a list of it, a date to its midnight in UTC.
std::optional<Value> converted(Value const& value, Signature::Parameter const& parameter) {
  auto const kinds = parameter.kinds;
  if (has(kinds, value.kind()) && (!value.is_null() || kinds == all_kinds)) {
    if (value.is(Kind::list) && !items_fit(value, parameter.item_kinds)) return std::nullopt;
    return value;
  }
  if (value.is_null()) return parameter.optional ? std::optional(value) : std::nullopt;
  if (value.is(Kind::list) && value.list().size() == 1) {
    auto const& item = value.list()[0];
    if (has(kinds, item.kind()) && !item.is_null()) return item;
  }
  if (has(kinds, Kind::list) && !value.is(Kind::list)) {
    auto list = Value::list({value});
    if (items_fit(list, parameter.item_kinds)) return list;
  }
  if (value.is(Kind::date) && has(kinds, Kind::date_time)) {
    return Value(DateTime{.date = value.date(), .time = {.nanos = 0, .place = Offset{}}});
  }
  return std::nullopt;
}

}  // namespace

Signature parse_signature(std::string_view text) {
  auto open = text.find('(');
  auto close = text.rfind(')');
  CHECK(open != std::string_view::npos && close != std::string_view::npos && open < close);
  Signature signature;
  signature.name = trimmed(text.substr(0, open));
  auto parameters = trimmed(text.substr(open + 1, close - open - 1));
  while (!parameters.empty()) {
    auto end = std::min(parameters.find(','), parameters.size());
    signature.parameters.push_back(parse_parameter(parameters.substr(0, end)));
    parameters = trimmed(parameters.substr(std::min(end + 1, parameters.size())));
  }
  auto result = trimmed(text.substr(close + 1));
  CHECK(result.starts_with("->"));
  auto parsed = parse_kinds(trimmed(result.substr(2)));
  signature.result = parsed.kinds;
  signature.result_items = parsed.items;
  return signature;
}

namespace {

using Misfit = Signature::Misfit;
using Sources = std::vector<Value const*>;  // by parameter, and beyond it for a variadic one

// Which argument goes where.
std::expected<Sources, Misfit> by_position(Signature const& signature,
                                           std::span<Value const> arguments) {
  auto const& parameters = signature.parameters;
  bool const variadic = signature.is_variadic();
  auto const needed = signature.needed();
  if (arguments.size() < needed || (arguments.size() > parameters.size() && !variadic)) {
    return std::unexpected(Misfit{{"feel.wrong_argument_count",
                                   {{"name", signature.name},
                                    {"expected", signature.counts()},
                                    {"given", std::to_string(arguments.size())}}},
                                  0});
  }
  Sources sources(std::max(parameters.size(), arguments.size()), nullptr);
  for (std::size_t i = 0; i < arguments.size(); ++i) sources[i] = &arguments[i];
  return sources;
}

std::expected<Sources, Misfit> by_name(Signature const& signature, std::span<Value const> arguments,
                                       std::span<std::string const> names) {
  auto const& parameters = signature.parameters;
  Sources sources(parameters.size(), nullptr);
  std::string const* unknown = nullptr;
  int unknown_count = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto found = std::ranges::find(parameters, names[i], &Signature::Parameter::name);
    auto const place = static_cast<std::size_t>(found - parameters.begin());
    if (found != parameters.end() && !sources[place]) {
      sources[place] = &arguments[i];
      continue;
    }
    if (!unknown) unknown = &names[i];
    ++unknown_count;
  }
  if (unknown) {
    return std::unexpected(
        Misfit{{"feel.no_such_parameter", {{"name", *unknown}, {"function", signature.name}}},
               -unknown_count});
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (sources[i] || parameters[i].optional) continue;
    return std::unexpected(Misfit{{"feel.missing_argument", {{"name", parameters[i].name}}}, 1});
  }
  return sources;
}

}  // namespace

bool Signature::is_variadic() const { return !parameters.empty() && parameters.back().variadic; }

std::size_t Signature::needed() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(parameters, [](auto const& each) { return !each.optional; }));
}

std::string Signature::counts() const {
  auto text = std::to_string(needed());
  if (is_variadic()) return text + "+";
  return parameters.size() > needed() ? text + "–" + std::to_string(parameters.size()) : text;
}

std::expected<std::vector<Value>, Misfit> Signature::match(
    std::span<Value const> arguments, std::span<std::string const> names) const {
  auto sources = names.empty() ? by_position(*this, arguments) : by_name(*this, arguments, names);
  if (!sources) return std::unexpected(std::move(sources.error()));
  std::vector<Value> matched;
  matched.reserve(sources->size());
  for (std::size_t i = 0; i < sources->size(); ++i) {
    auto const& parameter = parameters[std::min(i, parameters.size() - 1)];
    if (!(*sources)[i]) {
      matched.emplace_back();
      continue;
    }
    auto value = converted(*(*sources)[i], parameter);
    if (!value) {
      return std::unexpected(
          Misfit{wrong_kind(parameter, *(*sources)[i]), 2 + static_cast<int>(i)});
    }
    matched.push_back(std::move(*value));
  }
  return matched;
}

std::string kinds_to_string(Kinds kinds) {
  if (kinds == all_kinds) return "#" + std::string("feel.kind.any");
  std::string text;
  for (int i = 0; i < kind_count; ++i) {
    if (!has(kinds, static_cast<Kind>(i))) continue;
    if (!text.empty()) text += " | ";
    text += noun_of(static_cast<Kind>(i));
  }
  return text;
}

TypePtr kinds_to_type(Kinds kinds, Kinds items) {
  for (int i = 1; i < kind_count; ++i) {
    auto kind = static_cast<Kind>(i);
    if (kinds != bit(kind)) continue;
    switch (kind) {
      case Kind::list: return list_of(items ? kinds_to_type(items, 0) : any_type());
      case Kind::context: return context_of({});
      case Kind::range: return range_of(any_type());
      case Kind::function: return any_type();
      default: return simple_type(kind);
    }
  }
  return any_type();
}

}  // namespace zonebook::feel
