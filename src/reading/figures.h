// The figures of one article, in reading order, with what each takes over from those before it.

#pragma once

#include <vector>

#include "reading/prepare.h"
#include "reading/reading.h"

namespace zonebook::reading {

std::vector<Figure> figures_of(Prepared const&, Options const&);

}  // namespace zonebook::reading
