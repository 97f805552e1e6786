#include "ledger/titles.h"

#include <algorithm>
#include <tuple>

#include "ledger/tell.h"

namespace zonebook::ledger {
namespace {

// What exists on the day, or the last that was ever known of it.
Result<std::optional<Version>> version_for(Snapshot& snapshot, Found const& found,
                                           std::string const& id) {
  if (found.version) return found.version;
  auto const rows = TRY(snapshot.rows(id));
  auto const last = std::ranges::max_element(rows, {}, [](StoredVersion const& row) {
    return std::tuple(row.known_to, row.version.on.to, row.version.known_from);
  });
  if (last == rows.end()) return std::nullopt;
  return last->version;
}

}  // namespace

Result<std::string> title_of(Snapshot& snapshot, std::string const& id, Date day,
                             Language language) {
  constexpr int most_steps = 8;  // two records may be called after each other
  auto at = id;
  for (int step = 0; step < most_steps; ++step) {
    auto found = TRY(snapshot.as_of(at, day));
    if (!found.version && found.same_as) {
      at = *found.same_as;
      found = TRY(snapshot.as_of(at, day));
    }
    if (!found.in) return id;
    auto const version = TRY(version_for(snapshot, found, at));
    auto const* field = found.in->find(found.in->views.title);
    if (!version || !field) return id;
    auto const& value = version->values[found.in->index_of(*field)];
    if (!field->is_reference()) return shown(value, *field, language);
    auto const* next = std::get_if<std::string>(&value);
    if (!next) return id;
    at = *next;
  }
  return id;
}

Result<std::string> Titles::of(std::string const& id) {
  auto const known = titles_.find(id);
  if (known != titles_.end()) return known->second;
  auto title = TRY(title_of(snapshot_, id, day_, language_));
  titles_.emplace(id, title);
  return title;
}

Result<std::string> Titles::of(std::string const& id, Version const& version,
                               meta::Register const& in) {
  auto const* field = in.find(in.views.title);
  if (!field) return id;
  auto const& value = version.values[in.index_of(*field)];
  if (db::is_null(value)) return id;
  auto const* refers = field->is_reference() ? std::get_if<std::string>(&value) : nullptr;
  if (refers) return of(*refers);
  return shown(value, *field, language_);
}

Result<NamedZone> named_zone(Snapshot& snapshot, std::string const& root, std::string const& code,
                             Date day) {
  NamedZone named{.id = {}, .name = code};
  auto const* in = snapshot.catalog().find("zone");
  if (!in) return named;
  TRY(snapshot.store().each_on(root, *in, day, snapshot.k(),
                               [&](std::string const& id, Version const& version) -> Result<void> {
                                 if (text_in(version, *in, "code") == code) {
                                   named = {id, text_in(version, *in, "name").value_or(code)};
                                 }
                                 return {};
                               }));
  return named;
}

Result<std::string> zone_name(Snapshot& snapshot, std::string const& root, std::string const& code,
                              Date day) {
  auto named = TRY(named_zone(snapshot, root, code, day));
  return std::move(named.name);
}

}  // namespace zonebook::ledger
