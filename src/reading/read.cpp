#include "reading/reading.h"

#include <iterator>

#include "reading/figures.h"
#include "reading/layout.h"
#include "reading/relations.h"

namespace zonebook::reading {

Reading read(std::string_view text, Options const& options) {
  Reading reading;
  auto layout = layout_of(text);
  for (std::size_t i = 0; i < layout.articles.size(); ++i) {
    auto const& article = layout.articles[i];
    auto own = options;
    if (!article.zone.empty()) own.zone = article.zone;
    if (!article.headline.empty()) own.title = article.headline;
    auto figures = figures_of(prepare(text, layout.pieces[i]), own);
    for (auto& figure : figures) figure.article = i;
    if (reading.figures.empty()) {
      reading.figures = std::move(figures);
    } else {
      reading.figures.insert(reading.figures.end(), std::move_iterator(figures.begin()),
                             std::move_iterator(figures.end()));
    }
  }
  reading.relations = relations_of(reading.figures);
  reading.articles = std::move(layout.articles);
  return reading;
}

}  // namespace zonebook::reading
