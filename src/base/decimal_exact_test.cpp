// "Right to 34 digits", shown against exact arithmetic on random numbers by seed.

#include <gtest/gtest.h>

#include <random>

#include "base/decimal.h"
#include "base/exact_number.h"

namespace zonebook {
namespace {

using Rounding = Decimal::Rounding;

constexpr std::uint64_t seed = 20231222;
constexpr int pairs = 30'000;

// What is cut off behind a digit, in halves of that digit's unit: 0 none, 1 less than half …
enum class Cut { nothing, below_half, half, above_half };

Cut cut_of(std::string_view digits) {
  if (digits.find_first_not_of('0') == digits.npos) return Cut::nothing;
  if (digits[0] != '5') return digits[0] < '5' ? Cut::below_half : Cut::above_half;
  return digits.substr(1).find_first_not_of('0') == digits.npos ? Cut::half : Cut::above_half;
}

bool goes_away_from_zero(Cut cut, bool odd, bool negative, Rounding rounding) {
  switch (rounding) {
    case Rounding::half_even: return cut == Cut::above_half || (cut == Cut::half && odd);
    case Rounding::half_up: return cut == Cut::above_half || cut == Cut::half;
    case Rounding::half_down: return cut == Cut::above_half;
    case Rounding::up: return cut != Cut::nothing;
    case Rounding::down: return false;
    case Rounding::floor: return cut != Cut::nothing && negative;
    case Rounding::ceiling: return cut != Cut::nothing && !negative;
  }
  return false;
}

// To a multiple of 10^exponent.
Exact round_at(Exact const& x, std::int64_t exponent, Rounding rounding) {
  if (x.exponent >= exponent) return x;
  auto const lost = static_cast<std::size_t>(exponent - x.exponent);
  auto digits = x.size.digits();
  if (digits.size() <= lost) digits.insert(0, lost + 1 - digits.size(), '0');
  auto const kept = digits.substr(0, digits.size() - lost);
  auto const odd = (kept.back() - '0') % 2 != 0;
  auto const away = goes_away_from_zero(cut_of(std::string_view(digits).substr(kept.size())), odd,
                                        x.negative, rounding);
  return {x.negative, Natural(kept) + Natural(away ? "1" : "0"), exponent};
}

// The decimal128 nearest to an exact number, as text that a Decimal can hold exactly, or "null".
std::string nearest(Exact const& x) {
  auto const digits = static_cast<std::int64_t>(x.size.digits().size());
  auto const least = std::max<std::int64_t>(-6176, x.exponent + digits - 34);
  auto const rounded = round_at(x, least, Rounding::half_even);
  auto const first = rounded.exponent + static_cast<std::int64_t>(rounded.size.digits().size()) - 1;
  return !rounded.size.is_zero() && first > 6144 ? "null" : rounded.to_string();
}

class Numbers {
 public:
  Exact next() {
    switch (pick(6)) {
      case 0: return number(1 + pick(9), -2 - pick(5));         // money
      case 1: return number(34, -17 - pick(30));                // wide
      case 2: return number(1 + pick(34), pick(6000) - 3000);   // anywhere
      case 3: return number(1 + pick(3), pick(4));              // small and whole
      case 4: return number(30 + pick(5), -pick(2) - 33);       // about 1
      default: return {pick(2) == 1, Natural("5"), -pick(36)};  // makes ties
    }
  }
  // Brings the second so close to the first that their digits overlap or just miss each other.
  Exact close_to(Exact const& first) {
    auto second = next();
    if (pick(3) != 0) second.exponent = std::clamp(first.exponent + pick(80) - 40, -6176L, 6111L);
    return second;
  }
  int pick(int end) { return static_cast<int>(random_() % static_cast<std::uint64_t>(end)); }

