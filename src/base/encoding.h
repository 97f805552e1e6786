// Texts that are not UTF-8: the files that Chinese offices still save as GBK.
//
//   utf8_from_gb18030("\xca\xbe\xc0\xfd")   // "示例"
//
// GB 18030 contains GBK and GB 2312, so all three are read by it.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zonebook {

// nullopt if the bytes are no GB 18030, or more than 256 MiB.
std::optional<std::string> utf8_from_gb18030(std::string_view);

}  // namespace zonebook
