#include "api/editions_now.h"

#include "api/sql.h"

namespace zonebook::api {

Result<figures::Editions::Shared> EditionsNow::get() {
  std::int64_t seq = 0;
  {
    auto const reader = TRY(database_.read());
    TRY(reader->each(sql::last_seq, {root_}, [&](db::Row const& row) -> Result<void> {
      seq = row.integer(0);
      return {};
    }));
  }
  {
    std::lock_guard const lock(mutex_);
    if (seq <= seq_) return editions_;
  }
  // Outside the lock, for others may still use what was read before.
  auto everything = TRY(ledger_.read(root_));
  return of(everything);
}

Result<figures::Editions::Shared> EditionsNow::of(ledger::Snapshot& at) {
  figures::Editions::Shared at_hand;
  {
    std::lock_guard const lock(mutex_);
    at_hand = editions_;
  }
  auto made = TRY(figures::Editions::as_in(at, root_, at_hand));
  auto const seq = at.head(root_).seq;
  std::lock_guard const lock(mutex_);
  if (seq > seq_) {
    seq_ = seq;
    editions_ = made;
  }
  return made;
}

}  // namespace zonebook::api
