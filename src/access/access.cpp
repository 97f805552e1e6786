#include "access/access.h"

#include <algorithm>

#include "ledger/own_clock.h"
#include "ledger/refusal.h"

namespace zonebook::access {
namespace {

using ledger::refuse;

std::unexpected<Error> not_signed_in() {
  return refuse(Error::Code::forbidden, {"access.not_signed_in", {}});
}

}  // namespace

bool is_for_want_of_sign_in(Error const& error) {
  auto const& key = error.says.key;
  return key == "access.not_signed_in" || key == "access.wrong_sign_in" ||
         key == "access.code_wanted";
}

Result<std::unique_ptr<Access>> Access::open(Parts parts) {
  auto const key = Key::of(parts.secret);
  if (!key) return invalid({"access.wrong_secret", {}}, "keys");
  return std::make_unique<Access>(std::move(parts), *key);
}

Access::Access(Parts parts, Key const& key)
    : parts_(std::move(parts)),
      times_(parts_.real, parts_.ledger),
      rights_(std::make_shared<Rights>(parts_.catalog, parts_.roles, parts_.root)),
      passwords_(parts_.passwords_at_once),
      people_(parts_.ledger, parts_.database, rights_, parts_.root, times_, parts_.setting),
      sessions_(parts_.database, times_, key),
      tokens_(parts_.database, times_),
      sign_ins_(parts_.database, people_, sessions_, passwords_, times_, key, parts_.setting),
      acts_(parts_.ledger, parts_.proposals, parts_.database, rights_, parts_.root, times_,
            [this](std::string const& login) { return who_is(login); }) {}

Result<Visitor> Access::visitor_of(std::string const& account, bool has_factor) {
  auto visitor = TRY(people_.visitor(account));
  if (parts_.setting == Setting::level_three && !has_factor) {
    visitor.needs_second_factor = true;
    visitor.grants.clear();
  }
  return visitor;
}

Result<Visitor> Access::by_cookie(std::string_view token) {
  auto const held = TRY(sessions_.find(token));
  return visitor_of(held);
}

Result<Visitor> Access::by_bearer(std::string_view token) {
  auto const held = TRY(tokens_.find(token));
  return visitor_of(held);
}

Result<Visitor> Access::again(Visitor const& visitor) {
  if (!visitor.token.empty()) {
    auto const held = TRY(tokens_.read(visitor.token));
    return visitor_of(held);
  }
  auto const held = TRY(sessions_.read(visitor.session));
  return visitor_of(held);
}

Result<Access::Moment> Access::moment() {
  Moment now;
  {
    auto const at = TRY(parts_.database.read());
    now.living = TRY(living_ids(*at, times_));
  }
  now.people = TRY(people_.moment());
  return now;
}

Result<Visitor> Access::visitor_of(std::optional<Sessions::Held> const& held) {
  if (!held) return not_signed_in();
  auto visitor = visitor_of(held->account, held->by_code);
  if (!visitor && visitor.error().code == Error::Code::forbidden) return not_signed_in();
  if (!visitor) return visitor;
  visitor->session = held->id;
  visitor->expires = held->expires;
  return visitor;
}

// A token has no more than its account has now, and of that what it was made for.
Result<Visitor> Access::visitor_of(std::optional<ApiTokens::Held> const& held) {
  if (!held) return not_signed_in();
  auto const has_factor = TRY(sign_ins_.has_factor(held->account));
  auto visitor = visitor_of(held->account, has_factor);
  if (!visitor && visitor.error().code == Error::Code::forbidden) return not_signed_in();
  if (!visitor) return visitor;
  visitor->by_token = true;
  visitor->token = held->id;
  visitor->expires = held->expires;
  if (!held->role.empty()) {
    std::erase_if(visitor->grants, [&](Grant const& one) { return one.role->name != held->role; });
  }
  if (!held->zone.empty()) {
    auto const below = TRY(people_.zones_below(held->zone));
    for (auto& grant : visitor->grants) {
      std::erase_if(grant.zones, [&](std::string const& zone) { return !below.contains(zone); });
    }
    std::erase_if(visitor->grants, [](Grant const& one) { return one.zones.empty(); });
    for (auto& grant : visitor->grants) {
      if (!grant.zones.contains(grant.zone)) grant.zone = held->zone;
    }
  }
  return visitor;
}

// As far as the account itself may: what it came with, a session or a token, is not kept.
Result<std::optional<Visitor>> Access::who_is(std::string const& login) {
  auto const account = TRY(people_.find_login(login));
  if (!account) {
    auto const was_given = TRY(people_.was_given(login));
    if (!was_given) return std::nullopt;
    Visitor closed;
    closed.login = login;
    return closed;
  }
  auto const has_factor = TRY(sign_ins_.has_factor(account->id));
  auto visitor = TRY(visitor_of(account->id, has_factor));
  return visitor;
}

Result<void> Access::check_csrf(Visitor const& visitor, std::string_view given) const {
  if (visitor.by_token || sessions_.is_csrf_of(visitor.session, given)) return {};
  return refuse(Error::Code::forbidden, {"access.wrong_csrf", {}});
}

Result<void> Access::sign_out(Visitor const& visitor) {
  auto const was_there = TRY(sessions_.end(visitor.account, visitor.session));
  if (!was_there) return {};
  return sign_ins_.tell(act::signed_out, visitor, visitor.account);
}

Result<ApiTokens::Made> Access::make_token(Visitor const& visitor, ApiTokens::New wanted,
                                           SignIns::Proof const& proof) {
  wanted.account = visitor.account;
  bool const fits = std::ranges::any_of(visitor.grants, [&](Grant const& one) {
    return (wanted.role.empty() || wanted.role == one.role->name) &&
           (wanted.zone.empty() || one.zones.contains(wanted.zone));
  });
  if (visitor.by_token || !visitor.is_somebody() || !fits) {
    return refuse(Error::Code::forbidden, {"access.may_not_make_token", {}});
  }
  TRY(sign_ins_.prove(visitor, proof));
  auto made = TRY(tokens_.make(wanted));
  TRY(sign_ins_.tell(act::token_made, visitor, made.id));
  return made;
}

Result<void> Access::revoke_token(Visitor const& visitor, std::string const& id) {
  if (visitor.by_token) return refuse(Error::Code::forbidden, {"access.not_by_token", {}});
  TRY(tokens_.revoke(visitor.account, id));
  return sign_ins_.tell(act::token_revoked, visitor, id);
}

Result<std::vector<ApiTokens::Held>> Access::tokens_of(Visitor const& by,
                                                       std::string const& account) {
  TRY(people_.check_may_manage(by, account));
  return tokens_.list(account);
}

Result<void> Access::revoke_token_of(Visitor const& by, std::string const& account,
                                     std::string const& id) {
  TRY(people_.check_may_manage(by, account));
  TRY(tokens_.revoke(account, id));
  return sign_ins_.tell(act::token_revoked, by, id);
}

Result<std::vector<Account>> Access::sample_cards() {
  {
    auto const at = TRY(parts_.database.read());
    auto const own = TRY(ledger::own_clock(*at));
    if (!own) return std::vector<Account>();
  }
  auto all = TRY(people_.list(parts_.root));
  std::erase_if(all, [](Account const& one) { return !one.is_sample_card; });
  return all;
}

}  // namespace zonebook::access
