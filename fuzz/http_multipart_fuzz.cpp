// Any bytes as an uploaded form, after a first line that is its Content-Type: parts that lie inside
// the body, in order and apart, with names that are safe to show; or a reason in both languages.

#include <cstdlib>

#include "base/utf8.h"
#include "http/multipart.h"

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  using namespace zonebook;
  std::string_view const text(reinterpret_cast<char const*>(data), size);
  auto const type = text.substr(0, text.find('\n'));
  auto const body = text.substr(std::min(type.size() + 1, text.size()));
  http::MultipartLimits const limits{.parts = 8, .part_bytes = 64};

  auto const parts = http::parse_multipart(type, body, limits);

  if (!parts) {
    CHECK(!render(parts.error().says, Language::zh).empty());
    CHECK(!render(parts.error().says, Language::en).empty());
    return 0;
  }
  CHECK(parts->size() <= limits.parts);
  auto const* before = body.data();
  for (auto const& part : *parts) {
    CHECK(part.bytes.data() > before && part.bytes.size() <= limits.part_bytes);
    before = part.bytes.data() + part.bytes.size();
    CHECK(before <= body.data() + body.size());
    CHECK(!part.name.empty() && is_utf8(part.name) && is_utf8(part.content_type));
    if (!part.file_name) continue;
    CHECK(is_utf8(*part.file_name) && part.file_name->find_first_of("/\\") == std::string::npos);
    CHECK(*part.file_name != "..");
  }
  return 0;
}
