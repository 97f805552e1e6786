// From DMN XML (1.1 to 1.6) to a Model.
//
// Promises
//   1. A file that is no well-formed XML, no DMN, or refers to what is not there is refused with
//      line and reason; nothing is skipped in silence (unknown elements in the DMN namespace are
//      problems; foreign namespaces are ignored, as the standard says of extensions).
//   2. Document types and entities are refused, so no entity bomb is expanded.  At most 32 MiB,
//      20,000 elements, nested at most 256 deep.
//   3. Reading is pure: no other file is opened (decide.h asks for imports).

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "dmn/model.h"

namespace zonebook::dmn {

//   invalid  `where` is "file:line"; `says` what is wrong there
Result<Model> read(std::string_view xml, std::string file);

}  // namespace zonebook::dmn
