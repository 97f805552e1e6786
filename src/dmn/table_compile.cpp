// From the texts of a table to its indexes (DMN 1.5, 8.3).

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "dmn/table_parts.h"

namespace zonebook::dmn {

using feel::NodePtr;
using feel::Value;

namespace {

// An empty cell is one that admits everything, as `-`.
bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

class TableCompiler {
 public:
  TableCompiler(Table::Parts& parts, feel::Builder& builder, std::string const& file)
      : parts_(parts), builder_(builder), file_(file) {}

  Result<void> compile();

 private:
  Result<void> check_shape() const;
  Result<void> compile_column(std::size_t index);
  Result<void> compile_cells(std::size_t index, Table::Column&);
  Result<Cell> compile_cell(std::string text, std::uint32_t slot, std::string const& where) const;
  Result<void> compile_domain(std::size_t index, Table::Column&);
  Result<void> compile_output(std::size_t index);
  Result<void> compile_rule(std::size_t index);
  Result<NodePtr> parse_value(std::string_view text, std::string const& where);
  void make_ready(Table::Rule&);
  void lay_out_validity();
  void infer_type();
  void collect_slots();
  void collect_slots(feel::Node const&, std::set<std::uint32_t>&) const;
  feel::TypePtr type_named(std::string const& type_ref) const;

  std::string at_line(int line) const { return fmt::format("{}:{}", file_, line); }
  std::string at_rule(std::size_t rule, std::string_view column) const {
    return fmt::format("{} rule {}, {}", at_line(parts_.text.rules[rule].line), rule + 1, column);
  }

