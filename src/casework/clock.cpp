#include "casework/clock.h"

#include <algorithm>

namespace zonebook::casework {
namespace {

using calendar::WorkDays;

Date after(Date day, std::int64_t n = 1) {
  auto const later = day.add_days(n);
  CHECK(later.has_value());
  return *later;
}

bool has_happened(std::optional<Date> const& day, Date on) { return day && *day <= on; }

// Days on which the clock stands, both ends among them; open to the end: never counted again.
struct Stop {
  Date first;
  std::optional<Date> last;
};

// The days of one unit that are not stopped.
class Counted {
 public:
  Counted(Unit unit, std::vector<Stop> stops, WorkDays const& days)
      : unit_(unit), stops_(std::move(stops)), days_(days) {
    std::ranges::sort(stops_, {}, &Stop::first);
  }

  // In (from, to].
  std::int64_t between(Date from, Date to) const {
    std::int64_t counted = 0;
    auto next = after(from);
    for (auto const& stop : stops_) {
      if (next > to) return counted;
      if (stop.last && *stop.last < next) continue;
      if (stop.first > to) break;
      if (stop.first > next) counted += plain(next, stop.first);
      if (!stop.last) return counted;
      next = after(*stop.last);
    }
    return next > to ? counted : counted + plain(next, after(to));
  }

  // The day on which `n` days after `from` have been counted, and for natural days that end on a
  // day off the next working day on which nothing stands; empty if they never will be.
  std::optional<Date> add(Date from, std::int64_t n) const {
    auto before = from;  // the next day that may count comes after it
    for (auto const& stop : stops_) {
      if (stop.last && *stop.last <= before) continue;
      auto const free = stop.first > before ? plain(after(before), stop.first) : 0;
      if (free >= n) break;
      n -= free;
      if (!stop.last) return std::nullopt;
      before = *stop.last;
    }
    if (unit_ == Unit::working) return days_.add(before, n);
    auto const day = before.add_days(n);
    return !day || n == 0 || days_.is_working(*day) ? day : next_working(*day);
  }

 private:
  // The first working day after it that is not stopped.
  std::optional<Date> next_working(Date day) const {
    for (;;) {
      auto const next = days_.add(day, 1);
      if (!next) return next;
      auto const stop = std::ranges::find_if(stops_, [&](Stop const& one) {
        return one.first <= *next && (!one.last || *one.last >= *next);
      });
      if (stop == stops_.end()) return next;
      if (!stop->last) return std::nullopt;
      day = *stop->last;
    }
  }

  std::int64_t plain(Date from, Date to) const {  // in [from, to)
    return unit_ == Unit::working ? days_.count(from, to) : to.days() - from.days();
  }

  Unit unit_;
  std::vector<Stop> stops_;
  WorkDays const& days_;
};

class Reckoning {
 public:
  Reckoning(Course const& course, Date on, WorkDays const& days, ClockRules const& rules)
      : course_(course), on_(on), days_(days), rules_(rules) {}

  Clock run() {
    clock_.notice_due = days_.add(course_.received, rules_.notice_days).value_or(course_.received);
    find_start();
    find_end();
    if (clock_.started) {
      find_limit();
      count();
    }
    find_state();
    auto last = std::max(course_.received, at_);
    if (clock_.due) last = std::max(last, *clock_.due);
    if (!clock_.started) last = std::max(last, clock_.notice_due);
    clock_.basis = days_.basis(course_.received, last);
    return std::move(clock_);
  }

 private:
  void find_start() {
    auto const asked_in_time = has_happened(course_.supplement_asked, on_) &&
                               *course_.supplement_asked <= clock_.notice_due;
    auto const accepted = has_happened(course_.accepted, on_);
    auto const ended_before =
        has_happened(course_.ended, on_) && *course_.ended <= clock_.notice_due;
    auto const too_late =
        accepted ? *course_.accepted > clock_.notice_due : on_ > clock_.notice_due && !ended_before;
    if (!asked_in_time && too_late) {
      clock_.started = course_.received;
      clock_.is_deemed = true;
    } else if (accepted) {
      clock_.started = course_.accepted;
    }
  }

