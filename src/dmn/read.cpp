#include "dmn/read.h"

#include <algorithm>
#include <array>
#include <pugixml.hpp>

#include "base/utf8.h"
#include "dmn/reader.h"

namespace zonebook::dmn {
namespace {

constexpr std::size_t bytes_max = std::size_t{32} << 20;
constexpr int depth_max = 256;

// Walks over the marks of a document without taking them apart.
class Marks {
 public:
  Marks(std::string_view xml, std::string const& file) : xml_(xml), file_(file) {}

  // pugixml takes an entity that nobody declared for plain text, so they are found here.
  Result<void> check() {
    while (at_ < xml_.size()) {
      if (skip("<!--", "-->") || skip("<![CDATA[", "]]>") || skip("<?", "?>")) continue;
      if (xml_.substr(at_).starts_with("<!")) return refuse({"dmn.read_doctype", {}});
      if (xml_[at_] == '&' && !is_known_entity()) {
        return refuse({"dmn.read_entity", {{"name", std::string(entity())}}});
      }
      auto const byte = static_cast<unsigned char>(xml_[at_]);
      if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') {
        return refuse({"dmn.read_control_character", {}});
      }
      ++at_;
    }
    return {};
  }

 private:
  bool skip(std::string_view begin, std::string_view end) {
    if (!xml_.substr(at_).starts_with(begin)) return false;
    auto const found = xml_.find(end, at_ + begin.size());
    at_ = found == std::string_view::npos ? xml_.size() : found + end.size();
    return true;
  }

  std::string_view entity() const {
    auto const rest = xml_.substr(at_, 16);
    return rest.substr(0, rest.find_first_of("; <\"'\n") + 1);
  }

  bool is_known_entity() const {
    constexpr std::array<std::string_view, 5> known = {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"};
    auto const name = entity();
    return name.starts_with("&#") || std::ranges::find(known, name) != known.end();
  }

  std::unexpected<Error> refuse(Text says) const {
    auto const line = position_at(xml_, at_).line;
    return invalid(std::move(says), file_ + ":" + std::to_string(line));
  }

  std::string_view xml_;
  std::string const& file_;
  std::size_t at_ = 0;
};

// The encoding that the XML declaration names; empty if it names none.
std::string_view declared_encoding(std::string_view xml) {
  if (!xml.starts_with("<?xml")) return {};
  auto const declaration = xml.substr(0, xml.find("?>"));
  auto const at = declaration.find("encoding");
  auto const open = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos || open == std::string_view::npos) return {};
  auto const value = declaration.substr(open + 1);
  return value.substr(0, value.find(declaration[open]));
}

bool names_utf8(std::string_view encoding) {
  std::string lower(encoding);
  for (auto& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower.empty() || lower == "utf-8" || lower == "utf8" || lower == "us-ascii";
}

Result<void> check_encoding(std::string_view xml, std::string const& file) {
  auto const declared = declared_encoding(xml);
  bool const utf16 = xml.starts_with("\xFE\xFF") || xml.starts_with("\xFF\xFE") ||
                     xml.substr(0, 4).find('\0') != std::string_view::npos;
  if (utf16 || !names_utf8(declared)) {
    auto name = utf16 ? std::string("UTF-16") : std::string(declared.substr(0, 40));
    return invalid({"dmn.read_other_encoding", {{"encoding", std::move(name)}}}, file + ":1");
  }
  if (is_utf8(xml)) return {};
  std::size_t line = 1;
  for (auto rest = xml; !rest.empty(); ++line) {
    auto const end = std::min(rest.find('\n'), rest.size());
    if (!is_utf8(rest.substr(0, end))) break;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return invalid({"dmn.read_not_utf8", {}}, file + ":" + std::to_string(line));
}

// Everything that reads nodes may recurse after this.
bool is_too_deep(pugi::xml_node root) {
  int depth = 0;
  for (auto node = root; node;) {
    if (node.first_child()) {
      if (++depth > depth_max) return true;
      node = node.first_child();
      continue;
    }
    while (node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node == root) return false;
    node = node.next_sibling();
  }
  return false;
}

Text reason(pugi::xml_parse_status status) {
  switch (status) {
    case pugi::status_end_element_mismatch: return {"dmn.read_unclosed_element", {}};
    case pugi::status_bad_attribute: return {"dmn.read_bad_attribute", {}};
    case pugi::status_no_document_element: return {"dmn.read_no_element", {}};
    default: return {"dmn.read_not_xml", {}};
  }
}

Result<pugi::xml_node> only_element(pugi::xml_document const& document, std::string const& file) {
  pugi::xml_node root;
  for (auto child : document.children()) {
    if (child.type() != pugi::node_element) continue;
    if (root) return invalid({"dmn.read_several_roots", {}}, file);
    root = child;
  }
  return root;
}

}  // namespace

Result<Model> read(std::string_view xml, std::string file) {
  if (xml.size() > bytes_max) return invalid({"dmn.read_too_large", {}}, file);
  if (xml.starts_with("\xEF\xBB\xBF")) xml.remove_prefix(3);
  TRY(check_encoding(xml, file));
  TRY(Marks(xml, file).check());
  pugi::xml_document document;
  auto parsed =
      document.load_buffer(xml.data(), xml.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed) {
    auto const offset = std::clamp<std::ptrdiff_t>(parsed.offset, 0, std::ssize(xml));
    auto const line = position_at(xml, static_cast<std::size_t>(offset)).line;
    return invalid(reason(parsed.status), file + ":" + std::to_string(line));
  }
  auto root = TRY(only_element(document, file));
  if (is_too_deep(root)) return invalid({"dmn.read_too_deep", {}}, file);
  return Reader(xml, std::move(file)).definitions(root);
}

}  // namespace zonebook::dmn
