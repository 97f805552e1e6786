#include "http/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <future>

#include "http/shard.h"

namespace zonebook::http {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t turned_away_most =
    64;  // at once; beyond, a connection is closed without a word
constexpr milliseconds pause_when_out_of_descriptors{100};

}  // namespace

struct Server::Running {
  Running(Router router, Options options, std::optional<Tls> tls);

  error_code open(tcp::endpoint const&);
  void start();
  boost::asio::awaitable<void> accept();
  void welcome(tcp::socket, Shard&);
  void stop();

  Engine engine;
  std::vector<std::unique_ptr<Shard>> shards;
  tcp::acceptor acceptor;
  boost::asio::steady_timer pause;
  std::promise<void> accepted_all;
  std::once_flag stopped;
  std::uint16_t port = 0;
};

Fields Options::protecting_fields() {
  Fields fields;
  fields.append("X-Content-Type-Options", "nosniff");
  fields.append("X-Frame-Options", "DENY");
  fields.append("Referrer-Policy", "same-origin");
  fields.append("Cross-Origin-Opener-Policy", "same-origin");
  fields.append("Cross-Origin-Resource-Policy", "same-origin");
  // Components of the screen set styles; nothing else may come from elsewhere or from the page.
  fields.append("Content-Security-Policy",
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
                "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  return fields;
}

Result<std::unique_ptr<Server>> Server::listen(Router router, Options options) {
  CHECK(options.io_threads > 0 && options.workers > 0);
  std::optional<Tls> tls;
  if (options.certificate) tls = TRY(Tls::load(*options.certificate));
  auto const place = options.address + ":" + std::to_string(options.port);
  error_code failed;
  tcp::endpoint const endpoint(boost::asio::ip::make_address(options.address, failed),
                               options.port);
  auto running = std::make_unique<Running>(std::move(router), std::move(options), std::move(tls));
  if (!failed) failed = running->open(endpoint);
  if (failed) {
    Text says{"http.cannot_listen", {{"place", place}, {"reason", failed.message()}}};
    return std::unexpected(Error{Error::Code::unavailable, std::move(says), place});
  }
  running->start();
  struct Made : Server {
    explicit Made(std::unique_ptr<Running> given) : Server(std::move(given)) {}
  };
  return std::make_unique<Made>(std::move(running));
}

Server::Server(std::unique_ptr<Running> running) : running_(std::move(running)) {}

Server::~Server() { stop(); }

std::uint16_t Server::port() const { return running_->port; }

Counts Server::counts() const {
  auto const& engine = running_->engine;
  return {engine.connections, engine.streams, engine.pool.waiting(), engine.bodies_bytes};
}

void Server::stop() {
  std::call_once(running_->stopped, [this] { running_->stop(); });
}

namespace {

std::vector<std::unique_ptr<Shard>> shards_of(Engine& engine) {
  std::vector<std::unique_ptr<Shard>> shards;
  for (int i = 0; i < engine.options.io_threads; ++i) {
    shards.push_back(std::make_unique<Shard>(engine));
  }
  return shards;
}

}  // namespace

Server::Running::Running(Router router, Options options, std::optional<Tls> tls)
    : engine(std::move(router), std::move(options), std::move(tls)),
      shards(shards_of(engine)),
      acceptor(shards.front()->context()),
      pause(shards.front()->context()) {}

error_code Server::Running::open(tcp::endpoint const& endpoint) {
  error_code failed;
  acceptor.open(endpoint.protocol(), failed);
  if (!failed) acceptor.set_option(tcp::acceptor::reuse_address(true), failed);
  if (!failed) acceptor.bind(endpoint, failed);
  if (!failed) acceptor.listen(boost::asio::socket_base::max_listen_connections, failed);
  if (!failed) port = acceptor.local_endpoint(failed).port();
  return failed;
}

void Server::Running::start() {
  boost::asio::co_spawn(acceptor.get_executor(), accept(), boost::asio::detached);
  for (auto const& shard : shards) shard->start();
}

boost::asio::awaitable<void> Server::Running::accept() {
  using boost::asio::redirect_error;
  using boost::asio::use_awaitable;
  for (std::size_t next = 0;; next = (next + 1) % shards.size()) {
    error_code failed;
    auto& shard = *shards[next];
    auto socket =
        co_await acceptor.async_accept(shard.context(), redirect_error(use_awaitable, failed));
    if (!failed) {
      welcome(std::move(socket), shard);
    } else if (acceptor.is_open()) {
      pause.expires_after(pause_when_out_of_descriptors);
      co_await pause.async_wait(redirect_error(use_awaitable, failed));
    }
    if (!acceptor.is_open()) break;
  }
  accepted_all.set_value();
}

void Server::Running::welcome(tcp::socket socket, Shard& shard) {
  auto const open = engine.connections.load();
  auto const most = engine.options.limits.connections;
  if (open < most) {
    shard.add(std::move(socket), Shard::Welcome::served);
  } else if (open < most + turned_away_most) {
    shard.add(std::move(socket), Shard::Welcome::turned_away);
  }
}

void Server::Running::stop() {
  boost::asio::post(acceptor.get_executor(), [this] {
    error_code ignored;
    acceptor.close(ignored);
    pause.cancel();
  });
  accepted_all.get_future().wait();
  auto const deadline = std::chrono::steady_clock::now() + engine.options.limits.stop_time;
  for (auto const& shard : shards) shard->wind_down();
  for (auto const& shard : shards) {
    if (!shard->wait_until_empty(deadline)) shard->cut_off();
  }
  for (auto const& shard : shards) shard->wait_until_empty();
}

}  // namespace zonebook::http
