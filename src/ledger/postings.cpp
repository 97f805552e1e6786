#include "ledger/postings.h"

#include <algorithm>

#include "base/json.h"
#include "ledger/lives.h"
#include "ledger/sql.h"

namespace zonebook::ledger {
namespace {

std::string written(std::vector<std::string> ids) {
  std::ranges::sort(ids);
  std::string text = "[";
  for (auto const& id : ids) {
    if (text.size() > 1) text += ',';
    text += quoted_json(id);
  }
  return text + "]";
}

}  // namespace

FieldGrams new_grams(meta::Register const& in, std::vector<Version> const& before,
                     std::vector<Version> const& after) {
  GramsOf had(in), have(in);
  for (auto const& version : before) had.add(version.values);
  for (auto const& version : after) {
    if (!version.stored) have.add(version.values);
  }
  return without(have.take(), had.take());
}

FieldGrams without(FieldGrams grams, FieldGrams const& out) {
  if (out.empty()) return grams;
  std::erase_if(grams, [&](auto const& gram) { return std::ranges::binary_search(out, gram); });
  return grams;
}

void Postings::add(meta::Register const& in, std::string const& id, std::int64_t seq,
                   FieldGrams grams) {
  auto const zone = zone_of(id);
  // verify() and rebuild() replay logs that say of what is no id that it is one.
  auto const in_zone = id == zone ? id : id.substr(zone.size() + 1);
  for (auto& [field, gram] : grams) {
    rows_[{in.name, std::move(gram), in.fields[field].id, seq}].push_back(in_zone);
  }
}

Result<void> Postings::write(db::Connection& at, std::string const& zone) const {
  std::vector<std::string> texts;
  texts.reserve(rows_.size());
  std::vector<std::vector<db::Parameter>> rows;
  rows.reserve(rows_.size());
  for (auto const& [row, ids] : rows_) {
    texts.push_back(written(ids));
    rows.push_back({zone, row.in, row.gram, row.field, row.seq, texts.back()});
  }
  return at.run_many(sql::add_posting, rows);
}

std::optional<std::vector<std::string>> posted_ids(std::string_view text) {
  auto const json = Json::parse(text);
  if (!json || !json->is(Json::Kind::array)) return std::nullopt;
  std::vector<std::string> ids;
  for (auto const& id : json->items()) {
    if (!id.is(Json::Kind::string)) return std::nullopt;
    ids.push_back(id.string());
  }
  return written(ids) == text ? std::optional(std::move(ids)) : std::nullopt;
}

}  // namespace zonebook::ledger
