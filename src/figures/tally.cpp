#include "figures/tally.h"

namespace zonebook::figures {

Tally::Tally(ledger::Snapshot& at, KnownLives& lives, Definition const& of, Part part,
             Period const& period, Date v) {
  auto const days = period.days(v);
  if (of.kind == Kind::typed) {
    typed_.emplace(at, lives, of, days, v);
    return;
  }
  counted_.emplace(at, lives, of, part, days, v);
  auto const& adjustments = of.counted().adjustments;
  bool const is_numerator = of.numerator && part == Part::numerator;
  if (adjustments && !is_numerator) {
    adjustments_.emplace(at, lives, *adjustments, Part::denominator, days, v);
    auto cites = Path::resolve("cites", *adjustments->in);
    CHECK(cites.has_value());  // the register is this room's
    adjustments_->group_by(std::move(*cites));
  }
  if (of.openings) openings_.emplace(at, lives, of, days, v);
}

void Tally::group_by(Path path) {
  if (typed_) return typed_->group_by(std::move(path));
  counted_->group_by(std::move(path));
}

Result<void> Tally::load(Knowledge low, Knowledge high, Zones const& zones) {
  return each([&](auto& part) { return part.load(low, high, zones); });
}

void Tally::count_in(Zones const& zones) {
  CHECK(each([&](auto& part) -> Result<void> {
          part.count_in(zones);
          return {};
        }).has_value());
}

Result<void> Tally::read_at(Knowledge k) {
  return each([&](auto& part) { return part.read_at(k); });
}

Result<bool> Tally::read_again_at(Knowledge k, std::set<std::string> const& touched) {
  bool is_any = false;
  TRY(each([&](auto& part) -> Result<void> {
    auto const is_its = TRY(part.read_again_at(k, touched));
    is_any = is_any || is_its;
    return {};
  }));
  return is_any;
}

Held Tally::held() const {
  if (typed_) return typed_->held();
  auto held = counted_->held();
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
