#include "api/event_id.h"

#include <charconv>

namespace zonebook::api {

std::string to_text(EventId const& id) {
  return std::to_string(id.known) + ":" + std::to_string(id.seq) + ":" + id.zone;
}

std::optional<EventId> read_event_id(std::string_view text) {
  EventId id;
  auto const* const end = text.data() + text.size();
  auto const known = std::from_chars(text.data(), end, id.known);
  if (known.ec != std::errc() || known.ptr == end || *known.ptr != ':') return std::nullopt;
  auto const seq = std::from_chars(known.ptr + 1, end, id.seq);
  if (seq.ec != std::errc() || seq.ptr == end || *seq.ptr != ':') return std::nullopt;
  id.zone.assign(seq.ptr + 1, end);
  if (id.known < 0 || id.seq < 0 || id.zone.empty()) return std::nullopt;
  return id;
}

}  // namespace zonebook::api