  Table::Parts& parts_;
  feel::Builder& builder_;
  std::string const& file_;
  feel::Evaluator evaluator_;
};

template <class Parsed>
Result<Parsed> placed(Result<Parsed> parsed, std::string const& where) {
  if (!parsed) parsed.error().where = where + ": " + parsed.error().where;
  return parsed;
}

std::string name_of(TableInput const& input) {
  return input.label.empty() ? input.text : input.label;
}

std::string name_of(TableOutput const& output, std::size_t index) {
  if (!output.name.empty()) return output.name;
  if (!output.label.empty()) return output.label;
  return fmt::format("output {}", index + 1);
}

Result<void> TableCompiler::compile() {
  auto const& text = parts_.text;
  parts_.words = (text.rules.size() + 63) / 64;
  parts_.unlimited.assign(parts_.words, ~std::uint64_t{0});
  TRY(check_shape());
  for (std::size_t i = 0; i < text.inputs.size(); ++i) TRY(compile_column(i));
  for (std::size_t i = 0; i < text.outputs.size(); ++i) TRY(compile_output(i));
  for (std::size_t i = 0; i < text.rules.size(); ++i) TRY(compile_rule(i));
  for (auto& column : parts_.columns) {
    column.build_index();
    parts_.has_computed = parts_.has_computed || column.has_computed;
  }
  lay_out_validity();
  infer_type();
  collect_slots();
  return {};
}

Result<void> TableCompiler::check_shape() const {
  auto const& text = parts_.text;
  if (text.outputs.empty()) return invalid({"dmn.table_no_output", {}}, at_line(text.line));
  std::set<std::string> names;
  for (std::size_t i = 0; i < text.outputs.size(); ++i) {
    auto name = name_of(text.outputs[i], i);
    if (!names.insert(name).second) {
      return invalid({"dmn.table_same_output", {{"name", name}}}, at_line(text.outputs[i].line));
    }
  }
  for (std::size_t i = 0; i < text.rules.size(); ++i) {
    auto const& rule = text.rules[i];
    auto expected = text.inputs.size() + text.outputs.size();
    auto given = rule.inputs.size() + rule.outputs.size();
    if (rule.inputs.size() == text.inputs.size() && given == expected) continue;
    return invalid({"dmn.table_wrong_cell_count",
                    {{"rule", std::to_string(i + 1)},
                     {"inputs", std::to_string(text.inputs.size())},
                     {"outputs", std::to_string(text.outputs.size())}}},
                   at_line(rule.line));
  }
  return {};
}

Result<void> TableCompiler::compile_column(std::size_t index) {
  auto const& input = parts_.text.inputs[index];
  auto where = fmt::format("{} {}", at_line(input.line), name_of(input));
  auto tree = TRY(parse_value(input.text, where));
  Table::Column column;
  column.type = input.type_ref.empty() ? tree->type : type_named(input.type_ref);
  if (column.type->form == feel::Type::Form::any) column.type = tree->type;
  column.slot = builder_.push("?", column.type);
  auto done = compile_cells(index, column);
  if (done) done = compile_domain(index, column);
  builder_.pop(1);
  TRY(std::move(done));
  parts_.inputs.push_back(std::move(tree));
  parts_.columns.push_back(std::move(column));
  return {};
}

Result<void> TableCompiler::compile_cells(std::size_t index, Table::Column& column) {
  auto const& rules = parts_.text.rules;
  std::map<std::string, std::uint32_t, std::less<>> known;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    auto text = is_blank(rules[i].inputs[index]) ? std::string("-") : rules[i].inputs[index];
    auto [found, is_new] = known.try_emplace(text, static_cast<std::uint32_t>(known.size()));
    column.cell_of_rule.push_back(found->second);
    if (!is_new) continue;
    auto where = at_rule(i, name_of(parts_.text.inputs[index]));
    auto cell = TRY(compile_cell(std::move(text), column.slot, where));
    column.cells.push_back(std::move(cell));
  }
  return {};
}

Result<Cell> TableCompiler::compile_cell(std::string text, std::uint32_t slot,
                                         std::string const& where) const {
  auto tree = TRY(placed(builder_.parse_unary_tests(text, slot), where));
  auto test = understand(*tree, slot);
  return Cell{.text = std::move(text), .tree = std::move(tree), .test = std::move(test)};
}

// Allowed values are the column's own or, to look for gaps, those of its type.
Result<void> TableCompiler::compile_domain(std::size_t index, Table::Column& column) {
  auto const& input = parts_.text.inputs[index];
  auto where = fmt::format("{} {}", at_line(input.line), name_of(input));
  if (!is_blank(input.allowed_values)) {
    column.allowed = TRY(compile_cell(input.allowed_values, column.slot, where));
    column.domain = TRY(compile_cell(input.allowed_values, column.slot, where));
  } else if (column.type->allowed) {
    auto cell = compile_cell(column.type->allowed->source(), column.slot, where);
    if (cell) column.domain = std::move(*cell);
  }
  return {};
}

void collect_tests(feel::Node const& tree, std::vector<feel::Node const*>& tests) {
  if (tree.op != feel::Op::disjunction) return tests.push_back(&tree);
  for (auto const& child : tree.children) collect_tests(*child, tests);
}

Result<void> TableCompiler::compile_output(std::size_t index) {
  auto const& text = parts_.text.outputs[index];
  auto where = fmt::format("{} {}", at_line(text.line), name_of(text, index));
  Table::Output output;
  output.name = name_of(text, index);
  output.type = type_named(text.type_ref);
  output.slot = builder_.push("?", output.type);
  auto parsed = [&]() -> Result<void> {
    if (!is_blank(text.allowed_values)) {
      auto tests = builder_.parse_unary_tests(text.allowed_values, output.slot);
      output.allowed = TRY(placed(std::move(tests), where));
    } else if (output.type->allowed) {
      auto order = builder_.parse_unary_tests(output.type->allowed->source(), output.slot);
      if (order) output.order = std::move(*order);
    }
    return {};
  }();
  builder_.pop(1);
  TRY(std::move(parsed));
  auto const& order = output.allowed ? output.allowed : output.order;
  if (order) collect_tests(*order, output.ranking);
  if (text.default_text && !is_blank(*text.default_text)) {
    output.default_tree = TRY(parse_value(*text.default_text, where));
    parts_.has_default = true;
  }
  parts_.outputs.push_back(std::move(output));
  return {};
}

Result<NodePtr> TableCompiler::parse_value(std::string_view text, std::string const& where) {
  return placed(builder_.parse(is_blank(text) ? "null" : text), where);
}

Result<void> TableCompiler::compile_rule(std::size_t index) {
  Table::Rule rule;
  auto const& outputs = parts_.text.rules[index].outputs;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    auto tree = TRY(parse_value(outputs[i], at_rule(index, parts_.outputs[i].name)));
    rule.outputs.push_back(std::move(tree));
  }
  make_ready(rule);
  parts_.rules.push_back(std::move(rule));
  return {};
}

