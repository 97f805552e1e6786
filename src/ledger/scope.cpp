#include "ledger/scope.h"

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
  registers_.insert_or_assign(in.name, Shown{std::move(sight), std::move(limit)});
  return {};
}

Scope::Seen Scope::seen(meta::Register const& in, meta::Field const& field) const {
  if (everything_) return Seen::plain;
  auto const shown = registers_.find(in.name);
  if (shown == registers_.end()) return Seen::hidden;
  if (shown->second.sight.masked.contains(field.name)) return Seen::masked;
  return shown->second.sight.fields.contains(field.name) ? Seen::plain : Seen::hidden;
}

Filter const* Scope::limit(meta::Register const& in) const {
  auto const shown = registers_.find(in.name);
  return shown != registers_.end() && shown->second.limit ? &*shown->second.limit : nullptr;
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

void Scope::hide(Version& version, meta::Register const& in) const {
  for (std::size_t i = 0; i < in.fields.size(); ++i) {
    if (seen(in, in.fields[i]) == Seen::hidden) version.values[i] = {};
  }
}

}  // namespace zonebook::ledger
