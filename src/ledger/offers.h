// Between zones nobody writes into another's book: one zone offers, the other accepts in its own,
// and the two records cite each other.  A project, a lead, a duty is handed over this way.
//
//   A   offer       recipient = B, what it is          2023-11-01 →
//   B   acceptance  offer = A's                        2023-11-05 →
//   A   offer       acceptance = B's (a change)        2023-11-05 →
//
// The registers `offer` and `acceptance` are this room's; model/ adds what can be offered, such as
// the project of A and the one that B begins with.  To withdraw an offer is to retire it from a day
// on; to take an acceptance back, A empties its citation first, then B retires the acceptance.
//
// What must hold after an entry, for each offer that it touches or that a touched acceptance cites:
//
//   ledger.offer_to_itself       the recipient is another zone than the one that offers
//   ledger.offer_not_to_zone     an acceptance is of the zone to which the offer is made, on all
//                                days on which it cites it
//   ledger.offer_withdrawn       and the offer exists on all these days
//   ledger.offer_answered        an offer is answered by one acceptance, whatever the days
//   ledger.acceptance_elsewhere  the acceptance that an offer names cites this offer on all days
//                                on which it is named
//   ledger.referred              an offer is retired while an acceptance cites it; an acceptance is
//                                retired, or cites another offer, while the offer names it
//
// An entry that touches either holds the references of all zones alone (append.cpp), so that two
// zones never pass each other.

#pragma once

#include "ledger/lives.h"
#include "meta/catalog.h"

namespace zonebook::ledger {

// Is it one of the two?
bool is_offered(meta::Register const&);

Result<void> check_offers(Draft&, Past&, meta::Catalog const&);

}  // namespace zonebook::ledger
