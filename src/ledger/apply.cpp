#include "ledger/apply.h"

#include "meta/catalog.h"

namespace zonebook::ledger {
namespace {

void set_fields(std::vector<db::Value>& values, Change const& change) {
  for (auto const& [field, value] : change.fields) values[change.in->index_of(*field)] = value;
}

Version made(Change const& change, Stretch on) {
  Version version{.on = on, .kind = change.kind, .values = {}, .known_from = {}};
  version.values.resize(change.in->fields.size());
  set_fields(version.values, change);
  return version;
}

void append_pieces(std::vector<Version>& pieces, Life const& as_it_was, Stretch on) {
  for (auto& piece : inside(as_it_was.versions, on)) {
    piece.kind = ChangeKind::restore;
    pieces.push_back(std::move(piece));
  }
}

}  // namespace

void apply(Change const& change, Life& life, Life const& as_it_was) {
  Stretch const on{change.from, *change.to};
  auto [versions, pieces] = cut(std::move(life.versions), on);
  if (change.kind == ChangeKind::change || change.kind == ChangeKind::correct) {
    for (auto& version : pieces) {
      version.kind = change.kind;
      set_fields(version.values, change);
    }
  } else {
    life.merges = cut(std::move(life.merges), on).outside;
    pieces.clear();
    if (change.kind == ChangeKind::create) pieces.push_back(made(change, on));
    if (change.kind == ChangeKind::restore) {
      append_pieces(pieces, as_it_was, on);
      for (auto& merge : cut(as_it_was.merges, on).inside) life.merges.push_back(std::move(merge));
    }
    if (change.same_as) life.merges.push_back({.on = on, .same_as = *change.same_as});
    sort_by_day(life.merges);
  }
  versions.insert(versions.end(), std::make_move_iterator(pieces.begin()),
                  std::make_move_iterator(pieces.end()));
  sort_by_day(versions);
  life.versions = std::move(versions);
}

}  // namespace zonebook::ledger
