#include "reading/moment.h"

#include "base/scan.h"
#include "reading/lexicon.h"

namespace zonebook::reading {
namespace {

// A cursor over words of time.
struct Taker {
  std::string_view rest;
  Moment moment;

  bool take(std::string_view word) {
    if (!rest.starts_with(word)) return false;
    rest.remove_prefix(word.size());
    return true;
  }

  bool take_any(std::initializer_list<std::string_view> words) {
    for (auto word : words) {
      if (take(word)) return true;
    }
    return false;
  }

  // A whole number of `from` to `to` digits; 0 if there is none.
  int take_number(std::size_t from, std::size_t to) {
    std::size_t size = 0;
    while (size < rest.size() && is_digit(rest[size])) ++size;
    if (size < from || size > to) return 0;
    int value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value * 10 + (rest[i] - '0');
    rest.remove_prefix(size);
    return value;
  }

  bool take_dash() { return take_any({"--", "-", "至", "到", "、", "和"}); }

  Sense const* take_word(Role role) {
    auto const* entry = Lexicon::words().at(rest);
    auto const* sense = entry ? entry->role(role) : nullptr;
    if (sense) rest.remove_prefix(entry->text.size());
    return sense;
  }

  bool year();
  bool months();
  bool dotted();
  void days();
  bool special();
};

bool is_year(int value) { return value >= 1949 && value <= 2099; }

// 2019年, 2019年度, 2019年和2020年, 2016-2020年, 今年.
bool Taker::year() {
  if (auto const* sense = take_word(Role::year)) {
    auto const back = sense->value.starts_with('-');
    auto const digit = sense->value.back() - '0';
    moment.year_offset = back ? -digit : digit;
    return true;
  }
  auto const before = rest;
  auto const first = take_number(4, 4);
  if (!is_year(first)) {
    rest = before;
    return false;
  }
  auto const between = rest;
  if (take_any({"-", "至", "到"})) {
    auto const last = take_number(4, 4);
    if (is_year(last) && take("年")) {
      moment.year = first;
      moment.last_year = last;
      return true;
    }
    rest = between;
  }
  if (!take_any({"年度", "年"})) {
    rest = before;
    return false;
  }
  moment.year = first;
  auto const after = rest;
  if (take_any({"和", "、", "及", "至", "到", "-"})) {
    auto const last = take_number(4, 4);
    if (is_year(last) && take("年") && !(rest.size() && is_digit(rest[0]))) {
      moment.last_year = last;
      return true;
    }
    rest = after;
  }
  return true;
}

bool is_month(int value) { return value >= 1 && value <= 12; }

// 1-9月, 1至9月份, 1月至9月, 9月, 9月30日, 上半年.
bool Taker::months() {
  if (auto const* sense = take_word(Role::months)) {
    auto const dash = sense->value.find('-');
    moment.first_month = std::stoi(std::string(sense->value.substr(0, dash)));
    moment.last_month = std::stoi(std::string(sense->value.substr(dash + 1)));
    return true;
  }
  auto const before = rest;
  auto const first = take_number(1, 2);
  if (!is_month(first)) {
    rest = before;
    return false;
  }
  auto const month_said = take("月");
  auto const between = rest;
  if (!month_said || !(rest.size() && is_digit(rest[0]))) {
    if (take_any({"--", "-", "至", "到"})) {
      auto const last = take_number(1, 2);
      if (is_month(last) && take("月") && last >= first) {
        moment.first_month = first;
        moment.last_month = last;
        take("份");
        days();
        return true;
      }
      rest = between;
    }
  }
  if (!month_said) {
    rest = before;
    return false;
  }
  moment.first_month = moment.last_month = first;
  take("份");
  days();
  return true;
}

void Taker::days() {
  auto const before = rest;
  auto const day = take_number(1, 2);
  if (day >= 1 && day <= 31 && take_any({"日", "号"})) {
    moment.first_day = moment.last_day = day;
    auto const between = rest;
    if (take_any({"-", "至", "到"})) {
      auto const last = take_number(1, 2);
      if (last >= day && last <= 31 && take("日")) {
        moment.last_day = last;
        return;
      }
      rest = between;
    }
    return;
  }
  rest = before;
}

// 2023.10-2026.10
bool Taker::dotted() {
  auto const before = rest;
  auto const y1 = take_number(4, 4);
  if (is_year(y1) && take(".")) {
    auto const m1 = take_number(1, 2);
    if (is_month(m1) && take_dash()) {
      auto const y2 = take_number(4, 4);
      if (is_year(y2) && take(".")) {
        auto const m2 = take_number(1, 2);
        if (is_month(m2)) {
          moment.year = y1;
          moment.last_year = y2;
          moment.first_month = m1;
          moment.last_month = m2;
          return true;
        }
      }
    }
  }
  rest = before;
  return false;
}

bool Taker::special() {
  auto const* entry = Lexicon::words().at(rest);
  if (!entry) return false;
  for (auto const& sense : entry->senses) {
    switch (sense.role) {
      case Role::now: moment.kind = Moment::Kind::now; break;
      case Role::this_day: moment.kind = Moment::Kind::this_day; break;
      case Role::vague: moment.kind = Moment::Kind::vague; break;
      case Role::base_time: moment.kind = Moment::Kind::base; break;
      case Role::five:
        moment.year = std::stoi(std::string(sense.value.substr(0, 4)));
        moment.last_year = std::stoi(std::string(sense.value.substr(5, 4)));
        break;
      case Role::century:
        moment.year = std::stoi(std::string(sense.value));
        moment.since = true;
        break;
      default: continue;
    }
    rest.remove_prefix(entry->text.size());
    return true;
  }
  return false;
}

}  // namespace

std::optional<FoundMoment> moment_at(std::string_view text) {
  Taker taker{text, {}};
  auto done = [&]() -> std::optional<FoundMoment> {
    return FoundMoment{taker.moment, text.size() - taker.rest.size()};
  };
  if (taker.special()) {
    if (taker.moment.kind != Moment::Kind::dated || taker.moment.since) return done();
    if (taker.take("以来"))
      taker.moment.since = true, taker.moment.last_year.reset();
    else if (!taker.take("期间"))
      taker.take("时期");
    return done();
  }
  if (taker.dotted()) return done();
  taker.moment.until = taker.take_word(Role::until) != nullptr;
  auto const has_year = taker.year();
  taker.take("的");
  auto has_months = false;
  if (!taker.moment.last_year) {
    if (taker.take_word(Role::whole)) {
      taker.moment.whole_year = true;
    } else {
      has_months = taker.months();
    }
  }
  if (!has_year && !has_months && !taker.moment.whole_year) return std::nullopt;
  if (!has_year && taker.moment.whole_year && text.starts_with("年度")) return std::nullopt;
  if (taker.take_any({"底", "末"})) taker.moment.at_end = true;
  if (taker.take("初")) taker.moment.at_start = true;
  if (taker.take("以来")) taker.moment.since = true;
  return done();
}

std::int64_t Clock::year_of(Moment const& moment) {
  if (moment.year) {
    year_ = *moment.year;
    stated_ = true;
    return *moment.year;
  }
  auto const now = today_.civil();
  if (moment.year_offset) {
    auto const year = now.year + *moment.year_offset;
    if (*moment.year_offset >= 0) year_ = year;
    stated_ = true;
    return year;
  }
  if (!stated_ && moment.last_month > now.month) return now.year - 1;
  return year_;
}

namespace {
std::optional<Date> first_of(std::int64_t year, int month, int day = 1) {
  return Date::from_civil({.year = year, .month = month, .day = day});
}
std::optional<Date> last_of(std::int64_t year, int month) {
  return Date::from_civil({.year = year, .month = month, .day = days_in_month(year, month)});
}
}  // namespace

std::optional<Period> Clock::of_months(Moment const& moment, std::int64_t year) {
  auto start = first_of(year, moment.first_month);
  auto end = last_of(moment.last_year.value_or(static_cast<int>(year)), moment.last_month);
  if (moment.first_day > 0) start = first_of(year, moment.first_month, moment.first_day);
  if (moment.last_day > 0) end = first_of(year, moment.last_month, moment.last_day);
  if (!start || !end) return std::nullopt;
  if (moment.since) return Period{Period::Type::range, start, today_, true};
  if (moment.until || moment.at_end) return Period{Period::Type::as_of, std::nullopt, *end, true};
  Period const period{Period::Type::range, start, *end, true};
  if (moment.first_day > 0) day_ = period;
  return period;
}

std::optional<Period> Clock::period(Moment const& moment) {
  switch (moment.kind) {
    case Moment::Kind::now: return now();
    case Moment::Kind::this_day: return day_;
    case Moment::Kind::vague:
    case Moment::Kind::base: return std::nullopt;
    case Moment::Kind::dated: break;
  }
  auto const year = year_of(moment);
  if (moment.first_month > 0) return of_months(moment, year);
  auto const start = first_of(year, 1);
  auto const end = last_of(moment.last_year.value_or(static_cast<int>(year)), 12);
  if (!start || !end) return std::nullopt;
  if (moment.at_start) return std::nullopt;
  if (moment.since) return Period{Period::Type::range, start, today_, true};
  if (moment.until || moment.at_end) return Period{Period::Type::as_of, std::nullopt, *end, true};
  return Period{Period::Type::range, start, *end, true};
}

}  // namespace zonebook::reading
