// The bytes of one connection, plain or through TLS, behind one type: what is above is compiled
// once. Not for other rooms: it includes Asio.
//
// OpenSSL works on the socket itself, and its buffers are given back between messages, so a silent
// encrypted connection costs some 10 KiB, not the 70 of asio::ssl::stream.
//
// Threads: the connection's own.

#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string_view>

#include "http/tls.h"

namespace zonebook::http {

class Stream {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  template <class T>
  using Awaitable = boost::asio::awaitable<T>;

  // `tls` outlives it; nullptr: plain.
  Stream(Socket, Tls const* tls);

  Awaitable<bool> handshake();
  // How many bytes came; 0: the other side is done, or the connection is broken or cancelled.
  Awaitable<std::size_t> read_some(char* into, std::size_t size);
  // How many bytes of the first piece, then of the second, went; 0: broken or cancelled.  More to
  // come lets the system fill its packets.
  enum class Rest { nothing, more };
  struct Pieces {
    std::string_view first, second = {};
    Rest rest = Rest::nothing;
  };
  Awaitable<std::size_t> write_some(Pieces);

  // Says that no more will be sent.
  void finish_writing();
  void cancel();  // what waits here ends with 0
  void close();

  bool is_encrypted() const { return ssl_ != nullptr; }
  Socket& socket() { return socket_; }

 private:
  // Whether to try again, after an SSL function has answered `result`.
  Awaitable<bool> wait_for_tls(int result);
  Awaitable<bool> wait(Socket::wait_type);

  Socket socket_;
  Tls::Session ssl_;
};

}  // namespace zonebook::http
