// Any bytes as a TZif file: refused, or a zone that answers for every moment.

#include "base/zone.h"

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  auto zone = zonebook::Zone::from_tzif("Fuzz/Zone", {reinterpret_cast<char const*>(data), size});
  if (!zone) return 0;
  for (std::int64_t at : {std::int64_t{-1} << 40, std::int64_t{0}, std::int64_t{1} << 31,
                          std::int64_t{4'102'444'800}, std::int64_t{1} << 50}) {
    (void)(*zone)->offset_at(at);
    (void)(*zone)->offset_at_local(at);
  }
  return 0;
}
