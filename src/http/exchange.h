// One request with its answer, while a connection is busy with it.  Not for other rooms: it
// includes Asio and Beast.
//
// Threads: the shard's own, or the worker's while the connection waits for it.

#pragma once

#include <utility>

#include "http/connection.h"

namespace zonebook::http {

struct Connection::Exchange {
  Exchange(Engine& given, std::size_t header_bytes) : engine(given), parser(header_bytes) {}
  ~Exchange() { release_body(); }
  Exchange(Exchange const&) = delete;
  Exchange& operator=(Exchange const&) = delete;

  void release_body() {
    request.body = {};
    if (parser) parser->body = {};
    engine.bodies_bytes -= std::exchange(reserved, 0);
  }

  Engine& engine;
  std::optional<RequestParser> parser;
  Request request;
  std::string peer;  // of the request, which a stream lets go
  Route const* route = nullptr;
  std::optional<Response> response;
  std::size_t reserved = 0;  // of the bytes of all bodies
  bool keeps_alive = false;
  Time began{};
  Done done;
};

}  // namespace zonebook::http
