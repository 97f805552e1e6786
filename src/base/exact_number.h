// Exact arithmetic for tests alone: slow, obvious, and sharing nothing with base/decimal.h.
//
//   round_to_34(exact_sum(a, b))       // what decimal128 must answer

#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zonebook {

// A whole number from 0 up, in limbs of nine digits, the lowest first.
class Natural {
 public:
  Natural() = default;
  explicit Natural(std::string_view digits);

  std::string digits() const;  // "" for 0
  bool is_zero() const { return limbs_.empty(); }

  std::strong_ordering operator<=>(Natural const&) const;
  bool operator==(Natural const&) const = default;
  Natural operator+(Natural const&) const;
  Natural operator-(Natural const&) const;  // of no more than this
  Natural operator*(Natural const&) const;
  Natural times_ten_to(std::int64_t exponent) const;
  std::pair<Natural, Natural> divided_by(Natural const&) const;  // quotient and rest

 private:
  static constexpr std::uint64_t base = 1'000'000'000;
  void trim();
  std::vector<std::uint32_t> limbs_;
};

// ± size × 10^exponent
struct Exact {
  bool negative = false;
  Natural size;
  std::int64_t exponent = 0;

  std::string to_string() const { return (negative ? "-" : "") + digits() + exponent_text(); }
  std::string digits() const { return size.is_zero() ? "0" : size.digits(); }
  std::string exponent_text() const { return "e" + std::to_string(exponent); }
};

Exact negated(Exact);
Exact exact_sum(Exact const&, Exact const&);
Exact exact_product(Exact const&, Exact const&);
// At least 36 digits of the quotient, and a 1 behind them if that is not all.
Exact long_quotient(Exact const&, Exact const&);
// a - b * floor(a / b)
Exact exact_modulo(Exact const&, Exact const&);
std::strong_ordering order(Exact const&, Exact const&);

}  // namespace zonebook
