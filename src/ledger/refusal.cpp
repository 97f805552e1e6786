#include "ledger/refusal.h"

namespace zonebook::ledger {

Error in_change(Error error, std::size_t change) {
  auto details = error.details ? *error.details : Json::object();
  if (!details.find("change")) {
    details.set("change", Json::integer(static_cast<std::int64_t>(change)));
  }
  error.details = std::make_shared<Json const>(std::move(details));
  if (error.where.empty()) error.where = "changes[" + std::to_string(change) + "]";
  return error;
}

}  // namespace zonebook::ledger
