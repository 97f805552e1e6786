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
  // From `page` on, the bytes are those from `source` on; or, with an end, one character stands for
  // the bytes from `source` to there.
  struct Run {
    std::uint32_t page = 0, source = 0, source_end = 0;
  };

  std::string text;
  std::vector<Run> runs;  // in order; the first begins at 0

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
