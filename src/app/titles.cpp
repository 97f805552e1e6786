#include "app/titles.h"

#include "app/tell.h"

namespace zonebook::app {

Result<std::string> title_of(ledger::Snapshot& snapshot, std::string const& id, Date day,
                             Language language) {
  constexpr int most_steps = 8;  // two records may be called after each other
  auto at = id;
  for (int step = 0; step < most_steps; ++step) {
    auto found = TRY(snapshot.as_of(at, day));
    if (!found.version && found.same_as) found = TRY(snapshot.as_of(*found.same_as, day));
    if (!found.version) return id;
    auto const* field = found.in->find(found.in->views.title);
    if (!field) return id;
    auto const& value = found.version->values[found.in->index_of(*field)];
    if (!field->is_reference()) return shown(value, *field, language);
    auto const* next = std::get_if<std::string>(&value);
    if (!next) return id;
    at = *next;
  }
  return id;
}

}  // namespace zonebook::app
