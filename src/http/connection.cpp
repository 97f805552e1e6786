#include "http/connection.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/exchange.h"
#include "http/finish.h"
#include "http/wire.h"

namespace zonebook::http {
namespace {

constexpr std::size_t lingering_piece = 4 << 10;
constexpr std::size_t lingering_most = std::size_t{16} << 20;
// What has gone lies in the buffers of two systems; a slow reader takes it from there unseen.
constexpr std::size_t unseen_most = std::size_t{1} << 20;
constexpr std::size_t moved_most = std::size_t{1} << 20;
constexpr std::size_t kept_buffer = 16 << 10;
constexpr std::size_t file_piece = 128 << 10;
constexpr milliseconds linger_time{1'000};

using Steady = std::chrono::steady_clock;

std::chrono::microseconds since(Time start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - start);
}

std::chrono::microseconds pace_of(std::size_t bytes, Limits const& limits) {
  return std::chrono::microseconds(bytes * 1'000'000 / limits.least_pace);
}

}  // namespace

Connection::Connection(Engine& engine, Shard& shard, Stream::Socket socket)
    : engine_(engine),
      shard_(shard),
      stream_(std::move(socket), engine.tls ? &*engine.tls : nullptr) {
  boost::system::error_code ignored;
  auto const address = stream_.socket().remote_endpoint(ignored).address();
  // A client of IPv4 on a socket for both.
  bool const is_mapped = address.is_v6() && address.to_v6().is_v4_mapped();
  using boost::asio::ip::make_address_v4;
  peer_ = is_mapped ? make_address_v4(boost::asio::ip::v4_mapped, address.to_v6()).to_string()
                    : address.to_string();
  place_ = shard_.join(*this);
}

Connection::~Connection() { shard_.leave(place_); }

Connection::Awaitable<void> Connection::serve(std::shared_ptr<Connection>) {
  limit(engine_.options.limits.header_time);
  bool goes_on = co_await stream_.handshake();
  while (goes_on) goes_on = co_await exchange();
}

Connection::Awaitable<void> Connection::turn_away(std::shared_ptr<Connection>) {
  limit(engine_.options.limits.header_time);
  bool const is_ready = co_await stream_.handshake();
  if (is_ready) {
    Exchange exchange(engine_, engine_.options.limits.header_bytes);
    exchange.began = Steady::now();
    answer_fault(exchange, {503, {"http.too_many_connections", {}}});
    co_await write_answer(exchange);
  }
}

Connection::Awaitable<bool> Connection::exchange() {
  Exchange exchange(engine_, engine_.options.limits.header_bytes);
  bool const is_asked = co_await read_head(exchange);
  if (!is_asked) co_return false;
  exchange.request.serial = exchange.done.serial = ++engine_.serial;
  exchange.request.peer = exchange.peer = peer_;
  exchange.request.is_encrypted = stream_.is_encrypted();
  if (!exchange.response) look_at_head(exchange);
  if (!exchange.response && !exchange.parser->is_done()) {
    bool const is_here = co_await read_body(exchange);
    if (!is_here) co_return false;
  }
  // After bytes that could not be read, nobody knows where the next request begins.
  exchange.keeps_alive =
      !exchange.parser->fault() && exchange.parser->is_done() && exchange.parser->keep_alive();
  if (!exchange.response) {
    exchange.request.body = std::move(exchange.parser->body);
    exchange.done.bytes_in = exchange.request.body.size();
    bool const has_room = co_await work(exchange);
    if (!has_room) answer_fault(exchange, {503, {"http.busy", {}}});
  }
  bool const was_inline = exchange.done.handled.count() == 0;
  bool const goes_on = co_await write_answer(exchange);
  // A client may ask faster than is answered; without a worker between, others would never run.
  if (goes_on && was_inline) co_await let_others_run();
  if (buffer_.capacity() > kept_buffer) buffer_.shrink_to_fit();
  co_return goes_on;
}

// False if the queue is full.
Connection::Awaitable<bool> Connection::work(Exchange& exchange) {
  if (!engine_.pool.reserve()) co_return false;
  deadline_ = Time::max();
  auto start = [this, &exchange](auto done) {
    shard_.submit([this, &exchange, done = std::move(done)]() mutable {
      handle(exchange);
      boost::asio::post(shard_.context(), std::move(done));
    });
  };
  co_await boost::asio::async_initiate<boost::asio::use_awaitable_t<> const, void()>(
      std::move(start), boost::asio::use_awaitable);
  co_return true;
}

void Connection::handle(Exchange& exchange) const {
  auto const start = Steady::now();
  auto const& request = exchange.request;
  auto const& options = engine_.options;
  try {
    exchange.response =
        finished(request, exchange.route->handler(request), options.problem, options.defaults);
  } catch (...) {  // of a library, past the door that should have caught it
    exchange.response =
        finished(request, refusal({500, {"http.handler_failed", {}}}), problem, options.defaults);
  }
  exchange.done.handled = since(start);
}

// Whether another request may follow.
Connection::Awaitable<bool> Connection::write_answer(Exchange& exchange) {
  auto& response = *exchange.response;
  exchange.release_body();
  exchange.done.status = response.status;
  exchange.keeps_alive &= !shard_.is_stopping();
  limit(engine_.options.limits.write_time);
  if (auto* events = std::get_if<EventStream>(&response.body)) {
    auto stream = std::move(*events);
    bool const is_done = co_await send_events(exchange, std::move(stream));
    exchange.done.is_whole = is_done;
    tell(exchange);
    co_return false;
  }
  auto const* file = std::get_if<File>(&response.body);
  auto const size = file ? file->size() : std::get<std::string>(response.body).size();
  auto bytes = head_of(response, {.date = shard_.date(),
                                  .size = size,
                                  .keeps_alive = exchange.keeps_alive,
                                  .is_1_1 = exchange.parser->is_1_1()});
  bool const has_body = size > 0 && !exchange.request.is_head;
  bool is_written = false;
  if (!has_body) {
    is_written = co_await write_all({bytes});
  } else if (file) {
    is_written = co_await write_all({.first = bytes, .rest = Stream::Rest::more});
    if (is_written) is_written = co_await write_file(exchange, *file);
  } else {
    is_written = co_await write_all({bytes, std::get<std::string>(response.body)});
    if (is_written) exchange.done.bytes_out = size;
  }
  exchange.done.is_whole = is_written;
  tell(exchange);
  if (!is_written) co_return false;
  if (!exchange.keeps_alive) co_await linger();
  co_return exchange.keeps_alive;
}

Connection::Awaitable<bool> Connection::write_file(Exchange& exchange, File const& file) {
  std::vector<char> piece(
      static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), file_piece)));
  for (std::uint64_t at = 0; at < file.size();) {
    auto const size = file.read(at, piece.data(), piece.size());
    if (size == 0) co_return false;  // it has become shorter: less than was promised is an error
    at += size;
    auto const rest = at < file.size() ? Stream::Rest::more : Stream::Rest::nothing;
    bool const is_written = co_await write_all({.first = {piece.data(), size}, .rest = rest});
    if (!is_written) co_return false;
    exchange.done.bytes_out = at;
  }
  co_return true;
}

