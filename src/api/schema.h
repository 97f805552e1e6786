// The JSON Schemas (2020-12, as OpenAPI 3.1 has them) of what the API takes and answers: small
// words that make them, and the check of a value against one.
//
//   auto const receipt = schema::object({{"seq", schema::integer()},
//                                        {"known", schema::instant()},
//                                        {"reason", schema::text(), schema::Member::optional}});
//   schema::check(value, receipt)               // nothing wrong: nullopt; else where and what
//
// Objects are closed: a member that is not declared is wrong, so that documents and answers cannot
// drift apart.
//
// Threads: values.

#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"

namespace zonebook::api::schema {

Json text();
Json text(std::string_view says);
Json text(std::string_view says, std::int64_t longest);
Json integer();
Json integer(std::int64_t least, std::int64_t most);
Json boolean();
Json day();      // "2023-12-31"
Json instant();  // "2023-12-31T15:59:59.999999Z"
Json decimal();  // "116300000000", "96.9": a text, for no digit may be lost
Json choice(std::vector<std::string> const& values);
Json anything();
Json nullable(Json);
Json list(Json of);
Json map(Json of);  // an object with keys that are not known before
Json label();       // {"zh": …, "en": …}
Json reference(std::string_view component);

struct Member {
  enum Presence : std::uint8_t { always, optional };
  std::string name;
  Json schema;
  Presence presence = always;
};
Json object(std::vector<Member> members);
// What was read at a pair: "zone", "valid", "read", of a sample "sample_day"; and these members.
Json at_a_pair(std::vector<Member> members);

// What is wrong first, and where ("answer.total/0"); references are looked up among `components`.
struct Wrong {
  std::string where, expected;
};
std::optional<Wrong> check(Json const& value, Json const& schema, Json const& components);

}  // namespace zonebook::api::schema
