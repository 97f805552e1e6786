// List functions (DMN 1.5, 10.3.4.4) and sort (10.3.4.8).  Positions count from 1, and from -1
// backwards; a position with a fraction is cut off, as the engines on the Java virtual machine do.
//
// Two elements are the same where `=` is true of them; what cannot be compared is not the same.

#include <algorithm>
#include <unordered_map>

#include "feel/builtin.h"
#include "feel/compare.h"

namespace zonebook::feel {
namespace {

bool is_same(Value const& left, Value const& right) { return equal(left, right).value_or(false); }

// What one comparison with the element costs: containers are compared by content.
std::size_t weight(Value const& element) {
  if (element.is(Kind::list)) return 1 + element.list().size();
  if (element.is(Kind::context)) return 1 + element.context().entries.size();
  return 1;
}

// Which item a position means; nullopt, and a remark, if there is none.
std::optional<std::size_t> index_at(Call const& call, Decimal position, std::size_t size) {
  auto const count = static_cast<std::int64_t>(size);
  auto const at = position.truncated_to_int64();
  if (at && *at >= 1 && *at <= count) return static_cast<std::size_t>(*at - 1);
  if (at && *at <= -1 && *at >= -count) return static_cast<std::size_t>(count + *at);
  call.fail({"feel.no_such_position",
             {{"position", position.to_string()}, {"count", std::to_string(size)}}});
  return std::nullopt;
}

Value list_contains(Call& call) {
  auto const& list = call[0].list();
  if (!call.charge(list.size() * weight(call[1]))) return {};
  return std::ranges::any_of(list, [&](Value const& item) { return is_same(item, call[1]); });
}

// Table 78: "ascending list of list positions containing match".
Value index_of(Call& call) {
  auto const& list = call[0].list();
  if (!call.charge(list.size() * weight(call[1]))) return {};
  List positions;
  for (std::size_t i = 0; i < list.size(); ++i) {
    auto const position = Decimal(static_cast<std::int64_t>(i + 1));
    if (is_same(list[i], call[1])) positions.emplace_back(position);
  }
  return Value::list(std::move(positions));
}

std::size_t mixed(std::size_t hash, std::size_t other) {
  return (hash ^ other) * 0x9e3779b97f4a7c15 + 1;
}

std::size_t hash_of(Value const&);

std::size_t hash_of(List const& items) {
  std::size_t hash = items.size();
  for (auto const& item : items) hash = mixed(hash, hash_of(item));
  return hash;
}

// Contexts are the same in whatever order their entries were written.
std::size_t hash_of(Context const& context) {
  std::size_t hash = context.entries.size();
  for (auto const& [key, value] : context.entries) {
    hash += mixed(std::hash<std::string>()(key), hash_of(value));
  }
  return hash;
}

bool is_local(ClockTime const& time) { return std::holds_alternative<std::monostate>(time.place); }

std::int64_t second_of_day(ClockTime const& time) {
  return time.nanos / ClockTime::nanos_per_second;
}

// The same for values that are the same, so it knows no more than equal() does: a date and time is
// its second in UTC, and of times in a place it cannot be said without a day.
std::size_t hash_of(Value const& value) {
  auto const kind = static_cast<std::size_t>(value.kind());
  auto const whole = [&](std::int64_t number) {
    return mixed(kind, std::hash<std::int64_t>()(number));
  };
  switch (value.kind()) {
    case Kind::boolean: return whole(value.boolean());
    case Kind::number: return mixed(kind, value.number().hash());
    case Kind::string: return mixed(kind, std::hash<std::string>()(value.string()));
    case Kind::date: return whole(value.date().days());
    case Kind::time: return is_local(value.time()) ? whole(second_of_day(value.time())) : kind;
    case Kind::date_time: return whole(value.date_time().since_epoch().seconds);
    case Kind::months_duration: return whole(value.months_duration().months);
    case Kind::seconds_duration: return whole(value.seconds_duration().seconds);
    case Kind::list: return mixed(kind, hash_of(value.list()));
    case Kind::context: return mixed(kind, hash_of(value.context()));
    default: return kind;
  }
}

// Items without their repetitions, in the order in which each came first.
class Distinct {
 public:
  // false if the limit is reached.
  bool append(Call const& call, List const& items) {
    for (auto const& item : items) {
      if (!append(call, item)) return false;
    }
    return true;
  }
  Value take() { return Value::list(std::move(items_)); }

