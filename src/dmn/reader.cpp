#include "dmn/reader.h"

#include <algorithm>
#include <array>

namespace zonebook::dmn {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

struct Version {
  std::string_view number, uri;
};
// What the OMG gave them, without scheme and trailing slash: tools differ in both.
constexpr std::array<Version, 6> versions = {{
    {"1.1", "www.omg.org/spec/DMN/20151101/dmn.xsd"},
    {"1.2", "www.omg.org/spec/DMN/20180521/MODEL"},
    {"1.3", "www.omg.org/spec/DMN/20191111/MODEL"},
    {"1.4", "www.omg.org/spec/DMN/20211108/MODEL"},
    {"1.5", "www.omg.org/spec/DMN/20230324/MODEL"},
    {"1.6", "www.omg.org/spec/DMN/20240513/MODEL"},
}};

std::string_view bare(std::string_view uri) {
  if (auto const at = uri.find("://"); at != std::string_view::npos) uri.remove_prefix(at + 3);
  while (uri.ends_with('/')) uri.remove_suffix(1);
  return uri;
}

std::string_view version_of(std::string_view uri) {
  auto found = std::ranges::find(versions, bare(uri), &Version::uri);
  return found == versions.end() ? std::string_view() : found->number;
}

bool is_feel(std::string_view uri) {
  return bare(uri).starts_with("www.omg.org/spec/") && uri.find("FEEL") != std::string_view::npos;
}

std::string_view prefix_of(std::string_view qualified) {
  auto const colon = qualified.find(':');
  return colon == std::string_view::npos ? std::string_view() : qualified.substr(0, colon);
}

// What the standard has for people and for drawing; it does not decide anything.
constexpr std::array<std::string_view, 20> documentation = {
    "description",
    "extensionElements",
    "question",
    "allowedAnswers",
    "knowledgeSource",
    "authorityRequirement",
    "elementCollection",
    "performanceIndicator",
    "organizationUnit",
    "textAnnotation",
    "association",
    "group",
    "supportedObjective",
    "impactedPerformanceIndicator",
    "decisionMaker",
    "decisionOwner",
    "usingProcess",
    "usingTask",
    "businessContextElement",
    "artifact",
};

}  // namespace

std::string tidy_name(std::string_view text) {
  std::string name;
  for (char c : text) {
    bool const space = is_space(c);
    if (space && (name.empty() || name.back() == ' ')) continue;
    name += space ? ' ' : c;
  }
  if (name.ends_with(' ')) name.pop_back();
  return name;
}

std::string text_of(pugi::xml_node node) {
  std::string text;
  for (auto child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
    }
  }
  return text;
}

Reader::Reader(std::string_view xml, std::string file) : file_(std::move(file)) {
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < xml.size(); ++i) {
    if (xml[i] == '\n') line_starts_.push_back(i + 1);
  }
}

std::string_view Reader::local_name(Node node) const {
  std::string_view const name = node.name();
  return name.substr(name.find(':') + 1);
}

// The nearest declaration holds (Namespaces in XML 1.0, 6.1).
std::string_view Reader::namespace_of(Node node, std::string_view prefix) const {
  for (; node; node = node.parent()) {
    for (auto attribute : node.attributes()) {
      std::string_view const name = attribute.name();
      if (!name.starts_with("xmlns")) continue;
      bool const declares = prefix.empty() ? name == "xmlns"
                                           : name.size() == prefix.size() + 6 && name[5] == ':' &&
                                                 name.ends_with(prefix);
      if (declares) return attribute.value();
    }
  }
  return {};
}

bool Reader::is_dmn(Node node) const {
  return node.type() == pugi::node_element &&
         !version_of(namespace_of(node, prefix_of(node.name()))).empty();
}

std::vector<pugi::xml_node> Reader::elements(Node node) const {
  std::vector<Node> found;
  for (auto child : node.children()) {
    if (is_dmn(child)) found.push_back(child);
  }
  return found;
}

pugi::xml_node Reader::element(Node node, std::string_view name) const {
  for (auto child : node.children()) {
    if (local_name(child) == name && is_dmn(child)) return child;
  }
  return {};
}

std::string Reader::extension(Node node, std::string_view name) const {
  for (auto child : element(node, "extensionElements").children()) {
    if (child.type() != pugi::node_element || local_name(child) != name) continue;
    if (namespace_of(child, prefix_of(child.name())) == zonebook_namespace) {
      return tidy_name(text_of(child));
    }
  }
  return {};
}

