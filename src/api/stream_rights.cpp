#include "api/stream_rights.h"

namespace zonebook::api {

std::set<std::string> zones_heard(access::Visitor const& visitor) {
  std::set<std::string> zones;
  for (auto const& grant : visitor.grants) zones.insert(grant.zones.begin(), grant.zones.end());
  return zones;
}

StreamRights::StreamRights(access::Access& access, std::chrono::milliseconds interval)
    : access_(access), ticker_(interval, [this] { static_cast<void>(check()); }) {}

void StreamRights::watch(http::StreamEnd stream, access::Visitor visitor) {
  std::lock_guard const lock(mutex_);
  watched_.push_back({std::move(stream), std::move(visitor), std::nullopt});
}

Result<void> StreamRights::check() {
  std::lock_guard const look(looking_);
  std::list<Watched> mine;
  {
    std::lock_guard const lock(mutex_);
    mine.swap(watched_);  // what comes meanwhile is looked at next time
  }
  std::erase_if(mine, [](Watched const& one) { return !one.stream.is_there(); });
  auto const now = mine.empty() ? access::Access::Moment() : access_.moment();
  for (auto one = mine.begin(); now && one != mine.end();) {
    auto const goes_on = may_go_on(*one, *now);
    if (goes_on && !*goes_on) one->stream.end();
    one = goes_on && !*goes_on ? mine.erase(one) : std::next(one);
  }
  std::lock_guard const lock(mutex_);
  watched_.splice(watched_.end(), mine);
  if (!now) return std::unexpected(now.error());
  return {};
}

Result<bool> StreamRights::may_go_on(Watched& one, access::Access::Moment const& now) {
  auto const& visitor = one.visitor;
  if (!now.living.contains(visitor.token.empty() ? visitor.session : visitor.token)) return false;
  if (one.held == now.people) return true;
  auto const again = access_.again(visitor);
  if (!again && again.error().code == Error::Code::forbidden) return false;
  if (!again) return std::unexpected(again.error());
  if (zones_heard(*again) != zones_heard(visitor)) return false;
  one.held = now.people;
  return true;
}

}  // namespace zonebook::api
