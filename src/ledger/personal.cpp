#include "ledger/personal.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/random.h"
#include "ledger/sql.h"
#include "ledger/store.h"

namespace zonebook::ledger {
namespace {

constexpr std::string_view prefix = "p.";
constexpr std::size_t ref_digits = 32;
constexpr std::size_t hash_digits = 64;

bool is_hexadecimal(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == text.npos;
}

}  // namespace

std::string to_text(PersonalMark const& mark) {
  return std::string(prefix) + mark.ref + ":" + mark.hash;
}

bool is_personal_ref(std::string_view text) {
  return text.size() == ref_digits && is_hexadecimal(text);
}

std::optional<PersonalMark> personal_mark(std::string_view text) {
  if (text.size() != prefix.size() + ref_digits + 1 + hash_digits) return std::nullopt;
  auto const ref = text.substr(prefix.size(), ref_digits);
  auto const hash = text.substr(prefix.size() + ref_digits + 1);
  auto const is_one = text.starts_with(prefix) && text[prefix.size() + ref_digits] == ':' &&
                      is_hexadecimal(ref) && is_hexadecimal(hash);
  return is_one ? std::optional(PersonalMark{std::string(ref), std::string(hash)}) : std::nullopt;
}

bool agrees(PersonalMark const& mark, PersonalRow const& row) {
  return mark.ref == row.ref && mark.hash == sm3(row.salt + row.value);
}

std::string token_of(std::string const& value, std::string const& secret) {
  return sm3("personal" + std::to_string(secret.size()) + ":" + secret + value);
}

Result<void> move_away(std::vector<Change>& changes, db::Connection& at, std::string const& zone,
                       std::string const& secret) {
  for (auto& change : changes) {
    for (auto& [field, value] : change.fields) {
      auto* text = std::get_if<std::string>(&value);
      if (!field->personal || !text || personal_mark(*text)) continue;
      PersonalRow const row{.zone = zone,
                            .ref = random_hexadecimal(ref_digits / 2),
                            .salt = random_hexadecimal(32),
                            .value = *text,
                            .token = token_of(*text, secret)};
      TRY(at.run(sql::add_personal, {row.zone, row.ref, row.salt, row.value, row.token}));
      *text = to_text(PersonalMark{row.ref, sm3(row.salt + row.value)});
    }
  }
  return {};
}

Result<bool> erase_value(db::Connection& at, std::string const& zone, std::string const& ref) {
  auto const erased = TRY(at.run(sql::erase_personal, {zone, ref}));
  if (erased == 0) return false;
  std::vector<StoredRequest> letters;
  TRY(at.each(sql::list_requests_with, {zone, fmt::format("%{}{}:%", prefix, ref)},
              [&](db::Row const& row) -> Result<void> {
                letters.push_back({.seq = row.integer(0),
                                   .zone = zone,
                                   .actor = std::string(row.text(1)),
                                   .key = std::string(row.text(2)),
                                   .known = Instant(row.integer(3))});
                return {};
              }));
  for (auto const& letter : letters) {
    TRY(at.run(sql::set_digest, {letter.digest, seal_of(letter), zone, letter.seq}));
  }
  return true;
}

Result<std::optional<std::string>> personal_value(db::Connection& at, std::string const& zone,
                                                  PersonalMark const& mark) {
  std::optional<std::string> value;
  TRY(at.each(sql::read_personal, {zone, mark.ref}, [&](db::Row const& row) -> Result<void> {
    value = std::string(row.text(0));
    return {};
  }));
  return value;
}

Result<std::vector<PersonalMark>> marks_with_value(db::Connection& at, std::string const& zone,
                                                   std::string const& value,
                                                   std::string const& secret, std::int64_t most) {
  std::vector<PersonalMark> marks;
  TRY(at.each(sql::list_personal, {zone, token_of(value, secret), most},
              [&](db::Row const& row) -> Result<void> {
                auto const hash = sm3(std::string(row.text(1)) + value);
                marks.push_back({std::string(row.text(0)), hash});
                return {};
              }));
  return marks;
}

Result<std::vector<std::string>> erased_in(std::string_view body) {
  std::vector<std::string> refs;
  auto const json = TRY(Json::parse(body));
  auto const* erased = json.find("erase");
  if (!erased || !erased->is(Json::Kind::array)) return refs;
  for (auto const& ref : erased->items()) {
    if (ref.is(Json::Kind::string)) refs.push_back(ref.string());
  }
  return refs;
}

}  // namespace zonebook::ledger
