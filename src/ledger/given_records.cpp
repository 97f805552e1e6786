#include "ledger/given_records.h"

#include <algorithm>

#include "ledger/change.h"
#include "ledger/own_fields.h"
#include "ledger/system_entry.h"

namespace zonebook::ledger {

Result<GivenRecords> GivenRecords::read(Snapshot& at, meta::Register const& in,
                                        NameOf const& name_of) {
  GivenRecords made(in);
  std::map<std::string, std::vector<Version>> known;  // by id
  std::map<std::string, std::string> former;          // names to the ids that had them
  TRY(at.store().each_row(at.zone(), in, [&](StoredVersion row) -> Result<void> {
    former[name_of(row.version)] = row.id;
    auto& versions = known[row.id];
    if (row.known_to == Instant::max()) versions.push_back(std::move(row.version));
    return {};
  }));
  for (auto const& [name, id] : former) {
    if (known.at(id).empty()) made.records_[name] = {id, {}};
  }
  for (auto& [id, versions] : known) {
    std::ranges::sort(versions, {}, [](Version const& version) { return version.on.from; });
    for (auto& version : versions) {
      auto& record = made.records_[name_of(version)];
      if (record.id != id && !record.versions.empty()) {
        // Of two records of one name, over other days, the one that holds longest is corrected.
        if (record.versions.back().on.from > version.on.from) continue;
        record.versions.clear();
      }
      record.id = id;
      record.versions.push_back(std::move(version));
    }
  }
  return made;
}

GivenRecords::Record const* GivenRecords::find(std::string const& name) const {
  auto const found = records_.find(name);
  return found != records_.end() ? &found->second : nullptr;
}

Json GivenRecords::creation(std::string const& label, Json const& fields) const {
  auto said = Json::object();
  for (auto const& [name, value] : fields.members()) {
    if (!value.is(Json::Kind::null)) said.set(name, value);
  }
  return Json::object({{"kind", Json::string("create")},
                       {"register", Json::string(in_->name)},
                       {"id", Json::string("new:" + label)},
                       {"valid_from", Json::string(first_day().to_string())},
                       {"fields", std::move(said)}});
}

std::vector<Json> GivenRecords::corrections(Record const& record, Json const& fields) const {
  std::vector<Json> changes;
  for (auto const& version : record.versions) {
    auto other = Json::object();
    for (auto const& [name, value] : fields.members()) {
      auto const* const field = in_->find(name);
      auto const& stands = value_in(version, *in_, name);
      if (name != "edition" && !(json_of({field, stands}) == value)) other.set(name, value);
    }
    if (other.members().empty()) continue;
    auto const* const edition = fields.find("edition");
    other.set("edition", edition && !edition->is(Json::Kind::null) ? *edition : Json::integer(1));
    changes.push_back(Json::object({{"kind", Json::string("correct")},
                                    {"register", Json::string(in_->name)},
                                    {"id", Json::string(record.id)},
                                    {"valid_from", Json::string(version.on.from.to_string())},
                                    {"valid_to", Json::string(version.on.to.to_string())},
                                    {"fields", std::move(other)}}));
  }
  return changes;
}

std::int64_t GivenRecords::edition_of(Record const& record) const {
  if (record.versions.empty()) return 1;
  return number_in(record.versions.back(), *in_, "edition").value_or(1);
}

Result<bool> is_by_person(Snapshot& at, std::string const& id) {
  auto const log = TRY(at.history(id));
  return std::ranges::any_of(log,
                             [](LogEntry const& entry) { return entry.actor != system_actor; });
}

}  // namespace zonebook::ledger
