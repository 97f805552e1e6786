// From the letter that somebody sends to a Request whose form is right.
//
//   {"zone":"jiaocheng","actor":"示例人员01","source":"签约合同","reason":"签约","key":"k1",
//    "seen":{"jiaocheng.1.1":"2023-10-15T02:00:00Z"},
//    "changes":[{"kind":"create","register":"project","id":"new:P","valid_from":"2023-06-28",
//                "fields":{"name":"示例项目07","total":20300000000}}]}
//
// All texts are brought to NFC first.  What is checked here needs no ledger: names, types,
// stretches and required fields; `details` say which change is wrong and why.  The members are
// these alone: one that is misspelt is refused, not passed over.

#pragma once

#include "base/json.h"
#include "ledger/change.h"

namespace zonebook::ledger {

constexpr std::size_t changes_max = 1000;
constexpr std::size_t body_bytes_max = std::size_t{1} << 20;
// In code points.  Keys and actors lie in an index.
constexpr std::size_t id_longest = 200, actor_longest = 200, key_longest = 200;
constexpr std::size_t source_longest = 2000;  // of source and reason

//   ledger.invalid_entry     no zone, no actor, no change, or more than 1000
//   ledger.invalid_change    details: change, why (register, kind, stretch, new, entry, field NAME,
//                            required NAME); `where` is the place in the letter
Result<Request> read_request(Json const& letter, meta::Catalog const&, Zone const& local);

// What whoever writes without a letter says of it; the same holds of it as of a letter's.
//   ledger.invalid_entry  no actor
//   ledger.wrong_text     `where` is the member
struct WhoAndWhy {
  std::string_view actor, source = {}, reason = {}, key = {};
};
Result<void> check_who_and_why(WhoAndWhy const&);

// An instant as people and programs give it: µs, an ISO text with an offset, or a date, which means
// its last µs in the deployment's zone.
std::optional<Instant> read_instant(Json const&, Zone const& local);
std::optional<Instant> read_instant(std::string_view, Zone const& local);

}  // namespace zonebook::ledger
