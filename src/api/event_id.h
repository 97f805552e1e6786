// The id of an event: known, seq and zone of the entry that it tells of.
//
//   to_text({.known = 1703209200000000, .seq = 91, .zone = "jiaocheng"})
//                                                  // "1703209200000000:91:jiaocheng"
//   read_event_id("nonsense")                      // nullopt
//
// Threads: values.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zonebook::api {

struct EventId {
  std::int64_t known = 0, seq = 0;  // neither is negative
  std::string zone;                 // not empty

  bool operator==(EventId const&) const = default;
};
std::string to_text(EventId const&);
std::optional<EventId> read_event_id(std::string_view);

}  // namespace zonebook::api
