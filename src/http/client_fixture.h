// What the tests speak to a server with: a socket, plain or TLS, that sends any bytes and reads
// answers strictly, and a certificate made on the spot.

#pragma once

#include <gtest/gtest.h>
#include <openssl/types.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "http/fields.h"
#include "http/server.h"

namespace zonebook::http {

struct Answer {
  int status = 0;
  Fields fields;
  std::string body;

  std::string field(std::string_view name) const {
    return std::string(fields.find(name).value_or("none"));
  }
};

enum class Speaks { plain, tls };

class Client {
 public:
  explicit Client(std::uint16_t port, Speaks = Speaks::plain, int receive_buffer = 0);
  ~Client();
  Client(Client const&) = delete;
  Client& operator=(Client const&) = delete;

  bool is_connected() const { return socket_ >= 0; }
  int descriptor() const { return socket_; }
  void send(std::string_view bytes);
  void finish_sending();
  void reset();  // goes away abruptly, with RST

  // The next answer, by Content-Length or the connection's end; nullopt if it ends before that, or
  // after five seconds.  `head` has no body.
  enum class Body { as_told, none };
  std::optional<Answer> read(Body = Body::as_told);
  // As far as these bytes, or all there is.
  std::string read_until(std::string_view bytes);
  // True if the other side ends within five seconds, having said nothing more.
  bool is_closed();
  std::string negotiated() const;  // "TLSv1.3 http/1.1"

  // A request for a target with further fields ("Name: value\r\n"), and its answer.
  Answer get(std::string_view target, std::string_view fields = "");
  Answer ask(std::string_view method, std::string_view target, std::string_view fields,
             std::string_view body = "");

 private:
  bool receive();

  int socket_ = -1;
  std::string buffer_;
  struct Free {
    void operator()(SSL_CTX*) const;
    void operator()(SSL*) const;
  };
  std::unique_ptr<SSL_CTX, Free> context_;
  std::unique_ptr<SSL, Free> ssl_;
};

std::string request_of(std::string_view method, std::string_view target,
                       std::string_view fields = "", std::string_view body = "");

// A key and a certificate for "localhost", in a folder that exists.
Certificate make_certificate(std::string const& folder);

// Tries until it holds, or five seconds have passed.
template <class Condition>
bool eventually(Condition condition) {
  auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

// As many sockets as the system lets this process have; a shell often gives it 1024.
void allow_many_sockets();

// A server of these routes; fails the test if it cannot listen.
std::unique_ptr<Server> serve(Router, Options = {});

}  // namespace zonebook::http
