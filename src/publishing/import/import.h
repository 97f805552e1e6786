// A spreadsheet into a register: what it would change, cell by cell, and then the entries.
//
//   Importing importing(desk, project, {.zone = "jiaocheng", .actor = "示例人员01"});
//   auto plan = TRY(importing.plan(bytes, "7月盘点.xlsx"));      // nothing is written
//   for (auto const& row : plan.rows) …                          // added, changed, rejected: why
//   auto const done = TRY(importing.commit(plan, {.rows = Commit::Rows::good}));
//
// Promises
//   1. A plan writes nothing.  Its rows have passed the ledger's own checks, gates and rules of a
//      second person, tried in the batches in which they are to be written.
//   2. A blank cell says nothing: no field is emptied.  What is not certain (约3亿, 6月底) is not
//      written into a field; its text goes into the entry's reason, with its cell and bounds.
//   3. Whether a difference is a change of the world or a mistake of the book is never guessed:
//      until the meaning is given, such rows are `differs`, and nothing can be committed.
//   4. A row is a record's by its id, else by its natural key in the zone.  A name that only looks
//      like another is proposed.  In a register without a key, a row is the record that says the
//      same in every column; one of the same references and day is proposed.  What was retired or
//      merged does not come back unless said.
//   5. The same file twice changes nothing, also after a crash in between: batches that were
//      written match what stands, and of two imports at once one is refused by its key, which is
//      made of the rows' places and the zone's head, and of nothing that the cells say.
//      What waits for its second person is told as such (waiting.h), and is not proposed again.
//   6. Who wrote to a record after the plan had read it makes its batch a conflict.
//   7. Of a field that the reader does not see plain nothing is told: neither what a record holds,
//      nor whether a cell says the same.
//
// A batch is an entry: at most 1000 changes and 1 MiB, all or none of it; a file may be several.
// Memory: cells, rows, and the records that they match.  Threads: for one caller; another thread
// of its own makes letters ready while the ledger is busy with those before them.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ledger/ledger.h"
#include "ledger/proposal.h"
#include "publishing/import/plan.h"

namespace zonebook::publishing {

// What a record is called where people read of it.
using TitleOf = std::function<Result<std::string>(ledger::Snapshot&, std::string const& id, Date)>;

// How letters are tried and written: behind the rights of whoever imports (access/acts.h).
struct Door {
  enum class As : std::uint8_t { entry, proposal };
  // As Ledger::check; of a proposal, that a second person is needed is its only refusal.
  std::function<Result<void>(Json const& letter, As)> check;
  std::function<Result<ledger::Receipt>(Json const& letter, As)> write;
};

// What an import works on; all of it outlives it.
struct Desk {
  ledger::Ledger& ledger;
  ledger::Proposals& proposals;
  std::vector<meta::Term> const& terms;
  ledger::Scope reads;  // what whoever imports may see: records, and names that cells mean
  TitleOf title;
  std::optional<Door> door = {};  // none: the ledger itself
};

struct ImportOptions {
  std::string zone;  // of new records
  std::string actor;
  std::string source = {};  // the paper; empty: the file's name
  std::string reason = {};
  std::string sheet = {};               // empty: every sheet that has a table of the register
  Mapping mapping = {};                 // before what is remembered
  std::string money_unit = {};          // of columns that name none: "万元", "万元、亩"
  std::optional<Date> valid_from = {};  // since when it is so; absent: today
  enum class Meaning : std::uint8_t { asked, change, correct } meaning = Meaning::asked;
  // What to do with a row that has no key of its own and a name that a record has, or nearly.
  enum class Names : std::uint8_t { ask, match, apart } names = Names::ask;
};

struct Commit {
  enum class Rows : std::uint8_t { all, good } rows = Rows::all;
  // After each batch: how many rows of how many are written.
  std::function<void(std::size_t done, std::size_t all)> progress = {};
};

struct Imported {
  struct Entry {
    std::string zone;
    ledger::Receipt receipt;
    std::size_t rows = 0;
    bool is_proposal = false;
  };
  std::vector<Entry> entries;
  std::optional<Error> stopped;  // what was written before stays; the same import goes on from it
};

class Importing {
 public:
  Importing(Desk const& desk, meta::Register const& in, ImportOptions options)
      : desk_(desk), in_(in), options_(std::move(options)) {}

  //   invalid   what read_grids() refuses; publishing.import.no_sheet, publishing.import.no_head:
  //             no sheet has heads of the register; publishing.import.no_unit_named
  //   not_found publishing.import.no_field: of the mapping
  Result<Plan> plan(std::string bytes, std::string const& file);

  //   conflict  publishing.import.say_meaning: rows differ, and nobody said why;
  //             publishing.import.rejected_rows: not all rows are good
  Result<Imported> commit(Plan const&, Commit const&);

 private:
  Desk const& desk_;
  meta::Register const& in_;
  ImportOptions options_;
};

}  // namespace zonebook::publishing
