#include "publishing/xml_pull.h"

#include <libxml/xmlreader.h>

#include <mutex>
#include <optional>

namespace zonebook::publishing {
namespace {

struct FreeReader {
  void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
};

std::string_view view_of(xmlChar const* text) {
  return text ? std::string_view(reinterpret_cast<char const*>(text)) : std::string_view();
}

// Of what has no reader yet to complain to libxml2 would write to standard error.
void say_nothing(void*, char const*, ...) {}

void silence() {
  static std::once_flag once;
  std::call_once(once, [] { xmlSetGenericErrorFunc(nullptr, &say_nothing); });
}

// The ends of the two names that r: stands for.
constexpr std::string_view relations = "/relationships";

}  // namespace

struct XmlPull::Open {
  Archive::Part& part;
  std::string name;
  std::unique_ptr<xmlTextReader, FreeReader> reader = {};
  std::optional<Error> failed = {};  // of the archive
  std::string complaint = {};
  int line = 0;
  bool closes_at_once = false;  // <a/>: told as <a> and </a>

  static int read(void* context, char* into, int size) {
    auto& open = *static_cast<Open*>(context);
    auto got = open.part.read(into, static_cast<std::size_t>(size));
    if (got) return static_cast<int>(*got);
    open.failed = std::move(got.error());
    return -1;
  }

  static void complain(void* context, xmlErrorPtr error) {
    auto& open = *static_cast<Open*>(context);
    if (!open.complaint.empty() || !error) return;
    open.complaint = error->message ? error->message : "";
    while (open.complaint.ends_with('\n')) open.complaint.pop_back();
    open.line = error->line;
  }

  std::unexpected<Error> no_xml(std::string const& why) const {
    return invalid(
        {"publishing.no_xml", {{"part", name}, {"line", std::to_string(line)}, {"why", why}}},
        name + ":" + std::to_string(line));
  }
};

XmlPull::XmlPull(Archive::Part& part, std::string name)
    : open_(std::make_unique<Open>(part, std::move(name))) {
  silence();
  open_->reader.reset(xmlReaderForIO(&Open::read, nullptr, open_.get(), nullptr, nullptr,
                                     XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT));
  CHECK(open_->reader != nullptr);
  xmlTextReaderSetStructuredErrorHandler(open_->reader.get(), &Open::complain, open_.get());
}

XmlPull::~XmlPull() = default;

Result<bool> XmlPull::next() {
  auto* reader = open_->reader.get();
  if (open_->closes_at_once) {
    open_->closes_at_once = false;
    at_ = At::closing;
    return true;
  }
  at_ = At::nothing;
  for (;;) {
    auto const found = xmlTextReaderRead(reader);
    if (open_->failed) return std::unexpected(*open_->failed);
    if (found < 0 || !open_->complaint.empty()) return open_->no_xml(open_->complaint);
    if (found == 0) return false;
    switch (xmlTextReaderNodeType(reader)) {
      case XML_READER_TYPE_ELEMENT:
        open_->closes_at_once = xmlTextReaderIsEmptyElement(reader) == 1;
        at_ = At::opening;
        name_ = view_of(xmlTextReaderConstLocalName(reader));
        return true;
      case XML_READER_TYPE_END_ELEMENT:
        at_ = At::closing;
        name_ = view_of(xmlTextReaderConstLocalName(reader));
        return true;
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE: at_ = At::text; return true;
      case XML_READER_TYPE_DOCUMENT_TYPE:
      case XML_READER_TYPE_ENTITY_REFERENCE:
        open_->line = xmlTextReaderGetParserLineNumber(reader);
        return open_->no_xml("DOCTYPE");
      default: break;
    }
  }
}

std::string_view XmlPull::text() const {
  return view_of(xmlTextReaderConstValue(open_->reader.get()));
}

int XmlPull::depth() const { return xmlTextReaderDepth(open_->reader.get()); }

bool XmlPull::has(char const* name) const {
  auto* reader = open_->reader.get();
  auto const found = xmlTextReaderMoveToAttribute(reader, reinterpret_cast<xmlChar const*>(name));
  xmlTextReaderMoveToElement(reader);
  return found == 1;
}

std::string_view XmlPull::attribute(char const* name) const {
  auto* reader = open_->reader.get();
  if (xmlTextReaderMoveToAttribute(reader, reinterpret_cast<xmlChar const*>(name)) != 1) return {};
  auto const value = view_of(xmlTextReaderConstValue(reader));
  xmlTextReaderMoveToElement(reader);
  return value;
}

std::string_view XmlPull::relation() const {
  auto* reader = open_->reader.get();
  std::string_view found;
  for (auto more = xmlTextReaderMoveToFirstAttribute(reader); more == 1;
       more = xmlTextReaderMoveToNextAttribute(reader)) {
    if (view_of(xmlTextReaderConstLocalName(reader)) == "id" &&
        view_of(xmlTextReaderConstNamespaceUri(reader)).ends_with(relations)) {
      found = view_of(xmlTextReaderConstValue(reader));
    }
  }
  xmlTextReaderMoveToElement(reader);
  return found;
}

}  // namespace zonebook::publishing
