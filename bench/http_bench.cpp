// How many requests a second the facade answers, beside bare Beast that answers the same bytes on
// one thread and has neither workers nor time limits, asked by 64 connections that are kept alive;
// and what ten thousand readers of events cost who hear nothing.
//
//   build/bench/http
//
// `ratio` is to a Beast that makes its answer anew for each request, as a handler does;
// `ratio_canned` to one that sends the same object again and again.  All are asked in turns within
// each run, and the median of the turns is printed.  The client is one thread of the same process,
// so on two cores each has one, and the facade's workers share them: `us_…` is the processor's time
// a request costs without the client's, which other work on the machine disturbs less.

#include <arpa/inet.h>
#include <benchmark/benchmark.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "bare_beast.h"
#include "http/server.h"

namespace zonebook {
namespace {

using Time = std::chrono::steady_clock;

constexpr int connections = 64;
constexpr int turns = 5;
constexpr auto turn_time = std::chrono::milliseconds(400);
constexpr std::string_view request =
    "GET /api/v1/records/project/p7?valid=2023-12-31 HTTP/1.1\r\n"
    "Host: 127.0.0.1:8080\r\nUser-Agent: bench\r\nAccept: application/json\r\n"
    "Cookie: session=0123456789abcdef0123456789abcdef\r\n\r\n";

// What a record looks like, of about so many bytes.
std::string record(std::size_t size) {
  std::string body = R"({"register":"project","id":"p7","fields":[)";
  while (body.size() + 2 < size) body += R"({"name":"示例项目07","amount":"23000000"},)";
  body.back() = ']';
  return body + "}";
}

// ── the client ──────────────────────────────────────────────────────────────────────────────────

int connected(std::uint16_t port) {
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(port);
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  CHECK(::connect(socket, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0);
  int const on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

void send_all(int socket, std::string_view bytes) {
  CHECK(::send(socket, bytes.data(), bytes.size(), 0) == std::ssize(bytes));
}

std::string received(int socket) {
  std::array<char, 65536> piece;
  auto const came = ::recv(socket, piece.data(), piece.size(), 0);
  CHECK(came > 0);
  return {piece.data(), static_cast<std::size_t>(came)};
}

void read_past(int socket, std::string_view end) {
  for (std::string bytes; !bytes.ends_with(end);) bytes += received(socket);
}

class Asking {
 public:
  Asking(std::uint16_t port, std::size_t answer_bytes)
      : answer_bytes_(answer_bytes), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    for (std::size_t i = 0; i < connections; ++i) {
      int const socket = connected(port);
      epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
      sockets_[i] = socket;
      ask(i);
    }
  }
  ~Asking() {
    for (int const socket : sockets_) ::close(socket);
    ::close(epoll_);
  }

  // How many answers come in that time.
  std::size_t run(std::chrono::milliseconds time) {
    std::size_t answers = 0;
    std::array<epoll_event, connections> ready;
    auto const end = Time::now() + time;
    while (Time::now() < end) {
      int const count = ::epoll_wait(epoll_, ready.data(), connections, 1000);
      CHECK(count > 0);
      for (int i = 0; i < count; ++i) answers += take(ready[static_cast<std::size_t>(i)].data.u64);
    }
    return answers;
  }

 private:
  void ask(std::size_t i) {
    send_all(sockets_[i], request);
    missing_[i] = answer_bytes_;
  }
  std::size_t take(std::size_t i) {
    std::array<char, 65536> piece;
    auto const came = ::recv(sockets_[i], piece.data(), piece.size(), 0);
    CHECK(came > 0 && static_cast<std::size_t>(came) <= missing_[i]);
    missing_[i] -= static_cast<std::size_t>(came);
    if (missing_[i] > 0) return 0;
    ask(i);
    return 1;
  }

  std::size_t answer_bytes_;
  int epoll_;
  std::array<int, connections> sockets_{};
  std::array<std::size_t, connections> missing_{};
};

// One request's answer, to the last byte.
std::string one_answer(std::uint16_t port, std::size_t body_size) {
  int const socket = connected(port);
  send_all(socket, request);
  std::string bytes;
  for (auto end = std::string::npos; bytes.size() != end;) {
    bytes += received(socket);
    auto const head = bytes.find("\r\n\r\n");
    if (head != std::string::npos) end = head + 4 + body_size;
  }
  ::close(socket);
  return bytes;
}

double resident_kb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr);
  }
  return 0;
}

