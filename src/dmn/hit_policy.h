// From the rules that hit to the answer (DMN 1.5, 8.2.10 and 8.2.11).  Inside dmn/.
//
//   UNIQUE        the one rule that hits; several: null and a remark that names them
//   ANY           all hits give the same; if not: null and a remark
//   FIRST         the first in the order of the table
//   PRIORITY      the one whose outputs come first among the allowed values, the first output
//                 counting most; the first in the table among equals
//   RULE ORDER, COLLECT   all, in the order of the table
//   OUTPUT ORDER  all, in the order of PRIORITY
//   COLLECT with SUM, MIN, MAX, COUNT   one value; of several outputs, one for each

#pragma once

#include "dmn/table_parts.h"

namespace zonebook::dmn {

// Reads trace.hits; fills trace.chosen and trace.used_default.
feel::Value answer(Table::Parts const&, feel::Evaluator&, std::span<feel::Value> frame,
                   TableTrace&);

}  // namespace zonebook::dmn
