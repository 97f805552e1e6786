#include "figures/tally.h"

namespace zonebook::figures {

Tally::Tally(ledger::Snapshot& at, KnownLives& lives, Definition const& of, Part part,
             Period const& period, Date v)
    : counted_(at, lives, of, part, period.days(v), v) {
  auto const& adjustments = of.counted().adjustments;
  bool const is_numerator = of.numerator && part == Part::numerator;
  if (adjustments && !is_numerator) {
    adjustments_.emplace(at, lives, *adjustments, Part::denominator, period.days(v), v);
    auto cites = Path::resolve("cites", *adjustments->in);
    CHECK(cites.has_value());  // the register is this room's
    adjustments_->group_by(std::move(*cites));
  }
  if (of.openings) openings_.emplace(at, lives, of, period.days(v), v);
}

Result<void> Tally::load(Knowledge low, Knowledge high, Zones const& zones) {
  TRY(counted_.load(low, high, zones));
  if (adjustments_) TRY(adjustments_->load(low, high, zones));
  if (openings_) TRY(openings_->load(low, high, zones));
  return {};
}

void Tally::count_in(Zones const& zones) {
  counted_.count_in(zones);
  if (adjustments_) adjustments_->count_in(zones);
  if (openings_) openings_->count_in(zones);
}

Result<void> Tally::read_at(Knowledge k) {
  TRY(counted_.read_at(k));
  if (adjustments_) TRY(adjustments_->read_at(k));
  if (openings_) TRY(openings_->read_at(k));
  return {};
}

Result<bool> Tally::read_again_at(Knowledge k, std::set<std::string> const& touched) {
  bool is_any = TRY(counted_.read_again_at(k, touched));
  if (adjustments_) {
    auto const more = TRY(adjustments_->read_again_at(k, touched));
    is_any = is_any || more;
  }
  if (openings_) {
    auto const more = TRY(openings_->read_again_at(k, touched));
    is_any = is_any || more;
  }
  return is_any;
}

Held Tally::held() const {
  auto held = counted_.held();
  if (adjustments_) {
    for (auto& [id, one] : adjustments_->held()) {
      one.origin = Origin::adjustment;
      if (auto const* text = one.group ? std::get_if<std::string>(&*one.group) : nullptr) {
        one.cites = *text;
      }
      one.group.reset();
      held.emplace(id, std::move(one));
    }
  }
  if (openings_) openings_->put_into(held);
  return held;
}

Result<void> check_counted(Definition const& of) {
  if (of.counted().in) return {};
  return invalid({"figures.typed", {{"id", of.id}}}, of.id);
}

Result<Held> held_at(ledger::Snapshot& at, KnownLives& lives, Definition const& of, Part part,
                     Period const& period, Date v, Knowledge k) {
  Tally tally(at, lives, of, part, period, v);
  auto const zones = TRY(at.below_as_known(v, k));
  TRY(tally.load(k, k, zones));
  TRY(tally.read_at(k));
  return tally.held();
}

Total total_of(Held const& held) {
  Total total;
  for (auto const& [id, one] : held) {
    total.value = plus(total.value, one.amount);
    if (one.origin != Origin::opening) ++total.count;
  }
  return total;
}

// 34 digits hold the sum of more amounts of 64 bits than there are records.
Decimal plus(Decimal a, Decimal b) {
  auto const sum = a + b;
  CHECK(sum.has_value());
  return *sum;
}

}  // namespace zonebook::figures
