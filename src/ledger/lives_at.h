// Lives at the knowledge of a reader, for a Draft that only reads.

#pragma once

#include <optional>

#include "ledger/store.h"

namespace zonebook::ledger {

class LivesAt final : public Lives {
 public:
  LivesAt(Store& store, std::optional<Instant> k) : store_(store), k_(k) {}

  Result<Life> now(std::string const& id) override {
    return k_ ? store_.known_at(id, *k_) : store_.now(id);
  }
  Result<Life> known_at(std::string const& id, Instant k) override {
    return store_.known_at(id, k);
  }

 private:
  Store& store_;
  std::optional<Instant> k_;
};

}  // namespace zonebook::ledger
