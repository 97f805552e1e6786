// The explanation as a text: plain sentences, short lines, every rule cited.

#include <algorithm>

#include "dmn/explain.h"
#include "dmn/space.h"
#include "dmn/table_parts.h"
#include "dmn/words.h"

namespace zonebook::dmn {
namespace {

constexpr std::size_t rules_told_max = 10;
constexpr std::size_t cases_told_max = 6;

// The account of one table.
class Telling {
 public:
  Telling(TableTrace const& trace, Wording const& words, std::size_t misses_max)
      : trace_(trace),
        parts_(trace.table->parts()),
        words_(words),
        misses_max_(misses_max),
        explanation_(explain(trace)) {}

  // Nothing fits yet, but what is missing may change that.
  bool is_undecided() const { return fits_nothing() && !explanation_.deciding.empty(); }
  bool has_no_rule() const { return fits_nothing() && explanation_.deciding.empty(); }
  std::string tell();

 private:
  bool fits_nothing() const {
    return !trace_.not_allowed && !trace_.used_default && explanation_.hits.empty();
  }
  void hits();
  void passed_over();
  void misses();
  void missing();
  void missing_one(Deciding const&);
  void missing_many();
  void possible(Miss const&);
  void leading_nowhere();
  void cases_of(Deciding const&);
  std::string outcome(Deciding::Case const&) const;

  void rule(std::uint32_t rule);
  void annotations(TableRule const&);
  std::string conditions(std::uint32_t rule) const;
  std::string reasons(Miss const&) const;
  std::string needs(Miss const&) const;
  std::string cited(std::uint32_t rule) const;
  std::string result_of(std::uint32_t rule) const;
  bool settles(Miss const&) const;
  std::string validity(TableRule const&) const;
  std::string label(std::uint32_t column) const {
    auto const& input = parts_.text.inputs[column];
    return input.label.empty() ? input.text : input.label;
  }
  void line(char const* key, std::vector<std::pair<std::string, std::string>> args = {}) {
    text_ += words_.say(key, std::move(args)) + "\n";
  }

