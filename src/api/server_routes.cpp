// The server itself: whether it lives, whether it can answer, what it did, whether the ledger still
// says what was appended, what is being written.

#include <limits>
#include <optional>
#include <set>

#include "api/api.h"
#include "api/call.h"
#include "ledger/anchor.h"
#include "ledger/verify.h"

namespace zonebook::api {
namespace {

using schema::Member;

Result<Answer> is_alive(Call&) { return Answer(Json::object({{"alive", Json::boolean(true)}})); }

// The database answers, and has the shape that this process writes.
Result<Answer> is_ready(Call& call) {
  auto const reader = TRY(call.rooms.database.read());
  auto const heads = TRY(ledger::all_anchors(*reader));
  return Answer(Json::object({{"ready", Json::boolean(true)},
                              {"zones", Json::integer(static_cast<std::int64_t>(heads.size()))}}));
}

Result<Answer> read_metrics(Call& call) {
  return Answer(http::text(call.rooms.metrics.text(), "text/plain; version=0.0.4; charset=utf-8"));
}

Result<void> check_log(Call const& call) {
  if (call.rooms.access.rights().may_read_log(call.visitor, call.rooms.root)) return {};
  return std::unexpected(Error{Error::Code::forbidden, {"api.log_not_yours", {}}, ""});
}

Json json_of(ledger::Anchor const& head) {
  return Json::object({{"seq", Json::integer(head.seq)}, {"hash", Json::string(head.hash)}});
}

Result<Answer> verify(Call& call) {
  TRY(check_log(call));
  auto const reader = TRY(call.rooms.database.read());
  auto const problems = TRY(ledger::verify(*reader, call.rooms.ledger));
  auto const heads = TRY(ledger::all_anchors(*reader));
  auto const audit = TRY(ledger::anchor_of_audit(*reader));
  std::vector<Json> told;
  for (auto const& problem : problems) {
    told.push_back(Json::object({{"code", Json::string(problem.says.key)},
                                 {"says", Json::string(render(problem.says, call.language))},
                                 {"where", Json::string(problem.where)}}));
  }
  auto zones = Json::object();
  for (auto const& head : heads) zones.set(head.zone, json_of(head));
  return Answer(Json::object({{"problems", Json::array(std::move(told))},
                              {"heads", std::move(zones)},
                              {"audit", audit ? json_of(*audit) : Json()}}));
}

// The zones whose acts the visitor reads: of the root, all, and what is of no zone.
Result<std::optional<std::set<std::string>>> logged_zones(Call const& call) {
  if (check_log(call)) return std::nullopt;
  std::set<std::string> zones;
  for (auto const& grant : call.visitor.grants) {
    if (grant.role->log) zones.insert(grant.zones.begin(), grant.zones.end());
  }
  if (zones.empty()) TRY(check_log(call));
  return zones;
}

// The chain has one order for all zones: those of others are passed over.
Result<Answer> read_audit(Call& call) {
  auto const zones = TRY(logged_zones(call));
  auto const reader = TRY(call.rooms.database.read());
  auto after = call.number("after").value_or(0);
  auto const limit = static_cast<std::size_t>(call.number("limit").value_or(100));
  constexpr std::int64_t page = 1000;
  std::vector<ledger::AuditRow> found;
  for (bool is_last = false; !is_last && found.size() <= limit;) {
    auto rows = TRY(ledger::audit_page(*reader, after, page));
    is_last = static_cast<std::int64_t>(rows.size()) < page;
    for (auto& row : rows) {
      after = row.seq;
      if (!zones || zones->contains(row.zone)) found.push_back(std::move(row));
    }
  }
  auto const is_more = found.size() > limit;
  if (is_more) found.resize(limit);
  std::vector<Json> acts;
  for (auto const& row : found) {
    auto details = TRY(Json::parse(row.details));
    acts.push_back(Json::object({{"seq", Json::integer(row.seq)},
                                 {"at", Json::string(row.at.to_string())},
                                 {"zone", Json::string(row.zone)},
                                 {"actor", Json::string(row.actor)},
                                 {"act", Json::string(row.act)},
                                 {"about", Json::string(row.about)},
                                 {"details", std::move(details)},
                                 {"hash", Json::string(row.hash)}}));
  }
  return Answer(Json::object({{"acts", Json::array(std::move(acts))},
                              {"next", is_more ? Json::integer(found.back().seq) : Json()}}));
}

// Of all zones that the visitor has a grant in, as long as it has.
Result<Answer> listen(Call& call) {
  auto const zones = zones_heard(call.visitor);
  http::EventStream stream(call.rooms.watching.channel(), [zones](http::Event const& event) {
    return zones.contains(event.topic);
  });
  if (auto const last = call.request.fields.find("Last-Event-ID")) {
    auto const missed = TRY(call.rooms.watching.missed(*last, zones));
    stream.first(missed);
  }
  call.rooms.stream_rights.watch(stream.ending(), call.visitor);
  return Answer(http::events(std::move(stream)));
}

std::vector<Route> health_routes() {
  return {{.method = "GET",
           .pattern = "/healthz",
           .id = "is_alive",
           .says = "The process answers",
           .who = Route::For::anyone,
           .answer = schema::object({{"alive", schema::boolean()}}),
           .handle = is_alive},
          {.method = "GET",
           .pattern = "/readyz",
           .id = "is_ready",
           .says = "The database answers too",
           .who = Route::For::anyone,
           .answer = schema::object({{"ready", schema::boolean()}, {"zones", schema::integer()}}),
           .handle = is_ready},
          {.method = "GET",
           .pattern = "/metrics",
           .id = "read_metrics",
           .says = "What the server did, for Prometheus",
           .who = Route::For::anyone,
           .answer = schema::text(),
           .answer_type = "text/plain",
           .handle = read_metrics}};
}

std::vector<Route> log_routes() {
  auto const head = schema::object({{"seq", schema::integer()}, {"hash", schema::text()}});
  auto const problem = schema::object(
      {{"code", schema::text()}, {"says", schema::text()}, {"where", schema::text()}});
  auto const act = schema::object({{"seq", schema::integer()},
                                   {"at", schema::instant()},
                                   {"zone", schema::text()},
                                   {"actor", schema::text()},
                                   {"act", schema::text()},
                                   {"about", schema::text()},
                                   {"details", schema::anything()},
                                   {"hash", schema::text()}});
  return {
      {.method = "GET",
       .pattern = "/verify",
       .id = "verify",
       .says = "Whether the ledger still says what was appended; reads all of it",
       .right = "to read the log of the root zone",
       .answer = schema::object({{"problems", schema::list(problem)},
                                 {"heads", schema::map(head)},
                                 {"audit", schema::nullable(head)}}),
       .handle = verify},
      {.method = "GET",
       .pattern = "/audit",
       .id = "read_audit",
       .says = "The audit chain: what was done besides entries",
       .right = "to read the log of a zone; its acts and those below, of the root zone all",
       .parameters = {query("after", schema::integer(0, std::numeric_limits<std::int64_t>::max()),
                            "The seq after which to begin"),
                      query("limit", schema::integer(1, 1000), "Left out: 100")},
       .answer = schema::object(
           {{"acts", schema::list(act)}, {"next", schema::nullable(schema::integer())}}),
       .handle = read_audit},
      {.method = "GET",
       .pattern = "/events",
       .id = "listen",
       .says = "A stream of events: each entry of the visitor's zones, as it is written",
       .right = "a grant in the zone; it ends with the session, and when grants change",
       .parameters = {{.name = "Last-Event-ID",
                       .schema = schema::text(),
                       .says = "The last event that was heard",
                       .in = Parameter::In::header}},
       .answer = schema::text(),
       .answer_type = "text/event-stream",
       .handle = listen}};
}

}  // namespace

std::vector<Route> server_routes() {
  auto all = health_routes();
  for (auto& route : log_routes()) all.push_back(std::move(route));
  return all;
}

}  // namespace zonebook::api
