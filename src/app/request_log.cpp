#include "app/request_log.h"

#include <cstdio>

#include "base/instant.h"
#include "base/json.h"

namespace zonebook::app {

void RequestLog::write(http::Done const& done) {
  auto const text = [](std::string_view value) { return Json::string(std::string(value)); };
  auto const number = [](auto value) { return Json::integer(static_cast<std::int64_t>(value)); };
  auto line = to_text(Json::object({{"at", Json::string(SystemClock().now().to_string())},
                                    {"request", number(done.serial)},
                                    {"method", text(done.method)},
                                    {"route", text(done.route)},
                                    {"status", number(done.status)},
                                    {"peer", text(done.peer)},
                                    {"in", number(done.bytes_in)},
                                    {"out", number(done.bytes_out)},
                                    {"took_us", number(done.took.count())},
                                    {"handled_us", number(done.handled.count())},
                                    {"whole", Json::boolean(done.is_whole)}}));
  line += '\n';
  std::lock_guard const guard(mutex_);
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace zonebook::app
