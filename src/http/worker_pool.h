// Threads that run handlers, behind a queue of bounded length.
//
//   if (!pool.reserve()) …               // full: the caller answers 503
//   pool.submit(works);                  // several at once: one lock, few wake-ups
//
// Threads: for all.  What is run does not throw.

#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace zonebook::http {

class WorkerPool {
 public:
  using Work = std::move_only_function<void()>;

  WorkerPool(int threads, std::size_t queue_most);
  ~WorkerPool();  // what waits is run first
  WorkerPool(WorkerPool const&) = delete;
  WorkerPool& operator=(WorkerPool const&) = delete;

  // A place in the queue, which submit() takes; false if there is none.
  bool reserve();
  void submit(std::vector<Work>&);  // takes all of them and leaves it empty
  std::size_t waiting() const { return waiting_.load(std::memory_order_relaxed); }

 private:
  void run();

  std::size_t const queue_most_;
  std::atomic<std::size_t> waiting_ = 0;  // and reserved
  std::mutex mutex_;
  std::condition_variable something_;
  // Guarded by mutex_.
  std::deque<Work> queue_;
  bool is_ending_ = false;

  std::vector<std::thread> threads_;
};

// Signals are for the main thread: blocks them all in this one, SIGPIPE too, which OpenSSL would
// raise when a reader is gone.
void leave_signals_to_others();

}  // namespace zonebook::http
