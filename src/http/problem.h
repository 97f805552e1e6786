// Faults as problem documents (RFC 9457), in the reader's language.
//
//   {"type":"about:blank","title":"Not Found","status":404,"code":"http.no_such_path",
//    "detail":"这里没有这个地址；请核对网址"}
//
// The faults of the facade itself, and those that handlers give back as refusal(), go through one
// hook, Options::problem; this is what it does until another is given.
//
// Threads: pure; the hook is called on I/O threads too, so it is quick and reads no database.

#pragma once

#include <functional>

#include "base/text.h"
#include "http/request.h"
#include "http/response.h"

namespace zonebook::http {

using ProblemWriter = std::function<Response(Fault const&, Request const&)>;

Response problem(Fault const&, Request const&);

// By Accept-Language: English if its first word of ours is English, else Chinese.
Language language_of(Request const&);

}  // namespace zonebook::http
