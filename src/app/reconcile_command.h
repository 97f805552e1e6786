// zonebook reconcile: a text beside the ledger; zonebook draft: a message as drafts of entries
// (command.h says what commands are).

#pragma once

#include "app/command.h"

namespace zonebook::app {

void add_reconcile(CLI::App&, Settings const&, Action&);
void add_draft(CLI::App&, Settings const&, Action&);

}  // namespace zonebook::app
