// Signing in and out, and who one is: /session, /me.

#include "api/api.h"
#include "api/call.h"
#include "api/model_json.h"
#include "api/session.h"

namespace zonebook::api {
namespace {

// The zones that the visitor has a grant in, by code.
Result<Json> zones_of(Call const& call) {
  auto const named = TRY(call.rooms.access.people().zones_of(call.visitor));
  std::vector<Json> zones;
  for (auto const& [code, name, parent] : named) {
    zones.push_back(Json::object({{"code", Json::string(code)},
                                  {"name", Json::string(name)},
                                  {"parent", parent.empty() ? Json() : Json::string(parent)}}));
  }
  return Json::array(std::move(zones));
}

Json grants_of(access::Visitor const& visitor) {
  std::vector<Json> grants;
  for (auto const& grant : visitor.grants) {
    grants.push_back(Json::object({{"role", Json::string(grant.role->name)},
                                   {"label", label_json(grant.role->label)},
                                   {"zone", Json::string(grant.zone)}}));
  }
  return Json::array(std::move(grants));
}

// Of each register that is seen: what may be done to it, and which fields are not plain.
Json registers_of(Call const& call, std::string const& zone) {
  using access::Right;
  auto const& rights = call.rooms.access.rights();
  auto registers = Json::object();
  for (auto const& in : call.rooms.catalog.registers()) {
    if (in.removed || !rights.may(call.visitor, Right::read, in, zone)) continue;
    std::vector<Json> may;
    for (auto const right : {Right::read, Right::append, Right::propose, Right::approve,
                             Right::export_records, Right::unmask}) {
      if (!rights.may(call.visitor, right, in, zone)) continue;
      may.push_back(Json::string(std::string(access::name_of(right))));
    }
    std::vector<Json> masked, hidden;
    for (auto const& field : in.fields) {
      using Seen = ledger::Scope::Seen;
      auto const seen = rights.seen(call.visitor, in, field, zone);
      if (seen == Seen::masked) masked.push_back(Json::string(field.name));
      if (seen == Seen::hidden) hidden.push_back(Json::string(field.name));
    }
    registers.set(in.name, Json::object({{"may", Json::array(std::move(may))},
                                         {"masked", Json::array(std::move(masked))},
                                         {"hidden", Json::array(std::move(hidden))}}));
  }
  return registers;
}

Result<Json> me(Call const& call) {
  auto const& visitor = call.visitor;
  auto const zone = visitor.home.empty() ? call.rooms.root : visitor.home;
  auto const& rights = call.rooms.access.rights();
  auto zones = TRY(zones_of(call));
  auto json =
      Json::object({{"login", Json::string(visitor.login)},
                    {"name", Json::string(visitor.name)},
                    {"me", Json::string(visitor.me)},
                    {"home", Json::string(zone)},
                    {"language", Json::string(visitor.language == Language::en ? "en" : "zh")},
                    {"needs_second_factor", Json::boolean(visitor.needs_second_factor)},
                    {"grants", grants_of(visitor)},
                    {"zones", std::move(zones)},
                    {"figures", Json::boolean(rights.may_see_figures(visitor, zone))},
                    {"accounts", Json::boolean(rights.may_manage_accounts(visitor, zone))},
                    {"log", Json::boolean(rights.may_read_log(visitor, zone))},
                    {"registers", registers_of(call, zone)}});
  if (visitor.expires) json.set("expires", Json::string(visitor.expires->to_string()));
  if (!visitor.session.empty()) {
    json.set("csrf", Json::string(call.rooms.access.csrf_of(visitor)));
  }
  if (call.rooms.kind == Rooms::Kind::sample) {
    json.set("sample_day", Json::string(call.rooms.today().to_string()));
  }
  return json;
}

Result<Answer> read_me(Call& call) {
  auto json = TRY(me(call));
  return Answer(std::move(json));
}

// What the page of signing in needs before anybody has.
Result<Answer> read_session(Call& call) {
  auto json = Json::object({{"signed_in", Json::boolean(call.visitor.is_somebody())}});
  std::vector<Json> cards;
  if (call.rooms.cards == Rooms::Cards::shown) {
    auto const accounts = TRY(call.rooms.access.sample_cards());
    for (auto const& account : accounts) {
      auto const& grants = account.grants;
      cards.push_back(
          Json::object({{"login", Json::string(account.login)},
                        {"name", Json::string(account.name)},
                        {"role", Json::string(grants.empty() ? "" : grants.front().role->name)},
                        {"label", grants.empty() ? label_json(meta::Label{})
                                                 : label_json(grants.front().role->label)},
                        {"zone", Json::string(grants.empty() ? "" : grants.front().zone)}}));
    }
  }
  json.set("cards", Json::array(std::move(cards)));
  json.set("notice",
           Json::object({{"zh", Json::string(render({"api.no_secrets", {}}, Language::zh))},
                         {"en", Json::string(render({"api.no_secrets", {}}, Language::en))}}));
  if (call.rooms.kind == Rooms::Kind::sample) {
    json.set("sample_day", Json::string(call.rooms.today().to_string()));
  }
  return Answer(std::move(json));
}

Result<Answer> sign_in(Call& call) {
  auto& sign_ins = call.rooms.access.sign_ins();
  auto const card = call.member("card");
  if (!card.empty() && call.rooms.cards == Rooms::Cards::none) {
    return std::unexpected(Error{Error::Code::not_found, {"access.no_card", {}}, "card"});
  }
  auto const begun = TRY(card.empty() ? sign_ins.sign_in({.login = call.member("login"),
                                                          .password = call.member("password"),
                                                          .code = call.member("code"),
                                                          .peer = call.request.peer})
                                      : sign_ins.sign_in_by_card(card, call.request.peer));
  return signed_in(call, begun);
}

Result<Answer> sign_out(Call& call) {
  TRY(call.rooms.access.sign_out(call.visitor));
  Answer answer{Json()};
  answer.status = 204;
  answer.fields.append("Set-Cookie", cookie_of("", call.request));
  return answer;
}

Json sign_in_schema() {
  using schema::Member;
  return schema::object(
      {{"login", schema::text("The sign-in name", 200), Member::optional},
       {"password", schema::text("", 1000), Member::optional},
       {"code", schema::text("Of the second factor", 20), Member::optional},
       {"card", schema::text("Of a sample: a role card's login", 200), Member::optional}});
}

Json session_schema() {
  using schema::Member;
  auto const card = schema::object({{"login", schema::text()},
                                    {"name", schema::text()},
                                    {"role", schema::text()},
                                    {"label", schema::label()},
                                    {"zone", schema::text()}});
  return schema::object({{"signed_in", schema::boolean()},
                         {"cards", schema::list(card)},
                         {"notice", schema::label()},
                         {"sample_day", schema::day(), Member::optional}});
}

}  // namespace

std::string cookie_of(std::string const& token, http::Request const& request) {
  std::string cookie = session_cookie + ("=" + token) + "; Path=/; HttpOnly; SameSite=Strict";
  if (token.empty()) cookie += "; Max-Age=0";
  if (request.is_encrypted) cookie += "; Secure";
  return cookie;
}

Result<Answer> signed_in(Call& call, access::Sessions::Begun const& begun) {
  call.visitor = TRY(call.rooms.access.by_cookie(begun.token));
  auto json = TRY(me(call));
  Answer answer(std::move(json));
  answer.fields.append("Set-Cookie", cookie_of(begun.token, call.request));
  return answer;
}

std::vector<Route> session_routes() {
  return {{.method = "GET",
           .pattern = "/session",
           .id = "read_session",
           .says = "Whether somebody has signed in; of a sample, who may come in by a card",
           .who = Route::For::anyone,
           .answer = session_schema(),
           .handle = read_session},
          {.method = "POST",
           .pattern = "/session",
           .id = "sign_in",
           .says = "Signs in, by password or by a card of the sample; sets the session's cookie",
           .who = Route::For::anyone,
           .body = sign_in_schema(),
           .answer = schema::reference("Me"),
           .handle = sign_in},
          {.method = "DELETE",
           .pattern = "/session",
           .id = "sign_out",
           .says = "Signs out: the session ends in every process",
           .answer = schema::anything(),
           .status = 204,
           .handle = sign_out},
          {.method = "GET",
           .pattern = "/me",
           .id = "read_me",
           .says = "Who has signed in, and what this visitor may do where",
           .answer = schema::reference("Me"),
           .handle = read_me}};
}

}  // namespace zonebook::api
