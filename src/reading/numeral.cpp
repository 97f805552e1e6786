#include "reading/numeral.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/scan.h"
#include "base/utf8.h"

namespace zonebook::reading {
namespace {

constexpr std::size_t han = 3;                   // bytes of a Chinese character
constexpr std::int64_t largest = 1'000'000'000;  // before 亿, so that nothing overflows

struct Magnitude {
  std::string_view text;
  int exponent;
};
constexpr auto magnitudes = std::to_array<Magnitude>({{"万亿", 12},
                                                      {"百亿", 10},
                                                      {"千亿", 11},
                                                      {"亿", 8},
                                                      {"百万", 6},
                                                      {"千万", 7},
                                                      {"万", 4},
                                                      {"千", 3},
                                                      {"百", 2}});

int digit_of(std::string_view c) {
  static constexpr auto digits =
      std::to_array<std::string_view>({"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"});
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (c == digits[i]) return static_cast<int>(i);
  }
  if (c == "两") return 2;
  if (c == "〇") return 0;
  return -1;
}

std::int64_t power_of(std::string_view c) {
  if (c == "十") return 10;
  if (c == "百") return 100;
  if (c == "千") return 1000;
  return 0;
}

struct Chinese {
  std::int64_t value = 0;
  std::size_t bytes = 0;
};

// 一百二十三, 两千, 三万五千; at most eight characters.
Chinese chinese_at(std::string_view text) {
  std::int64_t total = 0, section = 0, digit = 0;
  std::size_t at = 0;
  auto any = false;
  while (at + han <= text.size() && at < 8 * han) {
    auto const c = text.substr(at, han);
    if (auto const d = digit_of(c); d >= 0) {
      digit = digit > 0 && any ? digit * 10 + d : d;
    } else if (auto const p = power_of(c)) {
      section += (digit > 0 ? digit : 1) * p;
      digit = 0;
    } else if (any && (c == "万" || c == "亿")) {
      if (total + section + digit > largest) break;
      total = (total + section + digit) * (c == "万" ? 10'000 : 100'000'000);
      section = digit = 0;
    } else {
      break;
    }
    any = true;
    at += han;
  }
  return {total + section + digit, at};
}

UnitKind kind_of(Role role) {
  switch (role) {
    case Role::unit_money: return UnitKind::money;
    case Role::unit_percent: return UnitKind::percent;
    case Role::unit_points: return UnitKind::points;
    case Role::unit_area: return UnitKind::area;
    case Role::unit_length: return UnitKind::length;
    case Role::unit_capacity: return UnitKind::capacity;
    case Role::unit_energy: return UnitKind::energy;
    case Role::unit_multiple: return UnitKind::multiple;
    case Role::unit_rank: return UnitKind::rank;
    case Role::unit_duration: return UnitKind::duration;
    case Role::unit_count: return UnitKind::count;
    default: return UnitKind::none;
  }
}

class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at) { found_.begin = at; }

  std::optional<Numeral> read();

