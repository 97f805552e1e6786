// What a reconciliation tells, for people and for programs: docs/formats/reconcile.md.
//
//   auto const told = TRY(told_ways(reconciled, {.zone…}, reads, language));
//   json_of(text, reading, reconciled, told, language)
//   sentences(…)                                   // one for each trouble

#pragma once

#include <map>
#include <string>
#include <vector>

#include "api/difference.h"
#include "ledger/ledger.h"
#include "reconcile/kept.h"

namespace zonebook::api {

// A text with all that was found in it.
struct ReconciledText {
  std::string_view text;
  reading::Reading const& reading;
  reconcile::Reconciled const& found;
  reconcile::Asked const& asked;
};

struct ReconcileReads {
  reconcile::Read figures;
  // Under which records are named.
  std::function<Result<std::shared_ptr<ledger::Scope const>>(std::string const& zone)> own;
  // Whether what moved may be told; empty: all of it.  Forbidden is no refusal of the whole.
  std::function<Result<void>(ledger::Snapshot const& now, AskedDifference const&,
                             DifferenceTold const&)>
      check = {};
};

// Why what was known once is another value now, by figure and way: the sentence of figures, and the
// title of the report that has the value.
struct WayTold {
  std::string because;
  std::string report;
};
using WaysTold = std::map<std::pair<std::size_t, std::size_t>, WayTold>;
//   as told_difference()
Result<WaysTold> told_ways(ReconciledText const&, ReconcileReads const&, Language);

// "11.36 亿元", in the digits of its definition.
std::string shown(reconcile::Value const&);
// What it is: 项目开工率, and of a growth that it is one.
std::string label_of(reconcile::Value const&, Language);

// What a person is told of a trouble: its sentence, then one for each way or definition.
std::vector<Text> sentences(ReconciledText const&, reconcile::Trouble const&, WaysTold const&,
                            Language);

// Whether the text is one that keep_text() would take; before it is reconciled.
//   invalid  as a text of many lines, `where` is "text"
Result<void> check_may_be_kept(meta::Catalog const&, std::string_view text);
// Keeps it with its figures; the record of the bulletin.
//   as Ledger::append()
Result<std::string> keep_text(ledger::Ledger&, ReconciledText const&, reconcile::Kept);

// The reading (docs/formats/reading.md) with a verdict on each figure, and the troubles.
Json json_of(ReconciledText const&, WaysTold const&, Language);

}  // namespace zonebook::api
