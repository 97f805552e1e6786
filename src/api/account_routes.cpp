// Who may come in: accounts and grants, links of invitation, and one's own password, second factor,
// tokens and sessions.

#include "api/api.h"
#include "api/call.h"
#include "api/model_json.h"
#include "api/session.h"

namespace zonebook::api {
namespace {

using schema::Member;

Answer nothing() {
  Answer answer{Json()};
  answer.status = 204;
  return answer;
}

Answer made(Json json) {
  Answer answer(std::move(json));
  answer.status = 201;
  return answer;
}

// ── accounts ────────────────────────────────────────────────────────────────────────────────────

Json json_of(access::Account const& account) {
  std::vector<Json> grants;
  for (auto const& grant : account.grants) {
    grants.push_back(Json::object({{"id", Json::string(grant.id)},
                                   {"role", Json::string(grant.role->name)},
                                   {"label", label_json(grant.role->label)},
                                   {"zone", Json::string(grant.zone)}}));
  }
  return Json::object({{"id", Json::string(account.id)},
                       {"login", Json::string(account.login)},
                       {"name", Json::string(account.name)},
                       {"me", Json::string(account.me)},
                       {"home", Json::string(account.home)},
                       {"grants", Json::array(std::move(grants))}});
}

Result<Answer> list_accounts(Call& call) {
  auto const zone = call.zone();
  if (!call.rooms.access.rights().may_manage_accounts(call.visitor, zone)) {
    return std::unexpected(
        Error{Error::Code::forbidden, {"access.may_not_manage", {{"zone", zone}}}, "zone"});
  }
  auto const accounts = TRY(call.rooms.access.people().list(zone));
  std::vector<Json> list;
  for (auto const& account : accounts) list.push_back(json_of(account));
  return Answer(Json::object({{"accounts", Json::array(std::move(list))}}));
}

Result<Answer> open_account(Call& call) {
  auto const id = TRY(call.rooms.access.people().open(
      call.visitor, {.login = call.member("login"),
                     .name = call.member("name"),
                     .zone = call.member("zone"),
                     .me = call.member("me"),
                     .language = call.member("language") == "en" ? Language::en : Language::zh}));
  return made(Json::object({{"id", Json::string(id)}}));
}

Result<Answer> close_account(Call& call) {
  TRY(call.rooms.access.people().close(call.visitor, call.text("id")));
  return nothing();
}

Result<Answer> grant_role(Call& call) {
  access::People::NewGrant grant{.account = call.text("id"),
                                 .role = call.member("role"),
                                 .zone = call.member("zone"),
                                 .from = Date::parse(call.member("from")),
                                 .to = Date::parse(call.member("to"))};
  auto const id = TRY(call.rooms.access.people().grant(call.visitor, grant));
  return made(Json::object({{"id", Json::string(id)}}));
}

Result<Answer> revoke_role(Call& call) {
  TRY(call.rooms.access.people().revoke(call.visitor, call.text("id")));
  return nothing();
}

Result<Answer> list_roles(Call& call) {
  std::vector<Json> list;
  for (auto const& [name, role] : call.rooms.access.rights().roles().by_name) {
    list.push_back(Json::object({{"name", Json::string(name)},
                                 {"label", label_json(role.label)},
                                 {"about", Json::string(role.about)}}));
  }
  return Answer(Json::object({{"roles", Json::array(std::move(list))}}));
}

// ── invitations ─────────────────────────────────────────────────────────────────────────────────

Result<Answer> invite(Call& call) {
  auto const link = TRY(call.rooms.access.sign_ins().invite(call.visitor, call.text("id")));
  return made(Json::object(
      {{"token", Json::string(link.token)}, {"expires", Json::string(link.expires.to_string())}}));
}

Result<Answer> read_invitation(Call& call) {
  auto const account = TRY(call.rooms.access.sign_ins().invited(call.text("token")));
  return Answer(
      Json::object({{"login", Json::string(account.login)}, {"name", Json::string(account.name)}}));
}

Result<Answer> accept_invitation(Call& call) {
  auto const begun = TRY(call.rooms.access.sign_ins().accept(
      call.text("token"), call.member("password"), call.request.peer));
  return signed_in(call, begun);
}

Result<Answer> drop_factor(Call& call) {
  TRY(call.rooms.access.sign_ins().drop_factor(call.visitor, call.text("id")));
  return nothing();
}

// ── one's own ───────────────────────────────────────────────────────────────────────────────────

Result<Answer> change_password(Call& call) {
  TRY(call.rooms.access.sign_ins().change_password(call.visitor, call.member("old"),
                                                   call.member("fresh")));
  Answer answer = nothing();
  answer.fields.append("Set-Cookie", cookie_of("", call.request));  // its sessions have ended
  return answer;
}

// That it is still the person of the session.
access::SignIns::Proof proof_in(Call const& call) {
  return {.password = call.member("password"), .code = call.member("code")};
}

Result<Answer> begin_factor(Call& call) {
  auto const factor = TRY(call.rooms.access.sign_ins().begin_factor(call.visitor, proof_in(call)));
  return made(Json::object(
      {{"secret", Json::string(factor.secret)}, {"address", Json::string(factor.address)}}));
}

Result<Answer> confirm_factor(Call& call) {
  TRY(call.rooms.access.sign_ins().confirm_factor(call.visitor, call.member("code")));
  return nothing();
}

Result<Answer> list_tokens(Call& call) {
  auto const tokens = TRY(call.rooms.access.tokens().list(call.visitor.account));
  std::vector<Json> list;
  for (auto const& token : tokens) {
    list.push_back(
        Json::object({{"id", Json::string(token.id)},
                      {"name", Json::string(token.name)},
                      {"zone", Json::string(token.zone)},
                      {"role", Json::string(token.role)},
                      {"made", Json::string(token.made.to_string())},
                      {"expires", Json::string(token.expires.to_string())},
                      {"used", token.used ? Json::string(token.used->to_string()) : Json()}}));
  }
  return Answer(Json::object({{"tokens", Json::array(std::move(list))}}));
}

Result<Answer> make_token(Call& call) {
  access::ApiTokens::New wanted{.account = call.visitor.account,
                                .name = call.member("name"),
                                .zone = call.member("zone"),
                                .role = call.member("role")};
  constexpr std::int64_t day_micros = 24 * 3600 * access::second_micros;
  if (auto const days = call.body.integer_at("days")) wanted.lasts_micros = *days * day_micros;
  auto const token =
      TRY(call.rooms.access.make_token(call.visitor, std::move(wanted), proof_in(call)));
  return made(Json::object({{"id", Json::string(token.id)},
                            {"token", Json::string(token.token)},
                            {"expires", Json::string(token.expires.to_string())}}));
}

Result<Answer> revoke_token(Call& call) {
  TRY(call.rooms.access.revoke_token(call.visitor, call.text("id")));
  return nothing();
}

Route post(std::string pattern, std::string id, std::string says, Json body, Json answer,
           std::function<Result<Answer>(Call&)> handle) {
  return {.method = "POST",
          .pattern = std::move(pattern),
          .id = std::move(id),
          .says = std::move(says),
          .body = std::move(body),
          .answer = std::move(answer),
          .status = 201,
          .handle = std::move(handle)};
}

Route del(std::string pattern, std::string id, std::string says,
          std::function<Result<Answer>(Call&)> handle) {
  return {.method = "DELETE",
          .pattern = std::move(pattern),
          .id = std::move(id),
          .says = std::move(says),
          .status = 204,
          .handle = std::move(handle)};
}

Route get(std::string pattern, std::string id, std::string says, Json answer,
          std::function<Result<Answer>(Call&)> handle) {
  return {.method = "GET",
          .pattern = std::move(pattern),
          .id = std::move(id),
          .says = std::move(says),
          .answer = std::move(answer),
          .handle = std::move(handle)};
}

// Adds the names of its pattern as parameters, and the right.
Route with(Route route, std::string right) {
  route.right = std::move(right);
  for (auto open = route.pattern.find('{'); open != std::string::npos;
       open = route.pattern.find('{', open + 1)) {
    auto const close = route.pattern.find('}', open);
    route.parameters.push_back(in_path(route.pattern.substr(open + 1, close - open - 1), ""));
  }
  return route;
}

Json id_answer() { return schema::object({{"id", schema::text()}}); }

std::vector<Route> management() {
  auto const grant = schema::object({{"id", schema::text()},
                                     {"role", schema::text()},
                                     {"label", schema::label()},
                                     {"zone", schema::text()}});
  auto const account = schema::object({{"id", schema::text()},
                                       {"login", schema::text()},
                                       {"name", schema::text()},
                                       {"me", schema::text()},
                                       {"home", schema::text()},
                                       {"grants", schema::list(grant)}});
  auto const fresh = schema::object({{"login", schema::text("", 40)},
                                     {"name", schema::text("", 200)},
                                     {"zone", schema::text("", 200)},
                                     {"me", schema::text("", 200), Member::optional},
                                     {"language", schema::choice({"zh", "en"}), Member::optional}});
  auto const wanted = schema::object({{"role", schema::text("", 100)},
                                      {"zone", schema::text("", 200)},
                                      {"from", schema::day(), Member::optional},
                                      {"to", schema::day(), Member::optional}});
  auto const role = schema::object(
      {{"name", schema::text()}, {"label", schema::label()}, {"about", schema::text()}});
  auto const manages = "accounts in the zone";
  auto listed = get("/accounts", "list_accounts", "Who has a role in a zone or below",
                    schema::object({{"accounts", schema::list(account)}}), list_accounts);
  listed.parameters.push_back(zone_parameter());
  auto invited =
      post("/accounts/{id}/invitation", "invite",
           "A link by which its owner sets a password; told once", schema::object({}),
           schema::object({{"token", schema::text()}, {"expires", schema::instant()}}), invite);
  return {
      with(listed, manages),
      with(post("/accounts", "open_account", "Opens an account", fresh, id_answer(), open_account),
           manages),
      with(del("/accounts/{id}", "close_account", "Closes an account", close_account), manages),
      with(post("/accounts/{id}/grants", "grant_role", "Grants a role in a zone", wanted,
                id_answer(), grant_role),
           manages),
      with(del("/grants/{id}", "revoke_role", "Revokes a role, from today", revoke_role), manages),
      with(invited, manages),
      with(del("/accounts/{id}/factor", "drop_factor", "Drops a second factor that was lost",
               drop_factor),
           manages),
      get("/roles", "list_roles", "The roles there are",
          schema::object({{"roles", schema::list(role)}}), list_roles)};
}

std::vector<Route> own() {
  auto const token = schema::object({{"id", schema::text()},
                                     {"name", schema::text()},
                                     {"zone", schema::text()},
                                     {"role", schema::text()},
                                     {"made", schema::instant()},
                                     {"expires", schema::instant()},
                                     {"used", schema::nullable(schema::instant())}});
  auto const wanted = schema::object({{"name", schema::text("", 200)},
                                      {"zone", schema::text("", 200), Member::optional},
                                      {"role", schema::text("", 100), Member::optional},
                                      {"days", schema::integer(1, 366), Member::optional},
                                      {"password", schema::text("", 1000)},
                                      {"code", schema::text("", 20), Member::optional}});
  auto const proof = schema::object(
      {{"password", schema::text("", 1000)}, {"code", schema::text("", 20), Member::optional}});
  auto const told = schema::object(
      {{"id", schema::text()}, {"token", schema::text()}, {"expires", schema::instant()}});
  auto const passwords =
      schema::object({{"old", schema::text("", 1000)}, {"fresh", schema::text("", 1000)}});
  auto changed =
      post("/me/password", "change_password", "Changes one's password; all of its sessions end",
           passwords, schema::anything(), change_password);
  changed.status = 204;
  auto confirmed =
      post("/me/factor/confirm", "confirm_factor", "Takes a second factor into use",
           schema::object({{"code", schema::text("", 20)}}), schema::anything(), confirm_factor);
  confirmed.status = 204;
  return {
      changed,
      post("/me/factor", "begin_factor", "A secret for a second factor; told once", proof,
           schema::object({{"secret", schema::text()}, {"address", schema::text()}}), begin_factor),
      confirmed,
      get("/me/tokens", "list_tokens", "One's API tokens",
          schema::object({{"tokens", schema::list(token)}}), list_tokens),
      post("/me/tokens", "make_token", "An API token with one's own rights, or fewer; told once",
           wanted, told, make_token),
      with(del("/me/tokens/{id}", "revoke_token", "Revokes an API token", revoke_token), "")};
}

std::vector<Route> for_the_invited() {
  auto shown = with(
      get("/invitations/{token}", "read_invitation", "Who is invited by a link",
          schema::object({{"login", schema::text()}, {"name", schema::text()}}), read_invitation),
      "the link");
  auto taken = with(
      post("/invitations/{token}", "accept_invitation", "Sets a password by a link, and signs in",
           schema::object({{"password", schema::text("", 1000)}}), schema::reference("Me"),
           accept_invitation),
      "the link");
  shown.who = taken.who = Route::For::anyone;
  taken.status = 200;
  return {shown, taken};
}

}  // namespace

std::vector<Route> account_routes() {
  auto all = management();
  for (auto&& part : {own(), for_the_invited()}) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace zonebook::api
