// Records of a register: /records/{register}, one of them, and its history.

#include <algorithm>

#include "access/mask.h"
#include "api/api.h"
#include "api/call.h"
#include "api/history.h"
#include "ledger/condition.h"
#include "ledger/listing.h"
#include "ledger/lives_at.h"
#include "ledger/tell.h"
#include "ledger/titles.h"
#include "publishing/export.h"

namespace zonebook::api {
namespace {

// The fields that a reader sees at all; of some that were asked for, those.
class Columns {
 public:
  static Result<Columns> of(Call const& call, meta::Register const& in,
                            ledger::Scope const& rights) {
    Columns columns(in);
    for (auto const& name : call.words("fields")) {
      auto const* field = in.find(name);
      if (!field) {
        return invalid(
            {"api.no_field", {{"register", meta::argument_of(in.label)}, {"name", name}}},
            "fields");
      }
      columns.asked_.push_back(field);
    }
    for (auto const& field : in.fields) {
      auto const is_asked = columns.asked_.empty() ||
                            std::ranges::find(columns.asked_, &field) != columns.asked_.end();
      auto const is_seen = rights.seen(in, field) != ledger::Scope::Seen::hidden;
      if (is_asked && is_seen) columns.shown_.push_back(&field);
    }
    return columns;
  }

  // What a list has to read: what a record is called too.
  std::vector<meta::Field const*> to_read() const {
    auto fields = asked_;
    auto const* title = in_.find(in_.views.title);
    auto const is_there = std::ranges::find(fields, title) != fields.end();
    if (!fields.empty() && title && !is_there) fields.push_back(title);
    return fields;
  }
  std::vector<meta::Field const*> const& shown() const { return shown_; }
  meta::Register const& in() const { return in_; }

 private:
  explicit Columns(meta::Register const& in) : in_(in) {}