 private:
  Exact number(int size, int exponent) {
    std::string digits;
    for (int i = 0; i < size; ++i) digits += static_cast<char>('0' + pick(10));
    return {pick(2) == 1, Natural(digits), exponent};
  }
  std::mt19937_64 random_{seed};
};

Decimal decimal(Exact const& x) { return *Decimal::parse(x.to_string()); }

std::string says(Exact const& a, std::string_view operation, Exact const& b) {
  return a.to_string() + " " + std::string(operation) + " " + b.to_string();
}

void expect_equal(std::optional<Decimal> actual, std::string const& expected,
                  std::string const& what) {
  if (expected == "null") {
    EXPECT_FALSE(actual) << what;
    return;
  }
  ASSERT_TRUE(actual) << what;
  EXPECT_EQ(*actual, *Decimal::parse(expected)) << what;
}

TEST(DecimalExact, sums_differences_and_products_are_the_nearest_decimals) {
  Numbers numbers;
  for (int i = 0; i < pairs; ++i) {
    auto const a = numbers.next();
    auto const b = numbers.close_to(a);

    expect_equal(decimal(a) + decimal(b), nearest(exact_sum(a, b)), says(a, "+", b));
    expect_equal(decimal(a) - decimal(b), nearest(exact_sum(a, negated(b))), says(a, "-", b));
    expect_equal(decimal(a) * decimal(b), nearest(exact_product(a, b)), says(a, "*", b));
  }
}

TEST(DecimalExact, quotients_are_the_nearest_decimals) {
  Numbers numbers;
  for (int i = 0; i < pairs; ++i) {
    auto const a = numbers.next();
    auto const b = numbers.close_to(a);

    auto const expected = b.size.is_zero() ? "null" : nearest(long_quotient(a, b));
    expect_equal(decimal(a) / decimal(b), expected, says(a, "/", b));
  }
}

TEST(DecimalExact, modulo_is_exact_for_large_quotients_too) {
  Numbers numbers;
  for (int i = 0; i < pairs; ++i) {
    auto const a = numbers.next();
    auto const b = numbers.close_to(a);
    if (b.size.is_zero() || a.exponent - b.exponent > 500) continue;

    auto const expected = nearest(exact_modulo(a, b));
    expect_equal(decimal(a).modulo(decimal(b)), expected, says(a, "modulo", b));
  }
}

TEST(DecimalExact, order_and_equality_are_those_of_the_numbers) {
  Numbers numbers;
  for (int i = 0; i < pairs; ++i) {
    auto const a = numbers.next();
    auto const b = numbers.close_to(a);
    auto const longer = Exact{a.negative, a.size.times_ten_to(1), a.exponent - 1};

    EXPECT_EQ(decimal(a) <=> decimal(b), order(a, b)) << says(a, "<=>", b);
    EXPECT_EQ(decimal(b) <=> decimal(a), order(b, a)) << says(b, "<=>", a);
    if (longer.size.digits().size() > 34) continue;
    EXPECT_EQ(decimal(a), decimal(longer)) << says(a, "=", longer);
    EXPECT_EQ(decimal(a).hash(), decimal(longer).hash()) << says(a, "=", longer);
  }
}

TEST(DecimalExact, all_seven_roundings_are_exact) {
  Numbers numbers;
  for (int i = 0; i < pairs; ++i) {
    auto const x = numbers.next();
    auto const scale = static_cast<int>(-x.exponent) - numbers.pick(40) + 2;
    for (auto const rounding : {Rounding::half_even, Rounding::half_up, Rounding::half_down,
                                Rounding::up, Rounding::down, Rounding::floor, Rounding::ceiling}) {
      auto const expected = round_at(x, -scale, rounding).to_string();
      expect_equal(decimal(x).rounded(scale, rounding), expected,
                   x.to_string() + " to " + std::to_string(scale));
    }
  }
}

// r is nearest to the root of x if x lies between the squares of r - u/2 and r + u/2, where u is
// the unit of r's last digit.
TEST(DecimalExact, square_roots_are_the_nearest_decimals) {
  Numbers numbers;
  for (int i = 0; i < pairs; ++i) {
    auto x = numbers.next();
    x.negative = false;
    if (x.size.is_zero()) continue;

    auto const root = decimal(x).square_root();
    ASSERT_TRUE(root);
    auto const text = root->to_string();
    auto const point = std::min(text.find('.'), text.size());
    auto digits = text;
    if (point < text.size()) digits.erase(point, 1);
    Exact exact{false, Natural(digits), -static_cast<std::int64_t>(digits.size() - point)};
    auto const missing = 35 - static_cast<std::int64_t>(exact.size.digits().size());
    auto const five = Exact{false, Natural("5"), exact.exponent - missing};
    auto const low = exact_sum(exact, negated(five));
    auto const high = exact_sum(exact, five);
    EXPECT_TRUE(order(exact_product(low, low), x) <= 0) << x.to_string();
    EXPECT_TRUE(order(exact_product(high, high), x) >= 0) << x.to_string();
  }
}

TEST(DecimalExact, texts_of_any_length_are_read_to_the_nearest_decimal) {
  Numbers numbers;
  for (int i = 0; i < pairs; ++i) {
    auto const a = numbers.next();
    auto const b = numbers.next();
    auto const x = exact_product(a, b);  // up to 68 digits

    expect_equal(Decimal::parse(x.to_string()), nearest(x), x.to_string());
  }
}

TEST(DecimalExact, printed_numbers_are_read_back_as_the_same) {
  Numbers numbers;
  for (int i = 0; i < pairs / 10; ++i) {
    auto const x = decimal(numbers.next());

    EXPECT_EQ(Decimal::parse(x.to_string()), x) << x.to_string();
  }
}

}  // namespace
}  // namespace zonebook
