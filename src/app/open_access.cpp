#include "app/open_access.h"

#include <fmt/format.h>

#include "app/keys.h"

namespace zonebook::app {

Result<std::unique_ptr<access::Access>> open_access(Book& book, Settings const& settings,
                                                    access::Setting setting) {
  auto secret = TRY(ledger_secret(settings));
  return access::Access::open({.ledger = *book.ledger,
                               .proposals = *book.proposals,
                               .database = *book.database,
                               .catalog = book.model.catalog,
                               .roles = book.model.roles,
                               .root = book.root,
                               .secret = std::move(secret),
                               .real = book.real,
                               .setting = setting});
}

std::string address_text(Settings const& settings, std::uint16_t port) {
  auto const scheme = settings.certificate.empty() ? "http" : "https";
  auto const is_v6 = settings.address.find(':') != std::string::npos;
  auto const host = is_v6 ? "[" + settings.address + "]" : settings.address;
  return fmt::format("{}://{}:{}", scheme, host, port);
}

}  // namespace zonebook::app
