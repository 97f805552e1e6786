// How a server is set up: its limits, its hooks, what it tells of itself.
//
// Times are those of the steady clock; sizes are bytes.  Each limit has a value that suits one
// machine of a zone, so `Options{}` serves.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/network.h"
#include "http/problem.h"

namespace zonebook::http {

using Time = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

struct Limits {
  std::size_t header_bytes = 16 << 10;                // beyond: 431
  std::size_t body_bytes = 1 << 20;                   // beyond: 413; a route may have its own
  std::size_t bodies_bytes = std::size_t{256} << 20;  // of all requests at once; beyond: 503
  std::size_t event_bytes = 256 << 10;                // waiting for one reader of events
  std::size_t connections = 20'000;                   // beyond: 503, at once
  std::size_t queue = 1024;                           // requests before the workers; beyond: 503

  milliseconds header_time{10'000};  // from its first byte, and for TLS's handshake; beyond: 408
  // Beyond what least_pace needs, and the longest silence however much came before; beyond: 408.
  milliseconds body_time{30'000};
  // The same, and what least_pace needs for 1 MiB, which the buffers of two systems may hide;
  // beyond, the connection is cut.
  milliseconds write_time{30'000};
  std::size_t least_pace = 4 << 10;  // bytes a second that make a reader or a writer slow, not dead
  milliseconds idle_time{75'000};    // between two requests
  milliseconds heartbeat{15'000};    // a comment to a reader of events that hears nothing
  milliseconds retry{2'000};         // after which a browser comes again when a stream ends
  milliseconds stop_time{10'000};    // for what is under way when the server stops
};

// PEM files, the chain with our own certificate first.
struct Certificate {
  std::string chain_file, key_file;
};

// One answered request: what a line of the log and the metrics are made of.  There is no value of a
// field, a path or a query in it, so it can be logged as it is.
struct Done {
  std::uint64_t serial = 0;
  std::string_view method;  // "GET"; "other" than the seven usual; "" where none could be read
  std::string_view route;   // the pattern; "" where none was matched
  std::string_view peer;    // who asks, behind the proxies that are believed
  int status = 0;
  std::uint64_t bytes_in = 0, bytes_out = 0;    // of bodies
  std::chrono::microseconds took{}, handled{};  // first byte to last; the worker
  bool is_whole = true;                         // false: the reader was gone before the end
};

struct Options {
  std::string address = "127.0.0.1";            // IPv4 or IPv6
  std::uint16_t port = 0;                       // 0: the system chooses
  std::optional<Certificate> certificate = {};  // none: plain HTTP
  int io_threads = 1;
  int workers = 4;
  Limits limits = {};
  // Those that are believed when they say for whom they ask (network.h).
  std::vector<Network> proxies = {};
  // Puts faults into words (problem.h).
  ProblemWriter problem = http::problem;
  // On an I/O thread after each answer: quick, and it does not throw.
  std::function<void(Done const&)> on_done = {};
  // Added to each answer that has none of that name.
  Fields defaults = protecting_fields();

  // Against guessing of types, framing, foreign scripts and talkative referrers.
  static Fields protecting_fields();
};

struct Counts {
  std::size_t connections = 0, streams = 0, waiting = 0, bodies_bytes = 0;
};

}  // namespace zonebook::http