  void find_end() {
    at_ = on_;
    if (has_happened(course_.ended, on_)) at_ = *course_.ended;
    if (has_happened(course_.decided, on_)) at_ = std::min(at_, *course_.decided);
    is_decided_ = has_happened(course_.decided, on_) && *course_.decided == at_;
    is_ended_ = !is_decided_ && has_happened(course_.ended, on_);
  }

  // What a procedure stops, as far as it is known on a day.
  Stop stop_of(Procedure const& procedure, Date day) const {
    Stop stop{procedure.from, {}};
    if (procedure.limit) {
      stop.last = procedure.limit->unit == Unit::working
                      ? days_.add(procedure.from, procedure.limit->days)
                      : procedure.from.add_days(procedure.limit->days);
    }
    if (has_happened(procedure.to, day) && (!stop.last || *procedure.to < *stop.last)) {
      stop.last = procedure.to;
    }
    return stop;
  }

  // Of the procedures that had begun before `at`, or on it too.
  std::vector<Stop> stops_until(Date day) const {
    std::vector<Stop> stops;
    for (auto const& procedure : course_.procedures) {
      if (procedure.from <= day) stops.push_back(stop_of(procedure, day));
    }
    return stops;
  }

  std::optional<Limit> own_limit() const {
    if (course_.promised) return course_.promised;
    if (course_.statutory) return course_.statutory;
    return course_.is_instant ? std::optional(Limit{}) : std::nullopt;
  }

  void find_limit() {
    clock_.allowed = own_limit();
    auto const& extension = course_.extension;
    if (!clock_.allowed || !extension || extension->on > on_) return;
    auto const due = due_of(*clock_.allowed, stops_until(extension->on));
    auto const is_lawful = extension->days > 0 && extension->days <= rules_.longest_extension &&
                           extension->on > *clock_.started && (!due || extension->on <= *due);
    clock_.extension_is_void = !is_lawful;
    if (is_lawful) clock_.allowed->days += extension->days;
  }

  // With what had lengthened it by a day.
  Limit allowed_by(Date day) const {
    auto limit = *clock_.allowed;
    if (course_.extension && course_.extension->on > day) limit.days -= extended_days();
    return limit;
  }

  std::int64_t extended_days() const {
    return course_.extension && course_.extension->on <= on_ && clock_.allowed &&
                   !clock_.extension_is_void
               ? course_.extension->days
               : 0;
  }

  std::optional<Date> due_of(Limit const& limit, std::vector<Stop> stops) const {
    return Counted(limit.unit, std::move(stops), days_).add(*clock_.started, limit.days);
  }

  void count() {
    auto stops = stops_until(at_);
    auto const unit = clock_.allowed ? clock_.allowed->unit : Unit::working;
    clock_.used = Counted(unit, stops, days_).between(*clock_.started, at_);
    find_stop(stops);
    // As if what stands open ended today, or with the decision.
    for (auto& stop : stops) stop.last = stop.last.value_or(at_);
    if (course_.statutory) {
      auto limit = *course_.statutory;
      limit.days += extended_days();
      clock_.statutory_due = due_of(limit, stops);
    }
    if (!clock_.allowed) return;
    clock_.due = due_of(*clock_.allowed, stops);
    if (!clock_.due) return;
    Counted const counted(unit, stops, days_);
    clock_.left =
        *clock_.due >= at_ ? counted.between(at_, *clock_.due) : -late_days(*clock_.due, at_, unit);
    if (at_ > *clock_.due) {
      clock_.overdue_since = after(*clock_.due);
      clock_.stopped_by.reset();  // what stands now began after it was due
      clock_.runs_on.reset();
    }
    find_left_at_stop();
  }

  // Once it is overdue nothing stops the days: every one of them is late, at least one.
  std::int64_t late_days(Date due, Date at, Unit unit) const {
    return std::max<std::int64_t>(Counted(unit, {}, days_).between(due, at), 1);
  }

  // The stop that holds today and ends last, if the case goes on.
  void find_stop(std::vector<Stop> const& stops) {
    if (is_decided_ || is_ended_) return;
    std::size_t begun = 0;
    for (std::size_t i = 0; i < course_.procedures.size(); ++i) {
      auto const& procedure = course_.procedures[i];
      if (procedure.from > at_) continue;
      auto const& stop = stops[begun++];
      auto const is_over =
          has_happened(procedure.to, at_) || (stop.last && *stop.last < at_) || is_past(stop);
      if (is_over) continue;
      auto const goes_on = stop.last ? std::optional(after(*stop.last)) : std::nullopt;
      auto const is_later =
          !clock_.stopped_by || (clock_.runs_on && (!goes_on || *goes_on > *clock_.runs_on));
      if (!is_later) continue;
      clock_.stopped_by = i;
      clock_.runs_on = goes_on;
    }
  }

