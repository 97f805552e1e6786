// What the benchmarks ask of FEEL: a filter over rows, by seed, so that every run asks the same.
//
//   auto filter = feel::compile(sample::condition, sample::filter_scope());
//   auto rows = sample::rows(1000);    // values in the order of the scope; one in eight matches

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "feel/expression.h"
#include "feel/value.h"

namespace zonebook::sample {

// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    auto mixed = state_ += 0x9e3779b97f4a7c15;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
  }
  std::int64_t below(std::int64_t end) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(end));
  }

 private:
  std::uint64_t state_;
};

constexpr char const* condition =
    "capital > 500 and (sector = \"bio\" or sector = \"ict\") and jobs >= 50 "
    "and area between 20 and 150";

inline feel::Scope filter_scope() {
  feel::Scope scope;
  scope.name("capital", feel::simple_type(feel::Kind::number));
  scope.name("sector", feel::simple_type(feel::Kind::string));
  scope.name("jobs", feel::simple_type(feel::Kind::number));
  scope.name("area", feel::simple_type(feel::Kind::number));
  return scope;
}

constexpr char const* sectors[] = {"bio", "ict", "food", "steel", "retail", "energy"};

// Money has two decimals and areas have one, as in a register.
inline std::vector<feel::List> rows(std::size_t count) {
  Random random(1);
  std::vector<feel::List> rows;
  for (std::size_t i = 0; i < count; ++i) {
    rows.push_back({Decimal::scaled(random.below(200'000), -2),
                    feel::Value::text(sectors[random.below(6)]), Decimal(random.below(200)),
                    Decimal::scaled(random.below(2000), -1)});
  }
  return rows;
}

}  // namespace zonebook::sample
