#include "publishing/import/amount_text.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/scan.h"

namespace zonebook::publishing {
namespace {

using Is = AmountText::Is;

bool take_front(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

bool take_back(std::string_view& text, std::string_view word) {
  if (!text.ends_with(word)) return false;
  text.remove_suffix(word.size());
  return true;
}

template <std::size_t n>
bool take_any_front(std::string_view& text, std::array<std::string_view, n> const& words) {
  return std::ranges::any_of(words, [&](auto word) { return take_front(text, word); });
}
template <std::size_t n>
bool take_any_back(std::string_view& text, std::array<std::string_view, n> const& words) {
  return std::ranges::any_of(words, [&](auto word) { return take_back(text, word); });
}

// "-1,234.50": separators of thousands where they belong, or none.
std::optional<Decimal> number_of(std::string_view text) {
  std::string digits;
  if (take_front(text, "-")) digits = "-";
  auto const whole = text.substr(0, text.find('.'));
  auto const fraction = text.substr(whole.size());
  if (whole.contains(',')) {
    std::size_t in_group = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
      if (whole[i] != ',') {
        ++in_group;
        continue;
      }
      auto const is_first = whole.substr(0, i).find(',') == whole.npos;
      if (is_first ? in_group < 1 || in_group > 3 : in_group != 3) return std::nullopt;
      in_group = 0;
    }
    if (in_group != 3) return std::nullopt;
  }
  for (auto const c : whole) {
    if (c != ',') digits += c;
  }
  digits += fraction;
  if (text.size() > 40) return std::nullopt;  // more digits than a number has
  return Decimal::parse(digits);
}

struct Amount {
  Decimal value;
  Unit const* unit = nullptr;
};

std::optional<Amount> amount_of(std::string_view text) {
  for (std::string_view const sign : {"¥", "￥", "人民币", "rmb", "RMB"}) {
    if (take_front(text, sign)) break;
  }
  if (auto const plain = number_of(text)) return Amount{*plain};
  auto const [rest, unit] = unit_at_end(text);
  if (!unit) return std::nullopt;
  auto const value = number_of(rest);
  if (!value) return std::nullopt;
  return Amount{*value, unit};
}

std::optional<AmountText> range_of(std::string_view text) {
  for (std::string_view const sign : {"~", "～", "—", "-", "至", "到"}) {
    auto const at = text.find(sign, 1);
    if (at == text.npos || at == 0) continue;
    auto low = amount_of(text.substr(0, at));
    auto const high = amount_of(text.substr(at + sign.size()));
    if (!low || !high) continue;
    if (low->unit && high->unit && low->unit != high->unit) return std::nullopt;
    return AmountText{.is = Is::vague,
                      .at_least = low->value,
                      .at_most = high->value,
                      .unit = high->unit ? high->unit : low->unit};
  }
  return std::nullopt;
}

}  // namespace

std::optional<AmountText> read_amount_text(std::string_view text) {
  constexpr std::array<std::string_view, 6> about = {"大约", "约为", "约", "近", "大概", "预计"};
  constexpr std::array<std::string_view, 4> above = {"超过", "不低于", "不少于", "超"};
  constexpr std::array<std::string_view, 3> below = {"不超过", "不足", "不到"};
  constexpr std::array<std::string_view, 5> about_behind = {"左右", "上下", "余", "多", "几"};
  constexpr std::array<std::string_view, 3> above_behind = {"及以上", "以上", "起"};
  constexpr std::array<std::string_view, 3> below_behind = {"及以下", "以下", "以内"};
  auto rest = text;
  // The longer words first: "不超过" begins as no other does, "超过" stands in it.
  auto const is_below = take_any_front(rest, below) || take_any_back(rest, below_behind);
  auto const is_above =
      !is_below && (take_any_front(rest, above) || take_any_back(rest, above_behind));
  auto is_about = take_any_front(rest, about);
  is_about = take_any_back(rest, about_behind) || is_about;
  // "3亿多元", "10余亩": the word stands before the unit.
  std::string joined;
  for (std::string_view const word : {"多", "余"}) {
    auto const at = rest.find(word);
    if (at == rest.npos || at == 0) continue;
    joined = std::string(rest.substr(0, at)) + std::string(rest.substr(at + word.size()));
    rest = joined;
    is_about = true;
    break;
  }
  auto const found = amount_of(rest);
  if (!found) return is_below || is_above ? std::nullopt : range_of(rest);
  AmountText amount{.value = found->value, .unit = found->unit};
  if (!is_below && !is_above && !is_about) return amount;
  amount.is = Is::vague;
  if (is_above) amount.at_least = found->value;
  if (is_below) amount.at_most = found->value;
  return amount;
}

}  // namespace zonebook::publishing
