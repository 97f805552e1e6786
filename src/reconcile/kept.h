// A reconciled text kept: the bulletin and each of its figures, as records of the registers
// bulletin and reported_figure.
//
//   ledger.append(kept_letter(text, reading, found, asked, kept))
//
// It is one entry, whole or absent: of at most 999 figures, and 1 MiB.
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
  std::string title, status, source, actor;
  std::optional<Date> published_on = {};
  std::string key = {};                           // sent twice it is one entry
  std::map<std::string, std::string> zones = {};  // the records of zones, by code
};

// A text as it is kept: lines end with '\n' alone.
std::string lines_of(std::string_view text);
// In the zone that was asked: who received or issued it.  From the day it speaks of.
Json kept_letter(std::string_view text, reading::Reading const&, Reconciled const&, Asked const&,
                 Kept const&);

}  // namespace zonebook::reconcile