 private:
  bool append(Call const& call, Value const& item) {
    auto& places = places_[hash_of(item)];
    if (!call.charge((1 + places.size()) * weight(item))) return false;
    if (std::ranges::any_of(places, [&](auto place) { return is_same(items_[place], item); })) {
      return true;
    }
    places.push_back(items_.size());
    items_.push_back(item);
    return true;
  }

  List items_;
  std::unordered_map<std::size_t, std::vector<std::size_t>> places_;  // by hash
};

Value distinct_values(Call& call) {
  Distinct distinct;
  return distinct.append(call, call[0].list()) ? distinct.take() : Value();
}

Value union_of(Call& call) {
  Distinct distinct;
  for (auto const& list : call.arguments()) {
    if (!distinct.append(call, list.list())) return {};
  }
  return distinct.take();
}

Value append(Call& call) {
  auto const added = call.arguments().subspan(1);
  if (!call.charge(call[0].list().size() + added.size())) return {};
  auto list = call[0].list();
  list.insert(list.end(), added.begin(), added.end());
  return Value::list(std::move(list));
}

Value concatenate(Call& call) {
  List whole;
  for (auto const& argument : call.arguments()) {
    auto const& list = argument.list();
    if (!call.charge(list.size())) return {};
    whole.insert(whole.end(), list.begin(), list.end());
  }
  return Value::list(std::move(whole));
}

Value insert_before(Call& call) {
  if (!call.charge(call[0].list().size())) return {};
  auto list = call[0].list();
  auto const at = index_at(call, call[1].number(), list.size());
  if (!at) return {};
  list.insert(list.begin() + static_cast<std::ptrdiff_t>(*at), call[2]);
  return Value::list(std::move(list));
}

Value remove(Call& call) {
  if (!call.charge(call[0].list().size())) return {};
  auto list = call[0].list();
  auto const at = index_at(call, call[1].number(), list.size());
  if (!at) return {};
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(*at));
  return Value::list(std::move(list));
}

Value reverse(Call& call) {
  if (!call.charge(call[0].list().size())) return {};
  return Value::list(List(call[0].list().rbegin(), call[0].list().rend()));
}

// Table 78: the length is in "[1..E], where E is L - start position + 1 if start position is
// positive, and -start position otherwise"; a sublist does not reach past the end.
Value sublist(Call& call) {
  auto const& list = call[0].list();
  auto const start = index_at(call, call[1].number(), list.size());
  if (!start) return {};
  auto const rest = list.size() - *start;
  auto taken = rest;
  if (!call[2].is_null()) {
    auto const length = call[2].number().truncated_to_int64();
    if (!length || *length < 1 || *length > static_cast<std::int64_t>(rest)) {
      return call.fail(
          {"feel.bad_sublist_length",
           {{"length", call[2].number().to_string()}, {"rest", std::to_string(rest)}}});
    }
    taken = static_cast<std::size_t>(*length);
  }
  if (!call.charge(taken)) return {};
  auto const first = list.begin() + static_cast<std::ptrdiff_t>(*start);
  return Value::list(List(first, first + static_cast<std::ptrdiff_t>(taken)));
}

// Lists may be nested deeper than the machine's stack is high.
Value flatten(Call& call) {
  struct Place {
    List const* list;
    std::size_t next;
  };
  List flat;
  std::vector<Place> open = {{&call[0].list(), 0}};
  while (!open.empty()) {
    auto& [list, next] = open.back();
    if (next == list->size()) {
      open.pop_back();
      continue;
    }
    auto const& item = (*list)[next++];
    if (!call.charge(1)) return {};
    if (item.is(Kind::list)) {
      open.push_back({&item.list(), 0});
    } else {
      flat.push_back(item);
    }
  }
  return Value::list(std::move(flat));
}

Value list_replace(Call& call) {
  if (!call.charge(call[0].list().size())) return {};
  auto list = call[0].list();
  auto const at = index_at(call, call[1].number(), list.size());
  if (!at) return {};
  list[*at] = call[2];
  return Value::list(std::move(list));
}

bool takes_two(Call const& call, Value const& function) {
  auto const count = function.function()->parameters().size();
  if (count == 2) return true;
  call.fail({"feel.function_of_two_expected", {{"count", std::to_string(count)}}});
  return false;
}

// The answer of a function that must say yes or no; nullopt, and a remark, if it says neither.
std::optional<bool> asked(Call const& call, Value const& function, Value const& left,
                          Value const& right) {
  if (!call.charge(1)) return std::nullopt;
  Value const arguments[] = {left, right};
  auto const answer = call.invoke(function, arguments);
  if (answer.is(Kind::boolean)) return answer.boolean();
  call.fail(
      {"feel.function_not_boolean",
       {{"left", to_literal(left)}, {"right", to_literal(right)}, {"value", to_literal(answer)}}});
  return std::nullopt;
}

Value list_replace_matching(Call& call) {
  auto const& match = call[1];
  auto const& item = call[2];
  if (!takes_two(call, match) || !call.charge(call[0].list().size())) return {};
  auto list = call[0].list();
  for (auto& old : list) {
    auto const matches = asked(call, match, old, item);
    if (!matches) return {};
    if (*matches) old = item;
  }
  return Value::list(std::move(list));
}

// A stable merge sort: an item moves in front of another only if it precedes it, so that items of
// which neither precedes the other keep their order.  At most n log2 n questions are asked; a list
// that is in order already takes n - 1.
class Sorting {
 public:
  Sorting(Call const& call, Value const& precedes)
      : call_(call), precedes_(precedes), items_(call[0].list()), spare_(items_.size()) {}

