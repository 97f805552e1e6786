// An HTTP/1.1 server: plain functions behind a facade that knows nothing of the business.
//
//   http::Router router;
//   router.add({.method = "GET", .pattern = "/hello/{name}", .handler = [](auto const& request) {
//     return http::text("hello " + request.named("name"));
//   }});
//   auto server = TRY(http::Server::listen(std::move(router), {.port = 8080}));
//   …
//   server->stop();
//
// Promises
//   1. A handler runs on a worker, never on an I/O thread, and only once the request is whole: slow
//      headers and bodies hold no worker, slow readers neither.
//   2. Requests of one connection are answered in their order, one at a time; what a client sends
//      ahead waits in its socket.
//   3. Everything a client can make long, large or many has a limit (options.h), and what is beyond
//      gets a status: 408, 413, 431, 503 with Retry-After; a fault names its reason (problem.h).
//   4. HEAD is answered wherever GET is, OPTIONS everywhere; 404 and 405 with Allow are told apart.
//   5. Answers carry Date, Content-Length, the protecting fields, Cache-Control: no-store where the
//      handler says nothing; ETags are compared, files answer ranges, texts of 1 KiB are
//      compressed. There is no field Server.
//   6. An exception of a handler is a 500 and ends nothing.
//
// How it is made: Beast parses, OpenSSL encrypts, Asio waits; each connection is a coroutine on one
// of few I/O threads and never leaves it, so that connections need no locks.  Bytes of files are
// read on the I/O thread while they are sent, as nginx does: a slow disk slows its other answers.
//
// Threads: the functions are for all, but stop() is called from one that is none of the server's.

#pragma once

#include <memory>

#include "http/options.h"
#include "http/router.h"

namespace zonebook::http {

class Server {
 public:
  // Answers from now on.
  //   unavailable  http.cannot_listen
  //   invalid      http.bad_certificate
  static Result<std::unique_ptr<Server>> listen(Router, Options);
  ~Server();  // stop()
  Server(Server const&) = delete;
  Server& operator=(Server const&) = delete;

  std::uint16_t port() const;
  Counts counts() const;

  // Accepts no more, closes idle connections, sends readers of events away with a hint when to come
  // again, waits for the rest as long as stop_time, then cuts it off.  A handler is waited for
  // however long it takes.  Once; later calls do nothing.
  void stop();

 private:
  struct Running;
  explicit Server(std::unique_ptr<Running>);
  std::unique_ptr<Running> running_;
};

}  // namespace zonebook::http
