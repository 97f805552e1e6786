#include "feel/value.h"

#include <array>

namespace zonebook::feel {

// The promise of value.h: a list of a million numbers takes 24 MB.
static_assert(sizeof(Value) == 24);

std::string noun_of(Kind kind) {
  static constexpr std::array<std::string_view, kind_count> keys = {"feel.kind.null",
                                                                    "feel.kind.boolean",
                                                                    "feel.kind.number",
                                                                    "feel.kind.string",
                                                                    "feel.kind.date",
                                                                    "feel.kind.time",
                                                                    "feel.kind.date_time",
                                                                    "feel.kind.months_duration",
                                                                    "feel.kind.seconds_duration",
                                                                    "feel.kind.list",
                                                                    "feel.kind.context",
                                                                    "feel.kind.range",
                                                                    "feel.kind.function"};
  return "#" + std::string(keys[static_cast<std::size_t>(kind)]);
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::null: return "null";
    case Kind::boolean: return "boolean";
    case Kind::number: return "number";
    case Kind::string: return "string";
    case Kind::date: return "date";
    case Kind::time: return "time";
    case Kind::date_time: return "date and time";
    case Kind::months_duration: return "years and months duration";
    case Kind::seconds_duration: return "days and time duration";
    case Kind::list: return "list";
    case Kind::context: return "context";
    case Kind::range: return "range";
    case Kind::function: return "function";
  }
  CHECK(false);
}

Value::Value(Range value) : held_(std::make_shared<Range const>(std::move(value))) {}

Value Value::text(std::string value) {
  Value made;
  made.held_ = std::make_shared<std::string const>(std::move(value));
  return made;
}

Value Value::list(List items) {
  Value made;
  made.held_ = std::make_shared<List const>(std::move(items));
  return made;
}

Value Value::context(std::vector<std::pair<std::string, Value>> entries) {
  Value made;
  made.held_ = std::make_shared<Context const>(Context{std::move(entries)});
  return made;
}

Value const* Context::find(std::string_view key) const {
  for (auto const& [name, value] : entries) {
    if (name == key) return &value;
  }
  return nullptr;
}

}  // namespace zonebook::feel
