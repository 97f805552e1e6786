#include "api/metrics.h"

#include <fmt/format.h>

#include <iterator>

namespace zonebook::api {
namespace {

void gauge(std::string& out, char const* name, std::size_t value) {
  fmt::format_to(std::back_inserter(out), "# TYPE {} gauge\n{} {}\n", name, name, value);
}

}  // namespace

void Metrics::add(http::Done const& done) {
  auto const seconds = static_cast<double>(done.took.count()) / 1e6;
  std::lock_guard const lock(mutex_);
  ++requests_[{std::string(done.method), std::string(done.route), done.status}];
  auto& took = took_[std::string(done.route)];
  for (std::size_t i = 0; i < seconds_up_to.size(); ++i) {
    if (seconds <= seconds_up_to[i]) ++took.up_to[i];
  }
  ++took.count;
  took.seconds += seconds;
  bytes_in_ += done.bytes_in;
  bytes_out_ += done.bytes_out;
}

void Metrics::watch(std::function<http::Counts()> counts) {
  std::lock_guard const lock(mutex_);
  counts_ = std::move(counts);
}

std::string Metrics::text() const {
  std::lock_guard const lock(mutex_);
  std::string out = "# TYPE zonebook_requests_total counter\n";
  auto const to = std::back_inserter(out);
  for (auto const& [of, count] : requests_) {
    auto const& [method, route, status] = of;
    fmt::format_to(to, "zonebook_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}\n",
                   method, route, status, count);
  }
  out += "# TYPE zonebook_request_seconds histogram\n";
  for (auto const& [route, took] : took_) {
    for (std::size_t i = 0; i < seconds_up_to.size(); ++i) {
      fmt::format_to(to, "zonebook_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route,
                     seconds_up_to[i], took.up_to[i]);
    }
    fmt::format_to(to,
                   "zonebook_request_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\n"
                   "zonebook_request_seconds_count{{route=\"{0}\"}} {1}\n"
                   "zonebook_request_seconds_sum{{route=\"{0}\"}} {2:.6f}\n",
                   route, took.count, took.seconds);
  }
  fmt::format_to(to,
                 "# TYPE zonebook_bytes_in_total counter\nzonebook_bytes_in_total {}\n"
                 "# TYPE zonebook_bytes_out_total counter\nzonebook_bytes_out_total {}\n",
                 bytes_in_, bytes_out_);
  if (!counts_) return out;
  auto const now = counts_();
  gauge(out, "zonebook_connections", now.connections);
  gauge(out, "zonebook_streams", now.streams);
  gauge(out, "zonebook_requests_waiting", now.waiting);
  gauge(out, "zonebook_bodies_bytes", now.bodies_bytes);
  return out;
}

}  // namespace zonebook::api
