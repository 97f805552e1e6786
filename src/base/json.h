// JSON values, read strictly and written in one form: for the ledger's bodies, the command line and
// the API.
//
//   auto entry = TRY(Json::parse(R"({"zone":"jiaocheng","changes":[]})"));
//   entry.find("zone")->string();         // "jiaocheng"
//   canonical(entry);                     // {"changes":[],"zone":"jiaocheng"}
//
// Promises
//   1. Numbers keep every digit: they are Decimals, never doubles.  What no decimal128 holds
//      (1e400000) is refused, and so is anything that is no JSON number (NaN, Infinity).
//   2. An object holds a key once; a second one is refused, for two readers would disagree.
//   3. At most 64 MiB, nested at most 200 deep; texts are valid UTF-8.
//   4. canonical() is a function of the value alone: keys in the order of their UTF-8 bytes, no
//      white space, shortest escapes (only `"`, `\` and controls).  Hashes are taken of it.
//
// The one door to Boost.JSON.  Threads: values, like std::string.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/decimal.h"
#include "base/result.h"

namespace zonebook {

class Json {
 public:
  // In the order of the variant.
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
  using Member = std::pair<std::string, Json>;

  Json() = default;  // null
  static Json boolean(bool value) { return Json(Held(value)); }
  static Json number(Decimal value) { return Json(Held(value)); }
  static Json integer(std::int64_t value) { return Json(Held(Decimal(value))); }
  static Json string(std::string value) { return Json(Held(std::move(value))); }
  static Json array(std::vector<Json> items = {}) { return Json(Held(std::move(items))); }
  // In the order given; keys are unique.
  static Json object(std::vector<Member> members = {}) { return Json(Held(std::move(members))); }

  //   invalid  `where` is "line:column"
  static Result<Json> parse(std::string_view);

  Kind kind() const { return static_cast<Kind>(held_.index()); }
  bool is(Kind kind) const { return this->kind() == kind; }

  // A wrong accessor is our own mistake: CHECK.
  bool boolean() const { return get<bool>(); }
  Decimal number() const { return get<Decimal>(); }
  std::string const& string() const { return get<std::string>(); }
  std::vector<Json> const& items() const { return get<std::vector<Json>>(); }
  std::vector<Json>& items() { return get<std::vector<Json>>(); }
  std::vector<Member> const& members() const { return get<std::vector<Member>>(); }
  std::vector<Member>& members() { return get<std::vector<Member>>(); }

  // nullptr if this is no object or has no such member.
  Json const* find(std::string_view key) const;
  // The text or whole number of a member; nullopt if it is absent or of another kind.
  std::optional<std::string_view> text_at(std::string_view key) const;
  std::optional<std::int64_t> integer_at(std::string_view key) const;
  // Appends a member; its key must not be there yet.
  void set(std::string key, Json value);

  // Objects are equal whatever the order of their members.
  bool operator==(Json const&) const;

 private:
  using Held = std::variant<std::monostate, bool, Decimal, std::string, std::vector<Json>,
                            std::vector<Member>>;
  explicit Json(Held held) : held_(std::move(held)) {}

  template <class T>
  T const& get() const {
    auto const* value = std::get_if<T>(&held_);
    CHECK(value != nullptr);
    return *value;
  }
  template <class T>
  T& get() {
    auto* value = std::get_if<T>(&held_);
    CHECK(value != nullptr);
    return *value;
  }

  Held held_;
};

// Compact, members in their own order.
std::string to_text(Json const&);
// Compact, members in the order of their keys' bytes, in every object.
std::string canonical(Json const&);
// A text as a quoted JSON string.
std::string quoted_json(std::string_view);

}  // namespace zonebook
