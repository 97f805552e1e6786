#include "base/split.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "base/exact_number.h"

namespace zonebook {
namespace {

using testing::ElementsAre;
using Numbers = std::vector<std::int64_t>;

std::string digits_of(std::int64_t number) {
  auto const text = std::to_string(number);
  return text.substr(number < 0 ? 1 : 0);
}

Natural sum_of(Numbers const& numbers) {
  Natural sum;
  for (auto const number : numbers) sum = sum + Natural(digits_of(number));
  return sum;
}

// Of sizes: is |part × total - amount × share| below total?
bool is_within_one(std::int64_t part, std::int64_t amount, std::int64_t share,
                   Natural const& total) {
  auto const got = Natural(digits_of(part)) * total;
  auto const exact = Natural(digits_of(amount)) * Natural(digits_of(share));
  return (got < exact ? exact - got : got - exact) < total;
}

class SplitDice {
 public:
  explicit SplitDice(std::uint64_t seed) : random_(seed) {}

  std::int64_t amount() {
    auto const size = static_cast<std::int64_t>(random_() >> (1 + random_() % 63));
    return random_() % 3 == 0 ? -size : size;
  }
  Numbers shares() {
    Numbers made(1 + random_() % 12);
    auto const is_small = random_() % 2 == 0;
    for (auto& share : made)
      share = static_cast<std::int64_t>(is_small ? random_() % 4 : random_() >> 1);
    made[random_() % made.size()] = 1 + static_cast<std::int64_t>(random_() >> 2);
    return made;
  }

 private:
  std::mt19937_64 random_;
};

TEST(Split, gives_what_is_left_to_the_largest_remainders) {
  EXPECT_THAT(split_by_largest_remainder(101, Numbers{5000, 3000, 2000}), ElementsAre(51, 30, 20));
  EXPECT_THAT(split_by_largest_remainder(100, Numbers{1, 2, 4}), ElementsAre(14, 29, 57));
}

TEST(Split, gives_to_the_earlier_one_where_remainders_are_equal) {
  EXPECT_THAT(split_by_largest_remainder(100, Numbers{1, 1, 1}), ElementsAre(34, 33, 33));
  EXPECT_THAT(split_by_largest_remainder(101, Numbers{1, 1, 1}), ElementsAre(34, 34, 33));
  EXPECT_THAT(split_by_largest_remainder(1, Numbers{0, 1, 1}), ElementsAre(0, 1, 0));
}

TEST(Split, divides_a_negative_amount_as_its_opposite) {
  EXPECT_THAT(split_by_largest_remainder(-101, Numbers{1, 1, 1}), ElementsAre(-34, -34, -33));
  EXPECT_THAT(split_by_largest_remainder(INT64_MIN, Numbers{1}), ElementsAre(INT64_MIN));
  EXPECT_THAT(split_by_largest_remainder(INT64_MIN, Numbers{1, 1}),
              ElementsAre(INT64_MIN / 2, INT64_MIN / 2));
}

TEST(Split, adds_up_exactly_and_is_nowhere_off_by_a_whole_one) {
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    SplitDice dice(seed);
    auto const amount = dice.amount();
    auto const shares = dice.shares();

    auto const parts = split_by_largest_remainder(amount, shares);

    ASSERT_EQ(parts.size(), shares.size());
    EXPECT_EQ(sum_of(parts), Natural(digits_of(amount))) << "seed " << seed;
    auto const total = sum_of(shares);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      EXPECT_TRUE(parts[i] == 0 || (parts[i] < 0) == (amount < 0)) << "seed " << seed;
      EXPECT_TRUE(is_within_one(parts[i], amount, shares[i], total)) << "seed " << seed;
      EXPECT_TRUE(shares[i] > 0 || parts[i] == 0) << "seed " << seed;
    }
  }
}

TEST(Split, gives_as_much_to_a_larger_share_as_to_a_smaller_one_at_least) {
  for (std::uint64_t seed = 0; seed < 5'000; ++seed) {
    SplitDice dice(seed);
    auto const amount = std::max<std::int64_t>(dice.amount(), 0);
    auto shares = dice.shares();
    std::ranges::sort(shares, std::greater());

    auto const parts = split_by_largest_remainder(amount, shares);

    EXPECT_TRUE(std::ranges::is_sorted(parts, std::greater())) << "seed " << seed;
  }
}

}  // namespace
}  // namespace zonebook
