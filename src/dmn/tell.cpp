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

  std::string tell();

 private:
  void hits();
  void passed_over();
  void misses();
  void missing();
  void cases_of(Deciding const&);

  void rule(std::uint32_t rule);
  void annotations(TableRule const&);
  std::string conditions(std::uint32_t rule) const;
  std::string reasons(Miss const&) const;
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
  if (explanation_.hits.empty()) {
    return line(explanation_.deciding.empty() ? "dmn.explain_no_rule" : "dmn.explain_undecided");
  }
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
  auto told = std::min(failed.size(), misses_max_);
  if (told > 0) line(explanation_.hits.empty() ? "dmn.explain_closest" : "dmn.explain_others");
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
  auto count = failed.size() - told;
  line(count == 1 ? "dmn.explain_more_misses_one" : "dmn.explain_more_misses",
       {{"count", std::to_string(count)}});
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
  for (auto column : miss.open) add(words_.say("dmn.explain_open", {{"input", label(column)}}));
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

void Telling::missing() {
  for (auto const& deciding : explanation_.deciding) {
    line("dmn.explain_missing", {{"input", label(deciding.column)}});
    cases_of(deciding);
  }
  if (explanation_.deciding.size() > 1) line("dmn.explain_missing_together");
}

char const* key_of(Deciding::Case const& one) {
  bool const is_one = one.rules.size() == 1;
  if (one.is_settled) return is_one ? "dmn.explain_case" : "dmn.explain_case_several";
  return is_one ? "dmn.explain_case_open" : "dmn.explain_case_open_several";
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
      line(key_of(one), {{"values", words_.test(test_of(column, one.regions))},
                         {"rules", words_.rules(one.rules)}});
    }
  }
  if (told > cases_told_max) line("dmn.explain_more_cases");
  if (!leads_nowhere) return;
  line(parts_.has_default ? "dmn.explain_otherwise_default" : "dmn.explain_otherwise_none");
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
    text += value.is_null() ? words.say("dmn.explain_no_answer", {{"name", step->name}})
                            : words.say("dmn.explain_answer",
                                        {{"name", step->name}, {"value", words.value(value)}});
    text += "\n";
    for (auto const& table : step->tables) text += Telling(table, words, misses_max).tell();
  }
  if (!answer.remarks.empty() && !text.empty()) text += "\n";
  for (auto const& remark : answer.remarks) {
    text += words.say("dmn.explain_remark", {{"remark", render(remark.says, language)}}) + "\n";
  }
  return text;
}

}  // namespace zonebook::dmn
