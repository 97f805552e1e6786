// Compression of what is text (RFC 9110, 12.5.3): the one door to zlib.
//
//   if (accepts_gzip(fields.joined("Accept-Encoding")) && is_compressible("text/html")) …
//
// Cost: some 40 MB/s at the level used; a list of fifty records takes less than a millisecond.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zonebook::http {

// "gzip" or "*" with a weight above 0; without the field, no.
bool accepts_gzip(std::optional<std::string_view> accept_encoding);
// Texts, JSON, scripts, SVG; not what is compressed already.
bool is_compressible(std::string_view content_type);

std::string gzip(std::string_view bytes);

}  // namespace zonebook::http
