#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/connection.h"
#include "http/exchange.h"
#include "http/mailbox.h"
#include "http/wire.h"

namespace zonebook::http {

// True if it was ended by us: the browser comes again.
Connection::Awaitable<bool> Connection::send_events(Exchange& exchange, EventStream stream) {
  auto const& limits = engine_.options.limits;
  auto const mailbox = stream.mailbox();
  auto bytes = head_of(*exchange.response, {.date = shard_.date(),
                                            .size = std::nullopt,
                                            .keeps_alive = false,
                                            .is_1_1 = exchange.parser->is_1_1()});
  if (exchange.request.is_head) co_return co_await write_all({bytes});
  bytes += "retry: " + std::to_string(limits.retry.count()) + "\n\n";

  // A stream may be silent for days: it keeps nothing that it does not need.
  buffer_ = {};
  exchange.parser.reset();
  exchange.request = {};
  exchange.response.reset();
  ++engine_.streams;
  state_ = State::streaming;
  mailbox->limit(limits.event_bytes);
  mailbox->on_wake([weak = weak_from_this(), &context = shard_.context()] {
    boost::asio::post(context, [weak] {
      if (auto const self = weak.lock()) self->wake();
    });
  });
  watch_reader();
  bool is_written = true;
  for (;;) {
    bool const is_last = shard_.is_stopping() || mailbox->is_over();
    for (auto const& letter : mailbox->take()) bytes += letter->bytes;
    if (bytes.empty() && std::chrono::steady_clock::now() >= heartbeat_) bytes = ":\n\n";
    if (!bytes.empty()) {
      exchange.done.bytes_out += bytes.size();
      limit(limits.write_time);
      is_written = co_await write_all({bytes});
      deadline_ = Time::max();
      heartbeat_ = std::chrono::steady_clock::now() + limits.heartbeat;
      bytes = {};
      if (is_written && !is_last) continue;  // what came meanwhile has woken nobody
    }
    if (!is_written || is_last || is_reader_gone_ || is_cut_) break;
    co_await sleep();
  }
  mailbox->on_wake({});
  heartbeat_ = Time::max();
  --engine_.streams;
  if (is_written) stream_.finish_writing();
  co_return is_written && !is_reader_gone_ && !is_cut_;
}

// A reader of events says nothing; so whatever can be read means that it has gone.
void Connection::watch_reader() {
  stream_.socket().async_wait(Stream::Socket::wait_read,
                              [weak = weak_from_this()](boost::system::error_code failed) {
                                auto const self = weak.lock();
                                if (failed || !self) return;
                                self->is_reader_gone_ = true;
                                self->wake();
                              });
}

Connection::Awaitable<void> Connection::sleep() {
  auto start = [this](auto resume) { resume_ = std::move(resume); };
  co_await boost::asio::async_initiate<boost::asio::use_awaitable_t<> const, void()>(
      std::move(start), boost::asio::use_awaitable);
}

void Connection::wake() {
  if (auto resume = std::exchange(resume_, {})) resume();
}

}  // namespace zonebook::http
