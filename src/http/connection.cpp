#include "http/connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/finish.h"
#include "http/mailbox.h"
#include "http/wire.h"

namespace zonebook::http {
namespace {

constexpr std::size_t head_piece = 4 << 10;
constexpr std::size_t body_piece = 64 << 10;
constexpr std::size_t file_piece = 128 << 10;
constexpr milliseconds linger_time{1'000};

using Steady = std::chrono::steady_clock;

std::string_view bytes_of(boost::beast::flat_buffer const& buffer) {
  auto const bytes = buffer.cdata();
  return {static_cast<char const*>(bytes.data()), bytes.size()};
}

// A word of ours, for nothing that a client made up is logged.
std::string_view known_method(std::string_view method) {
  constexpr std::array<std::string_view, 7> known{"GET",   "HEAD",   "POST",   "PUT",
                                                  "PATCH", "DELETE", "OPTIONS"};
  auto const found = std::ranges::find(known, method);
  return found != known.end() ? *found : "other";
}

std::chrono::microseconds since(Time start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - start);
}

}  // namespace

struct Connection::Exchange {
  Exchange(Engine& given, std::size_t header_bytes) : engine(given), parser(header_bytes) {}
  ~Exchange() { release_body(); }
  Exchange(Exchange const&) = delete;
  Exchange& operator=(Exchange const&) = delete;

  void release_body() {
    request.body = {};
    engine.bodies_bytes -= std::exchange(reserved, 0);
  }