  // null if the function did not answer.
  Value run() { return sort(0, items_.size()) ? Value::list(std::move(items_)) : Value(); }

 private:
  bool sort(std::size_t begin, std::size_t end) {
    if (end - begin < 2) return true;
    auto const middle = begin + (end - begin) / 2;
    if (!sort(begin, middle) || !sort(middle, end)) return false;
    auto const turned = asked(call_, precedes_, items_[middle], items_[middle - 1]);
    return turned && (!*turned || merge(begin, middle, end));
  }

  bool merge(std::size_t begin, std::size_t middle, std::size_t end) {
    auto left = begin;
    auto right = middle;
    auto out = begin;
    while (left < middle && right < end) {
      auto const right_first = asked(call_, precedes_, items_[right], items_[left]);
      if (!right_first) return false;
      spare_[out++] = std::move(*right_first ? items_[right++] : items_[left++]);
    }
    while (left < middle) spare_[out++] = std::move(items_[left++]);
    for (auto i = begin; i < out; ++i) items_[i] = std::move(spare_[i]);
    return true;
  }

  Call const& call_;
  Value const& precedes_;
  List items_, spare_;
};

Value sort(Call& call) {
  if (!takes_two(call, call[1]) || !call.charge(call[0].list().size())) return {};
  return Sorting(call, call[1]).run();
}

constexpr Builtin table[] = {
    {"list contains(list: list, element: any) -> boolean", list_contains},
    {"append(list: list, item: any...) -> list", append},
    {"concatenate(list: list...) -> list", concatenate},
    {"insert before(list: list, position: number, newItem: any) -> list", insert_before},
    {"remove(list: list, position: number) -> list", remove},
    {"reverse(list: list) -> list", reverse},
    {"index of(list: list, match: any) -> list<number>", index_of},
    {"union(list: list...) -> list", union_of},
    {"distinct values(list: list) -> list", distinct_values},
    {"flatten(list: list) -> list", flatten},
    {"sublist(list: list, start position: number, length: number?) -> list", sublist},
    {"list replace(list: list, position: number, newItem: any) -> list", list_replace},
    {"list replace(list: list, match: function, newItem: any) -> list", list_replace_matching},
    {"sort(list: list, precedes: function) -> list", sort},
};

}  // namespace

std::span<Builtin const> list_functions() { return table; }

}  // namespace zonebook::feel
