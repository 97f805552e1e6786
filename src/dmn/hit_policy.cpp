#include "dmn/hit_policy.h"

#include <algorithm>

#include "feel/compare.h"

namespace zonebook::dmn {

using feel::Value;

namespace {

class Answering {
 public:
  Answering(Table::Parts const& parts, feel::Evaluator& evaluator, std::span<Value> frame,
            TableTrace& trace)
      : parts_(parts), evaluator_(evaluator), frame_(frame), trace_(trace) {}

  Value answer();

 private:
  Value nothing_hit();
  Value unique();
  Value any();
  Value priority();
  Value collected();
  Value aggregated();
  Value aggregate(std::vector<Value> const&);
  Value sum(std::vector<Value> const&);
  Value extreme(std::vector<Value> const&, bool greatest);

  void choose_all();
  void order_by_rank();
  std::vector<Value> chosen_values();
  // The rule's answer; null and a remark if an output is of another type or not allowed.
  Value value_of(std::uint32_t rule);
  std::optional<Value> output_of(std::uint32_t rule, std::size_t output);
  std::vector<std::uint32_t> ranks_of(std::uint32_t rule);
  Value fail(std::string key, std::vector<std::pair<std::string, std::string>> args) {
    return evaluator_.fail({std::move(key), std::move(args)}, {});
  }
  Value fail_output(char const* key, std::uint32_t rule, std::size_t output, Value const&,
                    std::string expected);
  bool is_collecting() const {
    auto policy = parts_.text.hit_policy;
    return policy == HitPolicy::rule_order || policy == HitPolicy::output_order ||
           (policy == HitPolicy::collect && parts_.text.aggregation == Aggregation::none);
  }

  Table::Parts const& parts_;
  feel::Evaluator& evaluator_;
  std::span<Value> frame_;
  TableTrace& trace_;
};

// "1, 3": as people count.
std::string numbers_of(std::vector<std::uint32_t> const& rules) {
  std::string text;
  for (auto rule : rules) {
    if (!text.empty()) text += ", ";
    text += std::to_string(rule + 1);
  }
  return text;
}

Value Answering::answer() {
  auto first = std::ranges::find_if(trace_.hits, [](auto word) { return word != 0; });
  if (first == trace_.hits.end()) return nothing_hit();
  switch (parts_.text.hit_policy) {
    case HitPolicy::first:
      trace_.chosen.push_back(
          static_cast<std::uint32_t>((first - trace_.hits.begin()) * 64 + __builtin_ctzll(*first)));
      return value_of(trace_.chosen.front());
    case HitPolicy::unique: return unique();
    case HitPolicy::any: return any();
    case HitPolicy::priority: return priority();
    case HitPolicy::rule_order:
    case HitPolicy::output_order:
    case HitPolicy::collect: return collected();
  }
  CHECK(false);
}

// 8.2.11: the default if there is one.
Value Answering::nothing_hit() {
  if (!parts_.has_default) {
    if (parts_.text.hit_policy != HitPolicy::collect) return {};
    if (parts_.text.aggregation == Aggregation::none) return Value::list({});
    return parts_.text.aggregation == Aggregation::count ? Value(Decimal(0)) : Value();
  }
  trace_.used_default = true;
  std::vector<Value> values;
  for (auto const& output : parts_.outputs) {
    auto const& tree = output.default_tree;
    values.push_back(tree ? evaluator_.evaluate(*tree, frame_) : Value());
  }
  auto value = joined(parts_.outputs, std::move(values));
  if (!is_collecting() || value.is(feel::Kind::list)) return value;
  return Value::list({std::move(value)});
}

Value Answering::unique() {
  choose_all();
  if (trace_.chosen.size() == 1) return value_of(trace_.chosen.front());
  auto rules = numbers_of(trace_.chosen);
  trace_.chosen.clear();
  return fail("dmn.table_not_unique", {{"rules", std::move(rules)}});
}

Value Answering::any() {
  choose_all();
  auto value = value_of(trace_.chosen.front());
  for (std::size_t i = 1; i < trace_.chosen.size(); ++i) {
    if (feel::equal(value, value_of(trace_.chosen[i])) == true) continue;
    auto rules = numbers_of(trace_.chosen);
    trace_.chosen.clear();
    return fail("dmn.table_outputs_differ", {{"rules", std::move(rules)}});
  }
  return value;
}

Value Answering::priority() {
  choose_all();
  order_by_rank();
  trace_.chosen.resize(1);
  return value_of(trace_.chosen.front());
}

Value Answering::collected() {
  choose_all();
  if (parts_.text.hit_policy == HitPolicy::output_order) order_by_rank();
  if (!is_collecting()) return aggregated();
  return Value::list(chosen_values());
}

void Answering::choose_all() {
  each_bit(trace_.hits, [&](std::uint32_t rule) { trace_.chosen.push_back(rule); });
}

void Answering::order_by_rank() {
  bool const is_ranked = std::ranges::any_of(
      parts_.outputs, [](auto const& output) { return !output.ranking.empty(); });
  if (!is_ranked || trace_.chosen.size() == 1) return;
  std::vector<std::pair<std::vector<std::uint32_t>, std::uint32_t>> ranked;
  for (auto rule : trace_.chosen) ranked.emplace_back(ranks_of(rule), rule);
  std::ranges::sort(ranked);  // equal ranks stay in the order of the table
  for (std::size_t i = 0; i < ranked.size(); ++i) trace_.chosen[i] = ranked[i].second;
}

std::vector<Value> Answering::chosen_values() {
  std::vector<Value> values;
  values.reserve(trace_.chosen.size());
  for (auto rule : trace_.chosen) values.push_back(value_of(rule));
  return values;
}

Value Answering::aggregated() {
  if (parts_.text.aggregation == Aggregation::count) {
    return Value(Decimal(static_cast<std::int64_t>(trace_.chosen.size())));
  }
  auto values = chosen_values();
  if (parts_.outputs.size() == 1) return aggregate(values);
  std::vector<Value> answers;
  for (std::size_t i = 0; i < parts_.outputs.size(); ++i) {
    std::vector<Value> column;
    for (auto const& value : values) {
      bool const is_whole = value.is(feel::Kind::context);
      column.push_back(is_whole ? value.context().entries[i].second : Value());
    }
    answers.push_back(aggregate(column));
  }
  return joined(parts_.outputs, std::move(answers));
}

Value Answering::aggregate(std::vector<Value> const& values) {
  if (parts_.text.aggregation == Aggregation::sum) return sum(values);
  return extreme(values, parts_.text.aggregation == Aggregation::max);
}

Value Answering::sum(std::vector<Value> const& values) {
  Decimal total;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i].is(feel::Kind::number)) {
      return fail("dmn.table_not_a_number", {{"rule", std::to_string(trace_.chosen[i] + 1)},
                                             {"value", feel::to_literal(values[i])}});
    }
    auto next = total + values[i].number();
    if (!next) return fail("dmn.table_too_large", {});
    total = *next;
  }
  return Value(total);
}

