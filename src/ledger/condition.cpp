#include "ledger/condition.h"

#include <set>

#include "base/unicode.h"
#include "feel/builder.h"
#include "feel/normal.h"
#include "meta/condition.h"

namespace zonebook::ledger {
namespace {

using feel::Node;
using feel::NodePtr;
using feel::Op;
using feel::Value;

// The scope's name hides the function; it is called like one all the same.
bool is_call_of_today(Node const& node, std::uint32_t today_slot) {
  if (node.op != Op::call || node.children.size() != 1) return false;
  auto const& callee = *node.children[0];
  return callee.op == Op::variable && callee.slot == today_slot;
}

bool is_reference(Node const& node) {
  return node.type->form == feel::Type::Form::context && node.type->member("id") &&
         (node.op == Op::variable || node.op == Op::path);
}

NodePtr id_of(NodePtr reference) {
  auto path = std::make_unique<Node>();
  path->op = Op::path;
  path->at = reference->at;
  path->type = feel::simple_type(feel::Kind::string);
  path->name = "id";
  path->children.push_back(std::move(reference));
  return path;
}

// today() is the day that the reader is given, `me` a text, and two references are compared by what
// they lead to, whatever members of either are read.
void rewrite(Node& node, std::uint32_t today_slot, std::optional<std::string> const& me) {
  for (auto& child : node.children) {
    if (child) rewrite(*child, today_slot, me);
  }
  if (me && node.op == Op::variable && node.slot == today_slot + 1) {
    node.op = Op::literal;
    node.value = Value::text(*me);
  }
  if (is_call_of_today(node, today_slot)) {
    node.op = Op::variable;
    node.slot = today_slot;
    node.type = feel::simple_type(feel::Kind::date);
    node.children.clear();
  }
  bool const compares = node.op == Op::equal || node.op == Op::unequal;
  if (!compares || !is_reference(*node.children[0]) || !is_reference(*node.children[1])) return;
  for (auto& side : node.children) side = id_of(std::move(side));
}

// The tree keeps the slots that its own builder gave out.
feel::Expression rebuilt(NodePtr root, feel::Expression const& expression,
                         meta::Register const& in) {
  feel::Builder builder(meta::scope_of(in));
  while (builder.push("", feel::any_type()) + 1 < expression.slot_count()) {
  }
  return builder.finish(std::move(root), expression.source());
}

feel::Expression prepared(feel::Expression const& expression, meta::Register const& in,
                          std::optional<std::string> const& me) {
  auto root = feel::clone(expression.root());
  rewrite(*root, static_cast<std::uint32_t>(in.fields.size()), me);
  return rebuilt(std::move(root), expression, in);
}

Result<feel::Expression> compiled(std::string_view source, feel::Scope const& scope,
                                  meta::Register const& in, FindMarks const& find) {
  // As the texts in the ledger are written.
  auto expression = TRY(feel::compile(normalise(source), scope));
  auto faults = meta::faults_of(expression);
  if (!faults.empty()) return std::unexpected(std::move(faults.front()));
  auto root = TRY(with_marks(expression.root(), expression.source(), in, find));
  return rebuilt(std::move(root), expression, in);
}

}  // namespace

// Finds the members that a tree reads.
class Condition::Reading {
 public:
  Reading(meta::Register const& in, std::map<std::string, Members>& members)
      : in_(in), members_(members) {}

  void run(Node const& root) {
    collect(root);
    if (loose_.empty()) return;
    for (auto& [name, members] : members_) add_loose(members, *in_.find(name)->target, 3);
  }

 private:
  void collect(Node const& node) {
    bool const is_loose = !reached(node) && node.op == Op::path &&
                          node.children[0]->type->form != feel::Type::Form::simple;
    if (is_loose) loose_.insert(node.name);
    for (auto const& child : node.children) {
      if (child) collect(*child);
    }
  }

  // What is read of that which a node stands for; nullptr if it is not reached by a reference.
  Members* reached(Node const& node) {
    if (node.op == Op::variable && node.slot < in_.fields.size()) {
      auto const& field = in_.fields[node.slot];
      return field.is_reference() ? &members_[field.name] : nullptr;
    }
    if (node.op != Op::path) return nullptr;
    auto* owner = reached(*node.children[0]);
    return owner ? &owner->below[node.name] : nullptr;
  }

