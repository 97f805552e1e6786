#include "app/difference.h"

namespace zonebook::app {

Result<DifferenceTold> told_difference(Book const& book, FoundFigure const& found,
                                       DifferenceEnds const& ends, Language language) {
  auto const scope = ledger::Scope::everything(found.zone);
  for (auto const& known : ends.known) TRY(read_known(book, scope, known));  // closes them
  auto now = TRY(book.ledger->read(scope));
  return api::told_difference({.period = found.period,
                               .part = found.part,
                               .zone = found.zone,
                               .root = book.root,
                               .from = ends.from,
                               .to = ends.to,
                               .local = *book.local},
                              now, scope, language);
}

}  // namespace zonebook::app
