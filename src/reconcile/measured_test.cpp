#include "reconcile/measured.h"

#include <gtest/gtest.h>

namespace zonebook::reconcile {
namespace {

// The one figure of a sentence, read as it stands.
struct Read {
  std::string text;
  reading::Figure figure;
  std::string raw() const { return text.substr(figure.at.begin, figure.at.end - figure.at.begin); }
};

Read read_one(std::string text) {
  auto reading =
      reading::read(text, {.zone = "示例区", .title = "", .today = *Date::parse("2024-01-15")});
  EXPECT_EQ(reading.figures.size(), 1U) << text;
  return {std::move(text), reading.figures.empty() ? reading::Figure{} : reading.figures.front()};
}

struct Case {
  char const* text;
  char const* value;
  char const* unit;
  bool fits;
};

class Measured : public testing::TestWithParam<Case> {};

TEST_P(Measured, number_fits_what_the_text_says_of_it) {
  auto const& [text, value, unit, expected] = GetParam();

  auto const one = read_one(text);

  EXPECT_EQ(fits(one.figure, one.raw(), *Decimal::parse(value), unit), expected)
      << text << " beside " << value << unit;
}

INSTANTIATE_TEST_SUITE_P(AsPrinted, Measured,
                         testing::Values(Case{"示例区完成投资7.64亿元。", "7.64", "亿元", true},
                                         Case{"示例区完成投资7.64亿元。", "7.635", "亿元", true},
                                         Case{"示例区完成投资7.64亿元。", "7.6349", "亿元", false},
                                         Case{"示例区完成投资7.64亿元。", "7.645", "亿元", false},
                                         Case{"示例区完成投资7.60亿元。", "7.64", "亿元", false},
                                         Case{"示例区完成投资7.6亿元。", "7.64", "亿元", true},
                                         Case{"示例区完成投资4000万元。", "0.4", "亿元", true},
                                         Case{"示例区完成投资4000万元。", "0.40004", "亿元", true},
                                         Case{"示例区完成投资4000万元。", "0.41", "亿元", false},
                                         Case{"示例区签约项目6个。", "6", "个", true},
                                         Case{"示例区签约项目6个。", "7", "个", false}));

INSTANTIATE_TEST_SUITE_P(
    More, Measured,
    testing::Values(Case{"示例区办结政务服务事项500余项。", "507", "项", true},
                    Case{"示例区办结政务服务事项500余项。", "500", "项", false},
                    Case{"示例区办结政务服务事项500余项。", "499", "项", false},
                    Case{"示例区办结政务服务事项500余项。", "600", "项", false},
                    Case{"示例区办结政务服务事项1.2万余项。", "12999", "项", true},
                    Case{"示例区办结政务服务事项1.2万余项。", "13000", "项", false},
                    Case{"示例区完成投资超10亿元。", "30", "亿元", true},
                    Case{"示例区完成投资超10亿元。", "10", "亿元", false}));

INSTANTIATE_TEST_SUITE_P(Loosely, Measured,
                         testing::Values(Case{"示例区“日清日结”率达到80%以上。", "81.3", "%", true},
                                         Case{"示例区“日清日结”率达到80%以上。", "80", "%", true},
                                         Case{"示例区“日清日结”率达到80%以上。", "79.96", "%",
                                              false},
                                         Case{"示例区完成投资近10亿元。", "9.2", "亿元", true},
                                         Case{"示例区完成投资近10亿元。", "10", "亿元", false},
                                         Case{"示例区完成投资近10亿元。", "8.9", "亿元", false},
                                         Case{"示例区完成投资约10亿元。", "10.5", "亿元", true},
                                         Case{"示例区完成投资约10亿元。", "9.4", "亿元", false}));

TEST(Measured, units_of_another_kind_are_not_told_in_each_other) {
  auto const one = read_one("示例区完成投资7.64亿元。");

  EXPECT_EQ(in_unit_of(one.figure, Decimal(3), "个"), std::nullopt);
  EXPECT_EQ(fits(one.figure, one.raw(), Decimal(3), "%"), std::nullopt);
}

TEST(Measured, land_is_told_in_mu) {
  auto const one = read_one("示例区规划面积2平方公里。");

  EXPECT_EQ(in_unit_of(one.figure, Decimal(3000), "亩"), Decimal(2));
}

}  // namespace
}  // namespace zonebook::reconcile
