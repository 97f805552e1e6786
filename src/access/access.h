// Everything of this room, put together once by app/ and given to api/.
//
//   auto access = TRY(Access::open({.ledger = ledger, …}));
//   auto visitor = TRY(access->by_cookie(token));         // or by_bearer(token)
//   TRY(access->check_csrf(visitor, header));             // for whatever writes
//   auto scope = TRY(access->rights().scope_of(visitor, zone));
//
// Promises
//   1. Who has not signed in is a Visitor without grants: everything is refused by rights alone.
//   2. With 三级, a session that has shown no code of a second factor may set one up and nothing
//      else.
//   3. No account exists that nobody opened; cards only where the sample made them.
//
// Threads: all functions from any.

#pragma once

#include <memory>
#include <span>
#include <unordered_set>

#include "access/acts.h"
#include "access/sign_in.h"
#include "db/migrate.h"

namespace zonebook::access {

constexpr auto migrations_room = "access";
std::span<db::Migration const> migrations();

// Does this error ask for a sign-in (401) rather than refuse a right (403)?
bool is_for_want_of_sign_in(Error const&);

class Access {
 public:
  struct Parts {
    ledger::Ledger& ledger;
    ledger::Proposals& proposals;
    db::Database& database;
    std::shared_ptr<meta::Catalog const> catalog;
    Roles roles;
    std::string root;
    std::string secret;  // 64 hexadecimal digits of DIR/keys, as Ledger::Options::secret
    Clock const& real;   // never a sample's
    Setting setting = Setting::small_unit;
    int passwords_at_once = 2;
  };
  //   invalid  access.wrong_secret
  static Result<std::unique_ptr<Access>> open(Parts);
  Access(Parts, Key const&);  // of open()

  //   forbidden  access.not_signed_in: no such session or token, or it has ended
  Result<Visitor> by_cookie(std::string_view token);
  Result<Visitor> by_bearer(std::string_view token);
  // The same visitor as of now, for what goes on after its request; it counts as no use.
  //   as by_cookie()
  Result<Visitor> again(Visitor const&);
  // Whether any of many would be another by again(): the sessions and tokens that live, and what
  // moves when grants do.  Three statements, however many ask.
  struct Moment {
    std::unordered_set<std::string> living;  // ids
    People::Moment people;
  };
  Result<Moment> moment();
  // Tokens need none.
  //   forbidden  access.wrong_csrf
  Result<void> check_csrf(Visitor const&, std::string_view given) const;
  std::string csrf_of(Visitor const& visitor) const { return sessions_.csrf_of(visitor.session); }

  Result<void> sign_out(Visitor const&);
  // Of the visitor itself, who proves once more who it is; a token makes no tokens.
  //   forbidden  access.may_not_make_token: no role of its own is what the token would have
  //   as SignIns::prove()
  Result<ApiTokens::Made> make_token(Visitor const&, ApiTokens::New, SignIns::Proof const&);
  // A token revokes none.
  //   forbidden  access.not_by_token
  Result<void> revoke_token(Visitor const&, std::string const& id);
  // Another's, by who manages the account.
  //   forbidden  access.may_not_manage
  Result<std::vector<ApiTokens::Held>> tokens_of(Visitor const& by, std::string const& account);
  Result<void> revoke_token_of(Visitor const& by, std::string const& account,
                               std::string const& id);

  Rights const& rights() const { return *rights_; }
  People& people() { return people_; }
  SignIns& sign_ins() { return sign_ins_; }
  Sessions& sessions() { return sessions_; }
  ApiTokens& tokens() { return tokens_; }
  Acts& acts() { return acts_; }

  // Of a sample: who may come in by a card, by login; none elsewhere.
  Result<std::vector<Account>> sample_cards();

 private:
  Result<Visitor> visitor_of(std::string const& account, bool has_factor);
  Result<Visitor> visitor_of(std::optional<Sessions::Held> const&);
  Result<Visitor> visitor_of(std::optional<ApiTokens::Held> const&);
  Result<std::optional<Visitor>> who_is(std::string const& login);

  Parts const parts_;
  Times times_;
  std::shared_ptr<Rights const> rights_;
  Passwords passwords_;
  People people_;
  Sessions sessions_;
  ApiTokens tokens_;
  SignIns sign_ins_;
  Acts acts_;
};

}  // namespace zonebook::access
