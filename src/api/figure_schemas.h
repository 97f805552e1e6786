// The schemas of what is answered about figures.  Inside api/.

#pragma once

#include "base/json.h"

namespace zonebook::api {

Json figures_schema();
Json behind_schema();
Json difference_schema();
Json trend_schema();
// Components: "Definition", "Edition", "FigureAnswer".
Json definition_schema();
Json edition_schema();
Json answer_schema();

}  // namespace zonebook::api
