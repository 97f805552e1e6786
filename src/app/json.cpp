#include "app/json.h"

#include <algorithm>

#include "base/json.h"
#include "feel/temporal.h"

namespace zonebook::app {
namespace {

using feel::Kind;
using feel::Value;

Value from(Json json) {
  switch (json.kind()) {
    case Json::Kind::null: return {};
    case Json::Kind::boolean: return Value(json.boolean());
    case Json::Kind::number: return Value(json.number());
    case Json::Kind::string: return Value::text(json.string());
    case Json::Kind::array: {
      feel::List items;
      for (auto& item : json.items()) items.push_back(from(std::move(item)));
      return Value::list(std::move(items));
    }
    case Json::Kind::object: break;
  }
  std::vector<std::pair<std::string, Value>> entries;
  for (auto& [key, value] : json.members()) entries.emplace_back(key, from(std::move(value)));
  return Value::context(std::move(entries));
}

void write(std::string& out, Value const& value);

void write_list(std::string& out, feel::List const& items) {
  out += '[';
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ',';
    write(out, items[i]);
  }
  out += ']';
}

void write_context(std::string& out, feel::Context const& context) {
  out += '{';
  bool first = true;
  for (auto const& [key, value] : context.entries) {
    if (!std::exchange(first, false)) out += ',';
    out += quoted_json(key) + ":";
    write(out, value);
  }
  out += '}';
}

void write(std::string& out, Value const& value) {
  switch (value.kind()) {
    case Kind::null:
    case Kind::boolean:
    case Kind::number: out += feel::to_text(value); break;
    case Kind::list: write_list(out, value.list()); break;
    case Kind::context: write_context(out, value.context()); break;
    default: out += quoted_json(feel::to_text(value));
  }
}

Value typed_member(std::pair<std::string, Value> const& entry, feel::Type const& type) {
  auto member = type.member(entry.first);
  return member ? typed_value(entry.second, *member) : entry.second;
}

// What a JSON object leaves out is null where an item definition speaks of it: otherwise the whole
// object would not be of its type.  Other contexts hold inputs, which may be missing.
void fill_up(std::vector<std::pair<std::string, Value>>& entries, feel::Type const& type) {
  if (type.name.empty()) return;
  for (auto const& [name, member] : type.members) {
    auto same = [&](auto const& entry) { return entry.first == name; };
    if (std::ranges::none_of(entries, same)) entries.emplace_back(name, Value());
  }
}

}  // namespace

Result<Value> value_from_json(std::string_view text) {
  auto json = TRY(Json::parse(text));
  return from(std::move(json));
}

std::string to_json(Value const& value) {
  std::string out;
  write(out, value);
  return out;
}

Value typed_value(Value const& value, feel::Type const& type) {
  using Form = feel::Type::Form;
  if (type.form == Form::simple && value.is(Kind::string)) {
    auto read = feel::temporal_from(value.string());
    if (read && read->is(type.kind)) return *read;
  }
  if (type.form == Form::list && value.is(Kind::list)) {
    feel::List items;
    for (auto const& item : value.list()) items.push_back(typed_value(item, *type.element));
    return Value::list(std::move(items));
  }
  if (type.form == Form::context && value.is(Kind::context)) {
    std::vector<std::pair<std::string, Value>> entries;
    for (auto const& entry : value.context().entries) {
      entries.emplace_back(entry.first, typed_member(entry, type));
    }
    fill_up(entries, type);
    return Value::context(std::move(entries));
  }
  return value;
}

}  // namespace zonebook::app
