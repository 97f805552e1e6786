// What the server did, as Prometheus reads it (text format 0.0.4): requests by route and status,
// how long they took, what is connected now.  No path, no name and no value stands in it.
//
// Threads: all functions from any.

#pragma once

#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <tuple>

#include "http/options.h"

namespace zonebook::api {

class Metrics {
 public:
  void add(http::Done const&);
  // Where what is connected now is asked; before, it is left out.
  void watch(std::function<http::Counts()>);
  std::string text() const;

 private:
  static constexpr std::array<double, 9> seconds_up_to = {0.001, 0.005, 0.01, 0.025, 0.05,
                                                          0.1,   0.25,  1.0,  5.0};
  struct Took {
    std::array<std::uint64_t, seconds_up_to.size()> up_to{};
    std::uint64_t count = 0;
    double seconds = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::tuple<std::string, std::string, int>, std::uint64_t> requests_;
  std::map<std::string, Took> took_;  // by route
  std::uint64_t bytes_in_ = 0, bytes_out_ = 0;
  std::function<http::Counts()> counts_;
};

}  // namespace zonebook::api
