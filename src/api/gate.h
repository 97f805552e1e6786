// What comes before every handler: who asks, and whether what is asked has the form that the route
// declares.

#pragma once

#include "access/access.h"
#include "api/kept_reads.h"
#include "api/route.h"
#include "http/request.h"

namespace zonebook::api {

// Who knocks, by accounts or by what is kept of them; never null.
struct Door {
  access::Access& access;
  KeptReads& kept;
  std::optional<KeptReads::State> state;
};

// Of a route for anyone, who has not signed in is a visitor without grants.
//   forbidden  access.not_signed_in, access.wrong_csrf
Result<std::shared_ptr<access::Visitor const>> let_in(Door const&, Route const&,
                                                      http::Request const&);

// The parameters against their schemas, and the JSON body, null where the route takes none.
//   invalid  api.unknown_parameter, api.repeated_parameter, api.missing_parameter,
//            api.wrong_parameter, api.json_expected, api.wrong_body
Result<Json> checked(Route const&, http::Request const&);

}  // namespace zonebook::api
