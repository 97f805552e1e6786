#include <algorithm>
#include <set>

#include "meta/resolve.h"
#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

void expect_new(std::set<std::string>& seen, std::string const& name, std::string const& path,
                Problems& problems) {
  if (!is_name(name)) problems.add(path, {"meta.catalog.bad_name", {{"name", name}}});
  if (!seen.insert(name).second) problems.add(path, {"meta.catalog.twice", {{"name", name}}});
}

void expect_field(Register const& reg, std::string const& name, std::string const& path,
                  Problems& problems) {
  if (reg.find(name)) return;
  problems.add(path, {"meta.catalog.unknown_field", {{"field", name}, {"register", reg.name}}});
}

bool is_choice(Field const& field, std::string const& value) {
  return std::ranges::find(field.choices, value, &Choice::value) != field.choices.end();
}

void resolve_stage(Register const& reg, Stage& stage, feel::Scope const& scope,
                   std::string const& path, Problems& problems) {
  if (!stage.date_field.empty()) {
    expect_field(reg, stage.date_field, path, problems);
    auto const* date = reg.find(stage.date_field);
    if (date && date->type && date->type != &date_type()) {
      problems.add(path, {"meta.catalog.stage_date", {{"field", stage.date_field}}});
    }
  }
  if (stage.limit_days && *stage.limit_days <= 0) {
    problems.add(path, {"meta.catalog.stage_limit", {{"stage", stage.value}}});
  }
  std::set<std::string> names;
  for (std::size_t i = 0; i < stage.needs.size(); ++i) {
    auto& need = stage.needs[i];
    auto const at = path + "/" + std::to_string(i);
    expect_new(names, need.name, at, problems);
    need.condition = compile_condition(need.must, scope, at + "/must", problems);
  }
}

void check_stages_are_choices(Track const& track, Field const& field, std::string const& path,
                              Problems& problems) {
  for (auto const& choice : field.choices) {
    if (!choice.closed && !track.find(choice.value)) {
      problems.add(path, {"meta.catalog.stage_missing", {{"stage", choice.value}}});
    }
  }
}

}  // namespace

void resolve_shares(Register& reg, Problems& problems) {
  auto& shares = *reg.shares;
  auto const path = reg.name + "/shares";
  auto const* of = reg.find(shares.of);
  if (!of || of->type != &reference_type() || !of->required) {
    problems.add(path + "/of", {"meta.catalog.shares_of", {{"field", shares.of}}});
  }
  auto const* part = reg.find(shares.part);
  auto const counts =
      part && (part->type == &decimal_type() || part->type == &integer_type()) && part->required;
  if (!counts) {
    problems.add(path + "/part", {"meta.catalog.shares_part", {{"field", shares.part}}});
    return;
  }
  auto const scale = part->type == &decimal_type() ? part->scale : 0;
  auto const whole = scaled_number(shares.sum, scale);
  if (!whole || whole->too_fine || whole->too_large || whole->value <= 0) {
    problems.add(path + "/sum", {"meta.catalog.shares_sum", {{"sum", shares.sum}}});
    return;
  }
  shares.whole = whole->value;
}

void resolve_checks(Register& reg, Problems& problems) {
  auto const scope = scope_of(reg);
  std::set<std::string> names;
  for (std::size_t i = 0; i < reg.checks.size(); ++i) {
    auto& check = reg.checks[i];
    auto const path = reg.name + "/checks/" + std::to_string(i);
    expect_new(names, check.name, path, problems);
    check.condition = compile_condition(check.must, scope, path + "/must", problems);
  }
}

void resolve_track(Register& reg, Problems& problems) {
  auto& track = *reg.track;
  auto const path = reg.name + "/track";
  auto const* field = reg.find(track.stage_field);
  if (!field || field->type != &choice_type()) {
    problems.add(path, {"meta.catalog.stage_field", {{"field", track.stage_field}}});
    field = nullptr;
  }
  auto const scope = scope_of(reg);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < track.stages.size(); ++i) {
    auto& stage = track.stages[i];
    auto const at = path + "/" + std::to_string(i);
    expect_new(seen, stage.value, at, problems);
    if (field && !is_choice(*field, stage.value)) {
      problems.add(at, {"meta.catalog.stage_unknown", {{"stage", stage.value}}});
    }
    resolve_stage(reg, stage, scope, at, problems);
  }
  if (field) check_stages_are_choices(track, *field, path, problems);
}

void check_views(Register const& reg, Problems& problems) {
  auto const path = reg.name + "/views";
  if (!reg.views.title.empty()) expect_field(reg, reg.views.title, path + "/title", problems);
  for (auto const& name : reg.views.list) expect_field(reg, name, path + "/list", problems);
  for (auto const& name : reg.views.search) {
    expect_field(reg, name, path + "/search", problems);
    auto const* field = reg.find(name);
    if (field && field->type && field->type->column() != FieldType::Column::text) {
      problems.add(path + "/search", {"meta.catalog.search_type", {{"field", name}}});
    }
  }
  std::set<std::string> seen;
  for (auto const& group : reg.views.form) {
    for (auto const& name : group.fields) {
      expect_field(reg, name, path + "/form", problems);
      if (!seen.insert(name).second)
        problems.add(path + "/form", {"meta.catalog.twice", {{"name", name}}});
    }
  }
}

}  // namespace zonebook::meta
