// Exponentials, logarithms and powers against 34 digits of Python's decimal module at 70.  Powers
// that are exact are exact; all others were within 0.51 of the last digit when they were measured
// on 2700 random arguments, and a whole unit is what is promised here.

#include <gtest/gtest.h>

#include "base/decimal.h"

namespace zonebook {
namespace {

Decimal number(std::string_view text) { return Decimal::parse(text).value(); }

// Within one unit of the 34th digit of `expected`, which has 34 digits.
bool is_close(std::optional<Decimal> actual, std::string_view expected) {
  auto const digits = expected.substr(0, expected.find('e'));
  auto const exponent = expected.substr(digits.size());
  auto const point = digits.find('.');
  auto const places = point == digits.npos ? 0 : static_cast<int>(digits.size() - point) - 1;
  auto const unit = Decimal::scaled(1, -places) * number("1" + std::string(exponent));
  return actual && (*(*actual - number(expected))).abs() <= *unit;
}

struct Row {
  std::string_view of, expected;
};

TEST(Decimal, exponentials_are_right_to_the_last_digit) {
  for (auto const& [of, expected] : {
           Row{"1", "2.718281828459045235360287471352662"},
           Row{"-1", "0.3678794411714423215955237701614609"},
           Row{"0.5", "1.648721270700128146848650787814164"},
           Row{"2.302585092994045684017991454684364", "9.999999999999999999999999999999998"},
           Row{"10", "22026.46579480671651695790064528424"},
           Row{"-0.0000001", "0.9999999000000049999998333333375000"},
           Row{"100.25", "3.451610733125923987136198599526575e43"},
           Row{"1234.5678", "1.465490729309594799834821385039798e536"},
           Row{"-9000", "2.236983963488984692781502635960053e-3909"},
           Row{"14149", "6.801809260978894125530050851897730e6144"},
           Row{"0.57479", "1.776757368686371675523088970745410"},
           Row{"1e-34", "1.000000000000000000000000000000000"},
       }) {
    auto const actual = number(of).exponential();
    EXPECT_TRUE(is_close(actual, expected)) << of << ": " << actual->to_string();
  }
  EXPECT_EQ(Decimal(0).exponential(), Decimal(1));
  EXPECT_EQ(Decimal(-20'000).exponential(), Decimal(0));
}

TEST(Decimal, logarithms_are_right_to_the_last_digit) {
  for (auto const& [of, expected] : {
           Row{"2", "0.6931471805599453094172321214581766"},
           Row{"3", "1.098612288668109691395245236922526"},
           Row{"10", "2.302585092994045684017991454684364"},
           Row{"0.1", "-2.302585092994045684017991454684364"},
           Row{"0.9999999999999999999999999999999999", "-1.000000000000000000000000000000000e-34"},
           Row{"1.000000000000000000000000000000001", "9.999999999999999999999999999999995e-34"},
           Row{"1.0009", "0.0008995952428360930094947743631820602"},
           Row{"0.999", "-0.001000500333583533500142982254068345"},
           Row{"4", "1.386294361119890618834464242916353"},
           Row{"0.4", "-0.9162907318741550651835272117680111"},
           Row{"1e6144", "14147.08281135541668260653949758073"},
           Row{"1e-6176", "-14220.76553433122614449511522413063"},
           Row{"9.999999999999999999999999999999999e6144", "14149.38539644841072829055748903542"},
           Row{"123456789.987654321", "18.63140177416801807409393359881987"},
       }) {
    auto const actual = number(of).logarithm();
    EXPECT_TRUE(is_close(actual, expected)) << of << ": " << actual->to_string();
  }
  EXPECT_EQ(Decimal(1).logarithm(), Decimal(0));
}

TEST(Decimal, powers_are_right_to_the_last_digit) {
  struct Power {
    std::string_view base, exponent, expected;
  };
  for (auto const& [base, exponent, expected] : {
           Power{"1.05", "2.5", "1.129726321947045721750119514527446"},
           Power{"1.006518", "330", "8.533165535514387150298344903117915"},
           Power{"0.59", "1.1106", "0.5565551991397500605838950321774494"},
           Power{"1234.5", "3.7", "274484009361.0470573190819176456605"},
           Power{"2", "0.5", "1.414213562373095048801688724209698"},
           Power{"10", "0.3010299956639811952137388947244930",
                 "2.000000000000000000000000000000000"},
           Power{"1.0000001", "123456789", "229964.0526159301784424247110515674"},
           Power{"9.9", "-3", "0.001030610152128364555667892062137547"},
           Power{"3", "-1", "0.3333333333333333333333333333333333"},
           Power{"0.9999", "-20000.5", "7.390164608224629866936424814052391"},
           Power{"1e6000", "0.3", "1.000000000000000000000000000000000e1800"},
           Power{"1e-6000", "0.7", "1.000000000000000000000000000000000e-4200"},
           Power{"7", "300.125", "4.315680240857728724713893422378376e253"},
           Power{"1.1", "1000", "2.469932918005826334124088385085221e41"},
           Power{"-3", "101", "-1.546132562196033993109383389296864e48"},
           Power{"-1.5", "-7", "-0.05852766346593507087334247828074989"},
       }) {
    auto const actual = number(base).power(number(exponent));
    EXPECT_TRUE(is_close(actual, expected))
        << base << " ** " << exponent << ": " << actual->to_string();
  }
}

TEST(Decimal, powers_with_34_digits_or_fewer_are_exact) {
  struct Power {
    std::string_view base, exponent, exact;
  };
  for (auto const& [base, exponent, exact] : {
           Power{"10", "33", "1000000000000000000000000000000000"},
           Power{"1.1", "2", "1.21"},
           Power{"2", "100", "1267650600228229401496703205376"},
           Power{"-2", "3", "-8"},
           Power{"-2", "2.00", "4"},
           Power{"2", "-1", "0.5"},
           Power{"0.5", "-3", "8"},
           Power{"0", "0", "1"},
           Power{"0", "2.5", "0"},
           Power{"-7", "0", "1"},
           Power{"4", "0.5", "2"},
           Power{"10", "6144", "1e6144"},
           Power{"10", "-6176", "1e-6176"},
           Power{"1.0000", "5e6000", "1"},
           Power{"-1", "1e40", "1"},
           Power{"-1", "1234567890123456789012345678901233", "-1"},
           Power{"0.9", "1e60", "0"},
       }) {
    EXPECT_EQ(number(base).power(number(exponent)), number(exact)) << base << " ** " << exponent;
  }
}

}  // namespace
}  // namespace zonebook
