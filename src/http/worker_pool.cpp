#include "http/worker_pool.h"

#include <algorithm>
#include <csignal>

namespace zonebook::http {

WorkerPool::WorkerPool(int threads, std::size_t queue_most) : queue_most_(queue_most) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() {
  {
    std::lock_guard const lock(mutex_);
    is_ending_ = true;
  }
  something_.notify_all();
  for (auto& thread : threads_) thread.join();
}

bool WorkerPool::reserve() {
  if (waiting_.fetch_add(1, std::memory_order_relaxed) < queue_most_) return true;
  waiting_.fetch_sub(1, std::memory_order_relaxed);
  return false;
}

void WorkerPool::submit(std::vector<Work>& works) {
  {
    std::lock_guard const lock(mutex_);
    for (auto& work : works) queue_.push_back(std::move(work));
  }
  for (std::size_t i = 0; i < std::min(works.size(), threads_.size()); ++i) something_.notify_one();
  works.clear();
}

void WorkerPool::run() {
  leave_signals_to_others();
  for (;;) {
    Work work;
    {
      std::unique_lock lock(mutex_);
      something_.wait(lock, [this] { return is_ending_ || !queue_.empty(); });
      if (queue_.empty()) return;
      work = std::move(queue_.front());
      queue_.pop_front();
    }
    waiting_.fetch_sub(1, std::memory_order_relaxed);
    work();
  }
}

void leave_signals_to_others() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace zonebook::http
