// Errors as problem documents (RFC 9457), in the reader's language.
//
//   {"type":"about:blank","title":"Conflict","status":409,"kind":"conflict","code":"ledger.exists",
//    "detail":"…","field":"changes/0","details":{…}}
//
// `code` is a key of model/messages, listed in docs/errors.md; it never changes its meaning.  Six
// kinds have a status each: invalid 400, not_found 404, conflict 409, forbidden 403 (401 where a
// sign-in would help), unavailable 503 (429 after too many failed attempts), broken 500.
//
// Threads: pure.

#pragma once

#include "base/result.h"
#include "http/problem.h"

namespace zonebook::api {

std::string_view name_of(Error::Code);
int status_of(Error const&);

http::Response problem(Error const&, Language);
// What the facade itself refuses, in the same form (http::Options::problem).
http::Response fault_problem(http::Fault const&, http::Request const&);

// `?lang=`, else Accept-Language, else Chinese.
Language language_for(http::Request const&);

}  // namespace zonebook::api
