// A web page as a person reads it: HTML by the parser of libxml2, which takes any bytes.

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <memory>

#include "publishing/document/document.h"

namespace zonebook::publishing {
namespace {

using Document = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;
using Names = std::initializer_list<std::string_view>;

bool is_one_of(std::string_view name, Names names) {
  return std::ranges::find(names, name) != names.end();
}

// What is no part of what is told: how to get about the site, and what programs read.
bool is_skipped(std::string_view name) {
  return is_one_of(name, {"script", "style", "noscript", "template", "head", "nav", "header",
                          "footer", "aside", "form", "button", "select", "svg", "iframe"});
}

bool is_block(std::string_view name) {
  return is_one_of(name, {"p",   "div", "li",     "tr",         "br",      "h1",   "h2",
                          "h3",  "h4",  "h5",     "h6",         "table",   "ul",   "ol",
                          "dl",  "dt",  "dd",     "section",    "article", "main", "blockquote",
                          "pre", "hr",  "figure", "figcaption", "caption"});
}

bool is_heading(std::string_view name) { return name == "h1" || name == "h2"; }

class Writing {
 public:
  // Not by recursion: a page may be nested as deep as it likes.
  void run(xmlNode const& root) {
    auto const* at = &root;
    while (at) {
      bool const goes_in = enter(*at) && at->children;
      if (goes_in) {
        at = at->children;
        continue;
      }
      leave(*at);
      while (at != &root && !at->next) {
        at = at->parent;
        leave(*at);
      }
      at = at == &root ? nullptr : at->next;
    }
  }

  std::string take() { return std::move(text_); }
  bool is_too_large() const { return text_.size() > document_bytes_max; }

 private:
  static std::string_view name_of(xmlNode const& node) {
    return node.type == XML_ELEMENT_NODE ? reinterpret_cast<char const*>(node.name)
                                         : std::string_view();
  }

  // False: what is in it is not read.
  bool enter(xmlNode const& node) {
    if (node.type == XML_TEXT_NODE || node.type == XML_CDATA_SECTION_NODE) {
      if (!is_too_large()) add(reinterpret_cast<char const*>(node.content));
      return false;
    }
    auto const name = name_of(node);
    if (is_skipped(name)) return false;
    if (is_block(name)) end_line();
    if (is_heading(name)) text_ += "# ";
    return true;
  }

  void leave(xmlNode const& node) {
    auto const name = name_of(node);
    if (is_skipped(name)) return;
    if (is_block(name)) end_line();
    if (is_one_of(name, {"td", "th"})) text_ += '\t';
  }

  // Between two characters of Chinese the white space of the source says nothing, as elsewhere it
  // is one space; the reader of figures takes both alike.
  void add(std::string_view text) {
    for (auto const c : text) {
      bool const is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!is_space) text_ += c;
      if (is_space && !text_.empty() && text_.back() != ' ' && text_.back() != '\n') text_ += ' ';
    }
  }

  void end_line() {
    while (!text_.empty() && (text_.back() == ' ' || text_.back() == '\t')) text_.pop_back();
    if (text_.ends_with("\n#")) text_.pop_back();  // a heading without words
    if (!text_.empty() && text_.back() != '\n') text_ += '\n';
  }

  std::string text_;
};

}  // namespace

Result<std::string> page_text(std::string const& utf8, std::string const& name) {
  Document const document(
      htmlReadMemory(utf8.data(), static_cast<int>(utf8.size()), "page", "UTF-8",
                     HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING),
      &xmlFreeDoc);
  auto const* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (!root) return invalid({"publishing.document.damaged", {{"name", name}}}, name);
  Writing writing;
  writing.run(*root);
  if (writing.is_too_large()) {
    return invalid({"publishing.document.too_large", {{"name", name}}}, name);
  }
  auto text = writing.take();
  if (text.find_first_not_of(" \n\t") == text.npos) {
    return invalid({"publishing.document.no_words", {{"name", name}}}, name);
  }
  return text;
}

}  // namespace zonebook::publishing
