#include "ledger/filter_operand.h"

#include <fmt/format.h>

#include <algorithm>

#include "feel/evaluate.h"

namespace zonebook::ledger {
namespace {

using feel::Node;
using feel::Op;
using feel::Value;
using Wide = Operand::Wide;

void limit(Operand& it, std::initializer_list<Wide> extremes) {
  it.least = std::min(extremes);
  it.most = std::max(extremes);
  it.held.fits_integer = it.fits();
}

Operand integer(std::int64_t value) {
  return {.constant = {},
          .sql = {"?", {value}},
          .held = {.as = Held::As::number},
          .least = value,
          .most = value};
}

}  // namespace

bool is_comparison(Op op) {
  return op == Op::equal || op == Op::unequal || op == Op::less || op == Op::at_most ||
         op == Op::greater || op == Op::at_least;
}

std::string name_of_callee(Node const& call) {
  auto const& callee = call.children[0]->value;
  return callee.is(feel::Kind::function) ? callee.function()->name() : "";
}

std::string quoted_column(meta::Field const& field) { return "\"" + field.column() + "\""; }

// ── what is known before any row is ─────────────────────────────────────────────────────────────

bool Operands::is_constant(Node const& node) const {
  switch (node.op) {
    case Op::variable: return node.slot == in_.fields.size();  // today
    case Op::call: {
      auto const name = name_of_callee(node);
      if (name.empty() || name == "now") return false;
      break;
    }
    case Op::literal:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
    case Op::minus:
    case Op::path:
    case Op::list:
    case Op::conditional:
    case Op::conjunction:
    case Op::disjunction:
    case Op::negation: break;
    default:
      if (!is_comparison(node.op)) return false;
  }
  return std::ranges::all_of(node.children,
                             [&](auto const& child) { return child && is_constant(*child); });
}

std::optional<Value> Operands::folded(Node const& node) const {
  if (node.op == Op::literal) return node.value;
  if (!is_constant(node)) return std::nullopt;
  feel::Evaluator evaluator({.limits = {}, .now = {}, .remarks_max = 0});
  std::vector<Value> frame(in_.fields.size() + 1);
  frame.back() = today_;
  evaluator.start();
  return evaluator.evaluate(node, frame);
}

// ── columns ─────────────────────────────────────────────────────────────────────────────────────

std::optional<Operand> Operands::operand(Node const& node) const {
  if (auto constant = folded(node)) return Operand{std::move(constant), {}, {}};
  switch (node.op) {
    case Op::variable: return column(node);
    case Op::add:
    case Op::subtract:
    case Op::multiply: return arithmetic(node);
    case Op::minus: return negative(node);
    case Op::call: return length(node);
    default: return std::nullopt;
  }
}

std::optional<Operand> Operands::column(Node const& node) const {
  if (node.slot >= in_.fields.size()) return std::nullopt;
  auto const& field = in_.fields[node.slot];
  if (field.is_reference()) return std::nullopt;
  Operand found{.constant = {}, .sql = {quoted_column(field)}, .held = {}};
  auto const type = field.type->name();
  if (type == "date") found.held.as = Held::As::date;
  if (type == "month") found.held.as = Held::As::month;
  if (type == "integer" || type == "decimal" || type == "money") {
    found.held = {.as = Held::As::number, .scale = type == "decimal" ? field.scale : 0};
  }
  return found;
}

std::optional<Operand> Operands::text_column(Node const& node) const {
  auto found = node.op == Op::variable ? column(node) : std::nullopt;
  return found && found->held.as == Held::As::text ? found : std::nullopt;
}

std::optional<Operand> Operands::length(Node const& node) const {
  bool const is_length =
      node.children.size() == 2 && node.names.empty() && name_of_callee(node) == "string length";
  auto text = is_length ? text_column(*node.children[1]) : std::nullopt;
  if (!text) return std::nullopt;
  text->sql.text = "length(" + text->sql.text + ")";
  if (dialect_ == db::Dialect::postgres) text->sql += "::bigint";
  text->held = {.as = Held::As::number};
  limit(*text, {0, INT32_MAX});
  return text;
}

// ── arithmetic: of numbers that fit, for a result that may not ──────────────────────────────────

std::optional<Operand> Operands::number(Node const& node) const {
  auto found = operand(node);
  if (!found) return std::nullopt;
  if (found->constant) {
    auto const scaled = scaled_constant(*found->constant);
    if (!scaled) return std::nullopt;
    auto made = integer(scaled->value);
    made.held.scale = scaled->scale;
    return made;
  }
  if (found->held.as != Held::As::number || !found->fits()) return std::nullopt;
  return found;
}

// "(a op b)"; PostgreSQL counts in numeric, for its integers overflow with an error.
void Operands::combine(Operand& left, std::string_view op, Operand const& right) const {
  left.sql.text = "(" + left.sql.text;
  if (dialect_ == db::Dialect::postgres) left.sql += "::numeric";
  left.sql += fmt::format(" {} ", op);
  left.sql += right.sql;
  left.sql += ")";
}

bool Operands::rescale(Operand& it, int scale) const {
  if (it.held.scale == scale) return true;
  if (!it.fits() || scale - it.held.scale > 18) return false;
  std::int64_t factor = 1;
  for (; it.held.scale < scale; ++it.held.scale) factor *= 10;
  combine(it, "*", integer(factor));
  limit(it, {it.least * factor, it.most * factor});
  return true;
}

std::optional<Operand> Operands::arithmetic(Node const& node) const {
  auto left = number(*node.children[0]);
  auto right = number(*node.children[1]);
  if (!left || !right) return std::nullopt;
  if (node.op == Op::multiply) {
    combine(*left, "*", *right);
    left->held.scale += right->held.scale;
    limit(*left, {left->least * right->least, left->least * right->most, left->most * right->least,
                  left->most * right->most});
    return left;
  }
  auto const scale = std::max(left->held.scale, right->held.scale);
  if (!rescale(*left, scale) || !rescale(*right, scale)) return std::nullopt;
  if (!left->fits() || !right->fits()) return std::nullopt;
  if (node.op == Op::add) {
    combine(*left, "+", *right);
    limit(*left, {left->least + right->least, left->most + right->most});
  } else {
    combine(*left, "-", *right);
    limit(*left, {left->least - right->most, left->most - right->least});
  }
  return left;
}

std::optional<Operand> Operands::negative(Node const& node) const {
  auto const whole = number(*node.children[0]);
  if (!whole) return std::nullopt;
  auto zero = integer(0);
  zero.held.scale = whole->held.scale;
  combine(zero, "-", *whole);
  limit(zero, {-whole->least, -whole->most});
  return zero;
}

}  // namespace zonebook::ledger
