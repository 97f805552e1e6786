// A session that has just begun, as it is answered.  Inside api/.

#pragma once

#include "api/call.h"

namespace zonebook::api {

// The cookie of a token; of "" one that ends it.
std::string cookie_of(std::string const& token, http::Request const&);
// Who that is (as /me), with the cookie.
Result<Answer> signed_in(Call&, access::Sessions::Begun const&);

}  // namespace zonebook::api
