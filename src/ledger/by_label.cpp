#include "ledger/by_label.h"

#include <memory>

#include "base/json.h"

namespace zonebook::ledger {
namespace {

bool goes_on(std::string const& text, std::size_t at) {
  auto const is_part = [](char c) {
    return c == '.' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
  };
  return at < text.size() && is_part(text[at]);
}

// "park.3.1" stands neither in "park.3.10" nor in "east.park.3.1".
void put(std::string& text, std::string const& id, std::string const& label) {
  for (auto at = text.find(id); at != text.npos;) {
    bool const is_whole = !goes_on(text, at + id.size()) && (at == 0 || !goes_on(text, at - 1));
    if (is_whole) text.replace(at, id.size(), label);
    at = text.find(id, at + (is_whole ? label : id).size());
  }
}

// NOLINTNEXTLINE(misc-no-recursion): details are no deeper than they are written here.
void put(Json& json, std::string const& id, std::string const& label) {
  if (json.kind() == Json::Kind::string && json.string() == id) json = Json::string(label);
  if (json.kind() == Json::Kind::array) {
    for (auto& item : json.items()) put(item, id, label);
  }
  if (json.kind() == Json::Kind::object) {
    for (auto& [key, value] : json.members()) put(value, id, label);
  }
}

}  // namespace

Result<void> by_label(Result<void> result, Made const& made) {
  if (result) return result;
  auto& error = result.error();
  auto details = error.details ? *error.details : Json::object();
  for (auto const& [label, id] : made) {
    for (auto& [name, value] : error.says.args) put(value, id, label);
    put(error.where, id, label);
    put(details, id, label);
  }
  error.details = std::make_shared<Json const>(std::move(details));
  return result;
}

}  // namespace zonebook::ledger
