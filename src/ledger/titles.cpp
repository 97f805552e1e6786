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

// The field that its views name; where that is empty, or not told to this reader, the first text of
// those that are searched: of a confidential project its code name.
meta::Field const* naming(Version const& version, meta::Register const& in) {
  auto const is_there = [&](meta::Field const* field) {
    return field && !db::is_null(version.values[in.index_of(*field)]);
  };
  auto const* title = in.find(in.views.title);
  if (is_there(title)) return title;
  for (auto const& name : in.views.search) {
    auto const* field = in.find(name);
    if (is_there(field) && field->type->name() == "text") return field;
  }
  return nullptr;
}

std::string told(db::Value const& value, meta::Register const& in, meta::Field const& field,
                 Scope const& rights, Language language) {
  if (rights.seen(in, field) == Scope::Seen::masked) return "****";
  return shown(value, field, language);
}

}  // namespace

Result<std::string> title_of(Snapshot& snapshot, std::string const& id, Date day,
                             Language language) {
  constexpr int most_steps = 8;  // two records may be called after each other
  auto at = id;
  for (int step = 0; step < most_steps; ++step) {
    auto read = snapshot.as_of(at, day);
    if (read && !read->version && read->same_as) {
      at = *read->same_as;
      read = snapshot.as_of(at, day);
    }
    if (!read && read.error().code == Error::Code::forbidden) return id;
    auto const found = TRY(std::move(read));
    if (!found.in) return id;
    auto const version = TRY(version_for(snapshot, found, at));
    auto const* field = version ? naming(*version, *found.in) : nullptr;
    if (!field) return id;
    auto const& value = version->values[found.in->index_of(*field)];
    if (!field->is_reference()) {
      return told(value, *found.in, *field, snapshot.rights(), language);
    }
    at = std::get<std::string>(value);
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
  auto const* field = naming(version, in);
  if (!field) return id;
  auto const& value = version.values[in.index_of(*field)];
  if (field->is_reference()) return of(std::get<std::string>(value));
  return told(value, in, *field, snapshot_.rights(), language_);
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