  TableTrace const& trace_;
  Table::Parts const& parts_;
  Wording const& words_;
  std::size_t misses_max_;
  Explanation explanation_;
  std::string text_;
};

std::string Telling::tell() {
  if (trace_.not_allowed) return {};  // the remark says it all
  hits();
  passed_over();
  missing();
  misses();
  return std::move(text_);
}

void Telling::hits() {
  if (trace_.used_default) return line("dmn.explain_default");
  if (explanation_.hits.empty()) return;  // the heading says it
  bool const is_violated = trace_.chosen.empty();
  auto const& told = is_violated ? explanation_.hits : trace_.chosen;
  for (std::size_t i = 0; i < told.size() && i < rules_told_max; ++i) rule(told[i]);
  if (told.size() <= rules_told_max) return;
  line("dmn.explain_more_hits", {{"count", std::to_string(told.size() - rules_told_max)}});
}

void Telling::rule(std::uint32_t rule) {
  auto when = conditions(rule);
  // Where the hit policy is violated nothing goes by the rule, though it fits.
  bool const is_taken = !trace_.chosen.empty();
  if (when.empty()) {
    line(is_taken ? "dmn.explain_by_rule_always" : "dmn.explain_fits_always",
         {{"rule", words_.rule(rule)}});
  } else {
    line(is_taken ? "dmn.explain_by_rule" : "dmn.explain_fits",
         {{"rule", words_.rule(rule)}, {"conditions", std::move(when)}});
  }
  annotations(parts_.text.rules[rule]);
}

void Telling::annotations(TableRule const& rule) {
  if (!rule.source.empty()) line("dmn.explain_source", {{"source", rule.source}});
  if (!rule.description.empty()) line("dmn.explain_note", {{"text", rule.description}});
  for (std::size_t i = 0; i < rule.annotations.size(); ++i) {
    auto const& text = rule.annotations[i];
    if (text.empty()) continue;
    bool const is_named =
        i < parts_.text.annotation_names.size() && !parts_.text.annotation_names[i].empty();
    if (!is_named) {
      line("dmn.explain_note", {{"text", text}});
    } else {
      line("dmn.explain_annotation", {{"name", parts_.text.annotation_names[i]}, {"text", text}});
    }
  }
}

std::string Telling::conditions(std::uint32_t rule) const {
  std::string text;
  for (std::uint32_t i = 0; i < parts_.columns.size(); ++i) {
    auto const& cell = parts_.columns[i].cell(rule);
    if (cell.admits_all()) continue;
    auto value = words_.value(trace_.inputs[i]);
    auto test = words_.cell(cell);
    if (!text.empty()) text += words_.say("dmn.explain_reason_separator");
    // “生物”（要求“生物”） says nothing that “生物” does not say.
    auto const input = label(i);
    text +=
        value == test
            ? words_.say("dmn.explain_met_exactly", {{"input", input}, {"value", value}})
            : words_.say("dmn.explain_met", {{"input", input}, {"value", value}, {"test", test}});
  }
  return text;
}

// Rules that hit and were not taken, as FIRST and PRIORITY have them.
void Telling::passed_over() {
  std::vector<std::uint32_t> others;
  for (auto hit : explanation_.hits) {
    if (std::ranges::find(trace_.chosen, hit) == trace_.chosen.end()) others.push_back(hit);
  }
  if (others.empty() || trace_.chosen.empty()) return;
  bool const is_one = others.size() == 1;
  line(is_one ? "dmn.explain_passed_over_one" : "dmn.explain_passed_over",
       {{"rules", words_.rules(others)}});
}

void Telling::misses() {
  auto failed = explanation_.misses;
  std::erase_if(failed,
                [](Miss const& each) { return each.failed.empty() && !each.not_valid_on_the_day; });
  // A line that says “1 more” is as long as the rule itself.
  auto const told = failed.size() <= misses_max_ + 1 ? failed.size() : misses_max_;
  if (told > 0) {
    line(is_undecided()              ? "dmn.explain_ruled_out"
         : explanation_.hits.empty() ? "dmn.explain_closest"
                                     : "dmn.explain_others");
  }
  for (std::size_t i = 0; i < told; ++i) {
    auto const& rule = parts_.text.rules[failed[i].rule];
    auto number = words_.rule(failed[i].rule);
    if (rule.source.empty()) {
      line("dmn.explain_miss", {{"rule", number}, {"reasons", reasons(failed[i])}});
    } else {
      line("dmn.explain_miss_with_source",
           {{"rule", number}, {"reasons", reasons(failed[i])}, {"source", rule.source}});
    }
  }
  if (failed.size() <= told) return;
  line("dmn.explain_more_misses", {{"count", std::to_string(failed.size() - told)}});
}

std::string Telling::reasons(Miss const& miss) const {
  std::string text;
  auto add = [&](std::string reason) {
    if (!text.empty()) text += words_.say("dmn.explain_reason_separator");
    text += reason;
  };
  if (miss.not_valid_on_the_day) add(validity(parts_.text.rules[miss.rule]));
  for (auto column : miss.failed) {
    add(words_.say("dmn.explain_failed",
                   {{"input", label(column)},
                    {"test", words_.cell(parts_.columns[column].cell(miss.rule))},
                    {"value", words_.value(trace_.inputs[column])}}));
  }
  return text;
}

std::string Telling::validity(TableRule const& rule) const {
  auto on = trace_.on.to_string();
  if (rule.valid_from && trace_.on < *rule.valid_from) {
    return words_.say("dmn.explain_not_yet_valid",
                      {{"from", rule.valid_from->to_string()}, {"on", on}});
  }
  // Half-open as everywhere; people count the last day.
  auto last = rule.valid_to ? rule.valid_to->add_days(-1) : std::nullopt;
  return words_.say("dmn.explain_expired", {{"last", last ? last->to_string() : on}, {"on", on}});
}

// One missing input is told by its values; several by the rules that are still possible, for what
// each value of each would leave open is more than anyone reads.
void Telling::missing() {
  auto const& deciding = explanation_.deciding;
  if (!is_undecided() || deciding.size() == 1) {
    for (auto const& each : deciding) missing_one(each);
  } else {
    missing_many();
  }
}

void Telling::missing_one(Deciding const& deciding) {
  line(is_undecided() ? "dmn.explain_missing" : "dmn.explain_missing_may_change",
       {{"input", label(deciding.column)}});
  cases_of(deciding);
}

void Telling::missing_many() {
  std::string inputs;
  for (auto const& each : explanation_.deciding) {
    if (!inputs.empty()) inputs += words_.say("dmn.explain_list_separator");
    inputs += words_.say("dmn.explain_input", {{"input", label(each.column)}});
  }
  line("dmn.explain_missing_several", {{"inputs", inputs}});
  line("dmn.explain_possible");
  std::size_t told = 0;
  for (auto const& each : explanation_.misses) {
    if (!each.failed.empty() || each.not_valid_on_the_day) continue;
    if (++told <= cases_told_max) possible(each);
  }
  if (told > cases_told_max) {
    line("dmn.explain_more_possible", {{"count", std::to_string(told - cases_told_max)}});
  }
  leading_nowhere();
}

void Telling::possible(Miss const& rule) {
  line(settles(rule) ? "dmn.explain_possible_at_once" : "dmn.explain_possible_if",
       {{"result", result_of(rule.rule)}, {"conditions", needs(rule)}, {"rule", cited(rule.rule)}});
}

// Does the one input that the rule waits for settle the answer, whatever the others are?
bool Telling::settles(Miss const& rule) const {
  if (rule.open.size() != 1) return false;
  auto column = std::ranges::find(explanation_.deciding, rule.open[0], &Deciding::column);
  if (column == explanation_.deciding.end()) return false;
  return std::ranges::any_of(column->cases, [&](Deciding::Case const& one) {
    return one.is_settled && one.rules.size() == 1 && one.rules[0] == rule.rule;
  });
}

// Values of one input that leave no rule, whatever the others are.
void Telling::leading_nowhere() {
  for (auto const& each : explanation_.deciding) {
    auto const& column = parts_.columns[each.column];
    for (auto const& one : each.cases) {
      if (!one.rules.empty()) continue;
      line(parts_.has_default ? "dmn.explain_default_if" : "dmn.explain_no_rule_if",
           {{"condition", words_.condition(label(each.column), test_of(column, one.regions))}});
    }
  }
}

std::string Telling::needs(Miss const& rule) const {
  std::string text;
  for (auto column : rule.open) {
    if (!text.empty()) text += words_.say("dmn.explain_condition_separator");
    text += words_.condition(label(column), parts_.columns[column].cell(rule.rule));
  }
  return text;
}

std::string Telling::cited(std::uint32_t rule) const {
  auto const& source = parts_.text.rules[rule].source;
  if (source.empty()) return words_.say("dmn.explain_rule", {{"rule", words_.rule(rule)}});
  return words_.say("dmn.explain_rule_with_source",
                    {{"rule", words_.rule(rule)}, {"source", source}});
}

std::string Telling::result_of(std::uint32_t rule) const {
  auto const& ready = parts_.rules[rule].ready;
  return ready ? words_.value(*ready) : words_.say("dmn.explain_computed_result");
}

// Cases with rules first; what leads nowhere is said last, in one line.
void Telling::cases_of(Deciding const& deciding) {
  auto const& column = parts_.columns[deciding.column];
  std::size_t told = 0;
  bool leads_nowhere = false;
  for (auto const& one : deciding.cases) {
    if (one.rules.empty()) {
      leads_nowhere = true;
    } else if (++told <= cases_told_max) {
      auto const test = test_of(column, one.regions);
      line(begins_with_sign(test) ? "dmn.explain_case_sign" : "dmn.explain_case",
           {{"values", words_.test(test)}, {"outcome", outcome(one)}});
    }
  }
  if (told > cases_told_max) line("dmn.explain_more_cases");
  if (!leads_nowhere) return;
  line(parts_.has_default ? "dmn.explain_otherwise_default" : "dmn.explain_otherwise_none");
}

std::string Telling::outcome(Deciding::Case const& one) const {
  if (one.rules.size() > 1) {
    return words_.say(one.is_settled ? "dmn.explain_outcome_several" : "dmn.explain_outcome_one_of",
                      {{"rules", words_.rules(one.rules)}});
  }
  return words_.say(one.is_settled ? "dmn.explain_outcome" : "dmn.explain_outcome_perhaps",
                    {{"result", result_of(one.rules[0])}, {"rule", cited(one.rules[0])}});
}

// What became of a step, as far as its tables tell.
enum class Told { by_rules, undecided, no_rule };

std::string heading(Step const& step, feel::Value const& value, Told told, Wording const& words) {
  if (value.is_null()) {
    auto const* key = told == Told::undecided ? "dmn.explain_undecided"
                      : told == Told::no_rule ? "dmn.explain_no_answer_no_rule"
                                              : "dmn.explain_no_answer";
    return words.say(key, {{"name", step.name}}) + "\n";
  }
  auto text = words.say("dmn.explain_answer", {{"name", step.name}, {"value", words.value(value)}});
  // A table that collects answers an empty list even so: then both are said.
  if (told == Told::undecided) return text + "\n" + words.say("dmn.explain_incomplete") + "\n";
  if (told == Told::no_rule) return text + "\n" + words.say("dmn.explain_no_rule") + "\n";
  return text + "\n";
}

std::string account(Step const& step, feel::Value const& value, Wording const& words,
                    std::size_t misses_max) {
  std::string text;
  auto told = Told::by_rules;
  for (auto const& table : step.tables) {
    Telling telling(table, words, misses_max);
    if (telling.has_no_rule() && told == Told::by_rules) told = Told::no_rule;
    if (telling.is_undecided()) told = Told::undecided;
    text += telling.tell();
  }
  return heading(step, value, told, words) + text;
}

}  // namespace

std::string tell(Answer const& answer, Language language, std::size_t misses_max) {
  Wording words(language);
  std::string text;
  // The decision asked for first, then what it rests on, nearest first.
  for (auto step = answer.steps.rbegin(); step != answer.steps.rend(); ++step) {
    bool const is_asked_for = step == answer.steps.rbegin();
    auto const& value = is_asked_for ? answer.value : step->value;
    if (!is_asked_for) text += "\n";
    text += account(*step, value, words, misses_max);
  }
  if (!answer.remarks.empty() && !text.empty()) text += "\n";
  for (auto const& remark : answer.remarks) {
    text += words.say("dmn.explain_remark", {{"remark", render(remark.says, language)}}) + "\n";
  }
  return text;
}

}  // namespace zonebook::dmn
