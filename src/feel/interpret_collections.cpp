// Lists, contexts, ranges, paths into them and filters over them.

#include <algorithm>

#include "feel/compare.h"
#include "feel/interpreter.h"
#include "feel/properties.h"

namespace zonebook::feel {
Value Interpreter::list(Node const& node) {
  List items;
  items.reserve(node.children.size());
  for (auto const& child : node.children) items.push_back(evaluate(*child));
  return Value::list(std::move(items));
}

// Later entries see earlier ones through their slots.
Value Interpreter::context(Node const& node) {
  if (node.value.is(Kind::string)) {
    return fail(node, {"feel.duplicate_key", {{"key", node.value.string()}}});
  }
  bool const boxed = node.op == Op::boxed_context;
  std::vector<std::pair<std::string, Value>> entries;
  entries.reserve(node.names.size());
  for (std::size_t i = 0; i < node.names.size(); ++i) {
    auto value = evaluate(*node.children[i]);
    frame_[node.slots[i]] = value;
    if (!boxed) entries.emplace_back(node.names[i], std::move(value));
  }
  return boxed ? evaluate(*node.children.back()) : Value::context(std::move(entries));
}

Value Interpreter::range(Node const& node) {
  Range range{.start = node.children[0] ? evaluate(*node.children[0]) : Value(),
              .end = node.children[1] ? evaluate(*node.children[1]) : Value(),
              .start_included = node.start_included,
              .end_included = node.end_included,
              .form = node.form};
  if (range.form == Range::Form::equal || range.form == Range::Form::unequal) {
    range.end = range.start;
    return Value(std::move(range));
  }
  if (range.form == Range::Form::interval && !range.start.is_null() && !range.end.is_null()) {
    auto ends = order(range.start, range.end);
    if (!ends) return fail(node, {"feel.range_of_two_kinds", {}});
    if (*ends > 0) return fail(node, {"feel.range_backwards", {}});
  }
  return Value(std::move(range));
}

Value Interpreter::path(Node const& node) {
  Value scratch;
  auto const& owner = view(*node.children[0], scratch);
  if (!owner.is(Kind::list)) return member(node, owner);
  List values;
  values.reserve(owner.list().size());
  if (!evaluator_.charge(owner.list().size())) return {};
  for (auto const& item : owner.list()) {
    // An item without the entry gives null in its place, as an entry that is null would.
    auto const* found = item.is(Kind::context) ? item.context().find(node.name) : nullptr;
    bool const absent = item.is(Kind::context) && !found;
    values.push_back(found ? *found : absent ? Value() : member(node, item));
  }
  return Value::list(std::move(values));
}

Value Interpreter::member(Node const& node, Value const& owner) {
  if (owner.is(Kind::context)) {
    if (auto const* found = owner.context().find(node.name)) return *found;
    std::string keys;
    for (auto const& [key, value] : owner.context().entries) {
      keys += keys.empty() ? key : ", " + key;
    }
    return fail(node, {"feel.no_entry", {{"name", node.name}, {"keys", std::move(keys)}}});
  }
  if (auto value = property_of(owner, node.name)) return *value;
  return fail(node, {"feel.no_member", {{"name", node.name}, {"kind", noun_of(owner.kind())}}});
}

// list[condition] and list[index]; what is no list is a list of one (10.3.2.5).
Value Interpreter::filter(Node const& node) {
  Value scratch;
  auto const& left = view(*node.children[0], scratch);
  auto const& condition = *node.children[1];
  List const alone = left.is(Kind::list) || left.is_null() ? List{} : List{left};
  auto const& items = left.is(Kind::list) ? left.list() : alone;
  if (mentions(condition, node.slot)) return matching_items(node, items);
  auto const remarks_before = evaluator_.remark_count();
  auto chosen = evaluate(condition);
  if (chosen.is_null()) evaluator_.forget_remarks_since(remarks_before);
  if (chosen.is(Kind::number)) return item_at(node, items, chosen.number());
  if (chosen.is_true()) return left.is(Kind::list) ? left : Value::list(items);
  if (!chosen.is(Kind::boolean) && !chosen.is_null()) {
    return fail(node, {"feel.bad_filter", {{"kind", noun_of(chosen.kind())}}});
  }
  return Value::list({});
}

// From 1 forwards, from -1 backwards.
Value Interpreter::item_at(Node const& node, List const& items, Decimal index) {
  auto at = index.to_int64();
  auto const count = static_cast<std::int64_t>(items.size());
  if (at && *at >= 1 && *at <= count) return items[static_cast<std::size_t>(*at - 1)];
  if (at && *at <= -1 && *at >= -count) return items[static_cast<std::size_t>(count + *at)];
  return fail(node, {"feel.index_out_of_range",
                     {{"index", index.to_string()}, {"count", std::to_string(count)}}});
}

Value Interpreter::matching_items(Node const& node, List const& items) {
  auto const& condition = *node.children[1];
  List kept;
  for (auto const& item : items) {
    frame_[node.slot] = item;
    auto const remarks_before = evaluator_.remark_count();
    Value scratch;
    auto const& holds = view(condition, scratch);
    if (holds.is_null()) evaluator_.forget_remarks_since(remarks_before);
    if (holds.is(Kind::number)) return item_at(node, items, holds.number());
    if (holds.is_true()) kept.push_back(item);
    if (!evaluator_.charge(1)) return {};
  }
  return Value::list(std::move(kept));
}

}  // namespace zonebook::feel