  meta::Register const& in_;
  std::vector<meta::Field const*> asked_, shown_;
};

Result<Json> json_of(std::string const& id, ledger::Version version, Columns const& columns,
                     ledger::Titles& titles, ledger::Snapshot& snapshot) {
  auto const& in = columns.in();
  auto title = TRY(titles.of(id, version, in));
  TRY(access::mask(version, in, id, snapshot));
  auto fields = Json::object();
  auto called = Json::object();
  for (auto const* field : columns.shown()) {
    auto const& value = version.values[in.index_of(*field)];
    fields.set(field->name, ledger::json_of(value, *field));
    auto const* refers = field->is_reference() ? std::get_if<std::string>(&value) : nullptr;
    if (!refers) continue;
    auto name = TRY(titles.of(*refers));
    called.set(field->name, Json::string(std::move(name)));
  }
  return Json::object({{"id", Json::string(id)},
                       {"title", Json::string(std::move(title))},
                       {"valid_from", Json::string(version.on.from.to_string())},
                       {"valid_to", Json::string(version.on.to.to_string())},
                       {"kind", Json::string(std::string(ledger::name_of(version.kind)))},
                       {"known", Json::string(version.known_from.to_string())},
                       {"fields", std::move(fields)},
                       {"titles", std::move(called)}});
}

Result<Answer> list_records(Call& call) {
  auto const* in = TRY(call.register_named("register"));
  auto const day = TRY(call.valid());
  auto snapshot = TRY(call.read(call.zone()));
  auto const columns = TRY(Columns::of(call, *in, snapshot.rights()));
  ledger::ListRequest request{.in = in,
                              .day = day,
                              .filter = call.text("filter"),
                              .cursor = call.text("cursor"),
                              .fields = columns.to_read()};
  request.sort = TRY(publishing::sort_from(call.text("sort"), *in));
  request.limit = static_cast<std::size_t>(call.number("limit").value_or(50));
  using Count = ledger::ListRequest::Count;
  request.count = call.flag("count") ? Count::exact : Count::none;
  auto page = TRY(ledger::list(snapshot, request));
  ledger::Titles titles(snapshot, day, call.language);
  std::vector<Json> records;
  for (auto& [id, version] : page.records) {
    auto record = TRY(json_of(id, std::move(version), columns, titles, snapshot));
    records.push_back(std::move(record));
  }
  auto json = call.answered(snapshot, day);
  json.set("register", Json::string(in->name));
  json.set("records", Json::array(std::move(records)));
  json.set("next", page.next.empty() ? Json() : Json::string(page.next));
  if (page.count) json.set("count", Json::integer(*page.count));
  return at_pair(std::move(json), snapshot.k());
}

std::unexpected<Error> no_record(Call const& call, meta::Register const& in) {
  return std::unexpected(
      Error{Error::Code::not_found,
            {"api.no_record", {{"register", meta::argument_of(in.label)}, {"id", call.text("id")}}},
            "id"});
}

// The zone that is read for one record: its own, but of what is shared or of the root the
// visitor's, from where it is seen too.
std::string zone_for(Call const& call, meta::Register const& in) {
  auto const given = call.text("zone");
  if (!given.empty()) return given;
  if (in.shared || in.root_only) return call.zone();
  return ledger::zone_of(call.text("id"));
}

Json json_of(std::vector<ledger::Debt> const& debts) {
  std::vector<Json> list;
  for (auto const& [stage, need] : debts) {
    auto const is_hard = need->gate == meta::Need::Gate::hard;
    list.push_back(Json::object({{"stage", Json::string(stage)},
                                 {"need", Json::string(need->name)},
                                 {"zh", Json::string(need->says.zh)},
                                 {"en", Json::string(need->says.en)},
                                 {"gate", Json::string(is_hard ? "hard" : "debt")}}));
  }
  return Json::array(std::move(list));
}

// What it still owes by what the whole record says, whoever asks, as it was known; told are those
// that ask of fields the visitor sees.
Result<std::vector<ledger::Debt>> debts_of(Call const& call, ledger::Snapshot const& seen,
                                           meta::Register const& in, std::string const& id,
                                           Date day) {
  auto whole = TRY(seen.under(ledger::Scope::everything(ledger::zone_of(id)), seen.k()));
  auto const found = TRY(whole.as_of(id, day));
  if (!found.version) return std::vector<ledger::Debt>{};
  ledger::LivesAt lives(whole.store(), whole.k());
  ledger::Draft draft(lives);
  auto debts = TRY(call.rooms.ledger.rules().debts(
      in, *found.version, {.day = day, .today = call.rooms.today()}, draft));
  std::erase_if(debts, [&](ledger::Debt const& debt) {
    return !seen.rights().check_plain(ledger::Condition(debt.need->condition, in));
  });
  return debts;
}

Result<Answer> read_record(Call& call) {
  auto const* in = TRY(call.register_named("register"));
  auto const day = TRY(call.valid());
  auto const id = call.text("id");
  auto snapshot = TRY(call.read(zone_for(call, *in)));
  TRY(snapshot.rights().check_shown(*in));
  auto found = TRY(snapshot.as_of(id, day));
  if (found.in != in) return no_record(call, *in);
  auto json = call.answered(snapshot, day);
  json.set("register", Json::string(in->name));
  json.set("id", Json::string(id));
  json.set("same_as", found.same_as ? Json::string(*found.same_as) : Json());
  json.set("exists", Json::boolean(found.version.has_value()));
  if (!found.version) {
    json.set("record", Json());
    return at_pair(std::move(json), snapshot.k());
  }
  auto const columns = TRY(Columns::of(call, *in, snapshot.rights()));
  ledger::Titles titles(snapshot, day, call.language);
  if (in->track) {
    auto const debts = TRY(debts_of(call, snapshot, *in, id, day));
    json.set("debts", json_of(debts));
  }
  auto record = TRY(json_of(id, std::move(*found.version), columns, titles, snapshot));
  json.set("record", std::move(record));
  return at_pair(std::move(json), snapshot.k());
}

Result<Answer> read_history(Call& call) {
  auto const* in = TRY(call.register_named("register"));
  auto const id = call.text("id");
  auto snapshot = TRY(call.read(zone_for(call, *in)));
  TRY(snapshot.rights().check_shown(*in));
  auto const found = TRY(snapshot.as_of(id, call.rooms.today()));
  if (found.in != in) return no_record(call, *in);
  auto const entries = TRY(snapshot.history(id));
  std::vector<Json> told;
  for (auto const& entry : entries) {
    auto one = TRY(told_entry(entry, id, snapshot));
    told.push_back(std::move(one));
  }
  auto json = call.answered(snapshot, call.rooms.today());
  json.set("register", Json::string(in->name));
  json.set("id", Json::string(id));
  json.set("entries", Json::array(std::move(told)));
  return at_pair(std::move(json), snapshot.k());
}

Parameter register_parameter() { return in_path("register", "A register's name"); }
Parameter id_parameter() { return in_path("id", "A record's id"); }
Parameter fields_parameter() {
  return query("fields", schema::text("", 2000), "Names of fields, with commas. Left out: all.");
}

Json page_schema() {
  using schema::Member;
  return schema::at_a_pair({{"register", schema::text()},
                            {"records", schema::list(schema::reference("Record"))},
                            {"next", schema::nullable(schema::text())},
                            {"count", schema::integer(), Member::optional}});
}

Json one_schema() {
  using schema::Member;
  auto const debt = schema::object({{"stage", schema::text()},
                                    {"need", schema::text()},
                                    {"zh", schema::text()},
                                    {"en", schema::text()},
                                    {"gate", schema::choice({"hard", "debt"})}});
  return schema::at_a_pair({{"register", schema::text()},
                            {"id", schema::text()},
                            {"exists", schema::boolean()},
                            {"same_as", schema::nullable(schema::text())},
                            {"record", schema::nullable(schema::reference("Record"))},
                            {"debts", schema::list(debt), Member::optional}});
}

Json history_schema() {
  using schema::Member;
  auto const edit =
      schema::object({{"old", schema::list(schema::anything())}, {"new", schema::anything()}});
  auto const change = schema::object({{"kind", schema::text()},
                                      {"valid_from", schema::day()},
                                      {"valid_to", schema::day()},
                                      {"fields", schema::map(edit)},
                                      {"same_as", schema::text(), Member::optional},
                                      {"entry", schema::integer(), Member::optional}});
  auto const entry = schema::object({{"seq", schema::integer()},
                                     {"known", schema::instant()},
                                     {"actor", schema::text()},
                                     {"approved_by", schema::text()},
                                     {"source", schema::text()},
                                     {"reason", schema::text()},
                                     {"changes", schema::list(change)}});
  return schema::at_a_pair(
      {{"register", schema::text()}, {"id", schema::text()}, {"entries", schema::list(entry)}});
}

}  // namespace

std::vector<Route> record_routes() {
  return {
      {.method = "GET",
       .pattern = "/records/{register}",
       .id = "list_records",
       .says = "The records of a register that exist on a day, filtered, sorted, page by page",
       .right = "read on the register; filter and sort only by fields that are seen plain",
       .parameters = {register_parameter(), zone_parameter(), valid_parameter(), known_parameter(),
                      query("filter", schema::text("", 4000), "FEEL over the register's fields"),
                      query("sort", schema::text("", 500),
                            "Fields with commas; - before one for the largest first"),
                      query("cursor", schema::text("", 4000), "`next` of the page before"),
                      query("limit", schema::integer(1, 1000), "Records a page; left out: 50"),
                      query("count", schema::boolean(), "Whether to count all pages"),
                      fields_parameter()},
       .answer = page_schema(),
       .answers = Route::Answers::same_until_written,
       .handle = list_records},
      {.method = "GET",
       .pattern = "/records/{register}/{id}",
       .id = "read_record",
       .says = "One record as of a day, as known at a moment",
       .right = "read on the register",
       .parameters = {register_parameter(), id_parameter(), zone_parameter(), valid_parameter(),
                      known_parameter(), fields_parameter()},
       .answer = one_schema(),
       .answers = Route::Answers::same_until_written,
       .handle = read_record},
      {.method = "GET",
       .pattern = "/records/{register}/{id}/history",
       .id = "read_history",
       .says = "Every entry that wrote of a record, oldest first: who, when, on which paper",
       .right = "read on the register",
       .parameters = {register_parameter(), id_parameter(), zone_parameter(), known_parameter()},
       .answer = history_schema(),
       .answers = Route::Answers::same_until_written,
       .handle = read_history}};
}

}  // namespace zonebook::api
