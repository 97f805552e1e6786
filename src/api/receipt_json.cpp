#include "api/receipt_json.h"

namespace zonebook::api {

Json json_of(ledger::Receipt const& receipt, std::string const& zone) {
  auto made = Json::object();
  for (auto const& [label, id] : receipt.made) made.set(label, Json::string(id));
  return Json::object({{"zone", Json::string(zone)},
                       {"seq", Json::integer(receipt.seq)},
                       {"known", Json::string(receipt.known.to_string())},
                       {"made", std::move(made)},
                       {"repeated", Json::boolean(receipt.repeated)}});
}

Json receipt_schema() {
  return schema::object({{"zone", schema::text()},
                         {"seq", schema::integer()},
                         {"known", schema::instant()},
                         {"made", schema::map(schema::text())},
                         {"repeated", schema::boolean()}});
}

}  // namespace zonebook::api
