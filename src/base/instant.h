// A moment: microseconds since 1970-01-01T00:00:00Z.  What a clock says and what the ledger's
// known time is made of.  A Date becomes an Instant only through a zone.

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/zone.h"

namespace zonebook {

class Instant {
 public:
  constexpr Instant() = default;
  constexpr explicit Instant(std::int64_t micros) : micros_(micros) {}
  static constexpr Instant max() { return Instant(INT64_MAX); }

  // YYYY-MM-DDThh:mm:ss[.f{1,6}](Z|(+|-)hh:mm).
  static std::optional<Instant> parse(std::string_view);
  // The last microsecond of a day on the zone's own clocks.
  static std::optional<Instant> end_of(Date, Zone const&);

  std::int64_t micros() const { return micros_; }
  Date date_in(Zone const&) const;
  std::string to_string() const;  // UTC, "2023-12-22T01:00:00Z", fraction only if there is one

  auto operator<=>(Instant const&) const = default;

 private:
  std::int64_t micros_ = 0;
};

// The clock is injected: a room that needs the time takes a Clock in its constructor.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

}  // namespace zonebook
