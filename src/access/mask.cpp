#include "access/mask.h"

#include "base/utf8.h"
#include "ledger/lives.h"
#include "ledger/personal.h"

namespace zonebook::access {
namespace {

constexpr std::string_view stars = "****";
constexpr std::size_t number_shortest = 7;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_text(meta::Field const& field) {
  auto const name = field.type->name();
  return name == "text" || name == "long_text" || name == "code";
}

// The first code point.
std::string_view first_of(std::string_view text) {
  std::size_t end = text.empty() ? 0 : 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return text.substr(0, end);
}

}  // namespace

std::string masked(std::string_view value) {
  if (value.empty()) return {};
  if (auto const at = value.find('@'); at != std::string_view::npos && at > 0) {
    return std::string(first_of(value)) + std::string(stars) + std::string(value.substr(at));
  }
  std::size_t digits = 0;
  for (char const c : value) digits += is_digit(c) ? 1 : 0;
  bool const is_number = digits == value.size() && digits >= number_shortest;
  if (!is_number) return std::string(first_of(value)) + std::string(stars);
  return std::string(value.substr(0, 3)) + std::string(stars) +
         std::string(value.substr(value.size() - (digits > number_shortest ? 4 : 2)));
}

namespace {

// nullopt: it was erased.
Result<std::optional<std::string>> value_of(db::Value const& held, std::string const& record,
                                            ledger::Snapshot& at) {
  auto const* text = std::get_if<std::string>(&held);
  auto const mark = ledger::personal_mark(text ? *text : "");
  if (!mark) return std::nullopt;
  return ledger::personal_value(at.connection(), ledger::zone_of(record), *mark);
}

}  // namespace

Result<void> mask(ledger::Version& version, meta::Register const& in, std::string const& record,
                  ledger::Snapshot& at) {
  for (std::size_t i = 0; i < in.fields.size(); ++i) {
    auto const& field = in.fields[i];
    auto& value = version.values[i];
    if (db::is_null(value)) continue;
    if (field.personal) {
      auto const held = TRY(value_of(value, record, at));
      value = held ? db::Value(masked(*held)) : db::Value();
    } else if (at.rights().seen(in, field) == ledger::Scope::Seen::masked) {
      value = is_text(field) ? db::Value(std::string(stars)) : db::Value();
    }
  }
  return {};
}

}  // namespace zonebook::access
