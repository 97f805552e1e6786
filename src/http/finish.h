// What every answer gets after its handler: 304 and 206 where the reader asked for no more, gzip,
// and the fields that say how it may be kept.  Pure, and run where the handler ran.

#pragma once

#include "http/problem.h"

namespace zonebook::http {

// In this order (RFC 9110, 13.2.2): the representation is chosen (gzip or not, which is a part of
// its ETag), If-None-Match, then If-Range and Range.  A fault becomes what `problem` says; fields
// of `defaults` are added where the answer has none of that name.  A 204 or 304 loses its body; a
// file that has become shorter while it is compressed is a 503.
Response finished(Request const&, Response, ProblemWriter const& problem, Fields const& defaults);

}  // namespace zonebook::http