double process_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
}

double thread_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_THREAD, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
}

struct Rates {
  std::vector<double> per_second, us;
};

void take_turn(std::uint16_t port, std::size_t answer_bytes, Rates& rates) {
  Asking asking(port, answer_bytes);
  auto const start = Time::now();
  auto const used = process_seconds() - thread_seconds();
  auto const answers = static_cast<double>(asking.run(turn_time));
  rates.per_second.push_back(answers / std::chrono::duration<double>(Time::now() - start).count());
  rates.us.push_back((process_seconds() - thread_seconds() - used) * 1e6 / answers);
}

double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + std::ssize(values) / 2);
  return values[values.size() / 2];
}

void facade_beside_beast(benchmark::State& state) {
  auto const body = record(static_cast<std::size_t>(state.range(0)));
  http::Router router;
  router.add({.method = "GET",
              .pattern = "/api/v1/records/{register}/{id}",
              .handler = [&body](http::Request const&) { return http::json(body); }});
  auto const server = http::Server::listen(std::move(router), {.workers = 1});
  CHECK(server.has_value());
  auto const bytes = one_answer((*server)->port(), body.size());
  bench::Bare const beast(bench::as_beast_says(bytes), bench::Makes::anew);
  bench::Bare const canned(bench::as_beast_says(bytes), bench::Makes::once);
  CHECK(one_answer(beast.port(), body.size()) == bytes);
  CHECK(one_answer(canned.port(), body.size()) == bytes);

  for (auto _ : state) {
    Rates of_facade, of_beast, of_canned;
    for (int turn = 0; turn < turns; ++turn) {
      take_turn(beast.port(), bytes.size(), of_beast);
      take_turn((*server)->port(), bytes.size(), of_facade);
      take_turn(canned.port(), bytes.size(), of_canned);
    }
    auto const facade = median(of_facade.per_second);
    state.counters["facade"] = facade;
    state.counters["ratio"] = facade / median(of_beast.per_second);
    state.counters["ratio_canned"] = facade / median(of_canned.per_second);
    state.counters["us_facade"] = median(of_facade.us);
    state.counters["us_beast"] = median(of_beast.us);
    state.counters["us_canned"] = median(of_canned.us);
  }
}

// Readers of events that hear nothing: what each costs in memory (`kb_each`, of the server; the
// system's own for sockets is not in it), and how long one event takes to all of them.
void idle_streams(benchmark::State& state) {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  // Both ends of each are in this process.
  auto const count = std::min<std::size_t>(10'000, files.rlim_max / 2 - 100);
  auto const channel = std::make_shared<http::Channel>();
  http::Router router;
  router.add({.method = "GET", .pattern = "/events", .handler = [channel](http::Request const&) {
                return http::events(http::EventStream(channel));
              }});
  auto const server = http::Server::listen(std::move(router), {.workers = 1});
  CHECK(server.has_value());

  for (auto _ : state) {
    auto const before = resident_kb();
    std::vector<int> sockets;
    for (std::size_t i = 0; i < count; ++i) {
      sockets.push_back(connected((*server)->port()));
      send_all(sockets.back(), "GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
      while (channel->subscribers() <= i) std::this_thread::yield();
    }
    for (int const socket : sockets) read_past(socket, "retry: 2000\n\n");
    auto const after = resident_kb();

    auto const start = Time::now();
    channel->publish({.id = "1", .data = "{}"});
    for (int const socket : sockets) read_past(socket, "data: {}\n\n");
    auto const took = std::chrono::duration<double, std::milli>(Time::now() - start).count();
    for (int const socket : sockets) ::close(socket);

    state.counters["streams"] = static_cast<double>(count);
    state.counters["kb_each"] = (after - before) / static_cast<double>(count);
    state.counters["mb_in_all"] = after / 1024;
    state.counters["one_event_ms"] = took;
  }
}
BENCHMARK(idle_streams)->Iterations(1)->Unit(benchmark::kSecond);

BENCHMARK(facade_beside_beast)->Arg(1500)->Arg(50'000)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
}  // namespace zonebook
