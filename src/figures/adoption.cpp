#include "figures/adoption.h"

#include <algorithm>

#include "figures/definition_record.h"
#include "figures/definition_rows.h"
#include "ledger/system_entry.h"

namespace zonebook::figures {
namespace {

constexpr std::string_view new_label = "new:";

struct Record {
  std::string id;
  std::vector<ledger::Version> versions;  // that hold now, by day
};

std::int64_t edition_in(Json const& definition) {
  auto const text = definition.text_at("edition");
  auto const number = text ? Decimal::parse(*text) : std::nullopt;
  return number ? number->to_int64().value_or(1) : 1;
}

class Adopting {
 public:
  Adopting(ledger::Snapshot& at, meta::Register const& in) : at_(at), in_(in) {}

  Result<Adoption> run(Json const& given) {
    adoption_.seen = at_.head(at_.zone()).last;
    TRY(read_records());
    for (bool const ratios : {false, true}) {
      for (auto const& [name, definition] : given.members()) {
        bool const is_ratio = definition.find("denominator") != nullptr;
        if (is_ratio == ratios) TRY(take(name, definition));
      }
    }
    return std::move(adoption_);
  }

 private:
  Result<void> read_records() {
    return at_.store().each_row(at_.zone(), in_, [&](ledger::StoredVersion row) -> Result<void> {
      auto& record = records_[text_or_empty(row.version, in_, "code")];
      bool const is_known = row.known_to.micros() == ledger::still_known;
      if (is_known || record.id.empty()) record.id = std::move(row.id);
      if (is_known) record.versions.push_back(std::move(row.version));
      return {};
    });
  }

  std::string id_of(std::string const& name) const {
    auto const found = records_.find(name);
    return found != records_.end() ? found->second.id : std::string(new_label) + name;
  }

  Json wanted(std::string const& name, Json const& definition) const {
    return fields_of(name, definition, [&](std::string const& other) { return id_of(other); });
  }

  Result<void> take(std::string const& name, Json const& definition) {
    auto const fields = wanted(name, definition);
    auto const found = records_.find(name);
    if (found == records_.end()) {
      create(name, fields);
      return {};
    }
    auto& versions = found->second.versions;
    if (versions.empty()) return {};
    std::ranges::sort(versions, {}, [](auto const& version) { return version.on.from; });
    auto changes = differing(found->second, fields, edition_in(definition));
    auto const edition = edition_of(versions.back());
    if (changes.empty() || edition > edition_in(definition)) return {};
    auto const is_persons = TRY(is_by_person(found->second.id));
    if (edition == edition_in(definition)) {
      if (!is_persons) adoption_.unraised.push_back(name);
      return {};
    }
    auto& into = is_persons ? adoption_.proposals : adoption_.corrections;
    into.push_back(
        {name, found->second.id, static_cast<int>(edition_in(definition)), std::move(changes)});
    return {};
  }

  void create(std::string const& name, Json const& fields) {
    auto said = Json::object();
    for (auto const& [field, value] : fields.members()) {
      if (!value.is(Json::Kind::null)) said.set(field, value);
    }
    adoption_.created.push_back(name);
    adoption_.creations.push_back(
        Json::object({{"kind", Json::string("create")},
                      {"register", Json::string(std::string(definition_register))},
                      {"id", Json::string(std::string(new_label) + name)},
                      {"valid_from", Json::string(ledger::first_day().to_string())},
                      {"fields", std::move(said)}}));
  }

  std::int64_t edition_of(ledger::Version const& version) const {
    auto const* const number = std::get_if<std::int64_t>(&value_in(version, in_, "edition"));
    return number ? *number : 1;
  }

  // A correction of each version that says something else; the edition alone is no difference.
  std::vector<Json> differing(Record const& record, Json const& fields, std::int64_t edition) {
    std::vector<Json> changes;
    for (auto const& version : record.versions) {
      auto other = Json::object();
      for (auto const& [name, value] : fields.members()) {
        auto const* const field = in_.find(name);
        auto const& stands = value_in(version, in_, name);
        if (name != "edition" && !(ledger::json_of({field, stands}) == value))
          other.set(name, value);
      }
      if (other.members().empty()) continue;
      other.set("edition", Json::integer(edition));
      changes.push_back(Json::object({{"kind", Json::string("correct")},
                                      {"register", Json::string(std::string(definition_register))},
                                      {"id", Json::string(record.id)},
                                      {"valid_from", Json::string(version.on.from.to_string())},
                                      {"valid_to", Json::string(version.on.to.to_string())},
                                      {"fields", std::move(other)}}));
    }
    return changes;
  }

  Result<bool> is_by_person(std::string const& id) {
    auto const log = TRY(at_.history(id));
    return std::ranges::any_of(
        log, [](auto const& entry) { return entry.actor != ledger::system_actor; });
  }

  ledger::Snapshot& at_;
  meta::Register const& in_;
  std::map<std::string, Record> records_;  // by name
  Adoption adoption_;
};

}  // namespace

Result<Adoption> adopt(ledger::Snapshot& at, Json const& given) {
  auto const* const in = at.catalog().find(definition_register);
  if (!in) return Adoption();
  return Adopting(at, *in).run(given);
}

}  // namespace zonebook::figures
