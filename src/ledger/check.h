// What must hold after an entry, whatever its changes were: checked on the last state alone, in
// this order (oracle R5, R12, R13, R17).
//
//   ledger.event_field    an event is empty, then one value to the end of the life, and set on its
//                         own day if the record exists then; else a figure would silently miss it
//   ledger.reference      what a reference names exists where the reference begins, and may be
//                         named: a record of the own zone, of one above it on that day, or of a
//                         shared register; what began before this entry stays as it is
//   ledger.referred       what is retired is referred to; details list by whom
//   ledger.duplicate_key  two records of a zone hold one natural key on the same day

#pragma once

#include "ledger/lives.h"

namespace zonebook::ledger {

Result<void> check_entry(Draft&, Past&, std::vector<Change> const& resolved);

}  // namespace zonebook::ledger