  // Stops that began before the clock did have nothing to stop.
  bool is_past(Stop const& stop) const { return stop.last && *stop.last <= *clock_.started; }

  void find_left_at_stop() {
    for (auto const& procedure : course_.procedures) {
      if (procedure.from <= *clock_.started || procedure.from > at_) continue;
      auto const before = stops_until(after(procedure.from, -1));
      auto const due = due_of(allowed_by(procedure.from), before);
      if (!due) continue;  // it stood already
      auto const unit = clock_.allowed->unit;
      auto const left = procedure.from <= *due
                            ? Counted(unit, before, days_).between(procedure.from, *due)
                            : -late_days(*due, procedure.from, unit);
      clock_.left_at_stop = std::min(clock_.left_at_stop.value_or(left), left);
    }
  }

  void find_state() {
    using State = Clock::State;
    clock_.is_same_day = is_decided_ && clock_.started == course_.decided;
    clock_.state = is_decided_         ? State::decided
                   : is_ended_         ? State::ended
                   : !clock_.started   ? State::waiting
                   : clock_.stopped_by ? State::stopped
                                       : State::running;
    clock_.why = why();
  }

  Text why() const {
    auto const due = clock_.due ? clock_.due->to_string() : "";
    auto const used = std::to_string(clock_.used);
    switch (clock_.state) {
      case Clock::State::waiting:
        if (has_happened(course_.supplement_asked, on_)) {
          return {"casework.clock.supplement", {{"day", course_.supplement_asked->to_string()}}};
        }
        return {"casework.clock.received", {{"day", clock_.notice_due.to_string()}}};
      case Clock::State::stopped: {
        auto const& procedure = course_.procedures[*clock_.stopped_by];
        std::vector<std::pair<std::string, std::string>> args = {
            {"procedure", procedure.kind}, {"day", procedure.from.to_string()}, {"used", used}};
        if (!clock_.runs_on) return {"casework.clock.stopped", std::move(args)};
        args.emplace_back("runs_on", clock_.runs_on->to_string());
        return {"casework.clock.stopped_until", std::move(args)};
      }
      case Clock::State::running:
        if (!clock_.due) return {"casework.clock.no_limit", {{"used", used}}};
        if (clock_.overdue_since) {
          return {"casework.clock.overdue",
                  {{"due", due}, {"days", std::to_string(-*clock_.left)}, {"used", used}}};
        }
        return {"casework.clock.running",
                {{"due", due}, {"left", std::to_string(*clock_.left)}, {"used", used}}};
      case Clock::State::ended: return {"casework.clock.ended", {{"day", at_.to_string()}}};
      case Clock::State::decided: break;
    }
    if (clock_.is_same_day) return {"casework.clock.same_day", {{"day", at_.to_string()}}};
    if (clock_.overdue_since) {
      return {"casework.clock.decided_late",
              {{"day", at_.to_string()}, {"due", due}, {"days", std::to_string(-*clock_.left)}}};
    }
    return {"casework.clock.decided", {{"day", at_.to_string()}, {"used", used}}};
  }

  Course const& course_;
  Date on_;
  WorkDays const& days_;
  ClockRules const& rules_;
  Clock clock_;
  Date at_;  // until which it is counted: the day asked, or when it was done
  bool is_decided_ = false, is_ended_ = false;
};

}  // namespace

std::string_view name_of(Clock::State state) {
  switch (state) {
    case Clock::State::waiting: return "waiting";
    case Clock::State::running: return "running";
    case Clock::State::stopped: return "stopped";
    case Clock::State::decided: return "decided";
    case Clock::State::ended: return "ended";
  }
  CHECK(false);
}

Clock reckon(Course const& course, Date on, calendar::WorkDays const& days,
             ClockRules const& rules) {
  return Reckoning(course, on, days, rules).run();
}

}  // namespace zonebook::casework
