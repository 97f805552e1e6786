// The API's description, made of the routes themselves (OpenAPI 3.1).

#pragma once

#include <vector>

#include "api/route.h"

namespace zonebook::api {

Json described(std::vector<Route> const&);

}  // namespace zonebook::api
