#include "app/explain.h"

#include <algorithm>

namespace zonebook::app {
namespace {

using meta::Field;
using meta::Register;
using Kind = Explained::Kind;

bool is_word(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; }

// Does a condition name the field?  What stands in quotes is a value.
bool mentions(std::string_view condition, std::string_view name) {
  bool is_quoted = false;
  for (std::size_t i = 0; i < condition.size(); ++i) {
    if (condition[i] == '"') is_quoted = !is_quoted;
    if (is_quoted || !condition.substr(i).starts_with(name)) continue;
    auto const end = i + name.size();
    auto const begins = i == 0 || (!is_word(condition[i - 1]) && condition[i - 1] != '.');
    if (begins && (end == condition.size() || !is_word(condition[end]))) return true;
  }
  return false;
}

void add_list(std::vector<Text>& facts, std::string key, std::vector<std::string> const& names) {
  if (names.empty()) return;
  std::string all;
  for (auto const& name : names) all += (all.empty() ? "" : ", ") + name;
  facts.push_back({std::move(key), {{"names", std::move(all)}}});
}

class Explaining {
 public:
  Explaining(std::string_view name, meta::Loaded const& model) : name_(name), model_(model) {}

  std::vector<Explained> run() {
    for (auto const& in : model_.catalog->registers()) {
      if (is_named(in.name, in.label)) add_register(in);
      for (auto const& field : in.fields) {
        if (is_named(in.name + "." + field.name, field.label)) add_field(in, field);
      }
      for (std::size_t i = 0; i < in.checks.size(); ++i) {
        if (is_named(in.name + "." + in.checks[i].name, {})) add_check(in, i);
      }
      if (in.track) add_stages(in);
    }
    for (auto const& term : model_.terms) {
      if (is_named(term.name, {term.zh, term.en})) add_term(term);
    }
    return std::move(found_);
  }

 private:
  // "project.signed_on" answers to "signed_on" too, and to its label in either language.
  bool is_named(std::string_view full, meta::Label const& label) const {
    auto const short_name = full.substr(full.find('.') + 1);
    return name_ == full || name_ == short_name || (!name_.empty() && name_ == label.zh) ||
           (!name_.empty() && name_ == label.en);
  }

  std::string place(std::string const& path) const {
    auto const found = model_.places.find(path);
    return found != model_.places.end() ? found->second : "";
  }

  void add_register(Register const& in) {
    Explained told{.kind = Kind::register_,
                   .name = in.name,
                   .label = in.label,
                   .place = place(in.name),
                   .about = {in.about, in.about},
                   .source = in.source,
                   .facts = {}};
    std::vector<std::string> fields, checks, referrers;
    for (auto const& field : in.fields) fields.push_back(field.name);
    for (auto const& check : in.checks) checks.push_back(check.name);
    for (auto const& [from, field] : model_.catalog->referrers_of(in)) {
      referrers.push_back(from->name + "." + field->name);
    }
    add_list(told.facts, "app.explain.fields", fields);
    add_list(told.facts, "app.explain.key", in.key);
    add_list(told.facts, "app.explain.checks", checks);
    add_list(told.facts, "app.explain.referrers", referrers);
    if (in.track) {
      std::vector<std::string> stages;
      for (auto const& stage : in.track->stages) stages.push_back(stage.value);
      add_list(told.facts, "app.explain.stages", stages);
    }
    if (in.root_only) told.facts.push_back({"app.explain.root_only", {}});
    if (in.shares) {
      told.facts.push_back(
          {"app.explain.shares",
           {{"of", in.shares->of}, {"part", in.shares->part}, {"sum", in.shares->sum}}});
    }
    if (!in.owner.empty()) told.facts.push_back({"app.explain.owner", {{"room", in.owner}}});
    found_.push_back(std::move(told));
  }

  void add_field(Register const& in, Field const& field) {
    Explained told{.kind = Kind::field,
                   .name = in.name + "." + field.name,
                   .label = field.label,
                   .place = place(in.name + "." + field.name),
                   .about = field.about,
                   .source = field.source,
                   .facts = {}};
    add_type(told.facts, field);
    std::vector<std::string> values, checks, needs;
    for (auto const& choice : field.choices) {
      values.push_back(choice.value + " " + choice.label.zh + "/" + choice.label.en);
    }
    for (auto const& check : in.checks) {
      if (mentions(check.must, field.name)) checks.push_back(check.name);
    }
    if (in.track) needs = needs_of(in, field);
    add_list(told.facts, "app.explain.values", values);
    add_list(told.facts, "app.explain.checks", checks);
    add_list(told.facts, "app.explain.needs", needs);
    found_.push_back(std::move(told));
  }

