// multipart/form-data (RFC 7578, RFC 2046 5.1), as browsers send uploads: strict, within limits.
//
//   auto const type = request.fields.find("Content-Type").value_or("");
//   auto parts = TRY(parse_multipart(type, request.body, {}));
//   for (auto const& part : parts) …      // part.name, part.file_name, part.bytes
//
// Promises
//   1. The bytes of a part are a view into the body: nothing is copied, so a form costs no more
//      memory than its body, which the server has limited already.
//   2. Only the form that RFC 2046 gives is taken: delimiters at line starts with CRLF, nothing
//      before the first and after the last, one Content-Disposition a part with one name.
//   3. A file's name is a label without folders, never a path.
//
// Names may have %22, %0D and %0A, which are decoded (WHATWG HTML, 4.10.22.8), and \" and \\.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zonebook::http {

struct Part {
  std::string name;
  std::optional<std::string> file_name;  // nullopt: no file; "": none was chosen
  std::string content_type;  // as the browser says: not to be trusted; "" if it is silent
  std::string_view bytes;
};

struct MultipartLimits {
  std::size_t parts = 100;
  std::size_t part_bytes = std::size_t{50} << 20;
};

// Errors:
//   invalid  http.multipart_expected, .multipart_torn, .multipart_header, .multipart_too_many,
//            .multipart_too_large
Result<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body,
                                          MultipartLimits);

}  // namespace zonebook::http