  Engine& engine;
  std::optional<RequestParser> parser;
  Request request;
  Route const* route = nullptr;
  std::optional<Response> response;
  std::size_t reserved = 0;  // of the bytes of all bodies
  bool keeps_alive = false;
  Time began{};
  Done done;
};

Connection::Connection(Engine& engine, Shard& shard, Stream::Socket socket)
    : engine_(engine),
      shard_(shard),
      stream_(std::move(socket), engine.tls ? &*engine.tls : nullptr) {
  boost::system::error_code ignored;
  auto const end = stream_.socket().remote_endpoint(ignored);
  peer_ = end.address().to_string();
  place_ = shard_.join(*this);
}

Connection::~Connection() { shard_.leave(place_); }

Connection::Awaitable<void> Connection::serve(std::shared_ptr<Connection>) {
  limit(engine_.options.limits.header_time);
  bool goes_on = co_await stream_.handshake();
  while (goes_on) goes_on = co_await exchange();
  // What still waits on the socket holds the connection too.
  stream_.cancel();
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
  exchange.request.peer = peer_;
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
  bool const goes_on = co_await write_answer(exchange);
  co_return goes_on;
}

// False if there is nothing to answer; a fault is answered.
Connection::Awaitable<bool> Connection::read_head(Exchange& exchange) {
  auto const& limits = engine_.options.limits;
  auto& parser = *exchange.parser;
  state_ = State::idle;
  limit(limits.idle_time);
  while (!parser.is_header_done()) {
    // RFC 9112, 2.2: an empty line before a request is passed over
    while (state_ == State::idle && bytes_of(buffer_).starts_with("\r\n")) buffer_.consume(2);
    if (buffer_.size() > 0) {
      if (state_ == State::idle) {
        state_ = State::busy;
        exchange.began = Steady::now();
        limit(limits.header_time);
      }
      buffer_.consume(parser.take(bytes_of(buffer_)));
      if (parser.fault()) {
        answer_fault(exchange, *parser.fault());
        co_return true;
      }
      if (parser.is_header_done()) break;
    }
    bool const is_closing = state_ == State::idle && shard_.is_stopping();
    if (is_closing) co_return false;
    bool const has_come = co_await receive(head_piece);
    if (has_come) continue;
    if (!is_late_ || state_ == State::idle) co_return false;
    answer_fault(exchange, {408, {"http.too_slow", {}}});
    co_return true;
  }
  co_return true;
}

void Connection::look_at_head(Exchange& exchange) {
  auto& parser = *exchange.parser;
  auto& request = exchange.request;
  request.method = parser.method;
  exchange.done.method = known_method(request.method);
  request.is_head = request.method == "HEAD";
  if (request.is_head) request.method = "GET";
  request.fields = std::move(parser.fields);
  find_route(exchange);
  if (exchange.response) return;

  auto const most = exchange.route->body_bytes > 0 ? exchange.route->body_bytes
                                                   : engine_.options.limits.body_bytes;
  parser.body_most(most);
  auto const told = parser.content_length();
  if (told && *told > most) {
    answer_fault(exchange, {413, {"http.body_too_large", {{"limit", std::to_string(most)}}}});
  }
}

void Connection::find_route(Exchange& exchange) {
  auto& request = exchange.request;
  auto const& method = exchange.parser->method;
  bool const asks_of_all = method == "OPTIONS" && exchange.parser->target() == "*";
  auto target = parse_target(asks_of_all ? "/" : exchange.parser->target());
  if (!target) {
    return answer_fault(exchange, {400, target.error().says, target.error().where});
  }
  request.segments = std::move(target->segments);
  request.query = std::move(target->query);
  auto found = engine_.router.find(method, request.segments);
  if (found.route) {
    exchange.route = found.route;
    request.route = exchange.done.route = found.route->pattern;
    request.names = std::move(found.names);
  } else if (method == "OPTIONS" && (asks_of_all || !found.allowed.empty())) {
    exchange.response = no_content();
    exchange.response->fields.append(
        "Allow", asks_of_all ? "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE" : found.allowed);
    exchange.response = finished(request, std::move(*exchange.response), engine_.options.problem,
                                 engine_.options.defaults);
  } else if (found.allowed.empty()) {
    answer_fault(exchange, {404, {"http.no_such_path", {}}});
  } else {
    Text says{"http.method_not_here", {{"method", method}, {"allowed", found.allowed}}};
    answer_fault(exchange, {405, std::move(says)});
    exchange.response->fields.append("Allow", found.allowed);
  }
}

// False if the other side has gone.
Connection::Awaitable<bool> Connection::read_body(Exchange& exchange) {
  auto const& limits = engine_.options.limits;
  auto& parser = *exchange.parser;
  limit(limits.body_time);
  if (parser.expects_continue() && buffer_.size() == 0) {
    bool const is_told = co_await write_all({"HTTP/1.1 100 Continue\r\n\r\n"});
    if (!is_told) co_return false;
    limit(limits.body_time);
  }
  parser.eager(true);
  for (;;) {
    auto const used = buffer_.size() > 0 ? parser.take(bytes_of(buffer_)) : 0;
    buffer_.consume(used);
    auto const growth = parser.body.size() - exchange.reserved;
    exchange.reserved += growth;
    bool const is_full = engine_.bodies_bytes.fetch_add(growth) + growth > limits.bodies_bytes;
    deadline_ += milliseconds(used * 1000 / limits.least_pace);
    if (parser.fault()) {
      answer_fault(exchange, *parser.fault());
    } else if (is_full) {
      answer_fault(exchange, {503, {"http.busy", {}}});
    } else if (!parser.is_done() && buffer_.size() > limits.header_bytes) {
      // Neither a chunk's head nor the trailer is as long as that.
      answer_fault(
          exchange,
          {431, {"http.header_too_large", {{"limit", std::to_string(limits.header_bytes)}}}});
    }
    if (exchange.response || parser.is_done()) co_return true;
    bool const has_come = co_await receive(body_piece);
    if (has_come) continue;
    if (!is_late_) co_return false;
    answer_fault(exchange, {408, {"http.too_slow", {}}});
    co_return true;
  }
}

// False if the queue is full.
Connection::Awaitable<bool> Connection::work(Exchange& exchange) {
  if (!engine_.pool.reserve()) co_return false;
  deadline_ = Time::max();
  auto start = [this, &exchange](auto done) {
    engine_.pool.submit([this, &exchange, done = std::move(done)]() mutable {
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
  Response answered;
  try {
    answered = exchange.route->handler(request);
  } catch (...) {  // of a library, past the door that should have caught it
    answered = refusal({500, {"http.handler_failed", {}}});
  }
  exchange.response =
      finished(request, std::move(answered), engine_.options.problem, engine_.options.defaults);
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
    if (bytes.empty() && Steady::now() >= heartbeat_) bytes = ":\n\n";
    if (!bytes.empty()) {
      exchange.done.bytes_out += bytes.size();
      limit(limits.write_time);
      is_written = co_await write_all({bytes});
      deadline_ = Time::max();
      heartbeat_ = Steady::now() + limits.heartbeat;
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

// The answer may still be on its way when the rest of the request comes; closing at once would have
// the system throw it away (RFC 9112, 9.6).
Connection::Awaitable<void> Connection::linger() {
  stream_.finish_writing();
  limit(linger_time);
  for (bool comes = true; comes;) {
    buffer_.clear();
    comes = co_await receive(head_piece);
  }
}

Connection::Awaitable<bool> Connection::receive(std::size_t size) {
  auto const into = buffer_.prepare(size);
  auto const came = co_await stream_.read_some(static_cast<char*>(into.data()), into.size());
  buffer_.commit(came);
  co_return came > 0 && !is_cut_;
}

Connection::Awaitable<bool> Connection::write_all(Stream::Pieces pieces) {
  while (!pieces.first.empty() || !pieces.second.empty()) {
    auto const went = co_await stream_.write_some(pieces);
    if (went == 0 || is_cut_) co_return false;
    auto const of_first = std::min(went, pieces.first.size());
    pieces.first.remove_prefix(of_first);
    pieces.second.remove_prefix(went - of_first);
    deadline_ += milliseconds(went * 1000 / engine_.options.limits.least_pace);
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
  done.peer = peer_;
  done.took = since(exchange.began);
  engine_.options.on_done(done);
}

void Connection::limit(milliseconds time) {
  is_late_ = false;
  deadline_ = Steady::now() + time;
}

void Connection::tick(Time now) {
  if (now >= heartbeat_) wake();
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
