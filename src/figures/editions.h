// The editions of definitions: what each one said on a day, as the ledger knew it at an instant.
// They are records of the register `definition` (registers/definition.yaml), so that who changed a
// figure's meaning, on which paper and from which day, is in the ledger as everything else.
//
//   auto const editions = TRY(Editions::as_in(snapshot, root, at_hand));
//   auto const edition = TRY(editions->at("batch_started_amount", v, snapshot.k()));
//   figure(snapshot, {.of = edition.of, …})
//
// Promises
//   1. A question about (v, k) is answered by the edition valid on v as known at k; the cohort of
//      a ratio is that of the same pair.
//   2. Of a pair before a definition was known, or before its first day, its first edition
//      answers, for a figure may be asked of the past before anybody had named it; `is_first`
//      says so.  Once it is known, a pair keeps its answer.
//   3. A row that cannot be read any more refuses its own questions and no others.
//
// Threads: immutable.  Definitions point into the snapshot's catalog, which must outlive them.
// Cost: read() takes one statement, and compiles each row once.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "figures/definition.h"
#include "ledger/rules.h"
#include "ledger/snapshot.h"

namespace zonebook::figures {

struct Edition {
  std::shared_ptr<Definition const> of;
  std::string record;  // of the register
  int number = 0;      // 第几版: its different texts, in the order in which they came to be known
  std::optional<int> cohort_number = {};  // of a ratio: that of its denominator
  ledger::Stretch on;                     // the days on which it holds
  Instant known_from;                     // when its text came to be known
  bool is_first = false;                  // the pair lies before it

  // Counts by the same text as another edition of the same name.
  bool is_same(Edition const& other) const {
    return number == other.number && cohort_number == other.cohort_number;
  }
};

class Editions {
 public:
  Editions() = default;            // none
  Editions(Editions&&) = default;  // its rows point to each other
  Editions& operator=(Editions&&) = default;
  ~Editions() = default;

  // As a snapshot has them, of whatever zone and rights; without the register, none.
  static Result<Editions> read(ledger::Snapshot&, std::string const& root);
  // The same; those at hand, where nothing was entered in the root zone between them and the
  // snapshot: so a figure and what it is counted by are of one moment.
  using Shared = std::shared_ptr<Editions const>;
  static Result<Shared> as_in(ledger::Snapshot&, std::string const& root, Shared const& at_hand);

  bool empty() const { return rows_.empty(); }

  //   not_found  figures.none
  //   conflict   figures.definition_ended: no longer on that day, or as known then
  //   invalid    figures.definition_broken, with why
  Result<Edition> at(std::string_view name, Date v, std::optional<Instant> k = {}) const;

  // All that hold on a day and can be read.
  Definitions on(Date v, std::optional<Instant> k = {}) const;
  // Every text there ever was, by its name and its number, of a ratio also its denominator's: what
  // counting tables are kept of.
  Definitions all() const;
  // The editions of one name that hold now, by their days.
  std::vector<Edition> of(std::string_view name) const;

 private:
  std::int64_t seq_ = -1;  // of the root zone, where they were read

  using Made = Result<std::shared_ptr<Definition const>>;
  struct Row {
    std::string id;  // its record
    ledger::StoredVersion stored;
    Json json;                // its denominator by the record's id
    std::string denominator;  // "": it is no ratio
    int number = 0;
    Instant known_from;  // of the first row of that text
    Made of = {};        // of what is no ratio
  };
  using Rows = std::vector<Row>;  // by known_from, then by day
  struct Answering {
    Row const* row = nullptr;  // nullptr: it has ended
    bool is_first = false;
  };

  static Row const* holding(Rows const&, Date, std::optional<Instant> k);
  static Answering answering(Rows const&, Date, std::optional<Instant> k);
  Rows const* rows_of_record(std::string const& id) const;
  void number_and_compile(meta::Catalog const&);
  void compile_ratio(std::string const& name, Row const&, meta::Catalog const&);
  Result<Edition> edition(std::string_view name, Answering, Date, std::optional<Instant> k) const;

  std::map<std::string, Rows, std::less<>> rows_;          // by name
  std::map<std::string, std::string, std::less<>> names_;  // of records
  // Of a ratio's row and its denominator's.
  std::map<std::pair<Row const*, Row const*>, Made> ratios_;
};

// What is wrong with a record of the register, as the ledger asks before it is written
// (ledger/rules.h): names that are none, a condition that does not compile, another code or unit
// than it had, for reports and targets are kept by the one and in the other.
ledger::RecordCheck definition_check(meta::Catalog const&);

}  // namespace zonebook::figures
