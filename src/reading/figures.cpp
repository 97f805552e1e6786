#include "reading/figures.h"

#include <algorithm>

#include "reading/meaning.h"
#include "reading/setting.h"

namespace zonebook::reading {
namespace {

using Kind = Token::Kind;

class FigureReader {
 public:
  FigureReader(Prepared const& page, Options const& options)
      : page_(page), tokens_(tokens_of(page.text)), setting_(tokens_, options) {}

  std::vector<Figure> run() {
    for (std::size_t i = 0; i < tokens_.list.size(); ++i) {
      auto const& token = tokens_.list[i];
      if (token.kind == Kind::number) {
        number(i);
      } else {
        if (token.kind == Kind::stop) end_sentence();
        if (token.kind == Kind::semicolon) threshold_.clear();
        if (token.sense(Role::each)) begin_list(i);
        setting_.pass(i);
      }
    }
    return std::move(figures_);
  }

 private:
  void end_sentence() {
    same_sentence_ = false;
    levels_in_sentence_ = 0;
    threshold_.clear();
    mapped_ = 0;
  }

  void number(std::size_t i) {
    restore_unit(i);
    recognise_rank(i);
    Surroundings const around(tokens_, place_of(tokens_, i));
    auto const refusal = refusal_of(around);
    if (refusal == Refusal::threshold) threshold_ = size_of(around);
    if (refusal == Refusal::other) tokens_.list[i].kind = Kind::word;  // it parts nothing
    if (refusal != Refusal::none) return;
    auto const* previous = figures_.empty() ? nullptr : &figures_.back();
    auto meaning = meaning_of(around, previous, same_sentence_);
    map_list(i, meaning, around);
    if (meaning.indicator.empty()) return;
    figures_.push_back(figure(around, meaning));
    same_sentence_ = true;
    auto const part = figures_.back().unit == "%" || figures_.back().unit == "百分点";
    levels_in_sentence_ = part ? 0 : levels_in_sentence_ + 1;
  }

  Figure figure(Surroundings const& around, Meaning const& meaning) {
    auto const& number = around.number();
    Figure figure;
    figure.at = page_.span(number.begin, number.end);
    figure.indicator = meaning.indicator;
    figure.measure = meaning.measure;
    figure.value = meaning.negative && number.value.sign() > 0 ? -number.value : number.value;
    figure.upper = number.upper;
    figure.unit = number.unit;
    figure.comparator = comparator_of(around);
    figure.inherited = meaning.inherited;
    auto const* previous = figures_.empty() ? nullptr : &figures_.back();
    setting_.settle(figure, meaning, around, same_sentence_ ? previous : nullptr);
    if (!threshold_.empty()) figure.dims.emplace_back("size", threshold_);
    return figure;
  }

  // 10亿元以上, as the text has it.
  std::string size_of(Surroundings const& around) const {
    auto const after = around.text_after(12);
    std::string size(around.between(around.begin_byte(), around.end_byte()));
    for (std::string_view word : {"以上", "及以上", "以下"}) {
      if (after.starts_with(word)) size += word;
    }
    return size;
  }

  // A list without end is a table: so far a look ahead goes, so that any text takes linear time.
  std::size_t last_seen(std::size_t i) const {
    constexpr std::size_t tokens_ahead = 160;
    return std::min(tokens_.list.size(), i + tokens_ahead);
  }

  // Whether the tokens between two numbers of a list are only separators and names.
  std::size_t next_of_list(std::size_t i) const {
    for (auto j = i + 1; j < last_seen(i); ++j) {
      auto const kind = tokens_.list[j].kind;
      if (kind == Kind::number) return j;
      if (kind != Kind::list && !(kind == Kind::word && tokens_.list[j].sense(Role::skip))) break;
    }
    return 0;
  }

  bool of_percent(std::size_t i) const {
    for (auto j = i + 1; j < last_seen(i); ++j) {
      auto const& token = tokens_.list[j];
      if (token.kind == Kind::number) {
        return tokens_.numbers[token.index].kind == UnitKind::percent;
      }
      if (token.kind == Kind::stop) break;
    }
    return false;
  }

  // 排名分别是：示例区33名
  void recognise_rank(std::size_t i) {
    auto& number = tokens_.numbers[tokens_.list[i].index];
    if (!number.may_rank) return;
    Surroundings const around(tokens_, place_of(tokens_, i));
    auto const& place = around.place();
    for (auto j = i; j > place.sentence; --j) {
      auto const* sense = tokens_.list[j - 1].sense(Role::count);
      if (!sense || sense->value != "performance_rank") continue;
      number.rank = true;
      number.kind = UnitKind::rank;
      return;
    }
  }

