// What is no figure (meaning.h): the numbers that only say whose, which or how, and comparators.

#include <array>

#include "reading/meaning.h"

namespace zonebook::reading {
namespace {

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> words) {
  for (auto word : words) {
    if (text.starts_with(word)) return true;
  }
  return false;
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> words) {
  for (auto word : words) {
    if (text.ends_with(word)) return true;
  }
  return false;
}

// 10亿元以上项目, 产值超亿元企业: money that says which projects or enterprises are meant.
bool is_threshold(Surroundings const& around) {
  auto const kind = around.number().kind;
  if (kind != UnitKind::money && kind != UnitKind::area) return false;
  auto after = around.text_after(60);
  auto const bounded = starts_with_any(after, {"以上", "及以上", "以下", "级"});
  for (auto i = around.place().at + 1; i < around.size(); ++i) {
    auto const& token = around.token(i);
    if (token.kind == Token::Kind::number || is_break(token.kind) ||
        token.begin > around.end_byte() + 45)
      return false;
    if (token.kind == Token::Kind::close) return false;
    auto const* counted = token.sense(Role::count);
    if (!counted) continue;
    auto const between = around.between(around.end_byte(), token.begin);
    auto const of = between.find("的") != std::string_view::npos;
    if (bounded || between.size() <= 6)
      return !of || bounded || !around.before(Role::money, around.place().gap);
    auto const left = around.text_before(9);
    return ends_with_any(left, {"超", "超过", "过", "上", "突破", "达"}) && between.size() <= 24;
  }
  return false;
}

// 93家开发区, 6个县区: whose figure it is.
bool is_group(Surroundings const& around) {
  if (around.number().kind != UnitKind::count) return false;
  if (around.number().unit == "项") return false;
  std::size_t where = 0;
  auto const* group = around.after(Role::group, 24, &where);
  if (!group) return false;
  for (auto i = around.place().at + 1; i < where; ++i) {
    if (around.token(i).sense(Role::stage)) return false;  // 68个入驻各类园区
  }
  std::size_t counted = 0;
  auto const* noun = around.after(Role::count, 24, &counted);
  if (noun && counted < where) return false;
  if (noun && counted == where && noun->value != "zone_count") return false;
  auto const left = around.text_before(9);
  return !ends_with_any(left, {"达", "共有", "现有", "建成", "拥有", "达到"});
}

bool is_in_quotes(Surroundings const& around) {
  auto const at = around.place().at;
  if (at == 0 || at + 1 >= around.size()) return false;
  auto const& before = around.token(at - 1);
  auto const& after = around.token(at + 1);
  return before.kind == Token::Kind::quote && after.kind == Token::Kind::unquote;
}

// 年产40万件精密零部件项目: part of a project's name.
bool is_in_name(Surroundings const& around) {
  auto const left = around.text_before(24);
  auto const named = left.rfind("年产") != std::string_view::npos;
  // 某某公司50GW太阳能材料项目
  auto const capacity = around.number().kind == UnitKind::capacity &&
                        ends_with_any(left, {"公司", "集团", "厂", "（", "“"});
  if (!named && !capacity) return false;
  for (auto i = around.place().at + 1; i < around.size(); ++i) {
    auto const& token = around.token(i);
    if (is_break(token.kind) || token.begin > around.end_byte() + 90) return false;
    if (token.sense(Role::count) && token.sense(Role::count)->value == "project_count") return true;
  }
  return false;
}

// 香港居我省利用外资第一位: where something comes from, not how the zone stands.
bool is_source_rank(Surroundings const& around) {
  std::size_t where = 0;
  auto const* sense = around.before(Role::money, around.place().near, &where);
  return sense && around.begin_byte() - around.token(where).end <= 3 &&
         around.text_before(60).find("居") != std::string_view::npos;
}

bool is_idle_duration(Surroundings const& around) {
  return around.number().kind == UnitKind::duration &&
         !around.before(Role::duration, around.place().gap);
}

// Machines and goods are figures only as what can be made.
bool is_mere_goods(Surroundings const& around) {
  static constexpr auto goods =
      std::to_array<std::string_view>({"辆", "片", "只", "台", "套", "支", "枚", "立方米", "标箱"});
  auto const& number = around.number();
  if (number.kind != UnitKind::capacity) return false;
  for (auto unit : goods) {
    if (number.unit.ends_with(unit)) return !around.before(Role::capacity, around.place().gap);
  }
  return false;
}

}  // namespace

Refusal refusal_of(Surroundings const& around) {
  auto const& number = around.number();
  if (is_threshold(around)) return Refusal::threshold;
  auto const refused = number.kind == UnitKind::none || is_group(around) || is_in_quotes(around) ||
                       is_in_name(around) || is_idle_duration(around) || is_mere_goods(around);
  if (refused) return Refusal::other;
  auto const left = around.text_before(6);
  // 每15家企业, 一是
  if (left.ends_with("每") && number.kind == UnitKind::count) return Refusal::other;
  if (number.kind == UnitKind::rank && (!number.rank || is_source_rank(around))) {
    return Refusal::other;
  }
  if (starts_with_any(around.text_after(15), {"公里标", "期项目", "强企业"})) return Refusal::other;
  return Refusal::none;
}

Comparator comparator_of(Surroundings const& around) {
  auto const& number = around.number();
  if (number.upper) return Comparator::range;
  auto const at = around.place().at;
  if (at > 0) {
    auto const& token = around.token(at - 1);
    auto const* sense = token.sense(Role::before);
    if (sense && around.begin_byte() - token.end == 0) {
      if (sense->value == "near") return Comparator::near;
      if (sense->value == "approx") return Comparator::approx;
      if (sense->value == "gt") return Comparator::gt;
      if (sense->value == "ge") return Comparator::ge;
      if (sense->value == "le") return Comparator::le;
      if (sense->value == "lt") return Comparator::lt;
    }
  }
  auto const after = around.text_after(12);
  if (starts_with_any(after, {"以上", "及以上", "或以上", "之上"})) return Comparator::ge;
  if (starts_with_any(after, {"左右", "上下"})) return Comparator::approx;
  if (starts_with_any(after, {"以内", "以下", "及以下", "之内"})) return Comparator::le;
  if (number.more) return Comparator::gt;
  if (number.about) return Comparator::approx;
  return Comparator::eq;
}

}  // namespace zonebook::reading
