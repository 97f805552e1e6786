#include "figures/counted_rows.h"

#include <algorithm>

#include "figures/reading.h"

namespace zonebook::figures {
namespace {

using ledger::Draft;
using ledger::Life;

// Texts and numbers are never the same key.
std::string key_of(db::Value const& value) {
  if (auto const* number = std::get_if<std::int64_t>(&value)) return "#" + std::to_string(*number);
  if (auto const* text = std::get_if<std::string>(&value)) return "=" + *text;
  return {};
}

std::int64_t stored_amount(db::Value const& value) {
  auto const* number = std::get_if<std::int64_t>(&value);
  return number ? *number : 0;
}

// The last day of a version that has ended before the day it is asked for.
std::optional<std::int64_t> ended_before(ledger::Version const& version, Date day) {
  if (day < version.on.to) return std::nullopt;
  return version.on.to.days() - 1;
}

}  // namespace

bool Count::is_by_day() const {
  auto const& counted = of->counted();
  bool const is_numerator_by_day = numerator() && numerator()->read == ReadAt::day;
  return counted.kind == Kind::stock || counted.read == ReadAt::day || is_numerator_by_day;
}

bool CountedRow::says_what(CountedRow const& other) const {
  return count == other.count && event == other.event && valid_from == other.valid_from &&
         valid_to == other.valid_to && ended == other.ended && amount == other.amount &&
         once == other.once;
}

Result<std::vector<CountedRow>> CountedRows::of(std::string const& id, Instant from) {
  Rows done, open;
  lives_.take_asked();
  rests_on_.clear();
  for (std::optional<Instant> known = from; known; known = lives_.next_known()) {
    rests_on_.merge(lives_.take_asked());
    lives_.move_to(*known);
    auto said = TRY(at(id));
    for (auto& row : open) {
      auto const again =
          std::ranges::find_if(said, [&](CountedRow const& one) { return one.says_what(row); });
      if (again != said.end()) {
        again->known_from = row.known_from;
        continue;
      }
      row.known_to = known->micros();
      done.push_back(std::move(row));
    }
    open = std::move(said);
  }
  rests_on_.merge(lives_.take_asked());
  std::ranges::move(open, std::back_inserter(done));
  return done;
}

// What counts at one knowledge.
Result<CountedRows::Rows> CountedRows::at(std::string const& id) {
  Rows rows;
  auto const life = TRY(lives_.now(id));
  Draft draft(lives_);
  for (std::size_t i = 0; i < counts_.size(); ++i) TRY(add(i, life, draft, rows));
  auto const known = lives_.k();
  for (auto& row : rows) row.known_from = known->micros();
  return rows;
}

Result<void> CountedRows::add(std::size_t i, Life const& life, Draft& draft, Rows& rows) {
  auto const& count = counts_[i];
  auto const& of = count.of->counted();
  if (life.versions.empty()) return {};
  std::optional<Date> event;
  if (of.kind == Kind::flow) {
    std::set<std::string> through;
    event = TRY(event_day(*of.event, life, draft, through));
    if (!event) return {};
  }
  bool is_first = true;
  for (auto day = event.value_or(life.versions.front().on.from); day < ledger::open_end();) {
    auto const said = TRY(content(count, life, event, day, draft));
    auto const next = count.is_by_day() ? lives_.next_day(day) : ledger::open_end();
    if (said) {
      CountedRow row{.count = i,
                     .event = event ? event->days() : no_event,
                     .valid_from = day.days(),
                     .valid_to = next.days(),
                     .ended = said->ended,
                     .amount = said->amount,
                     .once = said->once};
      auto* const last = is_first ? nullptr : &rows.back();
      bool const goes_on = last && last->valid_to == row.valid_from && last->ended == row.ended &&
                           last->amount == row.amount && last->once == row.once;
      if (goes_on)
        last->valid_to = row.valid_to;
      else
        rows.push_back(std::move(row));
      is_first = false;
    }
    day = next;
  }
  return {};
}

// R18, R19, R29: as Counter reads.
CountedRows::Reading CountedRows::reading_of(Life const& life, std::optional<Date> event,
                                             ReadAt read, Date day) {
  if (!event) return {life.on(day), {.day = day, .today = day}};
  if (read == ReadAt::event) return {life.on(*event), {.day = *event, .today = day}};
  return {life.last_before(day),
          {.day = day, .today = day, .ended = ledger::ReadOn::Ended::as_it_was}};
}

Result<std::optional<CountedRows::Content>> CountedRows::content(Count const& count,
                                                                 Life const& life,
                                                                 std::optional<Date> event,
                                                                 Date day, Draft& draft) {
  auto const& of = count.of->counted();
  auto const reading = reading_of(life, event, of.read, day);
  if (!reading.version) return std::nullopt;
  if (of.where) {
    auto const is_in = TRY(holds(*of.where, reading, draft));
    if (!is_in) return std::nullopt;
  }
  Content content{.ended = ended_before(*reading.version, reading.on.day), .amount = 1, .once = {}};
  if (of.sum) {
    auto const value = TRY(value_at(*of.sum, *reading.version, reading.on, draft));
    content.amount = stored_amount(value);
  }
  if (of.once_per) {
    auto const value = TRY(value_at(*of.once_per, *reading.version, reading.on, draft));
    content.once = key_of(value);
  }
  if (!count.numerator()) return content;
  auto const other = reading_of(life, event, count.numerator()->read, day);
  auto const counts = TRY(take_numerator(count, other, content, draft));
  // One that does not meet the condition still keeps later ones of its key out.
  if (!counts && content.once.empty()) return std::nullopt;
  return content;
}

Result<bool> CountedRows::take_numerator(Count const& count, Reading const& reading,
                                         Content& content, Draft& draft) {
  auto const& numerator = *count.numerator();
  auto const counts = TRY(holds(numerator.condition, reading, draft));
  content.ended = ended_before(*reading.version, reading.on.day);
  if (!counts) content.amount.reset();
  if (!counts || !numerator.sum) return counts;
  auto const value = TRY(value_at(*numerator.sum, *reading.version, reading.on, draft));
  content.amount = stored_amount(value);
  return true;
}

Result<bool> CountedRows::holds(ledger::Filter const& filter, Reading const& reading,
                                Draft& draft) {
  auto const answer =
      TRY(filter.condition().holds(*reading.version, reading.on, draft, evaluator_));
  return answer.is_true();
}

}  // namespace zonebook::figures
