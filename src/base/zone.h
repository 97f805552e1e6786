// Time zones: none, an offset, or a name whose rules are read from tzdata.
//
//   auto paris = TRY(Zone::load("Europe/Paris"));
//   paris->offset_at_local(local_seconds);     // 3600 in winter, 7200 in summer
//
// g++ 12 has no std::chrono time zones, so the TZif files (RFC 8536, version 2+) under
// /usr/share/zoneinfo are read here, with their footer rule for the years after the last
// transition.  Names are checked before a path is made of them: letters, digits, _ + - and single
// slashes, at most 64 bytes.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zonebook {

class Zone {
 public:
  //   not_found  tzdata has no such zone, or no tzdata is installed
  //   broken     the file is not TZif
  static Result<std::shared_ptr<Zone const>> load(std::string_view name);
  // The same from the bytes of a TZif file; for tests and fuzzing.
  static Result<std::shared_ptr<Zone const>> from_tzif(std::string name, std::string_view bytes);

  std::string const& name() const { return name_; }
  // Seconds east of UTC at a moment, counted in seconds since 1970-01-01T00:00:00Z.
  std::int32_t offset_at(std::int64_t utc_seconds) const;
  // The same for a local time (seconds since 1970-01-01T00:00:00 on the zone's own clocks).  In a
  // gap the offset before it, in an overlap the earlier one (the first of the two moments).
  std::int32_t offset_at_local(std::int64_t local_seconds) const;
  // The offset of a zone whose rule for the years to come has no summer time; nullopt of others.
  std::optional<std::int32_t> yearlong_offset() const;

 private:
  struct Transition {
    std::int64_t at;  // UTC seconds: from then on …
    std::int32_t offset;
  };
  // A yearly rule of the footer, with its time of day in seconds (-167 to 167 hours):
  // Mm.w.d, day d (0 = Sunday) of week w (5 = the last) of month m;
  // Jn, day n from 1, where February 29 is not counted; n, day n from 0, where it is.
  struct Change {
    enum class Form { month_week_day, julian_without_leap_day, day_of_year } form;
    int month, week, day;
    std::int32_t seconds;

    std::int64_t local_seconds(std::int64_t year) const;  // since 1970, on the clocks before it
  };
  // The rule after the last transition; without summer time it is one offset.
  struct Footer {
    std::int32_t standard_offset = 0;
    std::int32_t summer_offset = 0;
    bool has_summer = false;
    Change to_summer{}, to_standard{};
  };
  friend class ZoneReader;

  std::int32_t footer_offset(std::int64_t utc_seconds) const;
  std::int32_t last_offset() const;  // without a footer

  std::string name_;
  std::int32_t first_offset_ = 0;        // before the first transition
  std::vector<Transition> transitions_;  // ascending
  Footer footer_;
  bool has_footer_ = false;
};

}  // namespace zonebook
