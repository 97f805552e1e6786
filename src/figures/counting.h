// The counting tables: of each record that a definition counts, what it brings, kept beside the
// ledger's tables in the transactions that change them.  They answer as the plain SQL over r_* and
// the interpreter do (figure_sql.h, counter.h), which stay, for what is not kept here and as the
// other implementation that must agree.
//
//   auto counting = std::make_shared<Counting const>(catalog, definitions);
//   Ledger ledger(database, catalog, {…, .projection = counting});
//   TRY(ledger::keep_projection(database, ledger));      // filled, where it is not yet
//
//   counted          number, zone, id · event · [valid_from, valid_to) of the day asked ·
//                    [known_from, known_to) · ended · amount · once · rival
//   counted_digest   digest of a definition (digest.h) → number
//   counted_sum      what the rows add up to, by zone and months (counted_sums.h)
//
// A row says: asked for a day in [valid_from, valid_to), with what is known in [known_from,
// known_to), the record counts with this amount on that event.  What is read on the event is one
// row for each knowledge, from the event on; what is read on v, and a stock, one for each stretch
// of days over which nothing that is read changes.  Of a ratio the numerator has rows of its own.
// Of those that count once per something, `rival` tells that more than one record ever held its
// key, so that the others need no look at each other.
//
// Promises
//   1. Where a snapshot shows that they are held, they hold for all that it shows: entry by entry,
//      also where an entry changes a record that others are read through, in whatever zone.
//   2. Rows are added, and known_to closed once; only where an entry is known earlier than one that
//      was written before it (zones have clocks of their own) are later ones written anew.
//   3. Filled again they are the same, row by row; verify finds any other of the digests that it
//      knows, whatever set is held, and an index that is missing.  Of another layout (digest.h)
//      nothing stays.
//   4. No table: a condition that names today, a typed figure.  Not read from them: what a reader's
//      rights narrow by a condition, a dimension of a field, and a definition with openings.
//
// Cost of an entry: of each record that it touches a read of all its rows (three statements); no
// more where it changes no field that a count reads.  Of one that it makes an evaluation of all
// counts of its register and a write of its rows here.  Else, of it and of each record that is read
// through it, over however many references: a statement for each reference that leads there and one
// for merges, a read of all its rows, an evaluation of all counts of its register between each two
// knowledges, a read and a write of its rows here.  On PostgreSQL the evaluation is made at least
// twice, once to find the zones that are read through, and a round more for each time that such
// zones are found; its zone is held against others who do so meanwhile.  A record that thousands
// are read through is thousands of times that.  Of entries of other zones that are known later but
// were written before, the bodies and the rows of what they touch.
// Memory: all versions that are read; of a fill, those of one zone.
// Threads: immutable.

#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "figures/counted_store.h"
#include "ledger/projection.h"

namespace zonebook::figures {

class Counting final : public ledger::Projection {
 public:
  // The definitions must be of this catalog.
  Counting(std::shared_ptr<meta::Catalog const>, Definitions);

  std::string const& edition() const override { return edition_; }
  Result<void> take(db::Connection&, std::vector<ledger::TouchedRecord> const&,
                    Instant known) const override;
  Result<void> fill(db::Connection&, Found) const override;
  Result<void> verify(db::Connection&, Complain const&) const override;

 private:
  using Register = meta::Register;
  using Counts = std::map<Register const*, std::vector<Count>>;
  // By id, what it is of.
  using Records = std::map<std::string, Register const*>;
  // Records of a register that are read through a reference of theirs.
  struct Step {
    Register const* in;
    meta::Field const* field;
  };
  using Rows = std::vector<std::pair<std::string, CountedRow>>;  // by record, with numbers

  using Fields = std::set<std::size_t>;                // of a register, by index
  using Referrers = std::map<std::string, Records>;    // by what they are read through
  using Touched = std::vector<ledger::TouchedRecord>;  // of one zone

  void add(Definition const&);
  bool is_read_through(Touched const&) const;
  // What an entry changed of what any count reads, and the ids of what it made.
  struct Changed {
    Touched records;
    std::set<std::string> made;
  };
  Result<Changed> changed(KnownLives&, Touched const&, Instant known) const;
  Result<Referrers> late_referrers(db::Connection&, ledger::Store&, std::string const& own,
                                   Instant known) const;
  Result<Records> dependents(db::Connection&, ledger::Store&, Changed const&, Instant known) const;
  // What is read of an entry: the records to count again, and what was read of them.
  struct Read {
    KnownLives lives;
    Records records;
  };
  Result<std::unique_ptr<Read>> read_held(db::Connection&, ledger::Store&,
                                          KnownLives const& own_lives, Changed const&,
                                          Instant known) const;
  Result<std::set<std::string>> zones_read_through(Read&, Instant known) const;
  Result<std::vector<CountedRow>> rows_of(KnownLives&, Numbers const&, Register const&,
                                          std::string const& id, Instant from) const;
  Result<Rows> rows_of_zone(ledger::Store&, std::string const& zone, Numbers const&) const;

  std::shared_ptr<meta::Catalog const> catalog_;
  Definitions definitions_;  // what the counts point to
  ledger::Statements statements_;
  Counts counts_;
  std::map<Register const*, std::vector<Step>> steps_to_;  // by the register they lead to
  std::map<Register const*, Fields> reads_;                // what any count reads
  std::set<Register const*> count_once_;                   // counted once per something
  std::set<Register const*> reads_through_;  // those with a reference that is followed
  std::set<std::string> digests_;
  std::string edition_;
};

}  // namespace zonebook::figures
