#include "ledger/second_person_fixture.h"

#include "meta/test_registers.h"

namespace zonebook::ledger {
namespace {

using meta::test_registers::reg;

enum class Needed : std::uint8_t { yes, no };

meta::Field field(std::string const& name, std::string_view type, Needed needed = Needed::yes) {
  auto made = meta::test_registers::field(name, type);
  made.required = needed == Needed::yes;
  return made;
}

meta::Field status() {
  auto made = field("status", "choice");
  made.choices.clear();
  for (auto const* value : {"proposed", "approved", "rejected", "withdrawn"}) {
    made.choices.push_back({value, {value, value}});
  }
  return made;
}

meta::Register owned(std::string const& name, std::vector<meta::Field> fields) {
  auto made = reg(name, std::move(fields));
  made.owner = "ledger";
  return made;
}

std::string rule(std::string const& id, std::vector<std::string> const& cells) {
  auto text = "<rule id=\"" + id + "\">";
  for (auto const& cell : cells) text += "<inputEntry><text>" + cell + "</text></inputEntry>";
  return text + "<outputEntry><text>\"" + id + "\"</text></outputEntry><outputEntry><text>\"" + id +
         "\"</text></outputEntry></rule>";
}

}  // namespace

std::shared_ptr<meta::Catalog const> proposal_catalog() {
  auto registers = sample_catalog()->registers();
  registers.push_back(
      reg("contact", {field("name", "text"), field("phone", "person", Needed::no)}));
  registers.push_back(
      owned("proposal",
            {status(), field("proposer", "text"), field("proposed_on", "date"),
             field("rules", "text"), field("reason", "long_text"), field("letter", "long_text"),
             field("decided_by", "text", Needed::no), field("decided_on", "date", Needed::no),
             field("note", "long_text", Needed::no), field("entry_no", "integer", Needed::no)}));
  registers.push_back(owned("month_lock", {field("month", "month"), field("locked_on", "date"),
                                           field("locked_by", "text")}));
  registers.push_back(owned(
      "frozen_citation",
      {field("cited_record", "text"), field("frozen_report", "text"), field("frozen_on", "date")}));
  return meta::test_registers::made(std::move(registers));
}

std::string sample_table() {
  std::string text = R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d"
      name="d" namespace="https://example.org/d">)";
  std::string needs;
  for (auto const* input : {"fields", "amount", "stage_date", "cited", "locked"}) {
    text += R"(<inputData id="i_)" + std::string(input) + R"(" name=")" + input +
            R"("><variable name=")" + input + R"("/></inputData>)";
    needs += R"(<informationRequirement><requiredInput href="#i_)" + std::string(input) +
             R"("/></informationRequirement>)";
  }
  text += R"(<decision id="s" name="second_person"><variable name="second_person"/>)" + needs +
          R"(<decisionTable id="t" hitPolicy="COLLECT">)";
  for (auto const* input :
       {"cited", "amount", "stage_date", R"(list contains(fields, "project.owner"))", "locked"}) {
    text += "<input><inputExpression typeRef=\"boolean\"><text>" + std::string(input) +
            "</text></inputExpression></input>";
  }
  text += R"(<output name="zh"/><output name="en"/>)";
  text += rule("cited_amount", {"true", "true", "-", "-", "-"});
  text += rule("cited_stage_date", {"true", "-", "true", "-", "-"});
  text += rule("cited_origin", {"true", "-", "-", "true", "-"});
  text += rule("locked_month", {"-", "-", "-", "-", "true"});
  return text + "</decisionTable></decision></definitions>";
}

Result<std::shared_ptr<SecondPerson const>> second_person_from(std::string const& dmn) {
  auto model = TRY(dmn::read(dmn, "second_person.dmn"));
  auto decisions = TRY(dmn::Decisions::compile(std::move(model), {}));
  return SecondPerson::make(std::move(decisions));
}

std::shared_ptr<SecondPerson const> sample_second_person() {
  auto made = second_person_from(sample_table());
  EXPECT_TRUE(made) << told(made);
  return made ? *made : nullptr;
}

}  // namespace zonebook::ledger
