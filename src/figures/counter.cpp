#include "figures/counter.h"

#include <algorithm>

#include "figures/age.h"
#include "figures/candidates_sql.h"
#include "figures/reading.h"
#include "ledger/listing_sql.h"

namespace zonebook::figures {
namespace {

using ledger::Draft;
using ledger::Life;
using ledger::ReadOn;

// The day a version is truly read on: the day asked, or its last one if it ended before.
Date read_on(ledger::Version const& version, Date day) {
  return std::min(day, *version.on.to.add_days(-1));
}

}  // namespace

Counter::Counter(ledger::Snapshot& snapshot, KnownLives& lives, Definition const& of, Part part,
                 Days days, Date v)
    : snapshot_(snapshot), lives_(lives), of_(of.counted()), days_(days), v_(v) {
  if (of.numerator && part == Part::numerator) numerator_ = &*of.numerator;
}

Result<void> Counter::load(Knowledge low, Knowledge high, Zones const& zones) {
  count_in(zones);
  auto const sql = candidates_sql(zones, of_, days_, v_, {low, high});
  auto const statement = db::Statement::same("r_" + of_.in->name + ".candidates", sql.text);
  return snapshot_.connection().each(
      statement, ledger::bound(sql), [&](db::Row const& row) -> Result<void> {
        std::string id(row.text(ledger::id_column));
        auto& own = own_[id];
        own.rows.push_back(
            {std::move(id), ledger::version_in(row, *of_.in), Instant(row.integer(4))});
        return {};
      });
}

void Counter::count_in(Zones const& zones) { zones_ = {zones.begin(), zones.end()}; }

Result<void> Counter::read_at(Knowledge k) {
  lives_.move_to(k);
  for (auto& [id, own] : own_) TRY(read(own, id));
  return {};
}

Result<bool> Counter::read_again_at(Knowledge k, std::set<std::string> const& touched) {
  lives_.move_to(k);
  bool is_any = false;
  for (auto& [id, own] : own_) {
    bool const rests = touched.contains(id) || std::ranges::any_of(touched, [&](auto const& other) {
                         return own.rests_on.contains(other);
                       });
    if (rests) TRY(read(own, id));
    is_any = is_any || rests;
  }
  return is_any;
}

Result<void> Counter::read(Own& own, std::string const& id) {
  Life life{.id = id, .zone = ledger::zone_of(id), .in = of_.in};
  life.versions = known_versions(own.rows, lives_.k());
  lives_.take_asked();
  Draft draft(lives_);
  own.found = TRY(find(life, draft));
  own.rests_on = lives_.take_asked();
  return {};
}

Result<std::optional<Counter::Found>> Counter::find(Life const& life, Draft& draft) {
  Found found;
  if (of_.kind == Kind::flow) {
    auto const event = TRY(event_of(life, draft, found));
    if (!event || !days_.covers(*event) || *event > v_) return std::nullopt;
  }
  auto& counted = found.counted;
  auto reading = reading_of(life, counted.event, of_.read);
  if (!reading.version) return std::nullopt;
  auto const is_seen = TRY(is_shown(reading, life.id, draft));
  if (!is_seen) return std::nullopt;
  reading.on.through = &counted.through;
  counted.read_on = read_on(*reading.version, reading.on.day);
  if (of_.where) {
    auto const is_in = TRY(holds(*of_.where, reading, draft));
    if (!is_in) return std::nullopt;
  }
  counted.amount = Decimal(1);
  if (of_.sum) {
    auto const value = TRY(value_at(*of_.sum, *reading.version, reading.on, draft));
    counted.amount = amount_of(value, of_.sum->field());
  }
  if (of_.once_per) {
    found.once = TRY(value_at(*of_.once_per, *reading.version, reading.on, draft));
  }
  if (by_) {
    auto const follow = snapshot_.follow_shown(reading.on.day, draft);
    reading.on.through = nullptr;
    reading.on.follow = &follow;
    counted.group = TRY(value_at(*by_, *reading.version, reading.on, draft));
  }
  if (numerator_) TRY(read_numerator(life, draft, found));
  return found;
}

Result<std::optional<Date>> Counter::event_of(Life const& life, Draft& draft, Found& found) {
  auto& counted = found.counted;
  counted.event = TRY(event_day(*of_.event, life, draft, counted.through));
  return counted.event;
}

// R18, R19, R29.
Counter::Reading Counter::reading_of(Life const& life, std::optional<Date> event,
                                     ReadAt read) const {
  if (!event) {
    auto const day = std::min(v_, days_.last());
    return {life.on(day), {.day = day, .today = v_}};
  }
  if (read == ReadAt::event) return {life.on(*event), {.day = *event, .today = v_}};
  return {life.last_before(v_), {.day = v_, .today = v_, .ended = ReadOn::Ended::as_it_was}};
}

// A right's condition is held against the row that is read.
Result<bool> Counter::is_shown(Reading const& reading, std::string const& id, Draft& draft) {
  return snapshot_.shows_whole({*reading.version, *of_.in, reading.on.day, id}, draft);
}

Result<bool> Counter::holds(ledger::Filter const& filter, Reading const& reading, Draft& draft) {
  auto const answer =
      TRY(filter.condition().holds(*reading.version, reading.on, draft, evaluator_));
  return answer.is_true();
}

Result<void> Counter::read_numerator(Life const& life, Draft& draft, Found& found) {
  auto& counted = found.counted;
  auto reading = reading_of(life, counted.event, numerator_->read);
  CHECK(reading.version != nullptr);
  reading.on.through = &counted.through;
  found.counts = TRY(holds(numerator_->condition, reading, draft));
  counted.read_on = read_on(*reading.version, reading.on.day);
  if (found.counts && numerator_->sum) {
    auto const value = TRY(value_at(*numerator_->sum, *reading.version, reading.on, draft));
    counted.amount = amount_of(value, numerator_->sum->field());
  }
  return {};
}

Held Counter::held() const {
  std::vector<std::pair<std::string const*, Found const*>> all;
  for (auto const& [id, own] : own_) {
    bool const is_in = own.found && zones_.contains(ledger::zone_of(id));
    if (is_in) all.emplace_back(&id, &*own.found);
  }
  std::ranges::sort(all, {}, [](auto const& one) {
    return std::pair(one.second->counted.event, age_of(*one.first));
  });
  Held held;
  std::set<db::Value> had;
  for (auto const& [id, found] : all) {
    bool const is_keyed = !std::holds_alternative<std::monostate>(found->once);
    bool const is_first = !is_keyed || had.insert(found->once).second;
    if (is_first && found->counts) held.emplace(*id, found->counted);
  }
  return held;
}

}  // namespace zonebook::figures
