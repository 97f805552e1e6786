// From the nodes of an XML document to a Model; read.h is its door.  Inside dmn/.
//
//   read.cpp           bytes: size, encoding, document types, depth
//   reader.cpp         names, namespaces, references, lines
//   read_elements.cpp  definitions, imports, types, the elements of a decision requirements graph
//   read_boxed.cpp     boxed expressions
//   read_table.cpp     decision tables and what zonebook adds to their rules

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dmn/model.h"

namespace zonebook::dmn {

class Reader {
 public:
  // `xml` is the text that `document` was parsed from.
  Reader(std::string_view xml, std::string file);

  Result<Model> definitions(pugi::xml_node root);

 private:
  using Node = pugi::xml_node;

  static constexpr std::size_t elements_max = 20'000;

  // reader.cpp
  std::string_view local_name(Node) const;
  std::string_view namespace_of(Node, std::string_view prefix) const;
  bool is_dmn(Node) const;
  std::vector<Node> elements(Node) const;  // the children in a DMN namespace
  Node element(Node, std::string_view name) const;
  std::string extension(Node, std::string_view name) const;  // of zonebook's namespace
  int line_of(Node) const;
  std::string where(Node) const;
  std::unexpected<Error> refuse(Text, Node) const;
  void problem(Text, Node);
  void unknown(Node child, Node parent);
  Result<std::string> required_name(Node) const;
  Result<std::string> reference(Node) const;
  std::string type_ref(Node) const;
  std::string resolved_type(Node, std::string_view qualified) const;
  Result<void> check_references() const;

  // read_elements.cpp
  Result<void> drg_element(Node);
  Result<void> import(Node);
  Result<ItemDefinition> item_definition(Node);
  Result<void> function_item(Node, ItemDefinition&);
  Result<Element> named_element(Node, Element::Kind);
  Result<void> input_data(Node);
  Result<void> decision(Node);
  Result<void> knowledge(Node);
  Result<void> service(Node);
  Result<void> requirement(Node, Element&);
  void variable(Node, Element&) const;
  Result<void> keep(Element);

  // read_boxed.cpp
  static std::optional<Boxed::Form> form_of(std::string_view name);
  using BoxedPtr = std::unique_ptr<Boxed>;
  Result<BoxedPtr> boxed(Node);
  Result<BoxedPtr> only_boxed(Node wrapper);  // nullptr if there is none
  Result<void> fill(Node, Boxed&);
  Result<void> literal(Node, Boxed&);
  Result<void> context(Node, Boxed&);
  Result<void> invocation(Node, Boxed&);
  Result<void> list(Node, Boxed&);
  Result<void> relation(Node, Boxed&);
  Result<void> function(Node, Boxed&);
  Result<void> parts(Node, Boxed&, std::initializer_list<std::string_view> names);

  // read_table.cpp
  Result<std::unique_ptr<TableText>> table(Node);
  Result<TableInput> table_input(Node);
  Result<TableOutput> table_output(Node);
  Result<TableRule> table_rule(Node);
  Result<void> validity(Node, TableRule&) const;

  // What a href points at, and whence, to be checked when all is read.
  struct Reference {
    std::string id, text, where;
  };

  std::string file_;
  std::vector<std::size_t> line_starts_;
  Model model_;
  std::set<std::string, std::less<>> ids_;  // of DRG elements
  std::set<std::string, std::less<>> import_uris_;
  mutable std::vector<Reference> references_;
};

// White space at the ends goes, white space within becomes one space: how names are compared.
std::string tidy_name(std::string_view);
// All character data directly below, comments left out.
std::string text_of(pugi::xml_node);

}  // namespace zonebook::dmn