  void restore_unit(std::size_t i);
  void begin_list(std::size_t i);
  void map_list(std::size_t i, Meaning&, Surroundings const&);

  Prepared const& page_;
  Tokens tokens_;
  Setting setting_;
  std::vector<Figure> figures_;
  bool same_sentence_ = false;
  std::size_t levels_in_sentence_ = 0;
  std::string threshold_;

  // 履约率、落地率分别为82%、32%: what the numbers of the list are of, one after the other.
  std::vector<std::string> names_;
  std::vector<std::size_t> of_figures_;
  std::size_t mapped_ = 0;  // how many of the list are still to come
};

// 24个、7个和4.8个百分点, 40.7亿、18.6亿元, 在谈项目累计40: the unit that the text leaves out.
void FigureReader::restore_unit(std::size_t i) {
  auto& number = tokens_.numbers[tokens_.list[i].index];
  if (number.rank) return;
  auto last = i;
  auto const listed = i + 1 < tokens_.list.size() && tokens_.list[i + 1].kind == Kind::list &&
                      tokens_.list[i + 1].begin == number.end;
  for (std::size_t steps = 0; listed && steps < 12; ++steps) {
    auto const next = next_of_list(last);
    if (next == 0) break;
    last = next;
  }
  auto const& end = tokens_.numbers[tokens_.list[last].index];
  auto const points = number.unit == "个" && end.kind == UnitKind::points;
  auto const bare = number.kind == UnitKind::none && number.unit.empty() && !number.chinese;
  if (last != i && (points || bare) && end.kind != UnitKind::none && !end.chinese) {
    number.unit = end.unit;
    number.kind = end.kind;
    number.indicator = end.indicator;
    number.refused = end.refused;
    return;
  }
  if (!bare || last != i || !number.value.is_integer()) return;
  Surroundings const around(tokens_, place_of(tokens_, i));
  if (i + 1 < tokens_.list.size()) {
    auto const& next = tokens_.list[i + 1];
    auto const ends = is_break(next.kind) || next.kind == Kind::list;
    if (!ends || next.begin != number.end) return;
  }
  auto const* noun = around.before(Role::count, around.place().near);
  auto const left = around.text_before(6);
  auto const said = left.ends_with("累计") || left.ends_with("总数") || left.ends_with("共") ||
                    left.ends_with("共计") || left.ends_with("达") || left.ends_with("数为");
  if (!noun || !said) return;
  number.unit = "个";
  number.kind = UnitKind::count;
}

// The numbers that follow 分别 and the words before it that they are of.
void FigureReader::begin_list(std::size_t i) {
  std::size_t count = 0;
  for (auto j = i + 1; j < last_seen(i); ++j) {
    auto const& token = tokens_.list[j];
    if (token.kind == Kind::number) {
      ++count;
    } else if (is_break(token.kind) && !(count == 0 && token.kind == Kind::colon)) {
      break;
    }
  }
  if (count < 2) return;
  std::vector<std::string> names;
  auto const place = place_of(tokens_, i);
  for (auto j = i; j > place.clause && names.size() < count; --j) {
    auto const& token = tokens_.list[j - 1];
    if (token.kind == Kind::number || token.kind == Kind::comma) break;
    for (auto role : {Role::rate, Role::money, Role::count}) {
      auto const* sense = token.sense(role);
      if (sense && sense->value != "zone_count") {
        names.insert(names.begin(), std::string(sense->value));
        break;
      }
    }
  }
  of_figures_.clear();
  if (names.size() == count) {
    names_ = std::move(names);
  } else if (names_.size() != count || !same_sentence_ || !names.empty()) {
    names_.clear();
    if (names.empty() && of_percent(i) && levels_in_sentence_ >= count) {
      for (auto k = figures_.size() - count; k < figures_.size(); ++k) of_figures_.push_back(k);
    }
    if (of_figures_.empty()) return;
  }
  mapped_ = count;
}

void FigureReader::map_list(std::size_t, Meaning& meaning, Surroundings const&) {
  if (mapped_ == 0) return;
  if (!names_.empty()) {
    meaning.indicator = names_[names_.size() - mapped_];
  } else if (!of_figures_.empty()) {
    meaning.indicator = figures_[of_figures_[of_figures_.size() - mapped_]].indicator;
  }
  --mapped_;
}

}  // namespace

std::vector<Figure> figures_of(Prepared const& page, Options const& options) {
  return FigureReader(page, options).run();
}

}  // namespace zonebook::reading
