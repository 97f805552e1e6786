// The search table: which records got a gram (grams.h) with which entry.
//
//   zone  register  gram  field    seq  ids
//   z     park      园区   f_title   12   ["12.1","12.2","7.3"]
//
// A row holds all records of its zone whose new versions of that entry have the gram in that field
// and whose versions that held until then had not; their ids without the zone, in the order of
// bytes, as a JSON array, for both databases can take one apart.  So an entry of a thousand records
// adds as many rows as it has different grams, not as its records have.  Rows are only added; what
// they find is wider than the truth, and serves every (v, k).
//
//   Postings postings;
//   postings.add(project, "z.12.1", 12, grams);        // of each record
//   TRY(postings.write(at, "z"));

#pragma once

#include <map>
#include <optional>

#include "db/database.h"
#include "ledger/grams.h"
#include "ledger/life.h"

namespace zonebook::ledger {

// What an entry adds to a record: of the versions it made (not `stored`), without those of the
// versions that held before it.
FieldGrams new_grams(meta::Register const&, std::vector<Version> const& before,
                     std::vector<Version> const& after);
FieldGrams without(FieldGrams, FieldGrams const& out);

// The key of a row, beside its zone.  Names are borrowed: mostly of the catalog.
struct Posting {
  std::string_view in;
  std::string gram;
  std::string_view field;  // its permanent id
  std::int64_t seq = 0;
  auto operator<=>(Posting const&) const = default;
};

class Postings {
 public:
  void add(meta::Register const&, std::string const& id, std::int64_t seq, FieldGrams grams);
  // New rows, in the order of their key.
  Result<void> write(db::Connection&, std::string const& zone) const;
  // The ids of each, without the zone.
  std::map<Posting, std::vector<std::string>> const& rows() const { return rows_; }

 private:
  std::map<Posting, std::vector<std::string>> rows_;
};

// What a row's `ids` say, without the zone; nullopt where write() would not have written it so.
std::optional<std::vector<std::string>> posted_ids(std::string_view ids);

}  // namespace zonebook::ledger
