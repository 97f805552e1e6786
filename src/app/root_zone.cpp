#include "app/root_zone.h"

#include "ledger/change.h"
#include "ledger/system_entry.h"

namespace zonebook::app {

Json root_letter(RootZone const& root, std::string const& why, std::vector<Json> more) {
  auto const text = [](std::string const& value) { return Json::string(value); };
  auto fields = Json::object(
      {{"code", text(root.code)}, {"name", text(root.name)}, {"level", text(root.level)}});
  auto change = Json::object({{"kind", text("create")},
                              {"register", text("zone")},
                              {"id", text("new:root")},
                              {"valid_from", text(ledger::first_day().to_string())},
                              {"fields", std::move(fields)}});
  more.insert(more.begin(), std::move(change));
  return Json::object({{"zone", text(root.code)},
                       {"actor", text(ledger::system_actor)},
                       {"source", text(why)},
                       {"reason", text(why)},
                       {"key", text(why)},
                       {"changes", Json::array(std::move(more))}});
}

}  // namespace zonebook::app
