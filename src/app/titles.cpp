#include "app/titles.h"

#include <algorithm>
#include <tuple>

#include "app/tell.h"

namespace zonebook::app {
namespace {

// What exists on the day, or the last that was ever known of it.
Result<std::optional<ledger::Version>> version_for(ledger::Snapshot& snapshot,
                                                   ledger::Found const& found,
                                                   std::string const& id) {
  if (found.version) return found.version;
  auto const rows = TRY(snapshot.rows(id));
  auto const last = std::ranges::max_element(rows, {}, [](ledger::StoredVersion const& row) {
    return std::tuple(row.known_to, row.version.on.to, row.version.known_from);
  });
  if (last == rows.end()) return std::nullopt;
  return last->version;
}

}  // namespace

Result<std::string> title_of(ledger::Snapshot& snapshot, std::string const& id, Date day,
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

Result<NamedZone> named_zone(ledger::Snapshot& snapshot, std::string const& root,
                             std::string const& code, Date day) {
  NamedZone named{.id = {}, .name = code};
  auto const* in = snapshot.catalog().find("zone");
  if (!in) return named;
  TRY(snapshot.store().each_on(
      root, *in, day, snapshot.k(),
      [&](std::string const& id, ledger::Version const& version) -> Result<void> {
        if (ledger::text_in(version, *in, "code") == code) {
          named = {id, ledger::text_in(version, *in, "name").value_or(code)};
        }
        return {};
      }));
  return named;
}

Result<std::string> zone_name(ledger::Snapshot& snapshot, std::string const& root,
                              std::string const& code, Date day) {
  auto named = TRY(named_zone(snapshot, root, code, day));
  return std::move(named.name);
}

}  // namespace zonebook::app
