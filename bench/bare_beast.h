// Bare Beast that answers every request with the same bytes, on one thread, with neither workers
// nor time limits: what the facade is held against.
//
//   auto const bytes = …;                                    // a whole answer, head and body
//   bench::Bare const beast(bench::as_beast_says(bytes), bench::Makes::anew);
//   beast.port()                                             // of the loopback

#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <string>
#include <thread>

#include "base/result.h"

namespace zonebook::bench {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using asio::ip::tcp;

using Answer = beast_http::response<beast_http::string_body>;

// Anew: as a handler makes its answer for each request.
enum class Makes { once, anew };

inline asio::awaitable<void> answer(tcp::socket socket, Answer const& what, Makes makes) {
  boost::system::error_code failed;
  socket.set_option(tcp::no_delay(true), failed);
  boost::beast::flat_buffer buffer;
  auto const or_failed = [&failed] { return asio::redirect_error(asio::use_awaitable, failed); };
  for (;;) {
    beast_http::request<beast_http::string_body> asked;
    co_await beast_http::async_read(socket, buffer, asked, or_failed());
    if (failed) co_return;
    if (makes == Makes::once) {
      co_await beast_http::async_write(socket, what, or_failed());
    } else {
      auto const made = what;
      co_await beast_http::async_write(socket, made, or_failed());
    }
    if (failed) co_return;
  }
}

inline asio::awaitable<void> accept(tcp::acceptor& acceptor, Answer const& what, Makes makes) {
  for (;;) {
    boost::system::error_code failed;
    auto socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, failed));
    if (failed) co_return;
    asio::co_spawn(acceptor.get_executor(), answer(std::move(socket), what, makes), asio::detached);
  }
}

class Bare {
 public:
  Bare(Answer what, Makes makes)
      : what_(std::move(what)), acceptor_(context_, {asio::ip::address_v4::loopback(), 0}) {
    asio::co_spawn(context_, accept(acceptor_, what_, makes), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
  }
  ~Bare() {
    context_.stop();
    thread_.join();
  }
  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

 private:
  Answer what_;
  asio::io_context context_{1};
  tcp::acceptor acceptor_;
  std::thread thread_;
};

// The same fields in the same order.
inline Answer as_beast_says(std::string const& bytes) {
  beast_http::response_parser<beast_http::string_body> parser;
  parser.eager(true);
  boost::system::error_code failed;
  parser.put(asio::buffer(bytes), failed);
  CHECK(!failed && parser.is_done());
  return parser.release();
}

}  // namespace zonebook::bench
