// What a model no longer has, read back from the shape of an earlier one.  Inside meta/.
//
// Fields have permanent ids: what an earlier shape calls by an id that no field has now was
// removed. Its values stay in the ledger and go along with each new version of their record.

#pragma once

#include <vector>

#include "meta/catalog.h"

namespace zonebook::meta {

void add_removed(std::vector<Register>&, Json const& earlier_shape);

}  // namespace zonebook::meta
