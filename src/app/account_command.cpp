// zonebook account LOGIN [--name NAME] [--role ROLE]: a link by which an administrator of the root
// sets a password: the first one, who is made here, or one who can no longer come in, as after a
// restore, which brings accounts back and no passwords.

#include <fmt/format.h>

#include <algorithm>

#include "app/command.h"
#include "app/open_access.h"
#include "app/tell.h"
#include "base/unicode.h"

namespace zonebook::app {
namespace {

struct Arguments {
  std::string login, name, role;
};

// The role that manages accounts; where the model has several, one must be named.
Result<std::string> managing_role(Model const& model, std::string const& named) {
  if (!named.empty()) return named;
  std::vector<std::string> found;
  for (auto const& [name, role] : model.roles.by_name) {
    if (role.accounts) found.push_back(name);
  }
  if (found.size() == 1) return found.front();
  std::string names;
  for (auto const& name : found) names += (names.empty() ? "" : ", ") + name;
  return invalid({"app.account.which_role", {{"roles", names}}}, "--role");
}

// Others are invited by an administrator, who answers for it.
Result<std::string> administrator(access::Account const& account, std::string const& root) {
  auto const manages_all = [&](access::Grant const& grant) {
    return grant.role->accounts && grant.zone == root;
  };
  if (std::ranges::any_of(account.grants, manages_all)) return account.id;
  return std::unexpected(Error{
      Error::Code::forbidden, {"app.account.no_administrator", {{"login", account.login}}}, ""});
}

Result<void> invite(Arguments const& arguments, Settings const& settings) {
  auto const book = TRY(open_book(settings, Access::own));
  auto const access = TRY(open_access(*book, settings, access::Setting::small_unit));
  auto const login = as_seen(arguments.login);
  auto const found = TRY(access->people().find_login(login));
  std::string id;
  if (found) {
    id = TRY(administrator(*found, book->root));
  } else {
    auto const role = TRY(managing_role(book->model, arguments.role));
    auto const& name = arguments.name.empty() ? login : arguments.name;
    id = TRY(access->people().begin(
        {.login = login, .name = name, .zone = book->root, .language = settings.language}, role));
  }
  auto const link = TRY(access->sign_ins().invite_first(id));
  auto const address = address_text(settings, settings.port) + "/invitation#" + link.token;
  auto const until = local_time(link.expires, *book->local);
  if (settings.json) {
    print_json(Json::object({{"account", Json::string(id)},
                             {"login", Json::string(login)},
                             {"link", Json::string(address)},
                             {"token", Json::string(link.token)},
                             {"expires", Json::string(link.expires.to_string())}}));
    return {};
  }
  say({found ? "app.account.again" : "app.account.made", {{"login", login}}}, settings);
  fmt::print("  {}\n", address);
  say({"app.account.until", {{"until", until}}}, settings);
  return {};
}

}  // namespace

void add_account(CLI::App& program, Settings const& settings, Action& action) {
  auto arguments = std::make_shared<Arguments>();
  auto* command =
      program.add_subcommand("account", "管理员的设密码链接 / a link for an administrator");
  command->add_option("login", arguments->login, "登录名 / the sign-in name")->required();
  command->add_option("--name", arguments->name, "姓名 / as people read it");
  command->add_option("--role", arguments->role, "管帐号的角色 / a role that manages accounts");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(invite(*arguments, settings), settings); };
  });
}

}  // namespace zonebook::app
