#include "ledger/rules.h"

#include <algorithm>
#include <unordered_map>

#include "ledger/refusal.h"

namespace zonebook::ledger {
namespace {

bool is_true(feel::Value const& value) { return value.is(feel::Kind::boolean) && value.boolean(); }
bool is_false(feel::Value const& value) {
  return value.is(feel::Kind::boolean) && !value.boolean();
}

// The place of a version on the track, from 0; -1 where it is in no stage.
std::ptrdiff_t stage_of(Version const& version, meta::Register const& in) {
  auto const* field = in.find(in.track->stage_field);
  auto const* value = std::get_if<std::string>(&version.values[in.index_of(*field)]);
  auto const& stages = in.track->stages;
  auto const found = value ? std::ranges::find(stages, *value, &meta::Stage::value) : stages.end();
  return found != stages.end() ? found - stages.begin() : -1;
}

// Did an entry write this version, or did it only cut it off?
bool is_written(Version const& version, std::vector<Change const*> const& changes) {
  return std::ranges::any_of(changes, [&](Change const* change) {
    auto const writes = change->kind != ChangeKind::restore && change->kind != ChangeKind::retire;
    return writes && change->covers(version.on.from);
  });
}

Json about(Life const& life, Version const& version, std::string const& name) {
  return Json::object({{"id", Json::string(life.id)},
                       {"valid_from", Json::string(version.on.from.to_string())},
                       {"name", Json::string(name)}});
}

}  // namespace

Rules::Rules(meta::Catalog const& catalog, RecordChecks record_checks) {
  for (auto const& in : catalog.registers()) {
    auto& rules = by_register_[&in];
    rules.of_room = std::move(record_checks[in.name]);
    for (auto const& check : in.checks) rules.checks.emplace_back(check.condition, in);
    if (!in.track) continue;
    for (auto const& stage : in.track->stages) {
      auto& needs = rules.needs.emplace_back();
      for (auto const& need : stage.needs) needs.emplace_back(need.condition, in);
    }
  }
}

Result<void> Rules::check(Draft& draft, std::vector<Change> const& resolved, Date today) const {
  auto const touched = draft.touched();
  std::unordered_map<std::string_view, std::vector<Change const*>> changes;  // of each record
  for (auto const& change : resolved) changes[change.id].push_back(&change);
  for (auto const& id : touched) {
    auto const* found = TRY(draft.life(id));
    auto const& rules = of(*found->in);
    if (rules.checks.empty() && !found->in->track && !rules.of_room) continue;
    auto const life = *found;  // conditions load other lives, and may move this one
    Version nothing;
    nothing.values.resize(life.in->fields.size());
    Version const* before = &nothing;
    for (auto const& version : life.versions) {
      ReadOn const on{.day = version.on.from, .today = today};
      if (is_written(version, changes.at(id))) {
        TRY(check_version(life, version, on, draft));
        auto const goes_on = before->on.to == version.on.from;
        if (life.in->track) {
          TRY(check_move(life, goes_on ? *before : nothing, version, on, draft));
        }
      }
      before = &version;
    }
  }
  return {};
}

Result<void> Rules::check_version(Life const& life, Version const& version, ReadOn on,
                                  Draft& draft) const {
  feel::Evaluator evaluator;
  auto const& conditions = of(*life.in).checks;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    auto const holds = TRY(conditions[i].holds(version, on, draft, evaluator));
    if (!is_false(holds)) continue;
    auto const& check = life.in->checks[i];
    return refuse(Error::Code::invalid,
                  {"ledger.check_failed", {{"says", argument_of(check.says)}}},
                  about(life, version, check.name), life.in->name + "." + check.name);
  }
  auto const& of_room = of(*life.in).of_room;
  return of_room ? of_room(life, version, on, draft) : Result<void>();
}

Result<void> Rules::check_move(Life const& life, Version const& before, Version const& after,
                               ReadOn on, Draft& draft) const {
  auto const& in = *life.in;
  auto const from = stage_of(before, in);
  auto const to = stage_of(after, in);
  if (from == to || to < 0) return {};
  auto const& stages = in.track->stages;
  auto const at = [&](std::ptrdiff_t i) -> auto const& {
    return stages[static_cast<std::size_t>(i)];
  };
  // A correct that takes the end away covers it, and then does not come after it.
  auto const has_ended = from >= 0 && at(from).end;
  if (has_ended && after.kind != ChangeKind::restore) {
    return refuse(Error::Code::conflict, {"ledger.stage_ended", {{"record", life.id}}},
                  about(life, after, at(from).value));
  }
  auto const* date = at(to).date_field.empty() ? nullptr : in.find(at(to).date_field);
  if (date && std::holds_alternative<std::monostate>(after.values[in.index_of(*date)])) {
    return refuse(Error::Code::invalid,
                  {"ledger.stage_date", {{"field", argument_of(date->label)}}},
                  about(life, after, date->name), in.name + "." + date->name);
  }
  // An end is beside the track, not at its end: who withdraws passes no gate, and has passed none.
  auto const first = at(to).end ? to : has_ended ? 0 : from + 1;
  feel::Evaluator evaluator;
  for (auto i = first; i <= to; ++i) {
    auto const& needs = at(i).needs;
    for (std::size_t n = 0; n < needs.size(); ++n) {
      if (needs[n].gate != meta::Need::Gate::hard) continue;
      auto const& condition = of(in).needs[static_cast<std::size_t>(i)][n];
      auto const holds = TRY(condition.holds(after, on, draft, evaluator));
      if (is_true(holds)) continue;
      return refuse(Error::Code::conflict, {"ledger.gate", {{"says", argument_of(needs[n].says)}}},
                    about(life, after, needs[n].name), in.name + "." + needs[n].name);
    }
  }
  return {};
}

Result<std::vector<Debt>> Rules::debts(meta::Register const& in, Version const& version, ReadOn on,
                                       Draft& draft) const {
  std::vector<Debt> debts;
  if (!in.track) return debts;
  auto const reached = stage_of(version, in);
  auto const& stages = in.track->stages;
  feel::Evaluator evaluator;
  for (std::size_t i = 0; i < stages.size() && static_cast<std::ptrdiff_t>(i) <= reached; ++i) {
    // Whoever has left the track owes only what leaving asks for.
    if (stages[static_cast<std::size_t>(reached)].end && static_cast<std::ptrdiff_t>(i) < reached) {
      continue;
    }
    for (std::size_t n = 0; n < stages[i].needs.size(); ++n) {
      auto const holds = TRY(of(in).needs[i][n].holds(version, on, draft, evaluator));
      if (!is_true(holds)) debts.push_back({stages[i].value, &stages[i].needs[n]});
    }
  }
  return debts;
}

}  // namespace zonebook::ledger
