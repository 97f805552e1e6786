// Context functions (DMN 1.5, 10.3.4.10): get value, get entries, context, context put, context
// merge.

#include <algorithm>
#include <unordered_map>

#include "feel/builtin.h"

namespace zonebook::feel {
namespace {

using Entry = std::pair<std::string, Value>;

Value no_entry(Call const& call, std::string const& key, Context const& context) {
  std::string keys;
  constexpr std::size_t shown_max = 10;
  for (std::size_t i = 0; i < std::min(context.entries.size(), shown_max); ++i) {
    if (i > 0) keys += ", ";
    keys += context.entries[i].first;
  }
  if (context.entries.size() > shown_max) keys += " …";
  return call.fail({"feel.no_entry", {{"name", key}, {"keys", std::move(keys)}}});
}

// Table 83: get value({key1: "value1"}, "unexistent-key") = null.  That is how one asks whether a
// key is there, so it is no mistake.
Value get_value(Call& call) {
  auto const& context = call[0].context();
  if (!call.charge(context.entries.size())) return {};
  auto const* value = context.find(call[1].string());
  return value ? *value : Value();
}

// The keys lead from the outermost context to the value, as with context put.
Value get_value_along(Call& call) {
  Value const* at = &call[0];
  if (call[1].list().empty()) return call.fail({"feel.no_keys", {}});
  for (auto const& key : call[1].list()) {
    if (!at->is(Kind::context)) {
      return call.fail(
          {"feel.no_context_at_key", {{"key", key.string()}, {"kind", noun_of(at->kind())}}});
    }
    auto const& context = at->context();
    if (!call.charge(context.entries.size())) return {};
    at = context.find(key.string());
    if (!at) return {};
  }
  return *at;
}

Value get_entries(Call& call) {
  auto const& entries = call[0].context().entries;
  if (!call.charge(2 * entries.size())) return {};
  List list;
  list.reserve(entries.size());
  for (auto const& [key, value] : entries) {
    list.push_back(Value::context({{"key", Value::text(key)}, {"value", value}}));
  }
  return Value::list(std::move(list));
}

Value bad_entry(Call const& call, std::size_t index, Value const& item) {
  return call.fail({"feel.entry_without_key_and_value",
                    {{"index", std::to_string(index + 1)}, {"value", to_literal(item)}}});
}

// Entries in the order in which their keys came first.
class Entries {
 public:
  enum class Put { appended, replaced };

  Put put(std::string const& key, Value const& value) {
    auto const [place, is_new] = places_.try_emplace(key, entries_.size());
    if (is_new) {
      entries_.emplace_back(key, value);
      return Put::appended;
    }
    entries_[place->second].second = value;
    return Put::replaced;
  }
  Value take() { return Value::context(std::move(entries_)); }

 private:
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> places_;
};

// Table 83: "a list of contexts, each item SHALL have two entries having keys key and value"; what
// else it has is ignored, and a key may come only once.
Value context_of_entries(Call& call) {
  auto const& items = call[0].list();
  Entries entries;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!call.charge(1)) return {};
    if (!items[i].is(Kind::context)) return bad_entry(call, i, items[i]);
    auto const* key = items[i].context().find("key");
    auto const* value = items[i].context().find("value");
    if (!key || !key->is(Kind::string) || !value) return bad_entry(call, i, items[i]);
    if (entries.put(key->string(), *value) == Entries::Put::replaced) {
      return call.fail({"feel.duplicate_key", {{"key", key->string()}}});
    }
  }
  return entries.take();
}

// An entry that is there keeps its place; a new one comes last.
Value with_entry(Context const& context, std::string const& key, Value value) {
  auto entries = context.entries;
  auto const found = std::ranges::find(entries, key, &Entry::first);
  if (found != entries.end()) {
    found->second = std::move(value);
  } else {
    entries.emplace_back(key, std::move(value));
  }
  return Value::context(std::move(entries));
}

Value context_put(Call& call) {
  auto const& context = call[0].context();
  if (!call.charge(context.entries.size())) return {};
  return with_entry(context, call[1].string(), call[2]);
}

// Table 83: put(context, keys, value) is put(context, first key, put(get value(context, first key),
// other keys, value)): all but the last key must lead to contexts that are there.
Value context_put_along(Call& call) {
  auto const& keys = call[1].list();
  if (keys.empty()) return call.fail({"feel.no_keys", {}});
  std::vector<Context const*> path = {&call[0].context()};
  for (std::size_t i = 0;; ++i) {
    if (!call.charge(path.back()->entries.size())) return {};
    if (i + 1 == keys.size()) break;
    auto const* next = path.back()->find(keys[i].string());
    if (!next) return no_entry(call, keys[i].string(), *path.back());
    if (!next->is(Kind::context)) {
      return call.fail({"feel.no_context_at_key",
                        {{"key", keys[i + 1].string()}, {"kind", noun_of(next->kind())}}});
    }
    path.push_back(&next->context());
  }
  auto value = call[2];
  for (auto i = keys.size(); i-- > 0;) {
    value = with_entry(*path[i], keys[i].string(), std::move(value));
  }
  return value;
}

// Table 83: where several contexts have a key, the last one's value is taken.
Value context_merge(Call& call) {
  auto const& items = call[0].list();
  Entries entries;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].is(Kind::context)) {
      return call.fail({"feel.item_not_context",
                        {{"index", std::to_string(i + 1)}, {"value", to_literal(items[i])}}});
    }
    auto const& context = items[i].context();
    if (!call.charge(1 + context.entries.size())) return {};
    for (auto const& [key, value] : context.entries) entries.put(key, value);
  }
  return entries.take();
}

constexpr Builtin table[] = {
    {"get value(m: context, key: string) -> any", get_value},
    {"get value(m: context, keys: list<string>) -> any", get_value_along},
    {"get entries(m: context) -> list<context>", get_entries},
    {"context(entries: list) -> context", context_of_entries},
    {"context put(context: context, key: string, value: any) -> context", context_put},
    {"context put(context: context, keys: list<string>, value: any) -> context", context_put_along},
    {"context merge(contexts: list) -> context", context_merge},
};

}  // namespace

std::span<Builtin const> context_functions() { return table; }

}  // namespace zonebook::feel
