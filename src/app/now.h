// What the wall clock says in this deployment's zone: the one place that reads it for FEEL.

#pragma once

#include <string>

#include "base/instant.h"
#include "base/time.h"

namespace zonebook::app {

// In the zone of that name; in UTC if tzdata has no such zone.
DateTime local_now(std::string const& time_zone);

}  // namespace zonebook::app
