#include "app/difference.h"

namespace zonebook::app {

Result<DifferenceTold> told_difference(Book const& book, FoundFigure const& found,
                                       DifferenceEnds const& ends, Language language) {
  auto const scope = ledger::Scope::everything(found.zone);
  auto const now = [&] { return book.ledger->read(scope); };
  return api::told_difference({.period = found.period,
                               .part = found.part,
                               .zone = found.zone,
                               .root = book.root,
                               .from = ends.from,
                               .to = ends.to,
                               .local = *book.local},
                              {.from = [&] { return read_known(book, scope, ends.known[0]); },
                               .to = [&] { return read_known(book, scope, ends.known[1]); },
                               .now = now,
                               .told = now},
                              language);
}

}  // namespace zonebook::app
