// Which kind of content a file has, by the end of its name; what is unknown is bytes to be saved,
// never a page to be run.

#pragma once

#include <string_view>

namespace zonebook::http {

// "text/html; charset=utf-8" of "index.html"; "application/octet-stream" where nothing is known.
std::string_view content_type_of(std::string_view file_name);

}  // namespace zonebook::http
