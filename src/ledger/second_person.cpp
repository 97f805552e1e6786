#include "ledger/second_person.h"

#include <algorithm>
#include <array>

#include "ledger/refusal.h"

namespace zonebook::ledger {
namespace {

using feel::Kind;
using feel::Value;

constexpr std::array<std::string_view, 8> inputs = {"register",   "kind",  "fields", "amount",
                                                    "stage_date", "cited", "locked", "own_slip"};

Value context_of(ChangeFacts const& facts) {
  feel::List fields;
  for (auto const& field : facts.fields) fields.push_back(Value::text(field));
  return Value::context({{"register", Value::text(facts.register_name)},
                         {"kind", Value::text(std::string(name_of(facts.kind)))},
                         {"fields", Value::list(std::move(fields))},
                         {"amount", Value(facts.amount)},
                         {"stage_date", Value(facts.stage_date)},
                         {"cited", Value(facts.cited)},
                         {"locked", Value(facts.locked)},
                         {"own_slip", Value(facts.own_slip)}});
}

std::string text_in(Value const& row, std::string_view name) {
  auto const* value = row.is(Kind::context) ? row.context().find(name) : nullptr;
  return value && value->is(Kind::string) ? value->string() : "";
}

std::unexpected<Error> wrong(std::string what, std::string where) {
  return refuse(Error::Code::invalid, {"ledger.second_person_table", {{"what", std::move(what)}}},
                Json::object(), std::move(where));
}

}  // namespace

Result<std::shared_ptr<SecondPerson const>> SecondPerson::make(
    std::shared_ptr<dmn::Decisions const> decisions) {
  auto const& file = decisions->model().file;
  if (!decisions->problems().empty()) {
    auto const& problem = decisions->problems().front();
    return std::unexpected(Error{Error::Code::invalid, problem.says, problem.where});
  }
  auto const& entries = decisions->entries();
  auto const found = std::ranges::find(entries, decision_name, &dmn::Decisions::Entry::name);
  if (found == entries.end()) return wrong(decision_name, file);
  for (auto const& input : found->inputs) {
    if (std::ranges::find(inputs, input) == inputs.end()) return wrong(input, file);
  }
  auto const tables = decisions->tables(decision_name);
  if (tables.empty() || tables.front()->text().hit_policy != dmn::HitPolicy::collect) {
    return wrong("COLLECT", file);
  }
  return std::make_shared<SecondPerson const>(std::move(decisions));
}

std::vector<Why> SecondPerson::why(ChangeFacts const& facts, Date on) const {
  dmn::Decider decider(decisions_, {.feel = {}, .on = on});
  auto const answer = decider.decide(decision_name, context_of(facts));
  auto const* trace = answer.steps.empty() || answer.steps.back().tables.empty()
                          ? nullptr
                          : &answer.steps.back().tables.front();
  if (!answer.value.is(Kind::list) || !trace || !answer.remarks.empty()) {
    return {{.rule = decision_name,
             .says = {render({"ledger.second_person_unsure", {}}, Language::zh),
                      render({"ledger.second_person_unsure", {}}, Language::en)},
             .source = ""}};
  }
  std::vector<Why> whys;
  auto const& rows = answer.value.list();
  for (std::size_t i = 0; i < rows.size() && i < trace->chosen.size(); ++i) {
    auto const& rule = trace->table->text().rules[trace->chosen[i]];
    whys.push_back({rule.id, {text_in(rows[i], "zh"), text_in(rows[i], "en")}, rule.source});
  }
  return whys;
}

}  // namespace zonebook::ledger
