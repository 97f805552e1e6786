// How the articles of a page lie: zone lines, headlines, bodies, authors; stories that stop in the
// middle of a sentence and go on elsewhere.
//
//   auto page = layout_of(text);
//   page.articles[0].lines                  // of its body, in reading order
//   page.pieces[0]                          // headline and body, to be prepared and read
//
// A page is what has headings (#) or several 本刊讯; any other text is one article without a headline.
// Cost: linear.

#pragma once

#include <vector>

#include "reading/prepare.h"

namespace zonebook::reading {

struct Layout {
  std::vector<Article> articles;
  std::vector<std::vector<Piece>> pieces;  // one list an article
};

Layout layout_of(std::string_view text);

}  // namespace zonebook::reading
