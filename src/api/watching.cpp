#include "api/watching.h"

#include <algorithm>

#include "api/event_id.h"
#include "api/sql.h"
#include "base/instant.h"
#include "base/json.h"
#include "ledger/sql.h"

namespace zonebook::api {
namespace {

constexpr std::int64_t overlap_micros = std::int64_t{60} * 1'000'000;

http::Event event_of(std::string const& zone, std::int64_t seq, std::int64_t known) {
  auto const data = Json::object({{"zone", Json::string(zone)},
                                  {"seq", Json::integer(seq)},
                                  {"known", Json::string(Instant(known).to_string())}});
  return {.id = to_text({.known = known, .seq = seq, .zone = zone}),
          .name = "entry",
          .data = to_text(data),
          .topic = zone};
}

http::Event reset() { return {.id = "", .name = "reset", .data = "{}", .topic = ""}; }

using Take = std::function<void(http::Event)>;
Result<void> each_since(db::Connection& at, EventId const& since, std::size_t limit,
                        Take const& take) {
  return at.each(sql::entries_since,
                 {since.zone, since.seq, since.known, static_cast<std::int64_t>(limit)},
                 [&](db::Row const& row) -> Result<void> {
                   take(event_of(since.zone, row.integer(0), row.integer(1)));
                   return {};
                 });
}

}  // namespace

// A database that is away comes again: what it holds by then is told then.
Watching::Watching(db::Database& database, std::chrono::milliseconds interval)
    : database_(database), ticker_(interval, [this] { static_cast<void>(look()); }) {}

Result<void> Watching::look() {
  auto const reader = TRY(database_.read());
  std::vector<EventId> moved;
  TRY(reader->each(ledger::sql::list_heads, {}, [&](db::Row const& row) -> Result<void> {
    auto const zone = std::string(row.text(0));
    auto const seq = row.integer(2);
    auto const known = told_.find(zone);
    auto const before = known == told_.end() ? 0 : known->second;
    if (!knows_heads_) told_[zone] = seq;
    if (knows_heads_ && seq > before) moved.push_back({.known = -1, .seq = before, .zone = zone});
    return {};
  }));
  knows_heads_ = true;
  for (auto const& since : moved) {
    TRY(each_since(*reader, since, INT32_MAX, [&](http::Event event) {
      channel_->publish(event);
      ++told_[since.zone];
    }));
  }
  return {};
}

Result<std::vector<http::Event>> Watching::missed(std::string_view last_event_id,
                                                  std::set<std::string> const& zones) {
  auto const last = read_event_id(last_event_id);
  if (!last) return std::vector{reset()};
  auto const reader = TRY(database_.read());
  std::vector<http::Event> all;
  for (auto const& zone : zones) {
    auto const since =
        zone == last->zone
            ? EventId{.known = -1, .seq = last->seq, .zone = zone}
            : EventId{.known = std::max<std::int64_t>(0, last->known - overlap_micros),
                      .seq = 0,
                      .zone = zone};
    TRY(each_since(*reader, since, missed_max + 1,
                   [&](http::Event event) { all.push_back(std::move(event)); }));
    if (all.size() > missed_max) return std::vector{reset()};
  }
  return all;
}

}  // namespace zonebook::api
