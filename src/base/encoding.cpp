#include "base/encoding.h"

#include <unicode/ucnv.h>

#include <memory>

namespace zonebook {
namespace {

constexpr std::size_t size_max = 256U << 20U;

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

}  // namespace

std::optional<std::string> utf8_from_gb18030(std::string_view bytes) {
  if (bytes.size() > size_max) return std::nullopt;
  auto status = U_ZERO_ERROR;
  Converter const from(ucnv_open("gb18030", &status), &ucnv_close);
  Converter const to(ucnv_open("UTF-8", &status), &ucnv_close);
  if (U_FAILURE(status)) return std::nullopt;
  // By default a wrong byte becomes U+FFFD; here it is an error.
  ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  // A byte of GB 18030 becomes at most three of UTF-8.
  std::string out(bytes.size() * 3 + 4, '\0');
  auto* target = out.data();
  auto const* source = bytes.data();
  ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source,
                 bytes.data() + bytes.size(), nullptr, nullptr, nullptr, nullptr, true, true,
                 &status);
  if (U_FAILURE(status)) return std::nullopt;
  out.resize(static_cast<std::size_t>(target - out.data()));
  return out;
}

}  // namespace zonebook
