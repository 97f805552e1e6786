// For tests: lives in memory, one version each unless said otherwise.
//
//   MemoryLives lives;
//   lives.add(park, "root.1.1", {std::string("示例园区01"), 40});
//   Draft draft(lives);

#pragma once

#include <map>
#include <string>
#include <vector>

#include "ledger/lives.h"

namespace zonebook::ledger {

class MemoryLives final : public Lives {
 public:
  Life& add(meta::Register const& in, std::string const& id, std::vector<db::Value> values) {
    auto& life = lives_[id];
    life = {.id = id, .zone = zone_of(id), .in = &in};
    life.versions.push_back({.on = {first_day(), open_end()}, .values = std::move(values)});
    return life;
  }

  Result<Life> now(std::string const& id) override {
    auto const found = lives_.find(id);
    return found != lives_.end() ? found->second : Life{.id = id};
  }
  Result<Life> known_at(std::string const& id, Instant) override { return now(id); }

 private:
  std::map<std::string, Life> lives_;
};

}  // namespace zonebook::ledger
