#include "publishing/import/names.h"

#include <algorithm>

#include "ledger/listing.h"
#include "publishing/import/plain.h"

namespace zonebook::publishing {
namespace {

void add_once(std::vector<std::string>& ids, std::string const& id) {
  if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
}

}  // namespace

Result<void> each_record(ledger::Snapshot& snapshot, meta::Register const& in, Date day,
                         std::function<Result<void>(ledger::Listed)> const& take) {
  ledger::ListRequest request{.in = &in, .day = day, .limit = 1000};
  do {
    auto page = TRY(ledger::list(snapshot, request));
    for (auto& listed : page.records) TRY(take(std::move(listed)));
    request.cursor = std::move(page.next);
  } while (!request.cursor.empty());
  return {};
}

Result<Meant> Names::find(meta::Register const& in, std::string const& text) {
  auto const* index = TRY(index_of(in));
  Meant meant;
  auto const exact = index->exact.find(plain(text));
  if (exact != index->exact.end()) {
    meant.ids = exact->second;
    return meant;
  }
  auto const nearly = index->nearly.find(firm(text));
  if (nearly != index->nearly.end()) meant.similar = nearly->second;
  return meant;
}

Result<std::string> Names::title(std::string const& id) {
  auto const known = titles_.find(id);
  if (known != titles_.end()) return known->second;
  auto title = TRY(title_(snapshot_, id, day_));
  titles_.emplace(id, title);
  return title;
}

Result<Names::Index const*> Names::index_of(meta::Register const& in) {
  auto const [at, is_new] = indexes_.try_emplace(in.name);
  if (!is_new) return &at->second;
  auto zones = TRY(snapshot_.store().above(zone_, day_));
  zones.insert(zone_);
  TRY(each_record(snapshot_, in, day_, [&](ledger::Listed listed) -> Result<void> {
    if (!in.shared && !zones.contains(ledger::zone_of(listed.id))) return {};
    return add(at->second, in, listed);
  }));
  return &at->second;
}

Result<void> Names::add(Index& index, meta::Register const& in, ledger::Listed const& listed) {
  add_once(index.exact[plain(listed.id)], listed.id);
  for (auto const& key : in.key) {
    auto const text = ledger::text_in(listed.version, in, key);
    if (in.key.size() == 1 && text) add_once(index.exact[plain(*text)], listed.id);
  }
  auto const* field = in.find(in.views.title);
  if (!field || field->personal) return {};
  std::string called;
  if (field->is_reference()) {
    called = TRY(title(listed.id));
  } else {
    auto const& value = listed.version.values[in.index_of(*field)];
    if (!db::is_null(value)) called = field->type->show(value, *field, Language::zh);
  }
  if (called.empty()) return {};
  add_once(index.exact[plain(called)], listed.id);
  add_once(index.nearly[firm(called)], listed.id);
  return {};
}

}  // namespace zonebook::publishing
