// What was answered since anything was last written: who asks again gets the same bytes, without a
// statement.
//
//   auto const state = reads.state(today);               // before anything is read
//   if (auto kept = reads.answer(state, key)) return std::move(*kept);
//   …
//   reads.keep(state, key, response);                    // if still nothing was written
//
// Why it is right: a read of these routes is a function of what is durable, of the day, of the
// visitor and of the request.  The first two are the state, the others the key; what was read while
// the state changed is not kept, and a changed state forgets everything.  So no answer outlives a
// write that was answered for, an account that was closed or a right that was taken (PRODUCT C, D).
//
// Where others may write too (PostgreSQL) there is no state, and nothing is kept.
// A visitor is kept for a second at most, so that a session ends, and is seen to be used, to the
// second.  Bounds: `bytes_most` of answers, none above `answer_bytes_most`; beyond, it begins anew.
// Cost: two look-ups and a copy of the answer.  Threads: all functions from any.

#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "access/visitor.h"
#include "base/date.h"
#include "db/database.h"
#include "http/response.h"

namespace zonebook::api {

class KeptReads {
 public:
  static constexpr std::size_t bytes_most = std::size_t{64} << 20;
  static constexpr std::size_t answer_bytes_most = std::size_t{1} << 20;
  static constexpr auto visitor_longest = std::chrono::seconds(1);

  struct State {
    std::uint64_t changes = 0;
    Date today;
    bool operator==(State const&) const = default;
  };

  using Watch = std::function<std::chrono::steady_clock::time_point()>;
  explicit KeptReads(db::Database const& database, Watch watch = std::chrono::steady_clock::now)
      : database_(database), watch_(std::move(watch)) {}

  // nullopt: it cannot be told, so nothing is kept.
  std::optional<State> state(Date today) const;

  // By what the request shows of itself: a cookie, a bearer token.  A null pointer: not kept.
  std::shared_ptr<access::Visitor const> visitor(State const&, std::string const& shown);
  std::optional<http::Response> answer(State const&, std::string const& key);
  void keep(State const&, std::string const& shown, std::shared_ptr<access::Visitor const>);
  void keep(State const&, std::string const& key, http::Response const&);

 private:
  struct KeptAnswer {
    http::Fields fields;
    std::string body, etag;
  };
  struct KeptVisitor {
    std::shared_ptr<access::Visitor const> visitor;
    std::chrono::steady_clock::time_point until;
  };

  std::shared_ptr<KeptAnswer const> find(State const&, std::string const& key);
  bool is_now(State const&);
  bool still_is(State const&) const;

  db::Database const& database_;
  Watch const watch_;
  std::mutex mutex_;
  std::optional<State> of_;
  std::size_t bytes_ = 0;
  std::unordered_map<std::string, KeptVisitor> visitors_;
  std::unordered_map<std::string, std::shared_ptr<KeptAnswer const>> answers_;
};

}  // namespace zonebook::api
