// What is written: /entries, /proposals and what becomes of them, personal values in clear.

#include "api/api.h"
#include "api/call.h"
#include "api/receipt_json.h"
#include "ledger/request.h"

namespace zonebook::api {
namespace {

// The letter as it was sent; its key may stand in the header instead.
Json letter_in(Call const& call) {
  auto letter = call.body;
  auto key = call.key();
  if (!key.empty() && !letter.find("key")) letter.set("key", Json::string(std::move(key)));
  return letter;
}

Answer created(ledger::Receipt const& receipt, std::string const& zone) {
  Answer answer(json_of(receipt, zone));
  answer.status = 201;
  return answer;
}

std::string zone_in(Json const& letter) { return std::string(letter.text_at("zone").value_or("")); }

Result<Answer> append(Call& call) {
  auto letter = letter_in(call);
  auto const zone = zone_in(letter);
  auto const receipt = TRY(call.rooms.access.acts().append(call.visitor, std::move(letter)));
  return created(receipt, zone);
}

Result<Answer> propose(Call& call) {
  auto letter = letter_in(call);
  auto const zone = zone_in(letter);
  auto const receipt = TRY(call.rooms.access.acts().propose(call.visitor, std::move(letter)));
  return created(receipt, zone);
}

Result<Answer> decide(Call& call, access::Acts::Decision decision) {
  auto const id = call.text("id");
  auto key = call.member("key");
  if (key.empty()) key = call.key();
  auto const receipt =
      TRY(call.rooms.access.acts().decide(call.visitor, {.decision = decision,
                                                         .proposal = id,
                                                         .reason = call.member("reason"),
                                                         .key = std::move(key)}));
  return created(receipt, ledger::zone_of(id));
}

// What waits for a second person; the light is on after two days.  One's own also where one has no
// role, as of what belongs to the whole tree.
Result<Answer> list_proposals(Call& call) {
  auto const zone = call.zone();
  auto snapshot = TRY(call.read_at(zone, {}));
  auto const now = call.rooms.clock.now();
  auto const found = TRY(call.flag("mine") ? call.rooms.access.acts().own_proposals(call.visitor)
                                           : call.rooms.proposals.waiting(snapshot, now));
  auto const late = now.micros() - ledger::Proposals::overdue_micros;
  std::vector<Json> told;
  for (auto const& [id, since] : found) {
    told.push_back(Json::object({{"id", Json::string(id)},
                                 {"since", Json::string(since.to_string())},
                                 {"overdue", Json::boolean(since.micros() <= late)}}));
  }
  auto json = call.answered(snapshot, call.rooms.today());
  json.set("proposals", Json::array(std::move(told)));
  return Answer(std::move(json));
}

Result<Answer> read_letter(Call& call) {
  auto found = TRY(call.rooms.access.acts().letter_of(call.visitor, call.text("id")));
  auto const text = [](std::string const& said) {
    return said.empty() ? Json() : Json::string(said);
  };
  return Answer(Json::object({{"id", Json::string(call.text("id"))},
                              {"letter", std::move(found.letter)},
                              {"decided_by", text(found.decided_by)},
                              {"note", text(found.note)}}));
}

Result<Answer> unmask(Call& call) {
  auto const id = call.text("id");
  auto const day =
      call.member("valid").empty() ? call.rooms.today() : *Date::parse(call.member("valid"));
  auto const value =
      TRY(call.rooms.access.acts().unmask(call.visitor, {.zone = ledger::zone_of(id),
                                                         .record = id,
                                                         .field = call.member("field"),
                                                         .reason = call.member("reason"),
                                                         .day = day}));
  return Answer(Json::object({{"value", Json::string(value)}}));
}

using schema::Member;

Json change_schema() {
  return schema::object(
      {{"register", schema::text()},
       {"id", schema::text("The record's, or new:x of one that this entry makes", 200)},
       {"kind", schema::choice({"create", "change", "correct", "retire", "restore"})},
       {"valid_from", schema::day(), Member::optional},
       {"valid_to", schema::day(), Member::optional},
       {"fields", schema::map(schema::anything()), Member::optional},
       {"same_as", schema::text(), Member::optional},
       {"entry", schema::integer(), Member::optional}});
}

Json letter_schema() {
  return schema::object(
      {{"zone", schema::text()},
       {"actor", schema::text("The visitor's own login, or left out"), Member::optional},
       {"source", schema::text("The paper", 2000), Member::optional},
       {"reason", schema::text("Why", 2000), Member::optional},
       {"key", schema::text("Sent again, it is one entry", 200), Member::optional},
       {"seen", schema::map(schema::text("Since when the version read was known")),
        Member::optional},
       {"changes", schema::list(schema::reference("Change"))}});
}

Json decision_schema() {
  return schema::object({{"reason", schema::text("", 2000), Member::optional},
                         {"key", schema::text("", 200), Member::optional}});
}

Route decision(std::string const& name, std::string says, access::Acts::Decision which) {
  return {.method = "POST",
          .pattern = "/proposals/{id}/" + name,
          .id = name + "_proposal",
          .says = std::move(says),
          .right =
              "approve on each register of the proposal; nobody decides their own, and only "
              "its proposer withdraws one",
          .parameters = {in_path("id", "A proposal's id"), key_header()},
          .body = decision_schema(),
          .answer = schema::reference("Receipt"),
          .status = 201,
          .handle = [which](Call& call) { return decide(call, which); }};
}

Route unmask_route() {
  auto const unmasking = schema::object({{"field", schema::text("", 200)},
                                         {"reason", schema::text("Why it is asked for", 2000)},
                                         {"valid", schema::day(), Member::optional}});
  return {.method = "POST",
          .pattern = "/records/{register}/{id}/unmask",
          .id = "unmask",
          .says = "A personal value in clear; the act and its reason stand in the audit chain",
          .right = "unmask on the register",
          .parameters = {in_path("register", "A register's name"), in_path("id", "A record's id")},
          .body = unmasking,
          .answer = schema::object({{"value", schema::text()}}),
          .handle = unmask};
}

}  // namespace

Json entry_change_schema() { return change_schema(); }

std::vector<Route> write_routes() {
  using Decision = access::Acts::Decision;
  auto const waiting = schema::object(
      {{"id", schema::text()}, {"since", schema::instant()}, {"overdue", schema::boolean()}});
  auto const waiting_list = schema::at_a_pair({{"proposals", schema::list(waiting)}});
  auto const shown_letter = schema::object({{"id", schema::text()},
                                            {"letter", schema::anything()},
                                            {"decided_by", schema::nullable(schema::text())},
                                            {"note", schema::nullable(schema::text())}});
  return {
      {.method = "POST",
       .pattern = "/entries",
       .id = "append_entry",
       .says = "Appends all changes of a letter, or none; durable once it is answered",
       .right = "append on each register of the letter",
       .parameters = {key_header()},
       .body = letter_schema(),
       .body_bytes = std::size_t{2} << 20,
       .answer = schema::reference("Receipt"),
       .status = 201,
       .handle = append},
      {.method = "GET",
       .pattern = "/proposals",
       .id = "list_proposals",
       .says = "What waits for a second person, oldest first",
       .right = "read on proposal",
       .parameters = {zone_parameter(), query("mine", schema::boolean(),
                                              "One's own alone, in whatever zone they wait")},
       .answer = waiting_list,
       .handle = list_proposals},
      {.method = "POST",
       .pattern = "/proposals",
       .id = "propose_entry",
       .says = "Lets a letter wait for a second person",
       .right = "propose on each register of the letter",
       .parameters = {key_header()},
       .body = letter_schema(),
       .body_bytes = std::size_t{2} << 20,
       .answer = schema::reference("Receipt"),
       .status = 201,
       .handle = propose},
      {.method = "GET",
       .pattern = "/proposals/{id}/letter",
       .id = "read_proposal_letter",
       .says = "What a proposal would write",
       .right = "to have proposed it, or to be able to decide it",
       .parameters = {in_path("id", "A proposal's id")},
       .answer = shown_letter,
       .handle = read_letter},
      decision("approve", "Approves a proposal: its letter becomes an entry", Decision::approve),
      decision("reject", "Rejects a proposal", Decision::reject),
      decision("withdraw", "Withdraws one's own proposal", Decision::withdraw),
      unmask_route()};
}

}  // namespace zonebook::api
