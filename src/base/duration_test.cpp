#include "base/duration.h"

#include <gtest/gtest.h>

namespace zonebook {
namespace {

std::string printed(std::string_view text) {
  auto const length = parse_duration(text);
  if (!length) return "malformed";
  return std::visit([](auto const& any) { return any.to_string(); }, *length);
}

TEST(Duration, is_printed_in_its_canonical_form) {
  struct Row {
    std::string_view text, canonical;
  };
  for (auto const& [text, canonical] : {
           Row{"P1Y", "P1Y"},
           Row{"P14M", "P1Y2M"},
           Row{"-P1Y2M", "-P1Y2M"},
           Row{"P0Y", "P0M"},
           Row{"-P0M", "P0M"},
           Row{"P1D", "P1D"},
           Row{"PT20H", "PT20H"},
           Row{"PT26H", "P1DT2H"},
           Row{"PT3600S", "PT1H"},
           Row{"P1DT2H3M4.123456789S", "P1DT2H3M4.123456789S"},
           Row{"PT0.999S", "PT0.999S"},
           Row{"-PT0.5S", "-PT0.5S"},
           Row{"-P1DT0.5S", "-P1DT0.5S"},
           Row{"PT1.500S", "PT1.5S"},
           Row{"PT1.S", "PT1S"},
           Row{"PT0.1234567899S", "PT0.123456789S"},
           Row{"P0D", "PT0S"},
           Row{"-PT0S", "PT0S"},
           Row{"PT1M", "PT1M"},
           Row{"P000000000000000000000000001D", "P1D"},
           Row{"PT9223372036854775807S", "P106751991167300DT15H30M7S"},
           Row{"P9223372036854775807M", "P768614336404564650Y7M"},
       }) {
    EXPECT_EQ(printed(text), canonical) << text;
  }
}

TEST(Duration, malformed_or_mixed_texts_are_refused) {
  for (auto const* text :
       {"",       "-",     "P",     "PT",    "-P",     "P1DT",  "P1YT1H", "P1Y1D",
        "P1MT1M", "P1H",   "PT1D",  "p1y",   " P1D",   "P1D ",  "1Y",     "P-1D",
        "+P1D",   "--P1D", "PT.5S", "P1.5D", "PT1.5H", "P1M2Y", "PT1S2M", "PT1M2H",
        "P1D2D",  "P1Y2",  "PT5",   "PT1.5", "PT1.5M", "P1W",   "PT1H1H", "P1Y2M3"}) {
    EXPECT_EQ(printed(text), "malformed") << text;
  }
}

TEST(Duration, is_refused_beyond_64_bits) {
  for (auto const* text :
       {"PT9223372036854775808S", "P106751991167301D", "P768614336404564651Y",
        "P9223372036854775808M", "P99999999999999999999999D", "PT9223372036854775807H"}) {
    EXPECT_EQ(printed(text), "malformed") << text;
  }
  EXPECT_EQ((MonthsDuration{INT64_MIN}.to_string()), "-P768614336404564650Y8M");
  EXPECT_EQ((SecondsDuration{INT64_MIN, 0}.to_string()), "-P106751991167300DT15H30M8S");
}

TEST(Duration, fractions_are_stored_so_that_order_is_length) {
  auto const minus_half = std::get<SecondsDuration>(*parse_duration("-PT0.5S"));

  EXPECT_EQ(minus_half, (SecondsDuration{-1, 500'000'000}));
  EXPECT_LT(minus_half, (SecondsDuration{0, 0}));
  EXPECT_GT(minus_half, (SecondsDuration{-1, 0}));
}

TEST(Duration, sums_carry_nanoseconds_and_refuse_to_overflow) {
  SecondsDuration const longest{INT64_MAX, 999'999'999};
  SecondsDuration const shortest{INT64_MIN, 0};
  SecondsDuration const nano{0, 1};

  EXPECT_EQ(add({1, 600'000'000}, {2, 600'000'000}), (SecondsDuration{4, 200'000'000}));
  EXPECT_EQ(add({-1, 500'000'000}, {0, 500'000'000}), (SecondsDuration{0, 0}));
  EXPECT_EQ(add(longest, shortest), (SecondsDuration{-1, 999'999'999}));
  EXPECT_EQ(add({INT64_MIN, 600'000'000}, {-1, 600'000'000}),
            (SecondsDuration{INT64_MIN, 200'000'000}));
  EXPECT_FALSE(add(longest, nano));
  EXPECT_FALSE(add(longest, longest));
  EXPECT_FALSE(add(shortest, {-1, 999'999'999}));
  EXPECT_FALSE(negate(shortest));
  EXPECT_EQ(negate(SecondsDuration{INT64_MIN, 1}), longest);
  EXPECT_EQ(negate(longest), (SecondsDuration{INT64_MIN, 1}));
  EXPECT_FALSE(negate(MonthsDuration{INT64_MIN}));
  EXPECT_FALSE(add(MonthsDuration{INT64_MAX}, MonthsDuration{1}));
  EXPECT_EQ(add(MonthsDuration{13}, MonthsDuration{-1}), MonthsDuration{12});
}

}  // namespace
}  // namespace zonebook
