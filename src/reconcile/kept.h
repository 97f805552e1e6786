// A reconciled text kept: the bulletin and each of its figures, as records of the registers
// bulletin and reported_figure.
//
//   for (auto const& letter : kept_letters(text, reading, found, kept)) ledger.append(letter)
//
// What agrees is kept as such, with its definition; all else is open.  To close it is a change of
// its record, which asks for a reason and evidence; no figure of the ledger changes.
//
// Threads: pure.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "reconcile/reconcile.h"

namespace zonebook::reconcile {

struct Kept {
  std::string zone;  // the bulletin's: who received or issued it
  std::string title, status, source, actor;
  Date on;                                   // it is kept from
  std::map<std::string, std::string> zones;  // the records of zones, by code
};

// Of at most 201 changes each; all but the first name the bulletin by `bulletin`,
// the id that the first made.
struct KeptLetters {
  Json first;
  std::vector<Json> others(std::string const& bulletin) const;
  std::vector<Json> rest;  // changes
  Kept kept;
};
KeptLetters kept_letters(std::string_view text, reading::Reading const&, Reconciled const&,
                         Asked const&, Kept);

}  // namespace zonebook::reconcile
