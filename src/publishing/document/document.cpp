#include "publishing/document/document.h"

#include <array>
#include <string_view>

#include "base/unicode.h"
#include "publishing/decoded.h"

namespace zonebook::publishing {
namespace {

using namespace std::string_view_literals;

std::unexpected<Error> refused(char const* key, std::string const& name) {
  return invalid({key, {{"name", name}}}, name);
}

// A page of the web says so at its beginning, whatever stands before: a comment, <?xml …>.
bool is_page(std::string_view text) {
  auto const head = lower_case(std::string(text.substr(0, 1024)));
  for (auto const mark : {"<html"sv, "<!doctype html"sv, "<head"sv, "<body"sv}) {
    if (head.find(mark) != head.npos) return true;
  }
  return false;
}

}  // namespace

Result<std::string> document_text(std::string bytes, std::string const& name) {
  if (bytes.size() > document_file_max) {
    return refused("publishing.document.too_large", name);
  }
  if (bytes.starts_with("PK\x03\x04"sv)) return docx_text(std::move(bytes), name);
  if (bytes.starts_with("%PDF"sv)) return pdf_text(bytes, name);
  for (auto const old : {"\xD0\xCF\x11\xE0"sv, "{\\rtf"sv}) {
    if (bytes.starts_with(old)) return refused("publishing.document.old", name);
  }
  auto text = decoded(std::move(bytes));
  if (!text) return refused("publishing.document.unknown", name);
  if (is_page(*text)) return page_text(*text, name);
  if (text->size() > document_bytes_max) return refused("publishing.document.too_large", name);
  return std::move(*text);
}

}  // namespace zonebook::publishing
