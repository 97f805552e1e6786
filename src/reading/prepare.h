// A text made fit for reading: white space that says nothing is gone, full-width letters and digits
// are plain, punctuation is Chinese; and the way back to the bytes it came from.
//
//   auto page = prepare("项目 12 个,\n投资", {});     // "项目12个，\n投资"
//   page.span(6, 12)                                  // where 12个 stood in the text given
//
// A line's end stays as '\n', the end of a sentence, unless the line was broken by its width alone.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reading/reading.h"

namespace zonebook::reading {

struct Prepared {
  std::string text;
  std::vector<std::uint32_t> from;  // of each byte of `text`: where its character began
  std::vector<std::uint32_t> to;    // … and where it ended

  Span span(std::size_t begin, std::size_t end) const;  // of bytes of `text`; begin < end
};

// Pieces of one text in reading order; `joined`: it goes on with the piece before without a break.
struct Piece {
  Span at;
  bool joined = false;
};

Prepared prepare(std::string_view text, std::vector<Piece> const& pieces);

// The lines of a text as pieces: those broken by width alone are joined.
std::vector<Piece> lines_of(std::string_view text);

}  // namespace zonebook::reading
