#include "ledger/weigh.h"

#include <algorithm>

#include "ledger/sql.h"

namespace zonebook::ledger {
namespace {

constexpr auto locks = "month_lock";
constexpr auto citations = "frozen_citation";
constexpr std::int64_t slip_micros = std::int64_t{24} * 3600 * 1'000'000;

using Fields = std::set<meta::Field const*>;

using db::is_null;

Stretch stretch_of(Change const& change) { return {change.from, *change.to}; }

bool is_day(meta::Field const& field) { return field.type->name() == "date"; }

bool is_stage_date(meta::Field const& field, meta::Register const& in) {
  if (!is_day(field)) return false;
  auto const is_of_stage = in.track && std::ranges::any_of(in.track->stages, [&](auto const& one) {
                             return one.date_field == field.name;
                           });
  return field.event || is_of_stage;
}

// Whose values any of the versions holds.
Fields held(std::vector<Version> const& versions, meta::Register const& in) {
  Fields fields;
  for (auto const& version : versions) {
    for (std::size_t i = 0; i < in.fields.size(); ++i) {
      if (!is_null(version.values[i])) fields.insert(&in.fields[i]);
    }
  }
  return fields;
}

// Whose values the change sets otherwise than they stood.
Fields altered(Change const& change, std::vector<Version> const& before) {
  Fields fields;
  for (auto const& [field, value] : change.fields) {
    auto const at = change.in->index_of(*field);
    auto const is_as_before = std::ranges::all_of(
        before, [&](Version const& version) { return version.values[at] == value; });
    if (before.empty() ? !is_null(value) : !is_as_before) fields.insert(field);
  }
  return fields;
}

// A stage that a record reaches after the last day it was reported of, or one of a record that was
// not: nothing that was said changes.  The day that is written and the day since when it is so are
// two, and a figure may have counted by either.
bool comes_about(Change const& change, meta::Field const& field, std::vector<Version> const& before,
                 std::optional<std::int64_t> reported_to) {
  if (change.kind != ChangeKind::change) return false;
  auto const at = change.in->index_of(field);
  auto const stood = std::ranges::any_of(
      before, [&](Version const& version) { return !is_null(version.values[at]); });
  if (stood || !reported_to) return !stood;
  auto const set = std::ranges::find(change.fields, &field, &FieldValue::field);
  auto const* day = set != change.fields.end() ? std::get_if<std::int64_t>(&set->value) : nullptr;
  return day && *day > *reported_to && change.from.days() > *reported_to;
}

bool sets(Change const& change, meta::Field const& field) {
  if (change.kind != ChangeKind::change && change.kind != ChangeKind::correct) return true;
  return std::ranges::find(change.fields, &field, &FieldValue::field) != change.fields.end();
}

// What is left of some stretches without another.
std::vector<Stretch> without(std::vector<Stretch> const& stretches, Stretch out) {
  std::vector<Stretch> left;
  for (auto const& one : stretches) {
    if (!one.meets(out)) {
      left.push_back(one);
      continue;
    }
    if (one.from < out.from) left.push_back({one.from, out.from});
    if (out.to < one.to) left.push_back({out.to, one.to});
  }
  return left;
}

std::int64_t month_of(Date day) {
  auto const civil = day.civil();
  return std::int64_t{civil.year} * 12 + civil.month - 1;
}

}  // namespace

Result<std::vector<Weigh::Reason>> Weigh::reasons(std::vector<Change> const& resolved,
                                                  SecondPerson const& second) {
  std::vector<Reason> reasons;
  std::map<ChangeFacts, std::vector<Why>> asked;  // a thousand changes are mostly of a few kinds
  for (auto const& change : resolved) {
    auto const told = TRY(facts(change));
    auto found = asked.find(told);
    if (found == asked.end()) found = asked.emplace(told, second.why(told, author_.today)).first;
    for (auto const& why : found->second) {
      auto const is_known = std::ranges::any_of(reasons, [&](Reason const& reason) {
        return reason.id == change.id && reason.why.rule == why.rule;
      });
      if (!is_known) reasons.push_back({change.id, change.in->name, why});
    }
  }
  return reasons;
}

Result<ChangeFacts> Weigh::facts(Change const& change) {
  TRY(read_locks());
  auto const before = TRY(before_and_after(change, false));
  Fields fields;
  if (change.kind == ChangeKind::retire) {
    fields = held(before, *change.in);
  } else if (change.kind == ChangeKind::restore) {
    auto const after = TRY(before_and_after(change, true));
    fields = held(after, *change.in);
  } else {
    fields = altered(change, before);
  }
  ChangeFacts facts{.register_name = change.in->name, .kind = change.kind, .fields = {}};
  for (auto const* field : fields) {
    facts.fields.push_back(change.in->name + "." + field->name);
    if (field->type->name() == "money") facts.amount = true;
  }
  std::ranges::sort(facts.fields);
  auto const reported_to = TRY(last_reported(change.id));
  facts.cited = reported_to.has_value();
  facts.stage_date = std::ranges::any_of(fields, [&](meta::Field const* field) {
    return is_stage_date(*field, *change.in) && !comes_about(change, *field, before, reported_to);
  });
  facts.locked = is_locked(change, before);
  if (!facts.cited && !facts.locked) facts.own_slip = TRY(is_own_slip(change, fields));
  return facts;
}

// The pieces of the record in the change's stretch.
Result<std::vector<Version>> Weigh::before_and_after(Change const& change, bool after) {
  auto const* life = TRY(draft_.life(change.id));
  CHECK(life != nullptr);
  auto const& of = after ? *life : draft_.original(change.id);
  return inside(of.versions, stretch_of(change));
}

Result<void> Weigh::read_locks() {
  if (locked_months_) return {};
  locked_months_.emplace();
  if (!catalog_.find(locks)) return {};
  return at_.each(sql::list_locked_months,
                  {author_.zone, author_.today.days(), author_.today.days()},
                  [&](db::Row const& row) -> Result<void> {
                    locked_months_->push_back(row.integer(0));
                    return {};
                  });
}

Result<std::optional<std::int64_t>> Weigh::last_reported(std::string const& id) {
  if (draft_.is_made_here(id) || !catalog_.find(citations)) return std::nullopt;
  auto const known = reported_.find(id);
  if (known != reported_.end()) return known->second;
  std::optional<std::int64_t> last;
  TRY(at_.each(sql::list_citations, {author_.zone, id}, [&](db::Row const& row) -> Result<void> {
    last = row.integer(0);
    return {};
  }));
  reported_.emplace(id, last);
  return last;
}

bool Weigh::is_locked(Stretch on) const {
  return std::ranges::any_of(*locked_months_, [&](std::int64_t month) {
    return month_of(on.from) <= month && month <= month_of(*on.to.add_days(-1));
  });
}

// The days it holds on, and the days of events that it takes away or sets.
bool Weigh::is_locked(Change const& change, std::vector<Version> const& before) const {
  if (locked_months_->empty()) return false;
  if (is_locked(stretch_of(change))) return true;
  auto const in_a_locked_month = [&](db::Value const& value) {
    auto const* days = std::get_if<std::int64_t>(&value);
    auto const day = days ? Date::from_days(*days) : std::nullopt;
    return day && std::ranges::find(*locked_months_, month_of(*day)) != locked_months_->end();
  };
  return std::ranges::any_of(change.fields, [&](FieldValue const& set) {
    if (!is_day(*set.field) || !set.field->event) return false;
    auto const at = change.in->index_of(*set.field);
    return in_a_locked_month(set.value) || std::ranges::any_of(before, [&](Version const& version) {
             return in_a_locked_month(version.values[at]);
           });
  });
}

// Each value that is altered was last set by this author, less than a day ago: on every day of the
// stretch, for another's entry may have set only some of them.
Result<bool> Weigh::is_own_slip(Change const& change, Fields const& fields) {
  auto const since = author_.now.micros() - slip_micros;
  auto const before = TRY(before_and_after(change, false));
  if (before.empty() || std::ranges::any_of(before, [&](Version const& version) {
        return version.known_from.micros() <= since;
      })) {
    return false;
  }
  auto const touches = TRY(past_.written(change.id));
  std::vector<Stretch> all;
  for (auto const& version : before) all.push_back(version.on);
  std::map<meta::Field const*, std::vector<Stretch>> open;
  for (auto const* field : fields) open.emplace(field, all);
  auto const is_done = [&] {
    return std::ranges::all_of(open, [](auto const& one) { return one.second.empty(); });
  };
  for (auto touch = touches.rbegin(); touch != touches.rend() && !is_done(); ++touch) {
    auto const is_own = touch->actor == author_.actor && touch->known.micros() > since;
    auto const entry = TRY(past_.entry(zone_of(change.id), touch->seq));
    if (!entry) return false;
    for (auto const& earlier : entry->changes) {
      if (earlier.id != change.id) continue;
      for (auto& [field, stretches] : open) {
        if (!sets(earlier, *field)) continue;
        auto left = without(stretches, stretch_of(earlier));
        if (left != stretches && !is_own) return false;
        stretches = std::move(left);
      }
    }
  }
  return is_done();
}

}  // namespace zonebook::ledger
