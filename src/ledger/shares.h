// Registers whose records are shares of another one (`shares:` in docs/formats/model.md): a joint
// project is one record of the leading zone, and what each side holds are rows that add up.
//
// What must hold after an entry, whatever its changes were; looked at are the records whose shares
// it touches, on all their days, in this order:
//
//   ledger.share_elsewhere  a share names a record of another zone: the zone that holds the record
//                           records its shares, so that one head lock guards the sum
//   ledger.share_merged     a record is merged into another on a day on which it has shares: which
//                           shares the survivor has then is for people to say, in the same entry
//   ledger.shares           on some days there are shares, and they do not add up to the whole;
//                           details list all such stretches (half-open) with their sums
//
// A record without shares on a day has none to add up.  Cost: for each such record, one statement
// by the index on the reference, and two for each share.

#pragma once

#include "ledger/lives.h"
#include "meta/catalog.h"

namespace zonebook::ledger {

Result<void> check_shares(Draft&, Past&, meta::Catalog const&);

}  // namespace zonebook::ledger