 private:
  std::string_view rest() const { return text_.substr(at_); }
  std::string_view before() const { return text_.substr(0, found_.begin); }
  bool take(std::string_view word) {
    if (!rest().starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  std::optional<Decimal> take_number();
  bool take_dash();
  void take_more();
  bool take_magnitude(std::string& unit, int& exponent);
  void take_unit();
  void unit_sense(Entry const&);
  void second_bound();
  std::optional<Numeral> arabic();
  Numeral fraction_range();
  std::optional<Numeral> ordinal();
  std::optional<Numeral> chinese();
  std::optional<Numeral> part(std::int64_t numerator, std::int64_t denominator);
  Numeral done() {
    found_.end = at_;
    return found_;
  }
  Numeral nothing() {
    found_.kind = UnitKind::none;
    return done();
  }

  std::string_view text_;
  std::size_t at_;
  Numeral found_;
};

std::optional<Decimal> Reader::take_number() {
  std::string digits;
  auto i = at_;
  auto take_digits = [&] {
    while (i < text_.size() && (is_digit(text_[i]) || (text_[i] == ',' && i + 1 < text_.size() &&
                                                       is_digit(text_[i + 1])))) {
      if (text_[i] != ',') digits += text_[i];
      ++i;
    }
  };
  take_digits();
  if (digits.empty() || digits.size() > 20) return std::nullopt;
  if (i + 1 < text_.size() && text_[i] == '.' && is_digit(text_[i + 1])) {
    digits += '.';
    ++i;
    take_digits();
  }
  if (digits.size() > 30) return std::nullopt;
  at_ = i;
  return Decimal::parse(digits);
}

bool Reader::take_dash() {
  auto const before = at_;
  if (take("-") || take("至") || take("到")) {
    take("-");
    if (at_ < text_.size() && is_digit(text_[at_])) return true;
  }
  at_ = before;
  return false;
}

void Reader::take_more() {
  if (take("余") || take("多")) found_.more = true;
}

bool Reader::take_magnitude(std::string& unit, int& exponent) {
  for (auto const& magnitude : magnitudes) {
    if (!rest().starts_with(magnitude.text)) continue;
    auto const after = rest().substr(magnitude.text.size());
    if (magnitude.text == "千" && (after.starts_with("瓦") || after.starts_with("米"))) continue;
    if (magnitude.text == "百" && after.starts_with("分")) continue;
    unit = magnitude.text;
    exponent = magnitude.exponent;
    at_ += magnitude.text.size();
    return true;
  }
  return false;
}

void Reader::unit_sense(Entry const& entry) {
  auto const& sense = entry.senses.front();
  found_.kind = kind_of(sense.role);
  found_.may_rank = entry.role(Role::unit_rank) != nullptr;
  if (found_.may_rank && entry.senses.size() > 1) found_.kind = UnitKind::count;
  found_.indicator = sense.indicator;
  found_.refused = sense.refused;
  for (auto const& other : entry.senses) {
    if (kind_of(other.role) == found_.kind) {
      found_.indicator = other.indicator;
      found_.refused = other.refused;
    }
  }
}

void Reader::take_unit() {
  std::string magnitude;
  int exponent = 0;
  take_more();
  auto const has_magnitude = take_magnitude(magnitude, exponent);
  take_more();
  auto const* entry = Lexicon::units().at(rest());
  if (rest().starts_with("个多月") || rest().starts_with("个半月")) {
    at_ += 3 * han;
    found_.unit = "个月";
    found_.kind = UnitKind::duration;
    return;
  }
  // 百 and 千 are digits, not units; so is 千万 of anything but money.
  auto const folded = has_magnitude && (exponent == 2 || exponent == 3 || exponent == 6 ||
                                        exponent == 7 || exponent == 10 || exponent == 11);
  if (folded) {
    auto const kept = exponent >= 10 ? 8 : exponent >= 6 ? 4 : 0;
    auto const factor = Decimal::scaled(1, exponent - kept);
    found_.value = (found_.value * factor).value_or(found_.value);
    if (found_.upper) found_.upper = *found_.upper * factor;
    magnitude = kept == 8 ? "亿" : kept == 4 ? "万" : "";
  }
  if (!entry) {
    if (magnitude.ends_with("亿") || magnitude == "万亿") {
      found_.unit = magnitude + "元";
      found_.kind = UnitKind::money;
    }
    return;
  }
  at_ += entry->text.size();
  unit_sense(*entry);
  found_.unit = magnitude + std::string(entry->senses.front().value);
}

// 10%-15%, 1亿元至2亿元
void Reader::second_bound() {
  auto const before = at_;
  if (found_.upper || !take_dash()) return;
  auto first = found_;
  auto second = take_number();
  if (second) {
    found_.value = *second;
    found_.kind = UnitKind::none;
    take_unit();
    if (found_.kind == first.kind && found_.unit == first.unit) {
      first.upper = found_.value;
      found_ = first;
      return;
    }
  }
  found_ = first;
  at_ = before;
}

std::optional<Numeral> Reader::part(std::int64_t numerator, std::int64_t denominator) {
  if (denominator == 0 || std::abs(numerator) > largest) return std::nullopt;
  auto const share = Decimal(numerator * 100) / Decimal(denominator);
  if (!share) return std::nullopt;
  found_.value = share->rounded(4, Decimal::Rounding::half_even).value_or(*share);
  found_.unit = "%";
  found_.kind = UnitKind::percent;
  return done();
}

// 1/3至1/10: the lower first.
Numeral Reader::fraction_range() {
  auto const kept = at_;
  auto const first = found_.value;
  if (!take_dash()) return done();
  auto const numerator = take_number();
  if (numerator && take("/")) {
    auto const denominator = take_number();
    auto const n = numerator->to_int64(), d = denominator ? denominator->to_int64() : std::nullopt;
    if (n && d && *n < largest && part(*n, *d)) {
      found_.upper = std::max(first, found_.value);
      found_.value = std::min(first, found_.value);
      return done();
    }
  }
  found_.value = first;
  at_ = kept;
  return done();
}

std::optional<Numeral> Reader::arabic() {
  auto const previous = found_.begin > 0 ? text_[found_.begin - 1] : ' ';
  auto const joined = (previous >= 'A' && previous <= 'Z') ||
                      (previous >= 'a' && previous <= 'z') || previous == '+' || previous == '/' ||
                      previous == '.' || previous == '-' || previous == '*' || is_digit(previous);
  auto const negative = previous == '-' && found_.begin > 1 && !is_digit(text_[found_.begin - 2]) &&
                        static_cast<unsigned char>(text_[found_.begin - 2]) >= 0x80 &&
                        !before().ends_with("--");
  auto const first = take_number();
  if (!first) {
    while (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.' || text_[at_] == ','))
      ++at_;
    if (at_ == found_.begin) ++at_;
    return nothing();
  }
  found_.value = *first;
  if ((joined && !negative) || before().ends_with("第") || before().ends_with("〔")) {
    return nothing();
  }
  if (rest().starts_with("/") && first->is_integer()) {
    auto const kept = at_;
    take("/");
    auto const second = take_number();
    if (second && second->is_integer() && !rest().starts_with("/") && second->sign() > 0) {
      auto const found = part(first->to_int64().value_or(0), second->to_int64().value_or(1));
      return found ? fraction_range() : found;
    }
    at_ = kept;
    return nothing();
  }
  if (rest().starts_with("+")) return nothing();
  if (take_dash()) {
    auto const second = take_number();
    if (second) found_.upper = *second;
  }
  take_unit();
  if (found_.kind != UnitKind::none) second_bound();
  if (negative) {
    found_.value = -found_.value;
    --found_.begin;
  }
  return done();
}

// 第3位, 第一名; any other ordinal is nothing.
std::optional<Numeral> Reader::ordinal() {
  at_ += han;
  std::int64_t value = 0;
  if (auto const number =
          at_ < text_.size() && is_digit(text_[at_]) ? take_number() : std::nullopt) {
    value = number->to_int64().value_or(0);
  } else {
    auto const found = chinese_at(rest());
    if (found.bytes == 0) return std::nullopt;
    value = found.value;
    at_ += found.bytes;
  }
  found_.value = Decimal(value);
  found_.rank = true;
  if (rest().starts_with("位次")) return nothing();
  if (rest().starts_with("位") || rest().starts_with("名")) {
    found_.unit = rest().substr(0, han);
    found_.kind = UnitKind::rank;
    return done();
  }
  auto const near = before().size() > 30 ? before().substr(before().size() - 30) : before();
  auto const stop = rest().empty() || rest().starts_with("，") || rest().starts_with("。") ||
                    rest().starts_with("；") || rest().starts_with("、") ||
                    rest().starts_with("\n");
  for (std::string_view cue : {"居", "列", "排名", "排"}) {
    if (stop && near.find(cue) != near.npos) {
      found_.unit = "位";
      found_.kind = UnitKind::rank;
      return done();
    }
  }
  take("个");
  return nothing();
}

std::optional<Numeral> Reader::chinese() {
  auto const found = chinese_at(rest());
  if (found.bytes == 0) return std::nullopt;
  auto const run = rest().substr(0, found.bytes);
  at_ += found.bytes;
  found_.chinese = true;
  found_.value = Decimal(found.value);
  if (take("分之")) {
    auto const below = chinese_at(rest());
    at_ += below.bytes;
    auto const hundred = run == "百";
    return below.bytes == 0 ? std::nullopt
           : hundred        ? part(below.value, 100)
                            : part(below.value, found.value);
  }
  auto const after = rest();
  if (after.starts_with("成") && found.value >= 1 && found.value <= 9 && run.size() == han) {
    for (std::string_view word :
         {"成为", "成立", "成效", "成功", "成本", "成果", "成员", "成长", "成就"}) {
      if (after.starts_with(word)) return std::nullopt;
    }
    at_ += han;
    auto const half = digit_of(rest().substr(0, std::min(han, rest().size())));
    if (half > 0) at_ += han;
    return part(found.value * 10 + std::max(half, 0), 100);
  }
  if (after.starts_with("亩") && power_of(run.substr(0, han)) >= 100 && run.size() == han) {
    found_.about = true;
    take_unit();
    return done();
  }
  auto const plural = run.size() > han || run == "两" || run == "三" || run == "四" ||
                      run == "五" || run == "六" || run == "七" || run == "八" || run == "九" ||
                      run == "十";
  if (!plural) return std::nullopt;
  take_unit();
  auto const* named = Lexicon::words().at(rest());
  auto const noun = named && named->role(Role::count);
  if (found_.kind == UnitKind::money ||
      (found_.kind == UnitKind::count && (noun || run.size() > han)) ||
      (found_.kind == UnitKind::percent)) {
    return done();
  }
  return std::nullopt;
}

std::optional<Numeral> Reader::read() {
  if (is_digit(text_[at_])) return arabic();
  if (rest().starts_with("第")) return ordinal();
  return chinese();
}

}  // namespace

bool Numeral::cannot_count(std::string_view name) const {
  auto list = refused;
  while (!list.empty()) {
    auto const stop = std::min(list.find(' '), list.size());
    if (list.substr(0, stop) == name) return true;
    list.remove_prefix(std::min(stop + 1, list.size()));
  }
  return false;
}

std::optional<Numeral> numeral_at(std::string_view text, std::size_t at) {
  return Reader(text, at).read();
}

}  // namespace zonebook::reading
