#include "http/shard.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <ctime>

#include "http/connection.h"

namespace zonebook::http {
namespace {

// A tenth of the shortest limit: that is how late it may be noticed.
milliseconds interval_for(Limits const& limits) {
  auto const shortest = std::min({limits.header_time, limits.body_time, limits.write_time,
                                  limits.idle_time, limits.heartbeat});
  return std::clamp(shortest / 10, milliseconds(5), milliseconds(500));
}

}  // namespace

Engine::Engine(Router routes, Options given, std::optional<Tls> encryption)
    : router(std::move(routes)),
      options(std::move(given)),
      tls(std::move(encryption)),
      pool(options.workers, options.limits.queue) {}

Shard::Shard(Engine& engine)
    : engine_(engine),
      work_(context_.get_executor()),
      timer_(context_),
      interval_(interval_for(engine.options.limits)) {}

Shard::~Shard() {
  if (thread_.joinable()) thread_.join();
}

void Shard::start() {
  sweep();
  thread_ = std::thread([this] {
    leave_signals_to_others();
    context_.run();
  });
}

void Shard::add(Stream::Socket socket, Welcome welcome) {
  ++engine_.connections;
  boost::asio::post(context_, [this, welcome, socket = std::move(socket)]() mutable {
    auto connection = std::make_shared<Connection>(engine_, *this, std::move(socket));
    boost::asio::co_spawn(context_,
                          welcome == Welcome::served ? connection->serve(connection)
                                                     : connection->turn_away(connection),
                          boost::asio::detached);
  });
}

void Shard::wind_down() {
  boost::asio::post(context_, [this] {
    is_stopping_ = true;
    for_each([](Connection& connection) { connection.wind_down(); });
    end_if_empty();
  });
}

void Shard::cut_off() {
  boost::asio::post(context_,
                    [this] { for_each([](Connection& connection) { connection.cut_off(); }); });
}

void Shard::wait_until_empty() {
  std::unique_lock lock(mutex_);
  emptied_.wait(lock, [this] { return is_empty_; });
}

bool Shard::wait_until_empty(Time deadline) {
  std::unique_lock lock(mutex_);
  return emptied_.wait_until(lock, deadline, [this] { return is_empty_; });
}

Shard::Place Shard::join(Connection& connection) {
  return connections_.insert(connections_.end(), &connection);
}

void Shard::leave(Place place) {
  --engine_.connections;
  connections_.erase(place);
  end_if_empty();
}

// Waking a worker costs more than parsing a request; what one look at the sockets has brought
// goes to them at once.
void Shard::submit(WorkerPool::Work work) {
  ready_.push_back(std::move(work));
  if (ready_.size() == 1) boost::asio::post(context_, [this] { engine_.pool.submit(ready_); });
}

std::string_view Shard::date() {
  auto const second = std::time(nullptr);
  if (second == date_second_) return date_;
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm at{};
  gmtime_r(&second, &at);
  date_second_ = second;
  date_ = fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
                      days[static_cast<std::size_t>(at.tm_wday)], at.tm_mday,
                      months[static_cast<std::size_t>(at.tm_mon)], at.tm_year + 1900, at.tm_hour,
                      at.tm_min, at.tm_sec);
  return date_;
}

void Shard::sweep() {
  timer_.expires_after(interval_);
  timer_.async_wait([this](boost::system::error_code failed) {
    if (failed) return;
    auto const now = std::chrono::steady_clock::now();
    for_each([now](Connection& connection) { connection.tick(now); });
    if (!(is_stopping_ && connections_.empty())) sweep();
  });
}

// A connection may end, and leave the list, while it is visited.
template <class Each>
void Shard::for_each(Each each) {
  for (auto at = connections_.begin(); at != connections_.end();) {
    auto& connection = **at++;
    each(connection);
  }
}

void Shard::end_if_empty() {
  if (!is_stopping_ || !connections_.empty()) return;
  work_.reset();
  timer_.cancel();
  std::lock_guard const lock(mutex_);
  is_empty_ = true;
  emptied_.notify_all();
}

}  // namespace zonebook::http
