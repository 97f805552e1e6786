#include "casework/rulebook.h"

#include <algorithm>

#include "dmn/read.h"

namespace zonebook::casework {
namespace {

using feel::Kind;
using feel::Value;

std::unexpected<Error> wrong(Error::Code code, char const* key, std::string_view name,
                             std::string what = {}) {
  return std::unexpected(
      Error{code, {key, {{"name", std::string(name)}, {"what", std::move(what)}}}, {}});
}

// The rows of an answer: a list of them, one of them, or nothing.
std::vector<Value> rows_of(Value const& answer) {
  if (answer.is(Kind::null)) return {};
  if (answer.is(Kind::list)) return {answer.list().begin(), answer.list().end()};
  return {answer};
}

Hit hit_of(Value row, dmn::TableRule const& rule) {
  Hit hit{.rule = rule.id, .source = rule.source, .says = {}, .row = std::move(row)};
  hit.says = {hit.text("zh"), hit.text("en")};
  return hit;
}

}  // namespace

Value const* Hit::find(std::string_view output) const {
  auto const* const value = row.is(Kind::context) ? row.context().find(output) : nullptr;
  return value && !value->is(Kind::null) ? value : nullptr;
}

std::string Hit::text(std::string_view output) const {
  auto const* const value = find(output);
  return value && value->is(Kind::string) ? value->string() : "";
}

std::optional<std::int64_t> Hit::number(std::string_view output) const {
  auto const* const value = find(output);
  return value && value->is(Kind::number) ? value->number().to_int64() : std::nullopt;
}

Result<Rulebook> Rulebook::make(std::vector<Document> const& documents) {
  Rulebook made;
  for (auto const& document : documents) {
    auto model = TRY(dmn::read(document.text, document.name + ".dmn"));
    auto decisions = TRY(dmn::Decisions::compile(std::move(model), {}));
    if (!decisions->problems().empty()) {
      auto const& problem = decisions->problems().front();
      return invalid(problem.says, problem.where);
    }
    if (decisions->tables(document.name).empty()) {
      return wrong(Error::Code::invalid, "casework.no_table", document.name);
    }
    made.decisions_[document.name] = std::move(decisions);
  }
  return made;
}

Result<std::vector<Hit>> Rulebook::decide(std::string_view name, Inputs inputs, Date on) const {
  auto const decisions = find(name);
  if (!decisions) return wrong(Error::Code::not_found, "casework.no_decision", name);
  dmn::Decider decider(decisions, {.feel = {}, .on = on});
  auto const answer = decider.decide(name, Value::context(std::move(inputs)));
  if (!answer.remarks.empty()) {
    return wrong(Error::Code::invalid, "casework.undecided", name,
                 render(answer.remarks.front().says, Language::zh));
  }
  std::vector<Hit> hits;
  if (answer.steps.empty() || answer.steps.back().tables.empty()) return hits;
  auto const& trace = answer.steps.back().tables.front();
  auto rows = rows_of(answer.value);
  for (std::size_t i = 0; i < rows.size() && i < trace.chosen.size(); ++i) {
    hits.push_back(hit_of(std::move(rows[i]), trace.table->text().rules[trace.chosen[i]]));
  }
  return hits;
}

Result<Hit> Rulebook::decide_one(std::string_view name, Inputs inputs, Date on) const {
  auto hits = TRY(decide(name, std::move(inputs), on));
  if (hits.empty()) return wrong(Error::Code::invalid, "casework.no_rule", name);
  return std::move(hits.front());
}

std::shared_ptr<dmn::Decisions const> Rulebook::find(std::string_view name) const {
  auto const found = decisions_.find(name);
  return found != decisions_.end() ? found->second : nullptr;
}

Result<ClockRules> clock_rules(Rulebook const& rules, std::string const& kind_of_service, Date on) {
  auto const hit =
      TRY(rules.decide_one("case_limits", {{"kind_of_service", text_value(kind_of_service)}}, on));
  ClockRules said;
  said.notice_days = hit.number("notice_days").value_or(said.notice_days);
  said.longest_extension = hit.number("longest_extension").value_or(said.longest_extension);
  return said;
}

Value number_value(std::int64_t number) { return Value(Decimal(number)); }

Value text_value(std::string text) { return text.empty() ? Value() : Value::text(std::move(text)); }

}  // namespace zonebook::casework
