// One I/O thread with its connections, and what all of them share.  Not for other rooms: it
// includes Asio.
//
// Time limits cost nothing but a number: a connection keeps its next deadline, and each thread
// looks at all of its connections a few times in the shortest limit.
//
// Threads: start(), add(), wind_down(), cut_off() and wait_until_empty() are for all, the rest for
// the shard's own.

#pragma once

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

#include "http/options.h"
#include "http/router.h"
#include "http/stream.h"
#include "http/worker_pool.h"

namespace zonebook::http {

class Connection;

// Constant after construction, but for the counters.
struct Engine {
  Engine(Router, Options, std::optional<Tls>);

  Router router;
  Options options;
  std::optional<Tls> tls;
  WorkerPool pool;
  std::atomic<std::size_t> connections = 0, streams = 0, bodies_bytes = 0;
  std::atomic<std::uint64_t> serial = 0;
};

class Shard {
 public:
  explicit Shard(Engine&);
  ~Shard();  // once it is empty
  Shard(Shard const&) = delete;
  Shard& operator=(Shard const&) = delete;

  void start();
  // Served: until the other side, a limit or stop ends it.  Turned away: told that there are too
  // many.
  enum class Welcome { served, turned_away };
  void add(Stream::Socket, Welcome);  // not after wind_down()

  void wind_down();
  void cut_off();
  void wait_until_empty();
  bool wait_until_empty(Time);

  boost::asio::io_context& context() { return context_; }

  using Place = std::list<Connection*>::iterator;
  Place join(Connection&);
  void leave(Place);
  bool is_stopping() const { return is_stopping_; }
  // To the workers, together with what else is ready by then; a place has been reserved.
  void submit(WorkerPool::Work);
  // The value of Date, by the machine's clock (RFC 9110, 5.6.7).
  std::string_view date();

 private:
  void sweep();
  template <class Each>
  void for_each(Each);
  void end_if_empty();

  Engine& engine_;
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::steady_timer timer_;
  milliseconds interval_;
  std::list<Connection*> connections_;
  bool is_stopping_ = false;
  std::vector<WorkerPool::Work> ready_;
  std::time_t date_second_ = -1;
  std::string date_;

  std::mutex mutex_;
  std::condition_variable emptied_;
  bool is_empty_ = false;  // guarded by mutex_

  std::thread thread_;
};

}  // namespace zonebook::http
