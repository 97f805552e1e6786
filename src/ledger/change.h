// What people ask of the ledger, and what it answers: entries and their changes, as values.
//
// An entry is one transaction of one zone: who, on which paper, why, and up to 1000 changes.  Each
// change holds over exactly [valid_from, valid_to); dates run from 1900-01-01 to 9998-12-31, and
// 9999-12-31 as an end means "until further notice" (ARCHITECTURE 3).

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/json.h"
#include "db/database.h"
#include "meta/catalog.h"

namespace zonebook::ledger {

// The ledger's first and last day, and the end that means "for good"; the known time of what holds.
Date first_day();  // 1900-01-01
Date last_day();   // 9998-12-31
Date open_end();   // 9999-12-31
constexpr std::int64_t still_known = INT64_MAX;

// Same rows are written by change and correct; the kind is kept, for the reader wants to know
// whether the world changed or the book was wrong.
enum class ChangeKind : std::uint8_t { create, change, correct, retire, restore };
std::string_view name_of(ChangeKind);
std::optional<ChangeKind> change_kind(std::string_view name);

struct FieldValue {
  meta::Field const* field = nullptr;
  db::Value value;  // null: emptied

  bool operator==(FieldValue const&) const = default;
};

// As a body or a letter holds it; what is emptied is null.
Json json_of(FieldValue const&);

struct Change {
  ChangeKind kind = ChangeKind::create;
  meta::Register const* in = nullptr;
  std::string id;                      // "jiaocheng.12.1", or "new:a" until the ledger has named it
  Date from;                           // of a restore: set when it is resolved
  std::optional<Date> to;              // absent: resolved by the ledger
  std::vector<FieldValue> fields;      // in the order given
  std::optional<std::string> same_as;  // of a retire: merged into this record
  std::int64_t entry = 0;              // of a restore: the seq of the entry that retired
  bool has_fields = false;             // an empty set of fields is not the same as none, in a body

  bool covers(Date day) const { return from <= day && (!to || day < *to); }
};

struct Seen {
  std::string id;
  Instant known;  // when its author had read it
};

// A request to append, checked for form: names, types, stretches, required fields.
struct Request {
  std::string zone, actor, source, reason, key;
  std::vector<Seen> seen;  // by id
  std::vector<Change> changes;
  std::string digest;  // of the letter as it was sent; the same key with another is refused
};

struct Receipt {
  std::int64_t seq = 0;                                   // of the zone, from 1
  Instant known;                                          // since when the ledger says so
  std::vector<std::pair<std::string, std::string>> made;  // "new:a" → "jiaocheng.12.1"
  bool repeated = false;  // this letter had been appended before; nothing was written now
};

// Of several letters: those that were appended, and why the next one was not.
struct Appended {
  std::vector<Receipt> receipts;
  std::optional<Error> stopped;
};

}  // namespace zonebook::ledger
