#include "ledger/history_model_fixture.h"

#include "ledger/second_person_fixture.h"
#include "meta/test_registers.h"

namespace zonebook::ledger {
namespace {

using meta::test_registers::field;
using meta::test_registers::reference;
using meta::test_registers::reg;

meta::Field optional(meta::Field made) {
  made.required = false;
  return made;
}

meta::Field event(std::string const& name) {
  auto made = optional(field(name, "date"));
  made.event = true;
  return made;
}

meta::Field choice(std::string const& name, std::vector<std::string> const& values) {
  auto made = optional(field(name, "choice"));
  made.choices.clear();
  for (auto const& value : values) made.choices.push_back({value, {value, value}});
  return made;
}

meta::Register enterprise(int generation) {
  auto made = reg("enterprise", {field("code", "text"), optional(field("contact", "person"))});
  if (generation < 3) made.fields.push_back(choice("size", {"small", "large"}));
  if (generation > 1) made.fields.push_back(optional(field("note", "text")));
  made.shared = true;
  made.key = {"code"};
  return made;
}

meta::Register project(int generation) {
  auto code = optional(field("code", "text"));
  if (generation > 1) code.name = "number";
  std::vector<std::string> stages{"talks", "signed"};
  if (generation > 1) stages.emplace_back("started");
  auto made = reg("project", {code});
  made.key = {code.name};
  if (generation < 3) made.fields.push_back(optional(field("total", "money")));
  made.fields.push_back(choice("stage", stages));
  made.fields.push_back(optional(reference("owner", "enterprise")));
  if (generation > 1) made.fields.push_back(optional(field("area", "decimal")));
  made.fields.push_back(event("started_on"));
  return made;
}

}  // namespace

std::vector<meta::Register> history_model(int generation) {
  auto agreement =
      reg("agreement", {reference("project", "project"), optional(field("amount", "money")),
                        event("signed_on"), optional(field("signer", "person"))});
  auto share = reg("share", {reference("project", "project"), field("percent", "decimal"),
                             optional(field("note", "text"))});
  share.shares = meta::Shares{.of = "project", .part = "percent", .sum = "100"};
  std::vector<meta::Register> all{enterprise(generation), project(generation), agreement, share};
  for (auto& own : second_person_registers()) all.push_back(std::move(own));
  return all;
}

}  // namespace zonebook::ledger
