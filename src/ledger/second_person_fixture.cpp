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

struct Rule {
  std::string id;
  std::vector<std::string> cells;
};

// Each rule says its own id; `columns` are expressions over the inputs.
std::string table(std::vector<std::string> const& inputs, std::vector<std::string> const& columns,
                  std::vector<Rule> const& rules) {
  std::string text = R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d"
      name="d" namespace="https://example.org/d">)";
  std::string needs;
  for (auto const& input : inputs) {
    text += "<inputData id=\"i_" + input + "\" name=\"" + input + "\"><variable name=\"" + input +
            "\"/></inputData>";
    needs += "<informationRequirement><requiredInput href=\"#i_" + input +
             "\"/></informationRequirement>";
  }
  text += R"(<decision id="s" name="second_person"><variable name="second_person"/>)" + needs +
          R"(<decisionTable id="t" hitPolicy="COLLECT">)";
  for (auto const& column : columns) {
    text += "<input><inputExpression><text>" + column + "</text></inputExpression></input>";
  }
  text += R"(<output name="zh"/><output name="en"/>)";
  for (auto const& [id, cells] : rules) {
    text += "<rule id=\"" + id + "\">";
    for (auto const& cell : cells) text += "<inputEntry><text>" + cell + "</text></inputEntry>";
    auto const says = "<outputEntry><text>\"" + id + "\"</text></outputEntry>";
    text += says + says + "</rule>";
  }
  return text + "</decisionTable></decision></definitions>";
}

std::shared_ptr<SecondPerson const> valid(std::string const& dmn) {
  auto made = second_person_from(dmn);
  EXPECT_TRUE(made) << told(made);
  return made ? *made : nullptr;
}

}  // namespace

std::vector<meta::Register> second_person_registers() {
  return {
      owned("proposal",
            {status(), field("proposer", "text"), field("proposed_on", "date"),
             field("rules", "text"), field("reason", "long_text"), field("letter", "long_text"),
             field("decided_by", "text", Needed::no), field("decided_on", "date", Needed::no),
             field("note", "long_text", Needed::no), field("entry_no", "integer", Needed::no)}),
      owned("month_lock",
            {field("month", "month"), field("locked_on", "date"), field("locked_by", "text")}),
      owned("frozen_citation", {field("cited_record", "text"), field("frozen_report", "text"),
                                field("frozen_on", "date"), field("read_on", "date", Needed::no)})};
}

std::shared_ptr<meta::Catalog const> proposal_catalog() {
  auto registers = sample_catalog()->registers();
  registers.push_back(
      reg("contact", {field("name", "text"), field("phone", "person", Needed::no)}));
  for (auto& own : second_person_registers()) registers.push_back(std::move(own));
  return meta::test_registers::made(std::move(registers));
}

std::string sample_table() {
  return table(
      {"fields", "amount", "stage_date", "cited", "locked"},
      {"cited", "amount", "stage_date", R"(list contains(fields, "project.owner"))", "locked"},
      {{"cited_amount", {"true", "true", "-", "-", "-"}},
       {"cited_stage_date", {"true", "-", "true", "-", "-"}},
       {"cited_origin", {"true", "-", "-", "true", "-"}},
       {"locked_month", {"-", "-", "-", "-", "true"}}});
}

Result<std::shared_ptr<SecondPerson const>> second_person_from(std::string const& dmn) {
  auto model = TRY(dmn::read(dmn, "second_person.dmn"));
  auto decisions = TRY(dmn::Decisions::compile(std::move(model), {}));
  return SecondPerson::make(std::move(decisions));
}

std::shared_ptr<SecondPerson const> sample_second_person() { return valid(sample_table()); }

std::shared_ptr<SecondPerson const> second_person_of_retired(std::string const& register_name) {
  return valid(table({"register", "kind"}, {"register", "kind"},
                     {{"retired", {"\"" + register_name + "\"", "\"retire\""}}}));
}

}  // namespace zonebook::ledger
