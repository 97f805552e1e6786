// A DMN document as it was read: what the file says, nothing resolved yet.  read.h makes it,
// decide.h compiles it.
//
// Lines are those of the XML file, from 1.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/text.h"

namespace zonebook::dmn {

// Something in a document that is wrong but does not keep the rest from being used.
struct Problem {
  Text says;
  std::string where;  // "fee.dmn:12" or "fee.dmn:12 rule 3"
};

struct ItemDefinition {
  std::string name, type_ref;  // type_ref empty: components or a function make the type
  bool is_collection = false;
  std::string allowed_values;   // unary tests of one item
  std::string type_constraint;  // unary tests of the whole (DMN 1.5)
  std::vector<ItemDefinition> components;
  bool is_function = false;
  std::vector<std::pair<std::string, std::string>> parameters;  // name, typeRef
  std::string output_type_ref;
  int line = 0;
};

enum class HitPolicy { unique, first, priority, any, collect, rule_order, output_order };
enum class Aggregation { none, sum, count, min, max };

struct TableInput {
  std::string id, label, text, type_ref, allowed_values;
  int line = 0;
};

struct TableOutput {
  std::string id, name, label, type_ref, allowed_values;  // allowed values: priority order too
  std::optional<std::string> default_text;
  int line = 0;
};

// Beyond the standard, as extension elements of a rule in the namespace zonebook_namespace:
// <zb:source>, <zb:valid_from>, <zb:valid_to> (half-open, like all our periods).
struct TableRule {
  std::string id, description;
  std::vector<std::string> inputs, outputs;  // texts, in the order of the columns
  std::vector<std::string> annotations;
  std::string source;  // "《…条例》第十二条"
  std::optional<Date> valid_from, valid_to;
  int line = 0;
};

struct TableText {
  HitPolicy hit_policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::none;
  std::string output_label;
  std::vector<TableInput> inputs;
  std::vector<TableOutput> outputs;
  std::vector<std::string> annotation_names;
  std::vector<TableRule> rules;
  int line = 0;
};

// A boxed expression (DMN 1.5, chapter 10.2).
struct Boxed {
  enum class Form {
    literal,      // text
    context,      // children with names; a last one without a name is the result
    invocation,   // children[0] is what is called; the others are bound to names
    list,         // children
    relation,     // names are the columns; children row by row
    function,     // children[0] is the body; names and type_refs are the parameters
    table,        // table
    conditional,  // if, then, else
    filter,       // in, match
    for_each,     // in, return; names[0] is the iterator
    every,        // in, satisfies
    some,
  };

  Form form = Form::literal;
  std::string id, label, type_ref, text;
  std::vector<std::string> names, type_refs;
  std::vector<std::unique_ptr<Boxed>> children;  // an absent expression is a null pointer
  std::unique_ptr<TableText> table;
  std::string function_kind;        // "FEEL", "Java", "PMML"
  std::string expression_language;  // empty: the document's
  int line = 0;
};

// A DRG element.
struct Element {
  enum class Kind { input, decision, knowledge, service };

  Kind kind = Kind::decision;
  std::string id, name, label, type_ref, description, question, source;
  std::string variable_name;              // of <variable>; name if absent
  std::vector<std::string> requires_ids;  // information and knowledge, "#id" resolved
  std::unique_ptr<Boxed> logic;           // decision; knowledge: a function
  std::vector<std::string> output_decisions, encapsulated_decisions, input_decisions, input_data;
  int line = 0;
};

struct Import {
  std::string name, uri, type, location;
  int line = 0;
};

struct Model {
  std::string file, name, namespace_uri, dmn_version;  // "1.1" … "1.6"
  std::string type_language;
  std::vector<Import> imports;
  std::vector<ItemDefinition> types;
  std::vector<Element> elements;
  std::vector<Problem> problems;
};

constexpr char const* zonebook_namespace = "https://zonebook.cn/dmn";

}  // namespace zonebook::dmn
