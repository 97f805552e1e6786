#include "base/decimal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>

#include "base/decimal_bits.h"

namespace zonebook {
namespace {

using Rounding = Decimal::Rounding;

Decimal number(std::string_view text) {
  auto const value = Decimal::parse(text);
  EXPECT_TRUE(value) << text;
  return value.value_or(Decimal());
}

std::string shown(std::optional<Decimal> value) { return value ? value->to_string() : "null"; }

// libgcc has the same function with another signature, which ignores mode and flags.
TEST(Decimal, one_third_rounded_up_ends_in_four_and_says_that_it_is_inexact) {
  auto const bits = [](int value) { return DecimalBits::to_raw(Decimal(value)); };

  auto const third = decimal_library::divide_rounding_up(bits(1), bits(3));
  auto const half = decimal_library::divide_rounding_up(bits(1), bits(2));

  EXPECT_EQ(shown(DecimalBits::from_raw(third.value)), "0.3333333333333333333333333333333334");
  EXPECT_TRUE(third.inexact);
  EXPECT_FALSE(half.inexact);
}

TEST(Decimal, is_printed_in_plain_digits) {
  struct Row {
    std::string_view text, plain;
  };
  for (auto const& [text, plain] : {
           Row{"0", "0"},
           Row{"-0", "0"},
           Row{"0.00", "0"},
           Row{"0e99999999999999999999", "0"},
           Row{"12.50", "12.5"},
           Row{"-012.50", "-12.5"},
           Row{"1e3", "1000"},
           Row{"1E+3", "1000"},
           Row{"1.5e-3", "0.0015"},
           Row{"100", "100"},
           Row{"123456789012345678901234567890123450000",
               "123456789012345678901234567890123400000"},
           Row{"9999999999999999999999999999999999.5", "10000000000000000000000000000000000"},
           Row{"0.1234567890123456789012345678901234500000001",
               "0.1234567890123456789012345678901235"},
           Row{"0.12345678901234567890123456789012345", "0.1234567890123456789012345678901234"},
           Row{"1e-9999999999999999999999999", "0"},
           Row{"4e-6177", "0"},
       }) {
    EXPECT_EQ(shown(Decimal::parse(text)), plain) << text;
  }
  EXPECT_EQ(number("1e6000").to_string(), "1" + std::string(6000, '0'));
  EXPECT_EQ(number("-1e-6176").to_string(), "-0." + std::string(6175, '0') + "1");
  EXPECT_EQ(number("6e-6177"), number("1e-6176"));
}

TEST(Decimal, malformed_texts_and_numbers_that_are_too_large_are_refused) {
  for (std::string_view const text : {"",
                                      "-",
                                      "+1",
                                      "--1",
                                      ".",
                                      ".5",
                                      "5.",
                                      "-.5",
                                      "1.e3",
                                      "e3",
                                      "1e",
                                      "1e+",
                                      "1e-",
                                      "1e1.5",
                                      "1 ",
                                      " 1",
                                      "1,5",
                                      "0x10",
                                      "inf",
                                      "NaN",
                                      "１",
                                      "1_000",
                                      "1e6145",
                                      "10e6144",
                                      "9999999999999999999999999999999999.5e6111",
                                      "1e99999999999999999999"}) {
    EXPECT_FALSE(Decimal::parse(text)) << text;
  }
  EXPECT_EQ(number("9.999999999999999999999999999999999e6144").to_string().size(), 6145U);
}

TEST(Decimal, money_is_exact) {
  EXPECT_EQ(shown(number("0.1") + number("0.2")), "0.3");
  EXPECT_EQ(shown(number("12.50") * Decimal(3)), "37.5");
  EXPECT_EQ(shown(number("1.10") - number("1.1")), "0");
  EXPECT_EQ(shown(Decimal(1) / Decimal(3)), "0.3333333333333333333333333333333333");
  EXPECT_EQ(shown(Decimal(INT64_MIN) - Decimal(1)), "-9223372036854775809");
  EXPECT_EQ(shown(number("1e30") + number("1e-30")), "1000000000000000000000000000000");
  EXPECT_EQ(shown(Decimal::scaled(-1250, -2)), "-12.5");
}

TEST(Decimal, what_has_no_finite_result_has_none) {
  auto const largest = number("9.999999999999999999999999999999999e6144");

  EXPECT_FALSE(Decimal(1) / Decimal(0));
  EXPECT_FALSE(Decimal(0) / Decimal(0));
  EXPECT_FALSE(Decimal(1) / number("-0"));
  EXPECT_FALSE(largest + largest);
  EXPECT_FALSE(-largest - largest);
  EXPECT_FALSE(largest * Decimal(10));
  EXPECT_FALSE(largest / number("0.1"));
  EXPECT_FALSE(Decimal(5).modulo(Decimal(0)));
  EXPECT_FALSE(Decimal(-1).square_root());
  EXPECT_FALSE(Decimal(0).logarithm());
  EXPECT_FALSE(Decimal(-1).logarithm());
  EXPECT_FALSE(Decimal(14'150).exponential());
  EXPECT_FALSE(Decimal(0).power(Decimal(-1)));
  EXPECT_FALSE(Decimal(-8).power(number("0.5")));
  EXPECT_FALSE(Decimal(10).power(Decimal(6145)));
  EXPECT_FALSE(number("1.1").power(number("1e60")));
}

TEST(Decimal, modulo_has_the_sign_of_the_divisor) {
  struct Row {
    std::string_view dividend, divisor, rest;
  };
  for (auto const& [dividend, divisor, rest] : {
           Row{"10", "4", "2"}, Row{"-10", "4", "2"}, Row{"10", "-4", "-2"}, Row{"-10", "-4", "-2"},
           Row{"10.1", "4.5", "1.1"}, Row{"-10.1", "4.5", "3.4"}, Row{"8", "4", "0"},
           Row{"0", "-4", "0"}, Row{"1e30", "7", "1"}, Row{"1e6000", "7", "1"},
           Row{"1e6144", "9e-6176", "1e-6176"}, Row{"-1e-40", "1", "1"},  // 0.999…, with 40 nines
       }) {
    EXPECT_EQ(shown(number(dividend).modulo(number(divisor))), number(rest).to_string())
        << dividend << " modulo " << divisor;
  }
}

TEST(Decimal, is_rounded_in_seven_ways) {
  struct Row {
    std::string_view text;
    int scale;
    std::string_view half_even, half_up, half_down, up, down, floor, ceiling;
  };
  for (auto const& row : {
           Row{"2.5", 0, "2", "3", "2", "3", "2", "2", "3"},
           Row{"-2.5", 0, "-2", "-3", "-2", "-3", "-2", "-3", "-2"},
           Row{"3.5", 0, "4", "4", "3", "4", "3", "3", "4"},
           Row{"1.125", 2, "1.12", "1.13", "1.12", "1.13", "1.12", "1.12", "1.13"},
           Row{"1.1250001", 2, "1.13", "1.13", "1.13", "1.13", "1.12", "1.12", "1.13"},
           Row{"-1.1", 0, "-1", "-1", "-1", "-2", "-1", "-2", "-1"},
           Row{"250", -2, "200", "300", "200", "300", "200", "200", "300"},
           Row{"4", -1, "0", "0", "0", "10", "0", "0", "10"},
           Row{"-1e-6000", 2, "0", "0", "0", "-0.01", "0", "-0.01", "0"},
           Row{"9.99", 1, "10", "10", "10", "10", "9.9", "9.9", "10"},
           Row{"7", 30, "7", "7", "7", "7", "7", "7", "7"},
       }) {
    auto const value = number(row.text);
    EXPECT_EQ(shown(value.rounded(row.scale, Rounding::half_even)), row.half_even) << row.text;
    EXPECT_EQ(shown(value.rounded(row.scale, Rounding::half_up)), row.half_up) << row.text;
    EXPECT_EQ(shown(value.rounded(row.scale, Rounding::half_down)), row.half_down) << row.text;
    EXPECT_EQ(shown(value.rounded(row.scale, Rounding::up)), row.up) << row.text;
    EXPECT_EQ(shown(value.rounded(row.scale, Rounding::down)), row.down) << row.text;
    EXPECT_EQ(shown(value.rounded(row.scale, Rounding::floor)), row.floor) << row.text;
    EXPECT_EQ(shown(value.rounded(row.scale, Rounding::ceiling)), row.ceiling) << row.text;
  }
}

TEST(Decimal, is_rounded_only_to_scales_that_decimal128_has) {
  EXPECT_EQ(shown(Decimal(1).rounded(6176, Rounding::up)), "1");
  EXPECT_EQ(number("1e33").rounded(5, Rounding::up), number("1e33"));
  EXPECT_EQ(Decimal(1).rounded(-6111, Rounding::up), number("1e6111"));
  EXPECT_FALSE(Decimal(1).rounded(6177, Rounding::up));
  EXPECT_FALSE(Decimal(1).rounded(-6112, Rounding::up));
  EXPECT_FALSE(Decimal(1).rounded(INT32_MIN, Rounding::up));
  EXPECT_FALSE(Decimal(1).rounded(INT32_MAX, Rounding::up));
}

TEST(Decimal, becomes_an_integer_only_where_it_is_one_and_fits) {
  struct Row {
    std::string_view text;
    std::optional<std::int64_t> whole, truncated;
  };
  constexpr auto none = std::nullopt;
  for (auto const& [text, whole, truncated] : {
           Row{"0", 0, 0},
           Row{"-0.0", 0, 0},
           Row{"7.00", 7, 7},
           Row{"7e2", 700, 700},
           Row{"-7.9", none, -7},
           Row{"0.1", none, 0},
           Row{"1e-6176", none, 0},
           Row{"9223372036854775807", INT64_MAX, INT64_MAX},
           Row{"-9223372036854775808", INT64_MIN, INT64_MIN},
           Row{"-9223372036854775808.9", none, INT64_MIN},
           Row{"9223372036854775808", none, none},
           Row{"-9223372036854775809", none, none},
           Row{"1e6000", none, none},
           Row{"0e6000", 0, 0},
       }) {
    EXPECT_EQ(number(text).to_int64(), whole) << text;
    EXPECT_EQ(number(text).truncated_to_int64(), truncated) << text;
  }
  EXPECT_TRUE(number("1e6000").is_integer());
  EXPECT_FALSE(number("1.5").is_integer());
}

TEST(Decimal, zeros_are_equal_and_have_no_sign) {
  EXPECT_EQ(number("0"), number("-0.00"));
  EXPECT_EQ(number("0").hash(), number("-0.00").hash());
  EXPECT_EQ(number("-0").sign(), 0);
  EXPECT_EQ(Decimal(-3).sign(), -1);
  EXPECT_EQ(Decimal(-3).abs(), Decimal(3));
  EXPECT_LT(number("-1e-6176"), number("0e6111"));
  EXPECT_LT(number("1e-6176"), number("1e6144"));
  EXPECT_EQ(number("1000e-3"), Decimal(1));
  EXPECT_EQ(number("1000e-3").hash(), Decimal(1).hash());
}

// The short way of to_double() and the library's meet at these ends: 2^53 and 10^22.
TEST(Decimal, becomes_the_nearest_double_however_it_is_written) {
  for (auto const* text :
       {"9007199254740991", "9007199254740992", "9007199254740993", "9007199254740995",
        "0.9007199254740991", "0.9007199254740993", "-1234.56", "1e22", "1e23", "7e22", "3e-22",
        "3e-23", "9007199254740991e22", "9007199254740991e-22", "123456789012345678901234567890",
        "1e-400", "0.1", "2.675", "0"}) {
    EXPECT_EQ(Decimal::parse(text)->to_double(), std::strtod(text, nullptr)) << text;
  }
}

TEST(Decimal, doubles_come_and_go_by_their_shortest_text) {
  for (double const value : {0.1, -2.5, 1e300, 5e-324, 123456789.987654321, 0.0}) {
    EXPECT_EQ(Decimal::from_double(value)->to_double(), value);
  }
  EXPECT_EQ(shown(Decimal::from_double(0.1)), "0.1");
  EXPECT_EQ(shown(Decimal::from_double(1e22)), "10000000000000000000000");
  EXPECT_FALSE(Decimal::from_double(std::numeric_limits<double>::infinity()));
  EXPECT_FALSE(Decimal::from_double(std::nan("")));
}

}  // namespace
}  // namespace zonebook
