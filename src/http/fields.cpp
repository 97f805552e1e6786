#include "http/fields.h"

#include <algorithm>
#include <array>

#include "base/result.h"

namespace zonebook::http {
namespace {

constexpr std::size_t separator_size = 2;  // ": ", and "\r\n"

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; }

// By byte: every field's name is looked at, of each request and each answer.
constexpr auto token_bytes = [] {
  std::array<bool, 256> is_one{};
  for (char const c : std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    is_one[static_cast<unsigned char>(c)] = true;
  }
  return is_one;
}();

}  // namespace

void Fields::append(std::string_view name, std::string_view value) {
  CHECK(is_token(name));
  spans_.push_back({static_cast<std::uint32_t>(wire_.size()),
                    static_cast<std::uint32_t>(name.size()),
                    static_cast<std::uint32_t>(value.size())});
  wire_.append(name).append(": ").append(value).append("\r\n");
  auto const begin = wire_.end() - static_cast<std::ptrdiff_t>(value.size() + separator_size);
  std::replace_if(begin, wire_.end() - separator_size, is_control, ' ');
}

void Fields::set(std::string_view name, std::string_view value) {
  remove(name);
  append(name, value);
}

void Fields::remove(std::string_view name) {
  for (std::size_t i = spans_.size(); i-- > 0;) {
    if (!same_word((*this)[i].name, name)) continue;
    auto const size = spans_[i].name_size + spans_[i].value_size + 2 * separator_size;
    wire_.erase(spans_[i].begin, size);
    spans_.erase(spans_.begin() + static_cast<std::ptrdiff_t>(i));
    for (auto after = i; after < spans_.size(); ++after) {
      spans_[after].begin -= static_cast<std::uint32_t>(size);
    }
  }
}

std::optional<std::string_view> Fields::find(std::string_view name) const {
  for (std::size_t i = 0; i < spans_.size(); ++i) {
    auto const field = (*this)[i];
    if (same_word(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::size_t Fields::count(std::string_view name) const {
  std::size_t found = 0;
  for (std::size_t i = 0; i < spans_.size(); ++i) found += same_word((*this)[i].name, name);
  return found;
}

std::optional<std::string> Fields::joined(std::string_view name) const {
  std::optional<std::string> all;
  for (std::size_t i = 0; i < spans_.size(); ++i) {
    auto const field = (*this)[i];
    if (!same_word(field.name, name)) continue;
    if (all) {
      all->append(", ").append(field.value);
    } else {
      all = field.value;
    }
  }
  return all;
}

Field Fields::operator[](std::size_t index) const {
  auto const& span = spans_[index];
  std::string_view const wire = wire_;
  return {wire.substr(span.begin, span.name_size),
          wire.substr(span.begin + span.name_size + separator_size, span.value_size)};
}

bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  auto const begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return token_bytes[static_cast<unsigned char>(c)];
  });
}

}  // namespace zonebook::http
