// How texts say the definitions: what is in phrases/ of a model (reconcile/phrase.h).

#pragma once

#include "app/settings.h"
#include "figures/definition.h"
#include "reconcile/form.h"
#include "reconcile/phrase.h"

namespace zonebook::app {

// Each problem is printed; the error says how many there were.  None if there is no such folder.
//   invalid  app.model_wrong
Result<reconcile::Phrases> load_phrases(Settings const&, figures::Definitions const&);

// How messages become drafts: what is in intake/ (reconcile/form.h).  The same.
Result<reconcile::Forms> load_forms(Settings const&, meta::Catalog const&);

}  // namespace zonebook::app
