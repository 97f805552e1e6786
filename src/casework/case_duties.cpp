#include "casework/case_duties.h"

#include "casework/rows.h"

namespace zonebook::casework {
namespace {

using Materials = std::map<std::string, std::vector<LaterMaterial>>;  // by case

// What was asked for before acceptance is none: the clock tells of it.
std::optional<LaterMaterial> material_of(Row const& row) {
  auto const status = row.text("status");
  auto const due = row.day("due");
  if (status == "missing" || !due) return std::nullopt;
  auto const is_promise = status == "promised";
  return LaterMaterial{
      .name = row.text("name"),
      .kind = is_promise ? LaterMaterial::Kind::promised : LaterMaterial::Kind::deferred,
      .due = *due,
      .consequence = row.text("consequence"),
      .done = row.day(is_promise ? "checked_on" : "arrived_on"),
      .is_broken = row.text("conclusion") == "broken"};
}

Result<Materials> materials_of(ledger::Snapshot& at, Date on) {
  Materials found;
  auto const* const in = at.catalog().find(material_register);
  if (!in) return found;
  auto const listed = TRY(at.list(*in, on));
  for (auto const& one : listed) {
    Row const row(one.version, *in);
    if (auto material = material_of(row)) {
      found[row.text("service_case")].push_back(std::move(*material));
    }
  }
  return found;
}

}  // namespace

Result<Duties> case_duties(ledger::Snapshot& at, std::vector<CaseClock> const& clocks,
                           Rulebook const& rules, Date on) {
  Duties all;
  auto const* const cases = at.catalog().find(case_register);
  if (!cases) return all;
  auto materials = TRY(materials_of(at, on));
  for (auto const& one : clocks) {
    Row const row(one.version, *cases);
    DutyFacts const facts{.materials = std::move(materials[one.id]),
                          .decided = row.day("decided_on"),
                          .rating = row.text("rating"),
                          .rated = row.day("rated_on"),
                          .called_back = row.day("called_back_on"),
                          .repaired = row.day("repaired_on")};
    auto owed = TRY(duties(facts, on, rules));
    if (!owed.empty()) all.emplace(one.id, std::move(owed));
  }
  return all;
}

std::vector<Duty> duties_of(Duties const& all, std::string_view id) {
  auto const own = all.find(id);
  return own != all.end() ? own->second : std::vector<Duty>();
}

}  // namespace zonebook::casework
