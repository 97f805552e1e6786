// Streams of events go on after their request, and rights change meanwhile: each is asked again
// whether its visitor still may hear of these zones, and ended if not.
//
//   rights.watch(stream.ending(), call.visitor);
//
// Promises
//   1. A stream ends within the interval after its session or token has ended, its account was
//      closed, or its grants are of other zones than when it began, in whatever process that was
//      done.  The browser comes again, and is asked who it is.
//   2. A stream does not keep a session alive: who only listens is signed out as if idle.
//   3. A database that is away ends no stream.
//
// Cost: three statements an interval, whatever the number of streams, and one a stream when the
// root's ledger has moved.  Threads: all functions from any.

#pragma once

#include <list>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "access/access.h"
#include "api/ticker.h"
#include "http/events.h"

namespace zonebook::api {

// Of all its grants.
std::set<std::string> zones_heard(access::Visitor const&);

class StreamRights {
 public:
  explicit StreamRights(access::Access&,
                        std::chrono::milliseconds interval = std::chrono::milliseconds(2000));

  void watch(http::StreamEnd, access::Visitor);
  // What the thread does each interval; one look at a time, so that who calls it has all of them
  // looked at as of now.
  Result<void> check();

 private:
  struct Watched {
    http::StreamEnd stream;
    access::Visitor visitor;
    std::optional<access::People::Moment> held;  // when its grants were last looked at
  };
  Result<bool> may_go_on(Watched&, access::Access::Moment const&);

  access::Access& access_;
  std::mutex looking_;  // held for a whole look, before mutex_
  std::mutex mutex_;
  std::list<Watched> watched_;  // guarded by mutex_
  Ticker ticker_;
};

}  // namespace zonebook::api