// What is wrong with a constant is said when its rule is chosen, not here: other rules still work.
void TableCompiler::make_ready(Table::Rule& rule) {
  std::vector<Value> values;
  std::vector<std::uint32_t> ranks;
  for (std::size_t i = 0; i < rule.outputs.size(); ++i) {
    auto const& output = parts_.outputs[i];
    auto constant = constant_of(*rule.outputs[i]);
    if (!constant) return;
    auto value = feel::coerced(*constant, *output.type);
    if (!value) return;
    // Allowed values may be computed from other names; then they are asked each time.
    if (is_allowed_constant(output, *value) != true) return;
    if (output.order && !names_only(*output.order, output.slot)) return;
    evaluator_.start();
    std::vector<Value> frame(output.slot + 1);
    ranks.push_back(rank_of(output, *value, evaluator_, frame));
    values.push_back(std::move(*value));
  }
  rule.ready = joined(parts_.outputs, std::move(values));
  rule.ranks = std::move(ranks);
}

void TableCompiler::lay_out_validity() {
  auto const& rules = parts_.text.rules;
  std::set<Date> days;
  for (auto const& rule : rules) {
    if (rule.valid_from) days.insert(*rule.valid_from);
    if (rule.valid_to) days.insert(*rule.valid_to);
  }
  parts_.changes.assign(days.begin(), days.end());
  parts_.validity.assign((days.size() + 1) * parts_.words, 0);
  for (std::size_t stretch = 0; stretch <= days.size(); ++stretch) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
      // The stretch begins on changes[stretch - 1]; the first has no beginning.
      bool const begun = !rules[i].valid_from ||
                         (stretch > 0 && parts_.changes[stretch - 1] >= *rules[i].valid_from);
      bool const over =
          rules[i].valid_to && stretch > 0 && parts_.changes[stretch - 1] >= *rules[i].valid_to;
      if (begun && !over) {
        parts_.validity[stretch * parts_.words + i / 64] |= std::uint64_t{1} << (i % 64);
      }
    }
  }
}

void TableCompiler::infer_type() {
  std::vector<std::pair<std::string, feel::TypePtr>> members;
  for (std::size_t i = 0; i < parts_.outputs.size(); ++i) {
    auto type = parts_.outputs[i].type;
    if (type->form == feel::Type::Form::any && !parts_.rules.empty()) {
      type = parts_.rules[0].outputs[i]->type;
      for (auto const& rule : parts_.rules) type = common_type(type, rule.outputs[i]->type);
    }
    members.emplace_back(parts_.outputs[i].name, std::move(type));
  }
  auto type = members.size() == 1 ? members[0].second : feel::context_of(std::move(members));
  auto const& text = parts_.text;
  bool const lists =
      text.hit_policy == HitPolicy::rule_order || text.hit_policy == HitPolicy::output_order ||
      (text.hit_policy == HitPolicy::collect && text.aggregation == Aggregation::none);
  if (lists) type = feel::list_of(std::move(type));
  bool const counts =
      text.hit_policy == HitPolicy::collect && text.aggregation == Aggregation::count;
  parts_.type = counts ? feel::simple_type(feel::Kind::number) : std::move(type);
}

void TableCompiler::collect_slots() {
  std::set<std::uint32_t> slots;
  auto collect = [&](NodePtr const& tree) {
    if (tree) collect_slots(*tree, slots);
  };
  for (auto const& input : parts_.inputs) collect(input);
  for (auto const& column : parts_.columns) {
    for (auto const& cell : column.cells) collect(cell.tree);
    if (column.allowed) collect(column.allowed->tree);
  }
  for (auto const& output : parts_.outputs) {
    collect(output.allowed);
    collect(output.order);
    collect(output.default_tree);
  }
  for (auto const& rule : parts_.rules) {
    for (auto const& tree : rule.outputs) collect(tree);
  }
  parts_.slots.assign(slots.begin(), slots.end());
}

void TableCompiler::collect_slots(feel::Node const& node, std::set<std::uint32_t>& slots) const {
  auto const scope_size = builder_.scope().names().size();
  if (node.op == feel::Op::variable && node.slot < scope_size) slots.insert(node.slot);
  for (auto const& child : node.children) {
    if (child) collect_slots(*child, slots);
  }
}

// What is no type is reported where types are resolved; here it says nothing.
feel::TypePtr TableCompiler::type_named(std::string const& type_ref) const {
  if (type_ref.empty()) return feel::any_type();
  auto type = feel::parse_type(type_ref, builder_.scope());
  return type ? *type : feel::any_type();
}

}  // namespace

Result<std::shared_ptr<Table const>> Table::compile(TableText text, feel::Builder& builder,
                                                    std::string const& file) {
  auto parts = std::make_unique<Parts>();
  parts->text = std::move(text);
  TRY(TableCompiler(*parts, builder, file).compile());
  return std::make_shared<Table const>(std::move(parts));
}

}  // namespace zonebook::dmn
