// A thread that does something again and again, until it goes out of scope.
//
//   Ticker ticker(std::chrono::seconds(2), [&] { static_cast<void>(check()); });
//
// The first time is at once.  What it does must not outlive what it is done to: declare it last.

#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace zonebook::api {

class Ticker {
 public:
  Ticker(std::chrono::milliseconds interval, std::function<void()> act)
      : interval_(interval), act_(std::move(act)), thread_([this] { run(); }) {}
  Ticker(Ticker const&) = delete;
  Ticker& operator=(Ticker const&) = delete;
  ~Ticker() {
    {
      std::lock_guard const lock(mutex_);
      is_ending_ = true;
    }
    ending_.notify_all();
    thread_.join();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!is_ending_) {
      lock.unlock();
      act_();
      lock.lock();
      ending_.wait_for(lock, interval_, [this] { return is_ending_; });
    }
  }

  std::chrono::milliseconds interval_;
  std::function<void()> act_;
  std::mutex mutex_;
  std::condition_variable ending_;
  bool is_ending_ = false;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace zonebook::api
