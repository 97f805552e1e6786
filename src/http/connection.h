// One connection from its acceptance to its end: reads a request, has it worked on, writes the
// answer, and again.  Not for other rooms: it includes Asio and Beast.
//
//            ┌──────────── keeps alive ────────────┐
//            v                                     │
//   tls → idle → reading ──────→ working ──────→ writing → lingering → end
//                   │  read_head()  │  work()      │  write_answer()  linger()
//                   │  read_body()  └─→ streaming ─┘
//                   └── fault, answered at once ───┘    send_events()
//
// Threads: the shard's own, but for the handler itself, which has the exchange for itself while the
// coroutine waits for it.

#pragma once

#include <boost/beast/core/flat_buffer.hpp>

#include "http/request_parser.h"
#include "http/shard.h"

namespace zonebook::http {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  template <class T>
  using Awaitable = Stream::Awaitable<T>;

  Connection(Engine&, Shard&, Stream::Socket);
  ~Connection();
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  // Each is given the connection itself, which lives as long as it runs.
  Awaitable<void> serve(std::shared_ptr<Connection>);
  Awaitable<void> turn_away(std::shared_ptr<Connection>);

  void tick(Time now);
  void wind_down();
  void cut_off();

 private:
  // One request and its answer.
  struct Exchange;
  enum class State { idle, busy, streaming };

  Awaitable<bool> exchange();  // whether another may follow
  Awaitable<bool> read_head(Exchange&);
  void refuse_head(Exchange&, Fault) const;
  void look_at_head(Exchange&);
  void find_route(Exchange&);
  Awaitable<bool> read_body(Exchange&);
  Awaitable<bool> work(Exchange&);
  void handle(Exchange&) const;  // on a worker
  Awaitable<bool> write_answer(Exchange&);
  Awaitable<bool> write_file(Exchange&, File const&);
  Awaitable<bool> send_events(Exchange&, EventStream);
  Awaitable<void> linger();

  Awaitable<bool> receive(std::size_t size);
  Awaitable<bool> write_all(Stream::Pieces);
  void answer_fault(Exchange&, Fault) const;
  void tell(Exchange const&) const;

  void limit(milliseconds);
  void extend(std::size_t bytes, std::chrono::microseconds most);
  bool is_overdue();
  Awaitable<void> let_others_run();
  Awaitable<void> share_the_thread(std::size_t bytes);
  void watch_reader();
  Awaitable<void> sleep();
  void wake();

  Engine& engine_;
  Shard& shard_;
  Stream stream_;
  std::string peer_;
  Shard::Place place_;

  boost::beast::flat_buffer buffer_;  // what has come and is not used yet
  State state_ = State::busy;
  Time deadline_ = Time::max();
  bool is_late_ = false;   // the deadline has passed
  std::size_t moved_ = 0;  // bytes since others were let run
  bool is_cut_ = false;
  bool is_reader_gone_ = false;
  Time heartbeat_ = Time::max();
  std::move_only_function<void()> resume_;  // what sleeps in sleep()
};

}  // namespace zonebook::http
