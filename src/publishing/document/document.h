// The words of a document that is to be read: what a person would select and copy.
//
//   auto text = TRY(document_text(bytes, "简报.docx"));
//
// Read are plain text in UTF-8, UTF-16 or GB 18030; .docx; a web page; a PDF that holds text.  The
// kind is told by the bytes, not by the name.  A paragraph is a line, a cell of a table stands
// behind a tab, a first or second heading of a page behind "# " (reading/layout.h).
//
// Promises
//   1. Nothing is fetched, no script is run, no entity of a document's own is opened.
//   2. Never more than `bytes_max` of text come out, whatever a bomb says of itself: beyond it is a
//      refusal, never a part.
//
// Cost: linear in the bytes; of a PDF as long as poppler takes.  Threads: pure.

#pragma once

#include <string>

#include "base/result.h"

namespace zonebook::publishing {

constexpr std::size_t document_bytes_max = std::size_t{16} << 20;  // of the text
constexpr std::size_t document_file_max = std::size_t{64} << 20;   // of the file

// `name` is for the errors.
//   invalid  publishing.document.damaged, publishing.document.locked (a PDF with a password),
//            publishing.document.no_words (a scan), publishing.document.too_large,
//            publishing.document.old (.doc, .wps, .rtf: 请另存为 .docx)
//            publishing.document.unknown: it is none of these
Result<std::string> document_text(std::string bytes, std::string const& name);

// Of the kinds one by one, for tests and fuzzing.
Result<std::string> docx_text(std::string bytes, std::string const& name);
Result<std::string> page_text(std::string const& utf8, std::string const& name);
Result<std::string> pdf_text(std::string const& bytes, std::string const& name);

}  // namespace zonebook::publishing