// The answer may still be on its way when the rest of the request comes; closing at once would have
// the system throw it away (RFC 9112, 9.6).
Connection::Awaitable<void> Connection::linger() {
  stream_.finish_writing();
  limit(linger_time);
  bool comes = true;
  for (std::size_t came = 0; comes && came < lingering_most; came += buffer_.size()) {
    buffer_.clear();
    comes = co_await receive(lingering_piece);
  }
}

Connection::Awaitable<bool> Connection::receive(std::size_t size) {
  auto const into = buffer_.prepare(size);
  auto const came = co_await stream_.read_some(static_cast<char*>(into.data()), into.size());
  buffer_.commit(came);
  co_await share_the_thread(came);
  co_return came > 0 && !is_cut_ && !is_overdue();
}

Connection::Awaitable<bool> Connection::write_all(Stream::Pieces pieces) {
  while (!pieces.first.empty() || !pieces.second.empty()) {
    auto const went = co_await stream_.write_some(pieces);
    if (went == 0 || is_cut_ || is_overdue()) co_return false;
    auto const of_first = std::min(went, pieces.first.size());
    pieces.first.remove_prefix(of_first);
    pieces.second.remove_prefix(went - of_first);
    auto const& limits = engine_.options.limits;
    extend(went, limits.write_time + pace_of(unseen_most, limits));
    co_await share_the_thread(went);
    if (is_cut_) co_return false;
  }
  co_return true;
}

void Connection::answer_fault(Exchange& exchange, Fault fault) const {
  auto response = refusal(std::move(fault));
  if (response.status == 503) response.fields.append("Retry-After", "1");
  exchange.response = finished(exchange.request, std::move(response), engine_.options.problem,
                               engine_.options.defaults);
}

void Connection::tell(Exchange const& exchange) const {
  if (!engine_.options.on_done) return;
  auto done = exchange.done;
  done.peer = exchange.peer.empty() ? peer_ : exchange.peer;
  done.took = since(exchange.began);
  engine_.options.on_done(done);
}

void Connection::limit(milliseconds time) {
  is_late_ = false;
  deadline_ = Steady::now() + time;
}

// By as long as these bytes may take.  What came quickly earns no long silence afterwards.
void Connection::extend(std::size_t bytes, std::chrono::microseconds most) {
  deadline_ = std::min(deadline_ + pace_of(bytes, engine_.options.limits), Steady::now() + most);
}

// A deadline ends what waits; what never has to wait looks itself.
bool Connection::is_overdue() {
  is_late_ |= Steady::now() >= deadline_;
  return is_late_;
}

Connection::Awaitable<void> Connection::let_others_run() {
  moved_ = 0;
  co_await boost::asio::post(shard_.context(), boost::asio::use_awaitable);
}

// TLS takes and gives bytes without a look at the socket as long as there are any.
Connection::Awaitable<void> Connection::share_the_thread(std::size_t bytes) {
  moved_ += bytes;
  if (moved_ >= moved_most) co_await let_others_run();
}

void Connection::tick(Time now) {
  // It may end with that: nothing of it is touched afterwards.
  if (now >= heartbeat_ && resume_) return wake();
  if (now < deadline_) return;
  is_late_ = true;
  stream_.cancel();
}

void Connection::wind_down() {
  if (state_ == State::idle) stream_.cancel();
  if (state_ == State::streaming) wake();
}

void Connection::cut_off() {
  is_cut_ = true;
  boost::system::error_code ignored;
  stream_.socket().shutdown(Stream::Socket::shutdown_both, ignored);
  stream_.cancel();
  wake();
}

}  // namespace zonebook::http
