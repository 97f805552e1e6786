// What one reader of events has still to be sent: the seam between the threads that publish and the
// one that writes to the reader.
//
//   mailbox.on_wake([&] { … });       // called once when something comes to an empty mailbox
//   for (auto const& one : mailbox.take()) write(one->bytes);
//
// Threads: for all.  The wake is called under the mailbox's lock: it only posts.

#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

#include "http/events.h"

namespace zonebook::http {

struct Sent {
  std::string id, bytes;
};

class Mailbox {
 public:
  using Letter = std::shared_ptr<Sent const>;

  // No more once the waiting bytes would be more than the limit: what waits is dropped, and
  // is_over() says so.
  void put(Letter const&);
  // Sent before all that waits; what is among them is not sent once more, be it put before or
  // after.  Beyond the limit, but at least one, they are left to the next stream: is_over().
  void put_first(std::vector<Event> const& missed);
  std::vector<Letter> take();
  bool is_over() const;

  // No more comes; what waits is still sent.
  void end();

  void limit(std::size_t bytes);
  void on_wake(std::function<void()>);

 private:
  mutable std::mutex mutex_;
  // Guarded by mutex_.
  std::vector<Letter> first_, waiting_;
  std::unordered_set<std::string> first_ids_;
  std::size_t bytes_ = 0;                          // of waiting_
  std::size_t bytes_most_ = std::size_t{1} << 20;  // until the server says
  bool is_over_ = false;
  std::function<void()> wake_;
};

}  // namespace zonebook::http