  // Members of what stands in a list or a loop: whatever reference may have got there.
  void add_loose(Members& members, meta::Register const& target, int steps) {
    for (auto const& name : loose_) {
      auto const* field = target.find(name);
      if (!field) continue;
      auto& below = members.below[name];
      if (field->is_reference() && steps > 1) add_loose(below, *field->target, steps - 1);
    }
  }

  meta::Register const& in_;
  std::map<std::string, Members>& members_;
  std::set<std::string> loose_;
};

Result<Condition> Condition::compile(std::string_view source, meta::Register const& in,
                                     FindMarks const& find) {
  auto expression = TRY(compiled(source, meta::scope_of(in), in, find));
  return Condition(std::move(expression), in);
}

Result<Condition> Condition::compile_for(std::string const& me, std::string_view source,
                                         meta::Register const& in) {
  auto scope = meta::scope_of(in);
  scope.name("me", feel::simple_type(feel::Kind::string));
  auto expression = TRY(compiled(source, scope, in, {}));
  return Condition(std::move(expression), in, me);
}

Condition::Condition(feel::Expression expression, meta::Register const& in)
    : Condition(std::move(expression), in, std::nullopt) {}

Condition::Condition(feel::Expression expression, meta::Register const& in,
                     std::optional<std::string> const& me)
    : expression_(prepared(expression, in, me)), in_(&in) {
  Reading(in, members_).run(expression_.root());
}

std::vector<Condition::Read> Condition::reads() const {
  std::vector<Read> reads;
  for (auto const slot : expression_.inputs()) {
    if (slot < in_->fields.size()) reads.push_back({in_, &in_->fields[slot]});
  }
  for (auto const& [name, members] : members_) {
    add_reads(*in_->find(name)->target, members, reads);
  }
  return reads;
}

void Condition::add_reads(meta::Register const& in, Members const& members,
                          std::vector<Read>& reads) {
  for (auto const& [name, below] : members.below) {
    auto const* field = in.find(name);
    if (!field) continue;
    reads.push_back({&in, field});
    if (field->is_reference()) add_reads(*field->target, below, reads);
  }
}

Result<Referred> referred(std::string const& id, ReadOn const& on, Draft& lives) {
  auto const survivor = TRY(lives.survivor(id, on.day));
  if (survivor) {
    auto const* life = TRY(lives.life(*survivor));
    return Referred{*survivor, life, life->on(on.day)};
  }
  if (on.ended == ReadOn::Ended::null) return Referred{};
  auto const* life = TRY(lives.life(id));
  auto const* version = life ? life->last_before(on.day) : nullptr;
  return version ? Referred{id, life, version} : Referred{};
}

Result<Value> Condition::holds(Version const& version, ReadOn const& on, Draft& lives,
                               feel::Evaluator& evaluator) const {
  static Members const none;
  std::vector<Value> values(in_->fields.size() + 1);
  for (auto const slot : expression_.inputs()) {
    if (slot == in_->fields.size()) {
      values[slot] = on.today;
      continue;
    }
    auto const& field = in_->fields[slot];
    auto const found = members_.find(field.name);
    auto const& members = found != members_.end() ? found->second : none;
    values[slot] = TRY(value_of(version.values[slot], field, members, on, lives));
  }
  return on.limit == ReadOn::Limit::a_row ? evaluator.run(expression_, values)
                                          : evaluator.run_within(expression_, values);
}

Result<Value> Condition::value_of(db::Value const& value, meta::Field const& field,
                                  Members const& members, ReadOn const& on, Draft& lives) const {
  if (std::holds_alternative<std::monostate>(value)) return Value();
  if (!field.is_reference()) return field.type->feel(value, field);
  auto const& id = std::get<std::string>(value);
  if (on.through) on.through->insert(id);
  auto const there = TRY(referred(id, on, lives));
  if (!there.version) return Value();
  if (on.follow) {
    auto const may = TRY((*on.follow)(*there.life, *there.version));
    if (!may) return Value();
  }
  if (on.through && !members.below.empty()) on.through->insert(there.id);
  std::vector<std::pair<std::string, Value>> entries = {{"id", Value::text(there.id)}};
  for (auto const& [name, below] : members.below) {
    auto const* member = there.life->in->find(name);
    if (name == "id" || !member) continue;
    auto const& held = there.version->values[there.life->in->index_of(*member)];
    auto read = TRY(value_of(held, *member, below, on, lives));
    entries.emplace_back(name, std::move(read));
  }
  return Value::context(std::move(entries));
}

}  // namespace zonebook::ledger
