// Any bytes as a document: its words, never more than there may be, or refused with why.
//
// Bytes that begin with W are, behind it, the main part of a .docx, put into an archive here: so
// mutations reach the XML and not the sum over it.  All others are the file.

#include "publishing/document/document.h"
#include "stored_archive.h"

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  using namespace zonebook;
  std::string bytes(reinterpret_cast<char const*>(data), size);
  if (bytes.starts_with('W')) {
    fuzz::Stored archive;
    archive.add("word/document.xml", std::string_view(bytes).substr(1));
    bytes = archive.finish();
  }

  auto const text = publishing::document_text(std::move(bytes), "示例");

  if (text) {
    CHECK(text->size() <= publishing::document_bytes_max);
  } else {
    CHECK(text.error().says.key.starts_with("publishing.document."));
  }
  return 0;
}
