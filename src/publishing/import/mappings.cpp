#include "publishing/import/mappings.h"

#include "publishing/import/names.h"

namespace zonebook::publishing {
namespace {

constexpr auto register_name = "import_mapping";

// A line each: 表头=栏目.  A head has no line ends, for they are joined when it is read.
std::string text_of(Mapping const& mapping) {
  std::string text;
  for (auto const& [head, field] : mapping) {
    text += (text.empty() ? "" : "\n") + head + "=" + field;
  }
  return text;
}

Mapping mapping_of(std::string_view text) {
  Mapping mapping;
  while (!text.empty()) {
    auto const line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    auto const sign = line.rfind('=');
    if (sign != line.npos && sign > 0) {
      mapping[std::string(line.substr(0, sign))] = std::string(line.substr(sign + 1));
    }
  }
  return mapping;
}

struct Stored {
  std::string id;
  RememberedMapping mapping;
};

Result<std::vector<Stored>> stored(ledger::Snapshot& snapshot, std::string const& of, Date day) {
  std::vector<Stored> found;
  auto const* in = snapshot.catalog().find(register_name);
  if (!in) return found;
  TRY(each_record(snapshot, *in, day, [&](ledger::Listed listed) -> Result<void> {
    auto const text = [&](std::string_view field) {
      return ledger::text_in(listed.version, *in, field).value_or("");
    };
    if (text("register_name") == of) {
      found.push_back({listed.id, {text("shape"), mapping_of(text("heads")), listed.id}});
    }
    return {};
  }));
  return found;
}

}  // namespace

Result<std::vector<RememberedMapping>> remembered(ledger::Snapshot& snapshot, std::string const& in,
                                                  Date day) {
  auto all = TRY(stored(snapshot, in, day));
  std::vector<RememberedMapping> mappings;
  for (auto& one : all) mappings.push_back(std::move(one.mapping));
  return mappings;
}

Result<std::optional<MappingAuthor>> author_of(ledger::Snapshot& snapshot,
                                               RememberedMapping const& one) {
  if (one.record.empty()) return std::nullopt;
  auto const entries = TRY(snapshot.history(one.record));
  if (entries.empty()) return std::nullopt;
  return MappingAuthor{entries.back().actor, entries.back().known};
}

Result<void> remember(ledger::Ledger& ledger, Rememberer const& by, std::string const& in,
                      RememberedMapping const& told) {
  auto const* of = ledger.catalog().find(register_name);
  if (!of || told.mapping.empty()) return {};
  std::string id = "new:m";
  {
    auto snapshot = TRY(ledger.read(by.root));
    auto const before = TRY(stored(snapshot, in, ledger.today()));
    for (auto const& one : before) {
      if (one.mapping.shape != told.shape) continue;
      if (one.mapping.mapping == told.mapping) return {};
      id = one.id;
    }
  }
  auto const is_new = id.starts_with("new:");
  auto fields = Json::object({{"heads", Json::string(text_of(told.mapping))}});
  if (is_new) fields.set("register_name", Json::string(in));
  if (is_new) fields.set("shape", Json::string(told.shape));
  auto const change = Json::object({{"kind", Json::string(is_new ? "create" : "change")},
                                    {"register", Json::string(register_name)},
                                    {"id", Json::string(id)},
                                    {"valid_from", Json::string(ledger.today().to_string())},
                                    {"fields", std::move(fields)}});
  auto const done = ledger.append(Json::object({{"zone", Json::string(by.root)},
                                                {"actor", Json::string(by.actor)},
                                                {"source", Json::string("")},
                                                {"reason", Json::string("记住表头对照")},
                                                {"changes", Json::array({change})}}));
  if (!done) return std::unexpected(done.error());
  return {};
}

}  // namespace zonebook::publishing
