#include "app/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>

#include "feel/remark.h"
#include "feel/temporal.h"

namespace zonebook::app {
namespace {

using boost::json::error_code;
using boost::json::string_view;
using feel::Kind;
using feel::Value;

// Receives the parser's events and builds a value; numbers come as the text they were written in.
class Handler {
 public:
  constexpr static std::size_t max_object_size = std::size_t(-1);
  constexpr static std::size_t max_array_size = std::size_t(-1);
  constexpr static std::size_t max_key_size = 1 << 16;
  constexpr static std::size_t max_string_size = std::size_t(-1);

  Value value;

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return open(); }
  bool on_object_end(std::size_t, error_code&) {
    auto frame = close();
    return put(Value::context(std::move(frame.entries)));
  }
  bool on_array_begin(error_code&) { return open(); }
  bool on_array_end(std::size_t, error_code&) {
    auto frame = close();
    feel::List items;
    for (auto& [key, item] : frame.entries) items.push_back(std::move(item));
    return put(Value::list(std::move(items)));
  }
  bool on_key_part(string_view part, std::size_t, error_code&) { return collect(part); }
  bool on_key(string_view part, std::size_t, error_code&) {
    collect(part);
    frames_.back().key = std::exchange(text_, {});
    return true;
  }
  bool on_string_part(string_view part, std::size_t, error_code&) { return collect(part); }
  bool on_string(string_view part, std::size_t, error_code&) {
    collect(part);
    return put(Value::text(std::exchange(text_, {})));
  }
  bool on_number_part(string_view part, error_code&) { return collect(part); }
  bool on_int64(std::int64_t, string_view part, error_code& error) { return number(part, error); }
  bool on_uint64(std::uint64_t, string_view part, error_code& error) { return number(part, error); }
  bool on_double(double, string_view part, error_code& error) { return number(part, error); }
  bool on_bool(bool truth, error_code&) { return put(Value(truth)); }
  bool on_null(error_code&) { return put(Value()); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  struct Frame {
    std::string key;
    std::vector<std::pair<std::string, Value>> entries;
  };

  bool open() {
    frames_.emplace_back();
    return true;
  }
  Frame close() {
    auto frame = std::move(frames_.back());
    frames_.pop_back();
    return frame;
  }
  bool collect(string_view part) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool put(Value made) {
    if (frames_.empty())
      value = std::move(made);
    else
      frames_.back().entries.emplace_back(std::exchange(frames_.back().key, {}), std::move(made));
    return true;
  }
  bool number(string_view part, error_code& error) {
    collect(part);
    auto decimal = Decimal::parse(std::exchange(text_, {}));
    if (!decimal) {
      error = boost::json::error::exponent_overflow;
      return false;
    }
    return put(Value(*decimal));
  }

  std::vector<Frame> frames_;
  std::string text_;
};

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
  if (text.size() > (std::size_t{64} << 20)) return invalid({"app.json_too_large", {}});
  boost::json::parse_options options;
  options.max_depth = 200;
  boost::json::basic_parser<Handler> parser(options);
  error_code error;
  auto read = parser.write_some(false, text.data(), text.size(), error);
  if (error) {
    return invalid({"app.not_json", {}}, feel::position_in(text, static_cast<std::uint32_t>(read)));
  }
  if (text.find_first_not_of(" \t\r\n", read) != std::string_view::npos) {
    return invalid({"app.not_json", {}}, feel::position_in(text, static_cast<std::uint32_t>(read)));
  }
  return std::move(parser.handler().value);
}

std::string to_json(Value const& value) {
  std::string out;
  write(out, value);
  return out;
}

std::string quoted_json(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", c);
    else
      out += c;
  }
  return out + '"';
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
