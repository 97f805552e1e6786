#include "app/explain.h"

#include <array>

namespace zonebook::app {
namespace {

using figures::Definition;
using figures::Definitions;

std::string joined(std::vector<std::string> const& names) {
  std::string all;
  for (auto const& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

std::string source_of(ledger::Filter const& filter) {
  return filter.condition().expression().source();
}

void add_counted(Definition const& of, std::vector<Text>& facts) {
  facts.push_back({of.kind == figures::Kind::stock ? "app.explain.stock" : "app.explain.flow",
                   {{"register", of.in->name}, {"label", meta::argument_of(of.in->label)}}});
  if (of.event) facts.push_back({"app.explain.counts_on", {{"path", of.event->text()}}});
  if (of.where) facts.push_back({"app.explain.where", {{"where", source_of(*of.where)}}});
  facts.push_back(of.sum ? Text{"app.explain.sum", {{"path", of.sum->text()}}}
                         : Text{"app.explain.counts_one", {}});
  if (of.kind == figures::Kind::flow) {
    facts.push_back(
        {of.read == figures::ReadAt::day ? "app.explain.read_day" : "app.explain.read_event", {}});
  }
  if (of.once_per) facts.push_back({"app.explain.once_per", {{"path", of.once_per->text()}}});
  if (of.adjustments) facts.push_back({"app.explain.adjusted", {}});
}

void add_ratio(Definition const& of, std::vector<Text>& facts) {
  facts.push_back({"app.explain.denominator",
                   {{"name", of.cohort->id}, {"label", meta::argument_of(of.cohort->label)}}});
  facts.push_back({"app.explain.numerator", {{"where", source_of(of.numerator->condition)}}});
  if (of.numerator->sum) {
    facts.push_back({"app.explain.sum", {{"path", of.numerator->sum->text()}}});
  }
  facts.push_back({of.numerator->read == figures::ReadAt::day ? "app.explain.read_day"
                                                              : "app.explain.read_event",
                   {}});
}

void add_typed(Definition const& of, std::vector<Text>& facts) {
  constexpr std::array<char const*, 4> keys = {
      "app.explain.adds_up_no", "app.explain.adds_up_zones", "app.explain.adds_up_periods",
      "app.explain.adds_up_both"};
  facts.push_back({"app.explain.typed",
                   {{"register", of.in->name}, {"label", meta::argument_of(of.in->label)}}});
  facts.push_back({keys[static_cast<std::size_t>(of.adds_up)], {}});
}

std::vector<std::string> users_of(Definition const& of, Definitions const& all) {
  std::vector<std::string> users;
  for (auto const& [id, other] : all) {
    if (other->cohort && other->cohort->id == of.id) users.push_back(id);
  }
  return users;
}

// Words of the business that the label or the sentence says.
std::vector<std::string> terms_of(Definition const& of, meta::Loaded const& model) {
  std::vector<std::string> terms;
  for (auto const& term : model.terms) {
    bool const is_said = of.label.zh.find(term.zh) != std::string::npos ||
                         of.sentence.zh.find(term.zh) != std::string::npos;
    if (!term.zh.empty() && is_said) terms.push_back(term.zh + " " + term.name);
  }
  return terms;
}

Explained told_of(Definition const& of, meta::Loaded const& model, Definitions const& all) {
  auto const place = model.places.find("indicators/" + of.id);
  Explained told{.kind = Explained::Kind::definition,
                 .name = of.id,
                 .label = of.label,
                 .place = place != model.places.end() ? place->second : "",
                 .about = of.sentence,
                 .source = of.source,
                 .facts = {}};
  if (of.kind == figures::Kind::ratio)
    add_ratio(of, told.facts);
  else if (of.kind == figures::Kind::typed)
    add_typed(of, told.facts);
  else
    add_counted(of, told.facts);
  told.facts.push_back(
      {"app.explain.unit", {{"unit", of.unit}, {"scale", std::to_string(of.scale)}}});
  if (auto const users = users_of(of, all); !users.empty()) {
    told.facts.push_back({"app.explain.part_of", {{"names", joined(users)}}});
  }
  if (auto const terms = terms_of(of, model); !terms.empty()) {
    told.facts.push_back({"app.explain.terms", {{"names", joined(terms)}}});
  }
  return told;
}

}  // namespace

std::vector<Explained> explain_definition(std::string_view name, meta::Loaded const& model,
                                          Definitions const& all) {
  std::vector<Explained> found;
  for (auto const& [id, of] : all) {
    bool const is_named =
        id == name || (!name.empty() && (of->label.zh == name || of->label.en == name));
    if (is_named) found.push_back(told_of(*of, model, all));
  }
  return found;
}

}  // namespace zonebook::app
