#include "ledger/tell.h"

namespace zonebook::ledger {

std::string shown(db::Value const& value, meta::Field const& field, Language language) {
  if (db::is_null(value)) return "—";
  if (field.personal) return render({"ledger.personal", {}}, language);
  return field.type->show(value, field, language);
}

Json json_of(db::Value const& value, meta::Field const& field) {
  return db::is_null(value) ? Json() : field.type->write(value, field);
}

Json json_of(Knowledge const& knowledge) {
  if (knowledge.k) return Json::object({{"known", Json::string(knowledge.k->to_string())}});
  auto now = Json::object();
  for (auto const& [zone, last] : knowledge.now) now.set(zone, Json::string(last.to_string()));
  return Json::object({{"now", std::move(now)}});
}

}  // namespace zonebook::ledger
