// for, some, every (DMN 1.5, 10.3.2.14).

#include <algorithm>

#include "feel/compare.h"
#include "feel/interpreter.h"

namespace zonebook::feel {
namespace {

std::optional<std::int64_t> whole(Value const& value) {
  if (value.is(Kind::number)) return value.number().to_int64();
  if (value.is(Kind::date)) return value.date().days();
  return std::nullopt;
}

Value like(Value const& model, std::int64_t value) {
  if (model.is(Kind::number)) return Value(Decimal(value));
  auto date = Date::from_days(value);
  return date ? Value(*date) : Value();
}

// The whole numbers or days from one end to the other, both included, upwards or downwards.
struct Stretch {
  std::int64_t from, to;

  std::uint64_t distance() const {
    auto const low = static_cast<std::uint64_t>(std::min(from, to));
    return static_cast<std::uint64_t>(std::max(from, to)) - low;
  }
  List items(Value const& model) const {
    List items;
    items.reserve(distance() + 1);
    for (auto at = from;; at += to >= from ? 1 : -1) {
      items.push_back(like(model, at));
      if (at == to) return items;
    }
  }
};

std::optional<Stretch> stretch(Value const& start, Value const& end) {
  auto from = whole(start);
  auto to = whole(end);
  if (!from || !to || start.kind() != end.kind()) return std::nullopt;
  return Stretch{*from, *to};
}

}  // namespace

// Binds the variables of domains `index`… one after the other and runs the body for each
// combination, the last variable moving fastest.  A later domain may use an earlier variable.
template <class Body>
Interpreter::Next Interpreter::each(Node const& loop, std::size_t index, Body&& body) {
  if (index + 1 == loop.children.size()) return body();
  auto items = domain(*loop.children[index]);
  if (!items) return Next::stop;
  for (auto const& item : *items) {
    if (!evaluator_.charge(1)) return Next::stop;
    frame_[loop.slots[index]] = item;
    if (each(loop, index + 1, body) == Next::stop) return Next::stop;
  }
  return Next::go_on;
}

// nullopt, and a remark, where there is nothing to go through.
std::optional<List> Interpreter::domain(Node const& node) {
  auto const remarks_before = evaluator_.remark_count();
  auto value = evaluate(node);
  if (value.is(Kind::list)) return value.list();
  if (value.is(Kind::range)) return items_of(node, value.range());
  if (value.is_null()) {
    bool const explained = evaluator_.remark_count() > remarks_before;
    if (!explained) fail(node, {"feel.nothing_to_iterate", {}});
    return std::nullopt;
  }
  return List{value};
}

Value Interpreter::for_each(Node const& node) {
  List results;
  auto const domains = node.children.size() - 1;
  bool const keeps_partial = node.slots.size() > domains;
  bool whole = true;
  auto next = each(node, 0, [&] {
    if (keeps_partial) {
      whole = evaluator_.charge(results.size());
      frame_[node.slots[domains]] = Value::list(results);
    }
    results.push_back(evaluate(*node.children.back()));
    return whole ? Next::go_on : Next::stop;
  });
  return next == Next::go_on ? Value::list(std::move(results)) : Value();
}

// some: Kleene's or over the items, decided by true; every: Kleene's and, decided by false.
Value Interpreter::quantified(Node const& node, bool deciding) {
  bool decided = false;
  bool open = false;
  auto next = each(node, 0, [&] {
    Value scratch;
    auto const& holds = view(*node.children.back(), scratch);
    decided = holds.is(Kind::boolean) && holds.boolean() == deciding;
    open = open || !holds.is(Kind::boolean);
    return decided ? Next::stop : Next::go_on;
  });
  if (decided) return Value(deciding);
  if (next == Next::stop) return {};
  if (open) return fail(node, {"feel.condition_not_boolean", {}});
  return Value(!deciding);
}

Value Interpreter::iteration(Node const& node) {
  auto start = evaluate(*node.children[0]);
  auto end = evaluate(*node.children[1]);
  auto all = stretch(start, end);
  if (!all) return fail(node, {"feel.cannot_iterate_range", {}});
  if (!evaluator_.charge(all->distance())) return {};
  return Value::list(all->items(start));
}

// A range goes upwards, without the ends that it does not include.
std::optional<List> Interpreter::items_of(Node const& node, Range const& range) {
  auto all = range.form == Range::Form::interval ? stretch(range.start, range.end) : std::nullopt;
  if (!all) {
    fail(node, {"feel.cannot_iterate_range", {}});
    return std::nullopt;
  }
  if (!range.start_included) ++all->from;
  if (!range.end_included) --all->to;
  if (all->from > all->to) return List{};
  if (!evaluator_.charge(all->distance())) return std::nullopt;
  return all->items(range.start);
}

}  // namespace zonebook::feel
