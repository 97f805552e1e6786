#include <algorithm>
#include <array>

#include "http/connection.h"
#include "http/exchange.h"
#include "http/finish.h"

namespace zonebook::http {
namespace {

constexpr std::size_t head_piece = 4 << 10;
constexpr std::size_t body_piece = 64 << 10;

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

}  // namespace

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
        exchange.began = std::chrono::steady_clock::now();
        limit(limits.header_time);
      }
      buffer_.consume(parser.take(bytes_of(buffer_)));
      if (parser.fault()) {
        refuse_head(exchange, *parser.fault());
        co_return true;
      }
      if (parser.is_header_done()) break;
    }
    bool const is_closing = state_ == State::idle && shard_.is_stopping();
    if (is_closing) co_return false;
    bool const has_come = co_await receive(head_piece);
    if (has_come) continue;
    if (!is_late_ || state_ == State::idle) co_return false;
    refuse_head(exchange, {408, {"http.too_slow", {}}});
    co_return true;
  }
  co_return true;
}

// As far as its first line is known, it says whether a body is awaited.
void Connection::refuse_head(Exchange& exchange, Fault fault) const {
  auto const& method = exchange.parser->method;
  if (!method.empty()) exchange.done.method = known_method(method);
  exchange.request.is_head = method == "HEAD";
  answer_fault(exchange, std::move(fault));
}

void Connection::look_at_head(Exchange& exchange) {
  auto& parser = *exchange.parser;
  auto& request = exchange.request;
  request.method = parser.method;
  exchange.done.method = known_method(request.method);
  request.is_head = request.method == "HEAD";
  if (request.is_head) request.method = "GET";
  request.fields = std::move(parser.fields);
  auto const& proxies = engine_.options.proxies;
  if (!proxies.empty()) {
    request.peer = exchange.peer = peer_behind(peer_, request.fields, proxies);
    request.is_encrypted |= is_encrypted_before(peer_, request.fields, proxies);
  }
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
    Text says{"http.method_not_here",
              {{"method", std::string(exchange.done.method)}, {"allowed", found.allowed}}};
    answer_fault(exchange, {405, std::move(says)});
    exchange.response->fields.append("Allow", found.allowed);
  }
}

// False if the other side has gone.
Connection::Awaitable<bool> Connection::read_body(Exchange& exchange) {
  auto const& limits = engine_.options.limits;
  auto& parser = *exchange.parser;
  limit(limits.body_time);
  if (parser.expects_continue() && parser.is_1_1() && buffer_.size() == 0) {
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
    auto const all = engine_.bodies_bytes.fetch_add(growth) + growth;
    bool const is_full = growth > 0 && all > limits.bodies_bytes;
    extend(used, limits.body_time);
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

}  // namespace zonebook::http
