// What the wall clock says in this deployment's zone: the one place that reads it for FEEL.

#pragma once

#include "base/instant.h"
#include "base/time.h"

namespace zonebook::app {

// In Asia/Shanghai unless the environment says otherwise by ZONEBOOK_ZONE; in UTC if tzdata has no
// such zone.
DateTime local_now();

}  // namespace zonebook::app
