#include "figures/reading.h"

namespace zonebook::figures {
namespace {

using ledger::Draft;
using ledger::Life;
using ledger::ReadOn;
using ledger::Version;

db::Value const& held(Version const& version, meta::Register const& in, meta::Field const& field) {
  return version.values[in.index_of(field)];
}

using db::is_null;

Date day_in(db::Value const& value) { return *Date::from_days(std::get<std::int64_t>(value)); }

// The days that the end of a path can have at all: of every version and every survivor.
class PossibleDays {
 public:
  PossibleDays(Path const& path, Draft& draft) : path_(path), draft_(draft) {}

  Result<void> of(Life const& life, std::size_t step) {
    auto const& field = *path_.steps()[step];
    for (auto const& version : life.versions) {
      auto const& value = held(version, *life.in, field);
      if (is_null(value)) continue;
      if (step + 1 == path_.steps().size())
        days_.insert(day_in(value));
      else
        TRY(beyond(std::get<std::string>(value), step + 1));
    }
    return {};
  }

  std::set<Date> take() { return std::move(days_); }

 private:
  Result<void> beyond(std::string const& id, std::size_t step) {
    if (!seen_.emplace(id, step).second) return {};
    auto const* life = TRY(draft_.life(id));
    if (!life) return {};
    TRY(of(*life, step));
    for (auto const& merge : life->merges) TRY(beyond(merge.same_as, step));
    return {};
  }

  Path const& path_;
  Draft& draft_;
  std::set<std::pair<std::string, std::size_t>> seen_;
  std::set<Date> days_;
};

}  // namespace

Result<db::Value> value_at(Path const& path, Version const& version, ReadOn const& on,
                           Draft& draft) {
  auto const* at = &version;
  auto const* in = &path.in();
  for (auto const* field : path.steps()) {
    auto const& value = held(*at, *in, *field);
    if (!field->is_reference() || is_null(value)) return value;
    auto const& id = std::get<std::string>(value);
    if (on.through) on.through->insert(id);
    auto const there = TRY(referred(id, on, draft));
    if (!there.version) return db::Value();
    if (field == path.steps().back()) return db::Value(there.id);
    if (on.through) on.through->insert(there.id);
    at = there.version;
    in = there.life->in;
  }
  return db::Value();
}

Decimal amount_of(db::Value const& value, meta::Field const& field) {
  if (is_null(value)) return {};
  auto const scale = field.type->name() == "decimal" ? field.scale : 0;
  return Decimal::scaled(std::get<std::int64_t>(value), -scale);
}

Result<std::optional<Date>> event_day(Path const& path, Life const& life, Draft& draft,
                                      std::set<std::string>& through) {
  PossibleDays possible(path, draft);
  TRY(possible.of(life, 0));
  for (auto const day : possible.take()) {
    auto const* version = life.on(day);
    if (!version) continue;
    auto const value = TRY(value_at(path, *version, {day, day, {}, &through}, draft));
    if (value == db::Value(day.days())) return day;
  }
  return std::nullopt;
}

}  // namespace zonebook::figures