Value Answering::extreme(std::vector<Value> const& values, bool greatest) {
  std::size_t best = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    auto order = feel::order(values[i], values[best]);
    if (!order) {
      return fail("dmn.table_not_comparable", {{"rule", std::to_string(trace_.chosen[i] + 1)},
                                               {"value", feel::to_literal(values[i])}});
    }
    if (greatest ? *order > 0 : *order < 0) best = i;
  }
  return values[best];
}

Value Answering::value_of(std::uint32_t rule) {
  if (parts_.rules[rule].ready) return *parts_.rules[rule].ready;
  std::vector<Value> values;
  for (std::size_t i = 0; i < parts_.outputs.size(); ++i) {
    auto value = output_of(rule, i);
    if (!value) return {};
    values.push_back(std::move(*value));
  }
  return joined(parts_.outputs, std::move(values));
}

std::optional<Value> Answering::output_of(std::uint32_t rule, std::size_t i) {
  auto const& output = parts_.outputs[i];
  auto value = evaluator_.evaluate(*parts_.rules[rule].outputs[i], frame_);
  auto typed = feel::coerced(value, *output.type);
  if (!typed) {
    fail_output("dmn.table_output_wrong_type", rule, i, value, feel::to_string(*output.type));
  } else if (!is_allowed(output, *typed, evaluator_, frame_)) {
    auto const& allowed = parts_.text.outputs[i].allowed_values;
    fail_output("dmn.table_output_not_allowed", rule, i, value, allowed);
    typed.reset();
  }
  return typed;
}

Value Answering::fail_output(char const* key, std::uint32_t rule, std::size_t output,
                             Value const& value, std::string expected) {
  return fail(key, {{"rule", std::to_string(rule + 1)},
                    {"output", parts_.outputs[output].name},
                    {"value", feel::to_literal(value)},
                    {"expected", std::move(expected)}});
}

std::vector<std::uint32_t> Answering::ranks_of(std::uint32_t rule) {
  if (parts_.rules[rule].ready) return parts_.rules[rule].ranks;
  std::vector<std::uint32_t> ranks;
  for (std::size_t i = 0; i < parts_.outputs.size(); ++i) {
    // Remarks are made when the chosen rule's value is; one that is not chosen does not matter.
    auto value = evaluator_.evaluate(*parts_.rules[rule].outputs[i], frame_);
    ranks.push_back(rank_of(parts_.outputs[i], value, evaluator_, frame_));
  }
  return ranks;
}

}  // namespace

std::uint32_t rank_of(Table::Output const& output, Value const& value, feel::Evaluator& evaluator,
                      std::span<Value> frame) {
  if (output.ranking.empty()) return 0;
  frame[output.slot] = value;
  std::uint32_t rank = 0;
  while (rank < output.ranking.size() &&
         !evaluator.evaluate(*output.ranking[rank], frame).is_true()) {
    ++rank;
  }
  return rank;
}

bool is_allowed(Table::Output const& output, Value const& value, feel::Evaluator& evaluator,
                std::span<Value> frame) {
  if (!output.allowed || value.is_null()) return true;
  auto admits = [&](Value const& tested) {
    frame[output.slot] = tested;
    return evaluator.evaluate(*output.allowed, frame).is_true();
  };
  if (admits(value)) return true;
  return value.is(feel::Kind::list) && std::ranges::all_of(value.list(), admits);
}

std::optional<bool> is_allowed_constant(Table::Output const& output, Value const& value) {
  if (!output.allowed) return true;
  if (!names_only(*output.allowed, output.slot)) return {};
  feel::Evaluator evaluator;
  evaluator.start();
  std::vector<Value> frame(output.slot + 1);
  return is_allowed(output, value, evaluator, frame);
}

Value joined(std::vector<Table::Output> const& outputs, std::vector<Value> values) {
  if (outputs.size() == 1) return std::move(values.front());
  std::vector<std::pair<std::string, Value>> entries;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    entries.emplace_back(outputs[i].name, std::move(values[i]));
  }
  return Value::context(std::move(entries));
}

Value answer(Table::Parts const& parts, feel::Evaluator& evaluator, std::span<Value> frame,
             TableTrace& trace) {
  return Answering(parts, evaluator, frame, trace).answer();
}

}  // namespace zonebook::dmn
