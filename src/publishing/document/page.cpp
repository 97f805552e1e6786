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

// What is no part of what is told: how to get about the site, what is to be filled in, and what
// programs read.  Not `form`: some programs write the whole page into one.
bool is_skipped(std::string_view name) {
  return is_one_of(name, {"script", "style", "noscript", "template", "head", "nav", "header",
                          "footer", "aside", "textarea", "button", "select", "svg", "iframe"});
}

bool is_block(std::string_view name) {
  return is_one_of(name, {"p",   "div", "li",     "tr",         "br",      "h1",   "h2",
                          "h3",  "h4",  "h5",     "h6",         "table",   "ul",   "ol",
                          "dl",  "dt",  "dd",     "section",    "article", "main", "blockquote",
                          "pre", "hr",  "figure", "figcaption", "caption", "form"});
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

bool is_cell(std::string_view name) { return name == "td" || name == "th"; }

bool is_heading(std::string_view name) { return name == "h1" || name == "h2"; }

std::string_view name_of(xmlNode const& node) {
  return node.type == XML_ELEMENT_NODE ? reinterpret_cast<char const*>(node.name)
                                       : std::string_view();
}

// The next node below the root in the order of the page.
xmlNode const* next_in(xmlNode const& root, xmlNode const* at) {
  if (at->children) return at->children;
  while (at != &root && !at->next) at = at->parent;
  return at == &root ? nullptr : at->next;
}

bool is_alone(xmlNode const& cell) {
  auto const* next = cell.next;
  while (next && !is_cell(name_of(*next))) next = next->next;
  auto const* before = cell.prev;
  while (!next && before && !is_cell(name_of(*before))) before = before->prev;
  return !next && !before;
}

// Whether a table only lays out what is in this cell: it is alone in its row, or holds what no
// value does.  Else it is a value beside others.
bool is_layout(xmlNode const& cell) {
  if (is_alone(cell)) return true;
  for (auto const* at = next_in(cell, &cell); at; at = next_in(cell, at)) {
    auto const name = name_of(*at);
    if (is_block(name) && !is_one_of(name, {"p", "div", "br"})) return true;
  }
  return false;
}

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
  // False: what is in it is not read.
  bool enter(xmlNode const& node) {
    if (node.type == XML_TEXT_NODE || node.type == XML_CDATA_SECTION_NODE) {
      if (!is_too_large()) add(reinterpret_cast<char const*>(node.content));
      return false;
    }
    auto const name = name_of(node);
    if (is_skipped(name)) return false;
    if (!value_ && is_cell(name) && !is_layout(node)) value_ = &node;
    if (is_block(name)) end_block();
    if (is_heading(name)) text_ += "# ";
    return true;
  }

  void leave(xmlNode const& node) {
    auto const name = name_of(node);
    if (is_skipped(name)) return;
    if (is_block(name)) end_block();
    if (!is_cell(name)) return;
    if (value_ == &node) value_ = nullptr;
    while (text_.ends_with(' ')) text_.pop_back();
    text_ += '\t';
  }

  // A row of values is one line, whatever paragraphs they are written in.
  void end_block() {
    if (value_) add(" ");
    if (!value_) end_line();
  }

  // Between two characters of Chinese the white space of the source says nothing, as elsewhere it
  // is one space; the reader of figures takes both alike.
  void add(std::string_view text) {
    for (auto const c : text) {
      if (!is_space(c)) text_ += c;
      if (is_space(c) && !text_.empty() && !is_space(text_.back())) text_ += ' ';
    }
  }

  void end_line() {
    while (!text_.empty() && (text_.back() == ' ' || text_.back() == '\t')) text_.pop_back();
    if (text_.ends_with("\n#")) text_.pop_back();  // a heading without words
    if (!text_.empty() && text_.back() != '\n') text_ += '\n';
  }

  std::string text_;
  xmlNode const* value_ = nullptr;  // the cell of values that is open
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
