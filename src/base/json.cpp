#include "base/json.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>

#include "base/utf8.h"

namespace zonebook {
namespace {

using boost::json::error_code;
using boost::json::string_view;

constexpr std::size_t size_max = std::size_t{64} << 20;
constexpr std::size_t depth_max = 200;

// Receives the parser's events and builds a value; numbers come as the text they were written in.
class Handler {
 public:
  constexpr static std::size_t max_object_size = std::size_t(-1);
  constexpr static std::size_t max_array_size = std::size_t(-1);
  constexpr static std::size_t max_key_size = 1 << 16;
  constexpr static std::size_t max_string_size = std::size_t(-1);

  Json value;

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return open(Json::object()); }
  bool on_object_end(std::size_t, error_code& error) {
    auto made = close();
    if (has_twins(made)) {
      error = boost::json::error::syntax;
      return false;
    }
    return put(std::move(made));
  }
  bool on_array_begin(error_code&) { return open(Json::array()); }
  bool on_array_end(std::size_t, error_code&) { return put(close()); }
  bool on_key_part(string_view part, std::size_t, error_code&) { return collect(part); }
  bool on_key(string_view part, std::size_t, error_code&) {
    collect(part);
    frames_.back().key = std::exchange(text_, {});
    return true;
  }
  bool on_string_part(string_view part, std::size_t, error_code&) { return collect(part); }
  bool on_string(string_view part, std::size_t, error_code&) {
    collect(part);
    return put(Json::string(std::exchange(text_, {})));
  }
  bool on_number_part(string_view part, error_code&) { return collect(part); }
  bool on_int64(std::int64_t, string_view part, error_code& error) { return number(part, error); }
  bool on_uint64(std::uint64_t, string_view part, error_code& error) { return number(part, error); }
  bool on_double(double, string_view part, error_code& error) { return number(part, error); }
  bool on_bool(bool truth, error_code&) { return put(Json::boolean(truth)); }
  bool on_null(error_code&) { return put(Json()); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  struct Frame {
    Json made;
    std::string key;  // of the member that comes next
  };

  bool open(Json empty) {
    frames_.push_back({std::move(empty), {}});
    return true;
  }
  Json close() {
    auto made = std::move(frames_.back().made);
    frames_.pop_back();
    return made;
  }
  bool collect(string_view part) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool put(Json made) {
    if (frames_.empty()) {
      value = std::move(made);
      return true;
    }
    auto& frame = frames_.back();
    if (frame.made.is(Json::Kind::array))
      frame.made.items().push_back(std::move(made));
    else
      frame.made.members().emplace_back(std::exchange(frame.key, {}), std::move(made));
    return true;
  }
  bool number(string_view part, error_code& error) {
    collect(part);
    auto decimal = Decimal::parse(std::exchange(text_, {}));
    if (!decimal) {
      error = boost::json::error::exponent_overflow;
      return false;
    }
    return put(Json::number(*decimal));
  }
  static bool has_twins(Json const& object) {
    std::vector<std::string_view> keys;
    for (auto const& [key, value] : object.members()) keys.push_back(key);
    std::ranges::sort(keys);
    return std::ranges::adjacent_find(keys) != keys.end();
  }

  std::vector<Frame> frames_;
  std::string text_;
};

std::vector<Json::Member const*> in_order(std::vector<Json::Member> const& members) {
  std::vector<Json::Member const*> order;
  for (auto const& member : members) order.push_back(&member);
  std::ranges::sort(order, {}, [](auto const* member) -> auto const& { return member->first; });
  return order;
}

void append_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  constexpr std::string_view short_escapes = "btn-fr";  // of 0x08 to 0x0d; 0x0b has none
  out += '"';
  for (char const c : text) {
    auto const code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (code >= 0x08 && code <= 0x0d && code != 0x0b) {
      out += '\\';
      out += short_escapes[code - 0x08u];
    } else if (code < 0x20) {
      out += "\\u00";
      out += hexadecimal[code >> 4];
      out += hexadecimal[code & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

enum class Order { own, canonical };

void append(std::string& out, Json const& value, Order order);

void append_member(std::string& out, Json::Member const& member, Order order) {
  if (out.back() != '{') out += ',';
  append_quoted(out, member.first);
  out += ':';
  append(out, member.second, order);
}

void append_object(std::string& out, std::vector<Json::Member> const& members, Order order) {
  out += '{';
  if (order == Order::own) {
    for (auto const& member : members) append_member(out, member, order);
  } else {
    for (auto const* member : in_order(members)) append_member(out, *member, order);
  }
  out += '}';
}

void append(std::string& out, Json const& value, Order order) {
  switch (value.kind()) {
    case Json::Kind::null: out += "null"; break;
    case Json::Kind::boolean: out += value.boolean() ? "true" : "false"; break;
    case Json::Kind::number: out += value.number().to_string(); break;
    case Json::Kind::string: append_quoted(out, value.string()); break;
    case Json::Kind::array:
      out += '[';
      for (auto const& item : value.items()) {
        if (out.back() != '[') out += ',';
        append(out, item, order);
      }
      out += ']';
      break;
    case Json::Kind::object: append_object(out, value.members(), order); break;
  }
}

std::unexpected<Error> not_json(std::string_view text, std::size_t byte) {
  auto const [line, column] = position_at(text, byte);
  return invalid({"base.not_json", {}}, std::to_string(line) + ":" + std::to_string(column));
}

}  // namespace

Result<Json> Json::parse(std::string_view text) {
  if (text.size() > size_max) return invalid({"base.json_too_large", {}});
  boost::json::parse_options options;
  options.max_depth = depth_max;
  boost::json::basic_parser<Handler> parser(options);
  error_code error;
  auto const read = parser.write_some(false, text.data(), text.size(), error);
  if (error) return not_json(text, read);
  if (text.find_first_not_of(" \t\r\n", read) != text.npos) return not_json(text, read);
  return std::move(parser.handler().value);
}

Json const* Json::find(std::string_view key) const {
  auto const* members = std::get_if<std::vector<Member>>(&held_);
  if (!members) return nullptr;
  auto const found = std::ranges::find(*members, key, &Member::first);
  return found != members->end() ? &found->second : nullptr;
}

std::optional<std::string_view> Json::text_at(std::string_view key) const {
  auto const* found = find(key);
  return found && found->is(Kind::string) ? std::optional<std::string_view>(found->string())
                                          : std::nullopt;
}

std::optional<std::int64_t> Json::integer_at(std::string_view key) const {
  auto const* found = find(key);
  return found && found->is(Kind::number) ? found->number().to_int64() : std::nullopt;
}

void Json::set(std::string key, Json value) {
  CHECK(!find(key));
  members().emplace_back(std::move(key), std::move(value));
}

bool Json::operator==(Json const& other) const {
  auto const* members = std::get_if<std::vector<Member>>(&held_);
  if (!members || !other.is(Kind::object)) return held_ == other.held_;
  auto const& others = other.members();
  return std::ranges::equal(in_order(*members), in_order(others),
                            [](auto const* a, auto const* b) { return *a == *b; });
}

std::string to_text(Json const& value) {
  std::string out;
  append(out, value, Order::own);
  return out;
}

std::string canonical(Json const& value) {
  std::string out;
  append(out, value, Order::canonical);
  return out;
}

std::string quoted_json(std::string_view text) {
  std::string out;
  append_quoted(out, text);
  return out;
}

}  // namespace zonebook
