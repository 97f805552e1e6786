#include "dmn/read.h"

#include "dmn/test_model.h"

namespace zonebook::dmn {
namespace {

using test_model::document;

std::string refusal(std::string_view xml) {
  auto model = read(xml, "f.dmn");
  return model ? "accepted" : model.error().says.key + " " + model.error().where;
}

struct Refused {
  char const* what;
  std::string xml;
  char const* as;
};

TEST(dmn_read, what_is_no_dmn_is_refused_with_its_line) {
  auto const opened = std::string(1, '\n');
  Refused const cases[] = {
      {"nothing", "", "dmn.read_no_element f.dmn:1"},
      {"text", "hello", "dmn.read_no_element f.dmn:1"},
      {"never closed", "<a>\n<b>\n</a>", "dmn.read_unclosed_element f.dmn:3"},
      {"bad attribute", "<a b=c/>", "dmn.read_bad_attribute f.dmn:1"},
      {"two roots", "<a/><b/>", "dmn.read_several_roots f.dmn"},
      {"other XML", "<a/>", "dmn.read_not_dmn f.dmn:1"},
      {"no namespace", "<definitions/>", "dmn.read_not_dmn f.dmn:1"},
      {"a later version", "<definitions xmlns='https://www.omg.org/spec/DMN/20990101/MODEL/'/>",
       "dmn.read_unknown_version f.dmn:1"},
      {"document type", "\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "dmn.read_doctype f.dmn:2"},
      {"entity", "<a>\n&nbsp;</a>", "dmn.read_entity f.dmn:2"},
      {"control character", "<a>\x01</a>", "dmn.read_control_character f.dmn:1"},
      {"bytes that are no UTF-8", "<a>\n\n\xC0\xAF</a>", "dmn.read_not_utf8 f.dmn:3"},
      {"UTF-16", std::string("\xFF\xFE<\0a\0/\0>\0", 10), "dmn.read_other_encoding f.dmn:1"},
      {"UTF-16 without a mark", std::string("<\0a\0", 4), "dmn.read_other_encoding f.dmn:1"},
      {"GBK", "<?xml version='1.0' encoding='GBK'?><a/>", "dmn.read_other_encoding f.dmn:1"},
      {"a zero byte", std::string("<a>text\0</a>", 12), "dmn.read_control_character f.dmn:1"},
      {"no name", document("<decision id='a'/>"), "dmn.read_no_name f.dmn:2"},
      {"an id twice", document("<inputData id='a' name='b'/>\n<inputData id='a' name='c'/>"),
       "dmn.read_duplicate_id f.dmn:3"},
      {"a reference into nothing", document(test_model::decision("a", {"b"}, "")),
       "dmn.read_unknown_reference f.dmn:2"},
      {"a reference into another document", document(test_model::decision("a", {"urn:x#b"}, "")),
       "dmn.read_unknown_reference f.dmn:2"},
      {"an empty reference", document(test_model::decision("a", {"#"}, "")),
       "dmn.read_bad_reference f.dmn:2"},
      {"two expressions",
       document(test_model::decision("a", {}, test_model::literal("1") + test_model::literal("2"))),
       "dmn.read_several_expressions f.dmn:2"},
      {"no output", document(test_model::decision("a", {}, "\n<decisionTable/>")),
       "dmn.read_no_output f.dmn:3"},
      {"hit policy", document(test_model::decision("a", {}, "<decisionTable hitPolicy='X'/>")),
       "dmn.read_unknown_hit_policy f.dmn:2"},
      {"aggregation", document(test_model::decision("a", {}, "<decisionTable aggregation='X'/>")),
       "dmn.read_unknown_aggregation f.dmn:2"},
  };
  for (auto const& [what, xml, as] : cases) EXPECT_EQ(refusal(xml), as) << what;
}

TEST(dmn_read, a_deep_and_a_large_file_are_refused) {
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<a>";
  for (int i = 0; i < 300; ++i) deep += "</a>";

  EXPECT_EQ(refusal(deep), "dmn.read_too_deep f.dmn");
  EXPECT_EQ(refusal(std::string((32u << 20) + 1, ' ')), "dmn.read_too_large f.dmn");
}

TEST(dmn_read, all_versions_are_read_with_any_prefix) {
  std::pair<char const*, char const*> const versions[] = {
      {"http://www.omg.org/spec/DMN/20151101/dmn.xsd", "1.1"},
      {"http://www.omg.org/spec/DMN/20180521/MODEL/", "1.2"},
      {"https://www.omg.org/spec/DMN/20191111/MODEL/", "1.3"},
      {"https://www.omg.org/spec/DMN/20211108/MODEL/", "1.4"},
      {"https://www.omg.org/spec/DMN/20230324/MODEL/", "1.5"},
      {"https://www.omg.org/spec/DMN/20240513/MODEL/", "1.6"},
  };
  for (auto const& [uri, version] : versions) {
    auto model = read("<d:definitions xmlns:d='" + std::string(uri) +
                          "' name=' a\n b '><d:inputData name='x'/></d:definitions>",
                      "f.dmn");
    ASSERT_TRUE(model.has_value()) << version;
    EXPECT_EQ(model->dmn_version, version);
    EXPECT_EQ(model->name, "a b");
    EXPECT_EQ(model->elements.size(), 1u) << version;
  }
}

TEST(dmn_read, foreign_elements_are_ignored_and_unknown_ones_are_problems) {
  auto model = test_model::model(document(
      "<x:note xmlns:x='urn:x'/><description>d</description>\n<whatever/>\n"
      "<decision name='a'><x:y xmlns:x='urn:x'/><authorityRequirement/>\n<nonsense/></decision>"));

  ASSERT_EQ(model.problems.size(), 2u);
  EXPECT_EQ(model.problems[0].says.key, "dmn.read_unknown_element");
  EXPECT_EQ(model.problems[0].where, "test.dmn:3");
  EXPECT_EQ(model.problems[1].where, "test.dmn:5");
}

TEST(dmn_read, dmn_1_1_writes_types_as_qualified_names) {
  auto model = test_model::model(R"(
    <definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd"
                 xmlns:feel="http://www.omg.org/spec/FEEL/20140401"
                 xmlns:me="urn:me" xmlns:pkg="urn:pkg" namespace="urn:me">
      <inputData id="a" name="a"><variable name="a" typeRef="feel:number"/></inputData>
      <inputData id="b" name="b"><variable name="b" typeRef="me:tLoan"/></inputData>
      <inputData id="c" name="c"><variable name="c" typeRef="pkg:tRate"/></inputData>
      <import namespace="urn:pkg" importType="http://www.omg.org/spec/DMN/20151101/dmn.xsd"/>
      <itemDefinition name="tLoan"><typeRef>feel:string</typeRef></itemDefinition>
    </definitions>)");

  EXPECT_EQ(model.elements[0].type_ref, "number");
  EXPECT_EQ(model.elements[1].type_ref, "tLoan");
  EXPECT_EQ(model.elements[2].type_ref, "pkg.tRate");
  EXPECT_EQ(model.types[0].type_ref, "string");
  EXPECT_EQ(model.imports[0].name, "pkg");
}

TEST(dmn_read, references_of_all_kinds_lead_to_ids) {
  auto model = test_model::model(
      document("<import namespace='urn:pkg' name='p'/>" + test_model::input("a", "number") +
               test_model::decision("b", {"a", "urn:test#a", "urn:pkg#z"}, "")));

  std::vector<std::string> const ids = {"a", "a", "urn:pkg#z"};
  EXPECT_EQ(model.elements[1].requires_ids, ids);
}

TEST(dmn_read, a_table_is_read_with_lines_sources_and_validity) {
  auto model = test_model::model(document(test_model::decision("fee", {}, R"(
    <decisionTable hitPolicy="COLLECT" aggregation="SUM" outputLabel="Fee">
      <input id="i" label="Age"><inputExpression typeRef="number"><text>age</text></inputExpression>
        <inputValues><text>[0..150]</text></inputValues></input>
      <output name="fee" typeRef="number"><outputValues><text>1, 2</text></outputValues>
        <defaultOutputEntry><text>2</text></defaultOutputEntry></output>
      <annotation name="why"/>
      <rule id="r1"><description>d</description>
        <extensionElements><zb:source>Article 3</zb:source>
          <zb:valid_from>2023-07-01</zb:valid_from><zb:valid_to>2024-01-01</zb:valid_to>
        </extensionElements>
        <inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>1</text></outputEntry>
        <annotationEntry><text>young</text></annotationEntry>
      </rule>
      <rule><inputEntry><text> </text></inputEntry><outputEntry><text/></outputEntry></rule>
    </decisionTable>)")));
  auto const& table = *model.elements[0].logic->table;

  EXPECT_EQ(table.hit_policy, HitPolicy::collect);
  EXPECT_EQ(table.aggregation, Aggregation::sum);
  EXPECT_EQ(table.inputs[0].allowed_values, "[0..150]");
  EXPECT_EQ(table.inputs[0].line, 4);
  EXPECT_EQ(table.outputs[0].default_text, "2");
  EXPECT_EQ(table.annotation_names, std::vector<std::string>{"why"});
  EXPECT_EQ(table.rules[0].inputs[0], "< 18");
  EXPECT_EQ(table.rules[0].source, "Article 3");
  EXPECT_EQ(table.rules[0].valid_from, Date::parse("2023-07-01"));
  EXPECT_EQ(table.rules[0].valid_to, Date::parse("2024-01-01"));
  EXPECT_EQ(table.rules[0].annotations[0], "young");
  EXPECT_EQ(table.rules[0].line, 9);
  EXPECT_EQ(table.rules[1].inputs[0], "-");
}

TEST(dmn_read, a_validity_that_cannot_be_read_is_refused) {
  auto with = [](std::string const& validity) {
    return refusal(document(test_model::decision(
        "fee", {},
        "<decisionTable><output/><rule><extensionElements>" + validity +
            "</extensionElements><outputEntry><text>1</text></outputEntry></rule>"
            "</decisionTable>")));
  };

  EXPECT_EQ(with("<zb:valid_from>soon</zb:valid_from>"), "dmn.read_not_a_day f.dmn:2");
  EXPECT_EQ(with("<zb:valid_from>2024-01-01</zb:valid_from><zb:valid_to>2024-01-01</zb:valid_to>"),
            "dmn.read_never_valid f.dmn:2");
}

TEST(dmn_read, text_keeps_its_cdata_and_its_line) {
  auto model = test_model::model(document(test_model::decision(
      "a", {},
      "<literalExpression>\n\n<text><![CDATA[1 < 2]]> and 3 &gt; 2</text></literalExpression>")));

  EXPECT_EQ(model.elements[0].logic->text, "1 < 2 and 3 > 2");
  EXPECT_EQ(model.elements[0].logic->line, 4);
}

TEST(dmn_read, a_byte_order_mark_is_no_text) {
  EXPECT_EQ(refusal("\xEF\xBB\xBF" + document("")), "accepted");
}

// The fuzzer's oldest friends: every prefix of a document is refused or read, never a crash.
TEST(dmn_read, every_prefix_of_a_document_ends_well) {
  auto const xml =
      document("<import namespace='urn:p' name='p'/>" + test_model::input("a", "number") +
               test_model::decision("b", {"a"}, test_model::literal("a + 1")));
  for (std::size_t size = 0; size < xml.size(); ++size) {
    EXPECT_FALSE(read(xml.substr(0, size), "f.dmn").has_value() && size + 1 < xml.size()) << size;
  }
}

}  // namespace
}  // namespace zonebook::dmn
