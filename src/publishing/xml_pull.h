// XML, one element after another, as it comes out of an archive: the door of libxml2.
//
//   XmlPull xml(part, "xl/workbook.xml");
//   while (TRY(xml.next())) {
//     if (xml.opens("sheet")) names.push_back(xml.attribute("name"));
//   }
//
// Names are local ones: office programs write two namespaces for the same thing.  Refused is a
// document type, and with it every entity; nothing is fetched.  Text comes as UTF-8.
//
// Threads: belongs to one.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "publishing/archive.h"

namespace zonebook::publishing {

class XmlPull {
 public:
  // The part must outlive it; `name` is for the errors.
  XmlPull(Archive::Part& part, std::string name);
  XmlPull(XmlPull&&) = delete;
  ~XmlPull();

  // Onto the next opening, closing or text; false at the end.
  //   invalid  publishing.no_xml: the line and why; and what Archive::Part::read refuses
  Result<bool> next();

  bool opens(std::string_view name) const { return at_ == At::opening && name_ == name; }
  // Also of an element without content, at once after it was opened.
  bool closes(std::string_view name) const { return at_ == At::closing && name_ == name; }
  bool is_text() const { return at_ == At::text; }
  std::string_view text() const;
  int depth() const;
  // Nothing if it is not there.  Valid until the next call of anything.
  std::string_view attribute(char const* name) const;
  bool has(char const* name) const;
  // Of the namespace of relationships: r:id.
  std::string_view relation() const;

 private:
  struct Open;
  enum class At : std::uint8_t { nothing, opening, closing, text };

  std::unique_ptr<Open> open_;
  // Asked many times of each node, and libxml2 has a call for each.
  At at_ = At::nothing;
  std::string_view name_;  // lives as long as the reader
};

}  // namespace zonebook::publishing
