// Streams of what was written: one thread a process looks at the heads of the log and tells the
// readers of events; several processes on one database each do so, so a stream hears of what was
// written through any of them.
//
//   Watching watching(database);
//   EventStream stream(watching.channel(), admits);
//   stream.first(TRY(watching.missed(last_event_id, zones)));
//
// Promises
//   1. A reader hears of each entry of its zones in the order of seq, and after it was away too, by
//      the id of the last event it got: at least once, for between zones there is no order, and
//      what lies a minute before that event in other zones is told again.
//   2. An event says zone, seq and known, and nothing of what was written: whoever wants to know
//      reads it under rights of their own.  So streams tell nobody of a confidential record.
//   3. Of more than missed_max that were missed, one event `reset` says to read all again.
//
// An event is heard within the interval.  The log is read, not the outbox, for a stream must find
// what every consumer of the outbox has long acknowledged.  Threads: all functions from any.

#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "api/ticker.h"
#include "base/result.h"
#include "db/database.h"
#include "http/events.h"

namespace zonebook::api {

class Watching {
 public:
  static constexpr std::size_t missed_max = 1000;

  explicit Watching(db::Database&,
                    std::chrono::milliseconds interval = std::chrono::milliseconds(250));

  std::shared_ptr<http::Channel> const& channel() const { return channel_; }

  // Since an event's id; one that is none is as if nothing had been heard for long: `reset`.
  Result<std::vector<http::Event>> missed(std::string_view last_event_id,
                                          std::set<std::string> const& zones);

 private:
  Result<void> look();

  db::Database& database_;
  std::shared_ptr<http::Channel> channel_ = std::make_shared<http::Channel>();
  std::map<std::string, std::int64_t> told_;  // by zone: the last seq; of the thread alone
  bool knows_heads_ = false;                  // of the thread alone
  Ticker ticker_;
};

}  // namespace zonebook::api
