#include "base/zone.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/date.h"
#include "base/floor.h"

namespace zonebook {
namespace {

constexpr std::string_view folder = "/usr/share/zoneinfo/";
constexpr std::size_t name_max = 64;
constexpr std::size_t file_max = 1U << 20U;  // the largest of tzdata have 4 KiB
constexpr std::int64_t seconds_per_day = 86'400;
// No clock on Earth was ever further from UTC: 15:56:08 in Manila before 1844.
constexpr std::int64_t offset_max = 16 * 3600;

// No '.', so there is no way up and out of the folder.
bool is_zone_name(std::string_view name) {
  constexpr std::string_view allowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
  if (name.empty() || name.size() > name_max || name.front() == '/' || name.back() == '/') {
    return false;
  }
  return name.find_first_not_of(allowed) == name.npos && name.find("//") == name.npos;
}

std::optional<std::string> read_file(std::string const& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  auto const size = std::filesystem::file_size(path, ignored);
  std::ifstream file(path, std::ios::binary);
  std::string bytes(std::min<std::size_t>(size, file_max), '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return file.bad() ? std::nullopt : std::optional(std::move(bytes));
}

}  // namespace

Result<std::shared_ptr<Zone const>> Zone::load(std::string_view name) {
  auto bytes = is_zone_name(name) ? read_file(std::string(folder).append(name)) : std::nullopt;
  if (!bytes) {
    return std::unexpected(Error{.code = Error::Code::not_found,
                                 .says = {"base.zone_unknown", {{"name", std::string(name)}}},
                                 .where = std::string(folder)});
  }
  return from_tzif(std::string(name), *bytes);
}

std::int32_t Zone::offset_at(std::int64_t utc_seconds) const {
  auto const next =
      std::ranges::upper_bound(transitions_, utc_seconds, {}, [](auto const& t) { return t.at; });
  if (next == transitions_.end() && has_footer_) return footer_offset(utc_seconds);
  return next == transitions_.begin() ? first_offset_ : std::prev(next)->offset;
}

// The offset before a change is tried first: it holds before the change, and in an overlap it
// gives the first of the two moments.  In a gap neither holds.
std::int32_t Zone::offset_at_local(std::int64_t local_seconds) const {
  auto const local =
      std::clamp(local_seconds, INT64_MIN + 2 * offset_max, INT64_MAX - 2 * offset_max);
  auto const before = offset_at(local - offset_max);
  auto const after = offset_at(local + offset_max);
  if (before == after || offset_at(local - before) == before) return before;
  return offset_at(local - after) == after ? after : before;
}

std::optional<std::int32_t> Zone::yearlong_offset() const {
  if (has_footer_ && footer_.has_summer) return std::nullopt;
  return has_footer_ ? footer_.standard_offset : last_offset();
}

std::int32_t Zone::last_offset() const {
  return transitions_.empty() ? first_offset_ : transitions_.back().offset;
}

std::int32_t Zone::footer_offset(std::int64_t utc_seconds) const {
  if (!footer_.has_summer) return footer_.standard_offset;
  // The calendar, weekdays included, repeats every 400 years.
  constexpr std::int64_t cycle = 146'097 * seconds_per_day;
  auto const now = floor_modulo(utc_seconds, cycle);
  auto const today = Date::from_days((now + footer_.standard_offset + cycle) / seconds_per_day);
  if (!today) return footer_.standard_offset;
  auto const year = today->civil().year;
  auto const base = now + cycle;  // so that `today` is never before 1970
  auto const begins = footer_.to_summer.local_seconds(year) - footer_.standard_offset;
  auto const ends = footer_.to_standard.local_seconds(year) - footer_.summer_offset;
  auto const is_summer = begins < ends ? begins <= base && base < ends      // the northern half
                                       : !(ends <= base && base < begins);  // the southern
  return is_summer ? footer_.summer_offset : footer_.standard_offset;
}

std::int64_t Zone::Change::local_seconds(std::int64_t year) const {
  auto const first =
      Date::from_civil({.year = year, .month = form == Form::month_week_day ? month : 1});
  auto days = first->days();
  switch (form) {
    case Form::month_week_day: {
      auto const weekday = first->weekday() % 7;  // 0 = Sunday
      auto const first_such = (day - weekday + 7) % 7;
      auto const length = days_in_month(year, month);
      auto const wanted = first_such + (week - 1) * 7;
      days += wanted < length ? wanted : wanted - 7;
      break;
    }
    case Form::julian_without_leap_day:
      days += day - 1 + (day >= 60 && days_in_month(year, 2) == 29 ? 1 : 0);
      break;
    case Form::day_of_year: days += day; break;
  }
  return days * seconds_per_day + seconds;
}

}  // namespace zonebook
