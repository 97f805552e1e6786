// Reads what tzdata says about a zone: a TZif file (RFC 8536, version 2 and up) and, at its end,
// the rule for the years that follow (POSIX TZ).  Takes any bytes and reads none beyond them.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/scan.h"
#include "base/zone.h"

namespace zonebook {

class ZoneReader {
 public:
  // Everything but the name; nullopt if the bytes are not what RFC 8536 describes, or count leap
  // seconds, which no clock in a zone does.
  static std::optional<Zone> read(std::string_view bytes);

 private:
  struct Header {
    std::uint64_t utc_flags, standard_flags, leaps, transitions, types, letters;
    std::uint64_t size_bytes(std::uint64_t time_size) const;  // of the data that follow it
  };

  static std::optional<Header> take_header(Scanner&);
  static bool read_data(Zone&, Scanner&, Header const&);
  static bool read_footer(Zone&, std::string_view);
  static bool read_rule(Zone::Footer&, Scanner&);
  static std::optional<Zone::Change> take_change(Scanner&);
};

}  // namespace zonebook
