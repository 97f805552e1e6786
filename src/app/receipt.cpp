#include "app/receipt.h"

#include "app/command.h"
#include "app/tell.h"

namespace zonebook::app {

void tell(ledger::Receipt const& receipt, std::string const& zone, std::string const& done,
          Book const& book, Settings const& settings) {
  Text says{receipt.repeated ? "app.append.repeated" : done,
            {{"zone", zone},
             {"seq", std::to_string(receipt.seq)},
             {"known", now_text(receipt.known, book, settings.language)}}};
  say(says, settings);
  for (auto const& [label, id] : receipt.made) {
    say({"app.append.made", {{"label", label}, {"id", id}}}, settings);
  }
}

}  // namespace zonebook::app
