// String functions (DMN 1.5, 10.3.4.3), without those that take patterns (pattern.cpp).  Positions
// and lengths count code points: "🐎" has length 1.  All are linear in their texts.

#include <cstring>

#include "base/unicode.h"
#include "feel/builtin.h"

namespace zonebook::feel {
namespace {

// One step is about 16 bytes of text (function.h).
bool charge_text(Call const& call, std::size_t bytes) { return call.charge(bytes / 16); }

Value outside(Call const& call, std::size_t length) {
  return call.fail({"feel.substring_outside",
                    {{"start", call[1].number().to_string()}, {"length", std::to_string(length)}}});
}

// Table 77: "1st position is 1, last position is -1".  A position before the first or after the
// last character is a mistake, 0 too; a length that reaches past the end takes what there is.
// Fractions of position and length are cut off.
Value substring(Call& call) {
  auto const& text = call[0].string();
  if (!charge_text(call, text.size())) return {};
  auto const count = code_point_count(text);
  auto const size = static_cast<std::int64_t>(count);
  auto const start = call[1].number().truncated_to_int64();
  if (!start || *start == 0 || *start > size || *start < -size) return outside(call, count);
  auto const from = *start > 0 ? *start - 1 : size + *start;
  auto const first = code_point_offset(text, static_cast<std::size_t>(from));
  if (call[2].is_null()) return Value::text(text.substr(first));

  auto const length = call[2].number();
  if (length.sign() < 0) {
    return call.fail({"feel.substring_length_negative", {{"length", length.to_string()}}});
  }
  auto const taken = length.truncated_to_int64().value_or(size);
  auto const tail = std::string_view(text).substr(first);
  auto const bytes = code_point_offset(tail, static_cast<std::size_t>(taken));
  return Value::text(std::string(tail.substr(0, bytes)));
}

Value string_length(Call& call) {
  auto const& text = call[0].string();
  if (!charge_text(call, text.size())) return {};
  return Decimal(static_cast<std::int64_t>(code_point_count(text)));
}

Value to_upper(Call& call) {
  auto const& text = call[0].string();
  return charge_text(call, text.size()) ? Value::text(upper_case(text)) : Value();
}

Value to_lower(Call& call) {
  auto const& text = call[0].string();
  return charge_text(call, text.size()) ? Value::text(lower_case(text)) : Value();
}

// Searching bytes finds the same places as searching code points: UTF-8 is self-synchronising.
// memmem is linear; std::string::find is not.
std::size_t find(std::string_view text, std::string_view match) {
  if (match.empty()) return 0;
  auto const* found = memmem(text.data(), text.size(), match.data(), match.size());
  if (!found) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<char const*>(found) - text.data());
}

// What is not found leaves nothing before it …
Value substring_before(Call& call) {
  auto const& text = call[0].string();
  if (!charge_text(call, text.size())) return {};
  auto const found = find(text, call[1].string());
  return Value::text(found == std::string::npos ? std::string() : text.substr(0, found));
}

// … and nothing after it.  The empty text is found at the very beginning.
Value substring_after(Call& call) {
  auto const& text = call[0].string();
  if (!charge_text(call, text.size())) return {};
  auto const& match = call[1].string();
  auto const found = find(text, match);
  if (found == std::string::npos) return Value::text({});
  return Value::text(text.substr(found + match.size()));
}

Value contains_text(Call& call) {
  auto const& text = call[0].string();
  if (!charge_text(call, text.size())) return {};
  return find(text, call[1].string()) != std::string::npos;
}

Value starts_with(Call& call) { return call[0].string().starts_with(call[1].string()); }
Value ends_with(Call& call) { return call[0].string().ends_with(call[1].string()); }

// Table 77: "null elements in the list are ignored. If delimiter is null, the elements are
// concatenated without a separator."
Value join(Call& call) {
  auto const& items = call[0].list();
  std::string_view delimiter;
  if (!call[1].is_null()) delimiter = call[1].string();
  std::size_t size = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].is(Kind::string)) {
      size += items[i].string().size() + delimiter.size();
    } else if (!items[i].is_null()) {
      return call.fail({"feel.item_not_string",
                        {{"index", std::to_string(i + 1)}, {"value", to_literal(items[i])}}});
    }
  }
  if (!call.charge(items.size()) || !charge_text(call, size)) return {};
  std::string result;
  result.reserve(size);
  bool first = true;
  for (auto const& item : items) {
    if (item.is_null()) continue;
    if (!first) result += delimiter;
    first = false;
    result += item.string();
  }
  return Value::text(std::move(result));
}

constexpr Builtin table[] = {
    {"substring(string: string, start position: number, length: number?) -> string", substring},
    {"string length(string: string) -> number", string_length},
    {"upper case(string: string) -> string", to_upper},
    {"lower case(string: string) -> string", to_lower},
    {"substring before(string: string, match: string) -> string", substring_before},
    {"substring after(string: string, match: string) -> string", substring_after},
    {"contains(string: string, match: string) -> boolean", contains_text},
    {"starts with(string: string, match: string) -> boolean", starts_with},
    {"ends with(string: string, match: string) -> boolean", ends_with},
    {"string join(list: list, delimiter: string?) -> string", join},
};

}  // namespace

std::span<Builtin const> string_functions() { return table; }

}  // namespace zonebook::feel
