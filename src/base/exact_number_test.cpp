#include "base/exact_number.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace zonebook {

Natural::Natural(std::string_view digits) {
  while (!digits.empty()) {
    auto const size = std::min<std::size_t>(9, digits.size());
    limbs_.push_back(
        static_cast<std::uint32_t>(std::stoul(std::string(digits.substr(digits.size() - size)))));
    digits.remove_suffix(size);
  }
  trim();
}

std::string Natural::digits() const {
  std::string text;
  for (auto i = limbs_.size(); i-- > 0;) text += fmt::format("{:09}", limbs_[i]);
  return text.erase(0, std::min(text.find_first_not_of('0'), text.size()));
}

void Natural::trim() {
  while (!limbs_.empty() && limbs_.back() == 0) limbs_.pop_back();
}

std::strong_ordering Natural::operator<=>(Natural const& other) const {
  if (limbs_.size() != other.limbs_.size()) return limbs_.size() <=> other.limbs_.size();
  return std::lexicographical_compare_three_way(limbs_.rbegin(), limbs_.rend(),
                                                other.limbs_.rbegin(), other.limbs_.rend());
}

Natural Natural::operator+(Natural const& other) const {
  Natural sum;
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < limbs_.size() || i < other.limbs_.size() || carry != 0; ++i) {
    if (i < limbs_.size()) carry += limbs_[i];
    if (i < other.limbs_.size()) carry += other.limbs_[i];
    sum.limbs_.push_back(static_cast<std::uint32_t>(carry % base));
    carry /= base;
  }
  return sum;
}

Natural Natural::operator-(Natural const& other) const {
  auto rest = *this;
  std::int64_t borrow = 0;
  for (std::size_t i = 0; i < limbs_.size(); ++i) {
    auto digit = std::int64_t{limbs_[i]} - borrow;
    if (i < other.limbs_.size()) digit -= other.limbs_[i];
    borrow = digit < 0 ? 1 : 0;
    rest.limbs_[i] = static_cast<std::uint32_t>(digit + borrow * std::int64_t{base});
  }
  EXPECT_EQ(borrow, 0);
  rest.trim();
  return rest;
}

Natural Natural::operator*(Natural const& other) const {
  Natural product;
  product.limbs_.resize(limbs_.size() + other.limbs_.size() + 1);
  for (std::size_t i = 0; i < limbs_.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < other.limbs_.size() || carry != 0; ++j) {
      carry += product.limbs_[i + j];
      if (j < other.limbs_.size()) carry += std::uint64_t{limbs_[i]} * other.limbs_[j];
      product.limbs_[i + j] = static_cast<std::uint32_t>(carry % base);
      carry /= base;
    }
  }
  product.trim();
  return product;
}

Natural Natural::times_ten_to(std::int64_t exponent) const {
  return is_zero() ? *this
                   : Natural(digits() + std::string(static_cast<std::size_t>(exponent), '0'));
}

// As on paper: bring down a digit, take the divisor away as often as it goes.
std::pair<Natural, Natural> Natural::divided_by(Natural const& divisor) const {
  std::string quotient;
  Natural rest;
  for (char const digit : digits()) {
    rest = Natural(rest.digits() + digit);
    char count = '0';
    for (; rest >= divisor; ++count) rest = rest - divisor;
    quotient += count;
  }
  return {Natural(quotient), rest};
}

namespace {

std::pair<Exact, Exact> aligned(Exact a, Exact b) {
  auto const exponent = std::min(a.exponent, b.exponent);
  for (auto* x : {&a, &b}) {
    x->size = x->size.times_ten_to(x->exponent - exponent);
    x->exponent = exponent;
  }
  return {a, b};
}

}  // namespace

Exact negated(Exact x) {
  x.negative = !x.negative;
  return x;
}

Exact exact_sum(Exact const& a, Exact const& b) {
  auto const [x, y] = aligned(a, b);
  if (x.negative == y.negative) return {x.negative, x.size + y.size, x.exponent};
  return x.size >= y.size ? Exact{x.negative, x.size - y.size, x.exponent}
                          : Exact{y.negative, y.size - x.size, x.exponent};
}

Exact exact_product(Exact const& a, Exact const& b) {
  return {a.negative != b.negative, a.size * b.size, a.exponent + b.exponent};
}

Exact long_quotient(Exact const& a, Exact const& b) {
  constexpr int more_digits = 72;
  auto const [quotient, rest] = a.size.times_ten_to(more_digits).divided_by(b.size);
  auto const sticky = Natural(rest.is_zero() ? "0" : "1");
  return {a.negative != b.negative, quotient.times_ten_to(1) + sticky,
          a.exponent - b.exponent - more_digits - 1};
}

Exact exact_modulo(Exact const& a, Exact const& b) {
  auto const [x, y] = aligned(a, b);
  auto const rest = x.size.divided_by(y.size).second;
  auto const other_side = !rest.is_zero() && x.negative != y.negative;
  return {y.negative, other_side ? y.size - rest : rest, x.exponent};
}

std::strong_ordering order(Exact const& a, Exact const& b) {
  auto const difference = exact_sum(a, negated(b));
  if (difference.size.is_zero()) return std::strong_ordering::equal;
  return difference.negative ? std::strong_ordering::less : std::strong_ordering::greater;
}

TEST(ExactNumber, agrees_with_sums_done_by_hand) {
  Natural const big("123456789012345678901234567890");

  EXPECT_EQ((big * big).digits(), "15241578753238836750495351562536198787501905199875019052100");
  EXPECT_EQ((big + Natural("999999999")).digits(), "123456789012345678902234567889");
  EXPECT_EQ((big - Natural("987654321987654321")).digits(), "123456789011358024579246913569");
  auto const [quotient, rest] = big.divided_by(Natural("1000000007"));
  EXPECT_EQ(quotient.digits(), "123456788148148161864");
  EXPECT_EQ((quotient * Natural("1000000007") + rest), big);
}

}  // namespace zonebook
