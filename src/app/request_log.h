// One JSON line an answered request, on standard error: the route's pattern, never a path, a query
// or a field's value.
//
//   {"at":"2024-01-15T01:30:00.000000Z","request":7,"method":"GET","route":"/api/v1/me",
//    "status":200,"peer":"127.0.0.1","in":0,"out":512,"took_us":830,"handled_us":610,"whole":true}
//
// Threads: write() from any.

#pragma once

#include <mutex>

#include "http/options.h"

namespace zonebook::app {

class RequestLog {
 public:
  void write(http::Done const&);

 private:
  std::mutex mutex_;
};

}  // namespace zonebook::app
