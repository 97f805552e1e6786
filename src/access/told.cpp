#include "access/told.h"

#include <algorithm>

namespace zonebook::access {
namespace {

constexpr std::string_view hidden = "…";

bool is_of_id(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

// "jiaocheng.12.1": a zone and two numbers.
bool is_id(std::string_view word) {
  auto const last = word.rfind('.');
  if (last == std::string_view::npos || last == 0) return false;
  auto const first = word.rfind('.', last - 1);
  if (first == std::string_view::npos || first == 0) return false;
  auto const is_number = [](std::string_view part) {
    return !part.empty() && std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
  };
  return is_number(word.substr(last + 1)) && is_number(word.substr(first + 1, last - first - 1));
}

}  // namespace

Result<Error> Told::cut(Error error) {
  error.where = TRY(without_hidden(error.where));
  for (auto& [name, text] : error.says.args) text = TRY(without_hidden(std::string_view(text)));
  if (!error.details) return error;
  auto details = TRY(without_hidden(without_kept_values(*error.details)));
  error.details = std::make_shared<Json const>(std::move(details));
  return error;
}

Result<std::string> Told::without_hidden(std::string_view text) {
  std::string out;
  for (std::size_t from = 0; from < text.size();) {
    auto const end = static_cast<std::size_t>(
        std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), is_of_id) -
        text.begin());
    auto word = text.substr(from, end - from);
    if (word.empty()) {
      out += text[from++];
      continue;
    }
    auto const is_told = TRY(is_told_word(word));
    out += is_told ? word : hidden;
    from = end;
  }
  return out;
}

Result<bool> Told::is_told_word(std::string_view word) {
  if (!is_id(word)) return true;
  return is_shown(std::string(word));
}

Result<Json> Told::without_hidden(Json const& json) {
  if (json.is(Json::Kind::string)) {
    auto text = TRY(without_hidden(std::string_view(json.string())));
    return Json::string(std::move(text));
  }
  if (json.is(Json::Kind::array)) {
    std::vector<Json> items;
    for (auto const& item : json.items()) {
      auto cut = TRY(without_hidden(item));
      items.push_back(std::move(cut));
    }
    return Json::array(std::move(items));
  }
  if (!json.is(Json::Kind::object)) return json;
  std::vector<Json::Member> members;
  for (auto const& [name, value] : json.members()) {
    auto cut = TRY(without_hidden(value));
    members.emplace_back(name, std::move(cut));
  }
  return Json::object(std::move(members));
}

// Made by the letter itself: nothing is told that its author did not say.
Result<bool> Told::is_shown(std::string const& id) {
  auto const known = shown_.find(id);
  if (known != shown_.end()) return known->second;
  auto const rows = at_.rows(id);
  if (!rows && rows.error().code != Error::Code::forbidden) return std::unexpected(rows.error());
  auto const shown = rows && !rows->empty();
  shown_.emplace(id, shown);
  return shown;
}

// {"later": [{"fields": {NAME: value}, …}], "change": i}.
Json Told::without_kept_values(Json const& details) const {
  auto const* later = details.find("later");
  auto const index = details.integer_at("change");
  if (!later || !later->is(Json::Kind::array) || !index) return details;
  auto const& in = *request_.changes.at(static_cast<std::size_t>(*index)).in;
  auto const is_plain = [&](std::string const& name) {
    auto const* field = in.find(name);
    return field && at_.rights().seen(in, *field) == ledger::Scope::Seen::plain;
  };
  auto told = details;
  for (auto& [name, value] : told.members()) {
    if (name != "later") continue;
    for (auto& one : value.items()) {
      for (auto& [key, fields] : one.members()) {
        if (key != "fields") continue;
        std::erase_if(fields.members(),
                      [&](auto const& member) { return !is_plain(member.first); });
      }
    }
  }
  return told;
}

}  // namespace zonebook::access
