// At most so many of a dear thing, made when first needed and lent to one thread at a time.
//
//   Pool<std::unique_ptr<SqliteFile>> pool(8, std::chrono::seconds(10), make);
//   auto file = TRY(pool.take());      // waits while all are lent; `unavailable` after ten seconds
//   …
//   pool.give(std::move(file));        // or pool.lose(), if it is of no more use
//
// Threads: all functions from any.

#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "base/result.h"

namespace zonebook::db {

template <class T>
class Pool {
 public:
  Pool(int max, std::chrono::milliseconds timeout, std::function<Result<T>()> make)
      : max_(max), timeout_(timeout), make_(std::move(make)) {}

  Result<T> take() {
    std::unique_lock lock(mutex_);
    auto const is_free = [&] { return !idle_.empty() || made_ < max_; };
    if (!freed_.wait_for(lock, timeout_, is_free)) {
      return std::unexpected(Error{Error::Code::unavailable, {"db.busy", {}}, {}});
    }
    if (!idle_.empty()) {
      auto taken = std::move(idle_.back());
      idle_.pop_back();
      return taken;
    }
    ++made_;
    lock.unlock();
    auto made = make_();
    if (!made) lose();
    return made;
  }

  void give(T taken) {
    std::lock_guard const lock(mutex_);
    idle_.push_back(std::move(taken));
    freed_.notify_one();
  }

  // What was taken does not come back.
  void lose() {
    std::lock_guard const lock(mutex_);
    --made_;
    freed_.notify_one();
  }

  // Ends those that nobody uses.
  void clear() {
    std::lock_guard const lock(mutex_);
    made_ -= static_cast<int>(idle_.size());
    idle_.clear();
    freed_.notify_all();
  }

 private:
  int const max_;
  std::chrono::milliseconds const timeout_;
  std::function<Result<T>()> const make_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<T> idle_;
  int made_ = 0;
};

}  // namespace zonebook::db
