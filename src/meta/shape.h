// The shape of a model: what storage depends on, as JSON.  Inside meta/; others ask the Catalog.
//
//   {"agreement":{"fields":{"signed_on":{"type":"date","event":true,"required":true}, …},
//                 "key":["agreement_no"]}, …}
//
// Registers by name and fields by permanent id; what is not said is not so.  Money's unit is how
// people see it, and no part of the shape.

#pragma once

#include <vector>

#include "meta/catalog.h"

namespace zonebook::meta {

Json shape_of(std::vector<Register> const&);

}  // namespace zonebook::meta
