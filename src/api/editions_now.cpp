#include "api/editions_now.h"

#include "api/sql.h"

namespace zonebook::api {

Result<std::shared_ptr<figures::Editions const>> EditionsNow::get() {
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
  auto const read_seq = everything.head(root_).seq;
  auto read = TRY(figures::Editions::read(everything));
  auto made = std::make_shared<figures::Editions const>(std::move(read));
  std::lock_guard const lock(mutex_);
  if (read_seq > seq_) {
    seq_ = read_seq;
    editions_ = std::move(made);
  }
  return editions_;
}

}  // namespace zonebook::api
