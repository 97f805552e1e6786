// Reads the Chinese of official bulletins: which figures a text reports and what each one means,
// how its articles lie on the page, and whether its own arithmetic holds.
//
//   auto reading = read("1至9月，示例区完成固定资产投资57.29亿元，增长2.7%。",
//                       {.zone = "示例区", .today = *Date::parse("2024-10-31")});
//   reading.figures[0].indicator          // "fixed_asset_investment"
//   to_json(reading)                      // docs/formats/reading.md
//
// Promises
//   1. Pure: the same text and options give the same reading; no clock, no file, no locale.
//   2. Any bytes are read, in time linear in the text; what is no UTF-8 is passed over.
//   3. Spans are half-open stretches of UTF-8 bytes of the text given, on whole characters.
//   4. Figures stand in reading order; the terms and targets of relations are their indices.
//   5. `holds` is said only of a comparison that the wording makes; where scopes may differ it is
//      empty: a question to a person, never an accusation.
//
// The words stand in words/*.tsv: a phrase is added there, without touching C++.
// Cost: about 20 MB a second.  Threads: free functions of values; the words are immutable.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/json.h"

namespace zonebook::reading {

struct Span {
  std::size_t begin = 0, end = 0;  // bytes, end exclusive
  bool operator==(Span const&) const = default;
};

// Both days belong to the period; without a start it is a state as of the end.
struct Period {
  enum class Type : std::uint8_t { range, as_of };
  Type type = Type::range;
  std::optional<Date> start;
  Date end;
  bool stated = true;  // in the figure's own sentence; otherwise taken over from before
  bool operator==(Period const&) const = default;
};

// What is said about the indicator.  In the order of measure_names.
enum class Measure : std::uint8_t {
  level,
  yoy,
  mom,
  avg_growth,
  growth,
  share,
  completion_rate,
  rate,
  change_pp,
  gap_pp,
  contribution_pp,
  contribution_rate,
  delta,
  multiple,
  rank,
  intensity,
};
enum class Comparator : std::uint8_t { eq, ge, gt, near, approx, le, lt, range };
enum class Modality : std::uint8_t { actual, plan, forecast, target };

struct Figure {
  Span at;                // number and unit, without 近, 超过, 以上
  std::string indicator;  // of words/indicators.tsv
  Measure measure = Measure::level;
  Decimal value;                 // as written: 7.64 of 7.64亿元; less than 0 for 下降
  std::optional<Decimal> upper;  // of a range
  std::string unit;              // as written, restored where a list leaves it out: 亿元
  Comparator comparator = Comparator::eq;
  Modality modality = Modality::actual;
  std::optional<Period> period;
  std::string subject;  // whose: the zone, unless another is named
  std::vector<std::pair<std::string, std::string>> dims;  // stage, origin, sector, size, …
  std::size_t article = 0;                                // its index
  bool part = false;                                      // after 其中: of what was said before
  bool inherited = false;  // the indicator is said before, not beside it

  std::string_view dim(std::string_view name) const;  // "" if it has none
};

// A piece of the text's arithmetic.  sum: the target is the sum of the terms; ratio: it is the
// first term of the second, in percent; growth: from the second to the first, in percent;
// at_most: the first is not above the second; same: said twice.
struct Relation {
  enum class Kind : std::uint8_t { sum, ratio, growth, at_most, same };
  Kind kind = Kind::sum;
  std::optional<std::size_t> target;
  std::vector<std::size_t> terms;
  std::optional<bool> holds;  // empty: the scopes may differ, a person is to say
  bool truncated = false;     // it fails, but would hold if digits had been cut instead of rounded
  double low = 0, high = 0;   // between which the terms, as rounded, put the target
};

struct Article {
  std::string zone, headline, author;  // "" if not printed
  std::vector<std::size_t> lines;      // of its body, from 1, in reading order
};

struct Reading {
  std::vector<Figure> figures;
  std::vector<Relation> relations;
  std::vector<Article> articles;
};

struct Options {
  std::string zone;   // the subject where none is named
  std::string title;  // a period or a plan in it holds for the text
  Date today;         // what 今年, 目前 and 以来 refer to
};

Reading read(std::string_view text, Options const&);
Json to_json(Reading const&);

// The Chinese name of an indicator, the first of its words: 总投资; its id if it is none of ours.
std::string_view label_of(std::string_view indicator);
std::string_view name_of(Measure);
std::string_view name_of(Comparator);
std::string_view name_of(Modality);

}  // namespace zonebook::reading
