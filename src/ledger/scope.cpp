#include "ledger/scope.h"

#include <algorithm>

#include "ledger/refusal.h"

namespace zonebook::ledger {

Scope Scope::everything(std::string zone) {
  Scope scope(std::move(zone), "");
  scope.everything_ = true;
  return scope;
}

Result<void> Scope::show(meta::Register const& in, Sight sight) {
  std::optional<Filter> limit;
  if (!sight.where.empty()) {
    auto condition = TRY(Condition::compile_for(me_, sight.where, in));
    limit.emplace(std::move(condition));
  }
  auto& of = registers_[in.name];
  of.sights.push_back({std::move(sight), std::move(limit)});
  std::ranges::stable_sort(of.sights, {}, [](Shown const& one) { return one.sight.of; });
  Sights whole;
  for (auto const& one : of.sights) {
    if (one.sight.of == Sight::Of::whole) whole.push_back(&one);
  }
  of.whole = TRY(any_of(in, whole));
  return {};
}

// One without a condition shows all; of none, nothing is found.
Result<std::optional<Filter>> Scope::any_of(meta::Register const& in, Sights const& sights) const {
  std::string where;
  for (auto const* one : sights) {
    if (!one->limit) return std::nullopt;
    if (sights.size() == 1) return one->limit;
    where += (where.empty() ? "(" : " or (") + one->sight.where + ")";
  }
  auto condition = TRY(Condition::compile_for(me_, where.empty() ? "false" : where, in));
  return Filter(std::move(condition));
}

bool Scope::Shown::shows(std::set<std::string> const& asked) const {
  return std::ranges::includes(sight.fields, asked) &&
         std::ranges::none_of(asked, [&](auto const& one) { return sight.masked.contains(one); });
}

std::span<Scope::Shown const> Scope::sights(meta::Register const& in) const {
  auto const of = registers_.find(in.name);
  if (of == registers_.end()) return {};
  return of->second.sights;
}

namespace {

Scope::Seen seen_in(Scope::Sight const& sight, meta::Field const& field) {
  if (sight.masked.contains(field.name)) return Scope::Seen::masked;
  return sight.fields.contains(field.name) ? Scope::Seen::plain : Scope::Seen::hidden;
}

}  // namespace

Scope::Seen Scope::seen(meta::Register const& in, meta::Field const& field) const {
  if (everything_) return Seen::plain;
  auto best = Seen::hidden;
  for (auto const& one : sights(in)) best = std::min(best, seen_in(one.sight, field));
  return best;
}

Filter const* Scope::limit(meta::Register const& in) const {
  auto const of = registers_.find(in.name);
  return of != registers_.end() && of->second.whole ? &*of->second.whole : nullptr;
}

Result<std::optional<Filter>> Scope::limit_for(meta::Register const& in,
                                               std::set<std::string> const& asked) const {
  if (everything_) return std::nullopt;
  Sights answering;
  for (auto const& one : sights(in)) {
    if (one.shows(asked)) answering.push_back(&one);
  }
  return any_of(in, answering);
}

Result<void> Scope::check_shown(meta::Register const& in) const {
  if (everything_ || registers_.contains(in.name)) return {};
  return refuse(Error::Code::forbidden, {"ledger.register_not_shown", {{"register", in.name}}},
                Json::object(), in.name);
}

Result<void> Scope::check_plain(meta::Register const& in, meta::Field const& field) const {
  if (seen(in, field) == Seen::plain) return {};
  auto const name = in.name + "." + field.name;
  return refuse(Error::Code::forbidden, {"ledger.field_not_shown", {{"field", name}}},
                Json::object(), name);
}

Result<void> Scope::check_plain(Condition const& condition) const {
  for (auto const& [in, field] : condition.reads()) TRY(check_plain(*in, *field));
  return {};
}

void Scope::hide(Version& version, meta::Register const& in,
                 std::span<Shown const* const> by) const {
  if (everything_) return;
  for (std::size_t i = 0; i < in.fields.size(); ++i) {
    auto here = Seen::hidden;
    for (auto const* one : by) here = std::min(here, seen_in(one->sight, in.fields[i]));
    if (here != seen(in, in.fields[i]) || here == Seen::hidden) version.values[i] = {};
  }
}

}  // namespace zonebook::ledger