  static void add_type(std::vector<Text>& facts, Field const& field) {
    auto type = std::string(field.type->name());
    if (!field.unit.empty()) type += " " + field.unit;
    if (field.scale != 0) type += " ." + std::to_string(field.scale);
    if (!field.validator.empty()) type += " " + field.validator;
    if (!field.pattern.empty()) type += " " + field.pattern;
    if (field.is_reference()) type += " → " + field.to;
    facts.push_back({"app.explain.type", {{"type", std::move(type)}}});
    facts.push_back({field.required ? "app.explain.required" : "app.explain.optional", {}});
    if (field.event) facts.push_back({"app.explain.event", {}});
    if (field.name != field.id) facts.push_back({"app.explain.was", {{"id", field.id}}});
  }

  // Where the track asks for the field, or writes it.
  static std::vector<std::string> needs_of(Register const& in, Field const& field) {
    std::vector<std::string> needs;
    if (in.track->stage_field == field.name) needs.push_back(in.track->name);
    for (auto const& stage : in.track->stages) {
      if (stage.date_field == field.name) needs.push_back(stage.value);
      for (auto const& need : stage.needs) {
        if (mentions(need.must, field.name)) needs.push_back(stage.value + "." + need.name);
      }
    }
    return needs;
  }

  void add_check(Register const& in, std::size_t index) {
    auto const& check = in.checks[index];
    found_.push_back({.kind = Kind::check,
                      .name = in.name + "." + check.name,
                      .label = check.says,
                      .place = place(in.name + "/checks/" + std::to_string(index)),
                      .about = {},
                      .source = check.source,
                      .facts = {{"app.explain.must", {{"must", check.must}}}}});
  }

  void add_stages(Register const& in) {
    for (std::size_t i = 0; i < in.track->stages.size(); ++i) {
      auto const& stage = in.track->stages[i];
      auto const path = in.name + "/track/" + std::to_string(i);
      auto const label = label_of(in, stage);
      if (is_named(in.name + "." + stage.value, label)) add_stage(in, stage, label, path);
      for (std::size_t j = 0; j < stage.needs.size(); ++j) {
        auto const& need = stage.needs[j];
        auto const name = in.name + "." + stage.value + "." + need.name;
        if (!is_named(name, {}) && name_ != need.name) continue;
        found_.push_back({.kind = Kind::check,
                          .name = name,
                          .label = need.says,
                          .place = place(path + "/" + std::to_string(j)),
                          .about = {},
                          .source = need.source,
                          .facts = {{"app.explain.must", {{"must", need.must}}},
                                    {need.gate == meta::Need::Gate::hard ? "app.explain.hard"
                                                                         : "app.explain.debt",
                                     {}}}});
      }
    }
  }

  static meta::Label label_of(Register const& in, meta::Stage const& stage) {
    auto const& choices = in.find(in.track->stage_field)->choices;
    auto const found = std::ranges::find(choices, stage.value, &meta::Choice::value);
    return found != choices.end() ? found->label : meta::Label{};
  }

  void add_stage(Register const& in, meta::Stage const& stage, meta::Label label,
                 std::string const& path) {
    Explained told{.kind = Kind::stage,
                   .name = in.name + "." + stage.value,
                   .label = std::move(label),
                   .place = place(path),
                   .about = {},
                   .source = "",
                   .facts = {}};
    std::vector<std::string> needs;
    for (auto const& need : stage.needs) needs.push_back(need.name);
    if (!stage.date_field.empty()) {
      told.facts.push_back({"app.explain.sets", {{"field", stage.date_field}}});
    }
    add_list(told.facts, "app.explain.stage_needs", needs);
    if (stage.limit_days) {
      told.facts.push_back({"app.explain.limit", {{"days", std::to_string(*stage.limit_days)}}});
    }
    found_.push_back(std::move(told));
  }

  void add_term(meta::Term const& term) {
    Explained told{.kind = Kind::term,
                   .name = term.name,
                   .label = {term.zh, term.en},
                   .place = term.place,
                   .about = {term.means, term.means},
                   .source = term.source,
                   .facts = {}};
    add_list(told.facts, "app.explain.not", term.not_these);
    found_.push_back(std::move(told));
  }

  std::string_view name_;
  meta::Loaded const& model_;
  std::vector<Explained> found_;
};

}  // namespace

std::vector<Explained> explain(std::string_view name, meta::Loaded const& model) {
  return Explaining(name, model).run();
}

}  // namespace zonebook::app
