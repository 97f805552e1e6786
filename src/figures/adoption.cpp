#include "figures/adoption.h"

#include "figures/definition_record.h"
#include "figures/definition_rows.h"
#include "ledger/given_records.h"

namespace zonebook::figures {
namespace {

using ledger::GivenRecords;

std::int64_t edition_in(Json const& definition) {
  auto const text = definition.text_at("edition");
  auto const number = text ? Decimal::parse(*text) : std::nullopt;
  return number ? number->to_int64().value_or(1) : 1;
}

class Adopting {
 public:
  Adopting(ledger::Snapshot& at, GivenRecords const& records) : at_(at), records_(records) {}

  Result<Adoption> run(Json const& given) {
    adoption_.seen = at_.head(at_.zone()).last;
    for (bool const ratios : {false, true}) {
      for (auto const& [name, definition] : given.members()) {
        bool const is_ratio = definition.find("denominator") != nullptr;
        if (is_ratio == ratios) TRY(take(name, definition));
      }
    }
    return std::move(adoption_);
  }

 private:
  std::string id_of(std::string const& name) const {
    auto const* const found = records_.find(name);
    return found ? found->id : "new:" + name;
  }

  Result<void> take(std::string const& name, Json const& definition) {
    auto const fields =
        fields_of(name, definition, [&](std::string const& other) { return id_of(other); });
    auto const* const found = records_.find(name);
    if (!found) {
      adoption_.created.push_back(name);
      adoption_.creations.push_back(records_.creation(name, fields));
      return {};
    }
    auto const given = edition_in(definition), stands = records_.edition_of(*found);
    auto changes = records_.corrections(*found, fields);
    if (changes.empty() || stands > given) return {};
    auto const is_persons = TRY(ledger::is_by_person(at_, found->id));
    if (stands == given) {
      if (!is_persons) adoption_.unraised.push_back(name);
      return {};
    }
    auto& into = is_persons ? adoption_.proposals : adoption_.corrections;
    into.push_back({name, found->id, static_cast<int>(given), std::move(changes)});
    return {};
  }

  ledger::Snapshot& at_;
  GivenRecords const& records_;
  Adoption adoption_;
};

}  // namespace

Result<Adoption> adopt(ledger::Snapshot& at, Json const& given) {
  auto const* const in = at.catalog().find(definition_register);
  if (!in) return Adoption();
  auto const records = TRY(GivenRecords::read(at, *in, [in](ledger::Version const& version) {
    return text_or_empty(version, *in, "code");
  }));
  return Adopting(at, records).run(given);
}

}  // namespace zonebook::figures
