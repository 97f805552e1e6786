// Bytes as text, in whichever of the encodings that Chinese offices save.
//
//   decoded("\xca\xbe\xc0\xfd")      // "示例"
//
// Threads: pure.

#pragma once

#include <optional>
#include <string>

namespace zonebook::publishing {

// UTF-8 without a mark, of UTF-8, UTF-16 with its mark, or GB 18030; halves of pairs that stand
// alone become U+FFFD.  nullopt if it is no text at all.
std::optional<std::string> decoded(std::string bytes);

}  // namespace zonebook::publishing
