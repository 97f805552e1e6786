// The log: each entry as it was written, the text that is hashed, and the chain the hashes make.
//
//   hash = SM3("zb1" ‖ zone, known, seq, actor, source, reason, key, catalog, body, prev_hash),
//
// each as its length in bytes in decimal, ':', and its UTF-8; numbers in decimal, hashes as 64
// hexadecimal digits, the first prev_hash 64 zeros (oracle R4).  The body is
// {"version":1,"changes":[…]}, otherwise canonical JSON, fields by permanent id, stretches
// resolved.

#pragma once

#include <string>
#include <vector>

#include "ledger/change.h"

namespace zonebook::ledger {

struct LogEntry {
  std::string zone;
  Instant known;
  std::int64_t seq = 0;
  std::string actor, source, reason, key, catalog, body, prev_hash, hash;
};

std::string const& no_hash();  // before the first entry of a zone
std::string hash_of(LogEntry const&);

// What verify() can hold a row against that the log does not make: SM3 over its columns, each as
// its length, ':', and its bytes.
std::string seal_of(std::vector<std::string> const& columns);

std::string body_of(std::vector<Change> const& resolved);

// The changes in a body.
//   broken  it is none: the log has been tampered with, or comes from a newer program
Result<std::vector<Change>> changes_in(std::string_view body, meta::Catalog const&);

}  // namespace zonebook::ledger