int Reader::line_of(Node node) const {
  auto const offset = node.offset_debug();
  if (offset < 0) return 1;
  auto after = std::ranges::upper_bound(line_starts_, static_cast<std::size_t>(offset));
  return static_cast<int>(after - line_starts_.begin());
}

std::string Reader::where(Node node) const { return file_ + ":" + std::to_string(line_of(node)); }

std::unexpected<Error> Reader::refuse(Text says, Node node) const {
  return invalid(std::move(says), where(node));
}

void Reader::problem(Text says, Node node) {
  model_.problems.push_back({std::move(says), where(node)});
}

void Reader::unknown(Node child, Node parent) {
  auto const name = local_name(child);
  if (std::ranges::find(documentation, name) != documentation.end()) return;
  problem({"dmn.read_unknown_element",
           {{"name", std::string(name)}, {"parent", std::string(local_name(parent))}}},
          child);
}

Result<std::string> Reader::required_name(Node node) const {
  auto name = tidy_name(node.attribute("name").value());
  if (!name.empty()) return name;
  return refuse({"dmn.read_no_name", {{"element", std::string(local_name(node))}}}, node);
}

// "#id" and "namespace#id"; one of this document is known by its id alone, another by both.
Result<std::string> Reader::reference(Node node) const {
  std::string const href = node.attribute("href").value();
  auto const hash = href.find('#');
  auto const uri = hash == std::string::npos ? std::string() : href.substr(0, hash);
  auto id = hash == std::string::npos ? href : href.substr(hash + 1);
  if (id.empty()) {
    return refuse({"dmn.read_bad_reference", {{"text", href}}}, node);
  }
  if (!uri.empty() && uri != model_.namespace_uri) id = uri + "#" + id;
  references_.push_back({id, href, where(node)});
  return id;
}

Result<void> Reader::check_references() const {
  for (auto const& [id, text, where] : references_) {
    auto const hash = id.find('#');
    bool const known =
        hash == std::string::npos ? ids_.contains(id) : import_uris_.contains(id.substr(0, hash));
    if (!known) return invalid({"dmn.read_unknown_reference", {{"text", text}}}, where);
  }
  return {};
}

std::string Reader::type_ref(Node node) const {
  return resolved_type(node, node.attribute("typeRef").value());
}

// DMN 1.1 wrote types as qualified names, feel:number or kie:tLoan; later ones import.tLoan.
std::string Reader::resolved_type(Node node, std::string_view qualified) const {
  auto name = tidy_name(qualified);
  auto const prefix = prefix_of(name);
  if (prefix.empty()) return name;
  auto const uri = namespace_of(node, prefix);
  auto local = name.substr(prefix.size() + 1);
  if (is_feel(uri) || uri == model_.namespace_uri) return local;
  for (auto const& import : model_.imports) {
    if (!uri.empty() && import.uri == uri)
      return import.name.empty() ? local : import.name + "." + local;
  }
  return name;
}

Result<Model> Reader::definitions(Node root) {
  auto const uri = namespace_of(root, prefix_of(root.name()));
  auto const version = version_of(uri);
  if (local_name(root) != "definitions" || (version.empty() && uri.find("/DMN/") == uri.npos)) {
    return refuse({"dmn.read_not_dmn", {{"name", std::string(local_name(root))}}}, root);
  }
  if (version.empty()) {
    return refuse({"dmn.read_unknown_version", {{"namespace", std::string(uri)}}}, root);
  }
  model_.file = file_;
  model_.dmn_version = version;
  model_.name = tidy_name(root.attribute("name").value());
  model_.namespace_uri = root.attribute("namespace").value();
  model_.type_language = root.attribute("typeLanguage").value();
  std::string_view const language = root.attribute("expressionLanguage").value();
  if (!language.empty() && !is_feel(language)) {
    problem({"dmn.read_other_language", {{"language", std::string(language)}}}, root);
  }
  auto const children = elements(root);
  // Types may name an import that stands further down.
  for (auto child : children) {
    if (local_name(child) == "import") TRY(import(child));
  }
  for (auto child : children) {
    auto const name = local_name(child);
    if (name == "import") continue;
    if (name == "itemDefinition") {
      auto type = TRY(item_definition(child));
      model_.types.push_back(std::move(type));
    } else {
      TRY(drg_element(child));
    }
  }
  TRY(check_references());
  return std::move(model_);
}

}  // namespace zonebook::dmn
