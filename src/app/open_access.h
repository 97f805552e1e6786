// The room access over an open ledger, and where its server is reached.

#pragma once

#include <memory>

#include "access/access.h"
#include "app/book.h"
#include "app/command.h"

namespace zonebook::app {

//   not_found  app.no_key
Result<std::unique_ptr<access::Access>> open_access(Book&, Settings const&, access::Setting);

// `zonebook account`, beside `init`.
void add_account(CLI::App&, Settings const&, Action&);

// "https://127.0.0.1:8443".
std::string address_text(Settings const&, std::uint16_t port);

}  // namespace zonebook::app
