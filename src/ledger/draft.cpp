#include <algorithm>

#include "ledger/apply.h"
#include "ledger/lives.h"

namespace zonebook::ledger {

std::string zone_of(std::string const& id) {
  auto const last = id.rfind('.');
  auto const second = last == id.npos || last == 0 ? id.npos : id.rfind('.', last - 1);
  return second == id.npos ? id : id.substr(0, second);
}

void Draft::make(std::string id, std::string zone, meta::Register const& in) {
  Life life{.id = id, .zone = std::move(zone), .in = &in};
  made_.insert(id);
  held_.insert_or_assign(std::move(id), Held{life, life});
}

Result<Life*> Draft::life(std::string const& id) {
  auto found = held_.find(id);
  if (found == held_.end()) {
    auto life = TRY(lives_.now(id));
    found = held_.emplace(id, Held{life, life}).first;
  }
  return found->second.life.in ? &found->second.life : nullptr;
}

Result<std::optional<std::string>> Draft::survivor(std::string const& id, Date day) {
  std::vector<std::string> passed;
  return survivor(id, day, passed);
}

Result<std::optional<std::string>> Draft::survivor(std::string const& id, Date day,
                                                   std::vector<std::string>& passed) {
  auto const* life = TRY(this->life(id));
  if (!life) return std::nullopt;
  if (life->on(day)) return id;
  for (auto const& merge : life->merges) {
    if (!merge.on.covers(day) || std::ranges::find(passed, merge.same_as) != passed.end()) continue;
    passed.push_back(id);
    return survivor(merge.same_as, day, passed);
  }
  return std::nullopt;
}

Result<void> Draft::apply(Change const& change, Instant retired) {
  auto* life = TRY(this->life(change.id));
  CHECK(life != nullptr);
  Life before;
  if (change.kind == ChangeKind::restore) {
    before = TRY(lives_.known_at(change.id, Instant(retired.micros() - 1)));
  }
  ledger::apply(change, *life, before);
  if (touched_ids_.insert(change.id).second) touched_.push_back(change.id);
  return {};
}

}  // namespace zonebook::ledger
