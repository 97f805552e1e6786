#include "app/receipt.h"

#include "app/command.h"
#include "app/tell.h"

namespace zonebook::app {

Json json_of(ledger::Receipt const& receipt, std::string const& zone) {
  auto made = Json::object();
  for (auto const& [label, id] : receipt.made) made.set(label, Json::string(id));
  return Json::object({{"zone", Json::string(zone)},
                       {"seq", Json::integer(receipt.seq)},
                       {"known", Json::string(receipt.known.to_string())},
                       {"made", std::move(made)},
                       {"repeated", Json::boolean(receipt.repeated)}});
}

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
