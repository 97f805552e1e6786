#include "base/zone_reader.h"

namespace zonebook {
namespace {

// RFC 8536, 3.2: "should not be less than -89999 or greater than 93599".
constexpr std::int64_t offset_min = -89'999;
constexpr std::int64_t offset_max = 93'599;

// Big-endian, two's complement.
std::uint64_t unsigned_from(std::string_view bytes) {
  std::uint64_t value = 0;
  for (char const c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

std::int64_t time_from(std::string_view eight_bytes) {
  return static_cast<std::int64_t>(unsigned_from(eight_bytes));
}

std::int32_t offset_from(std::string_view four_bytes) {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(unsigned_from(four_bytes)));
}

}  // namespace

Result<std::shared_ptr<Zone const>> Zone::from_tzif(std::string name, std::string_view bytes) {
  auto zone = ZoneReader::read(bytes);
  if (!zone) {
    return std::unexpected(Error{.code = Error::Code::broken,
                                 .says = {"base.zone_broken", {{"name", name}}},
                                 .where = std::move(name)});
  }
  zone->name_ = std::move(name);
  return std::make_shared<Zone const>(*std::move(zone));
}

// A block with times of four bytes for old readers, then one with eight, then the footer.
std::optional<Zone> ZoneReader::read(std::string_view bytes) {
  Scanner scanner(bytes);
  auto const old = take_header(scanner);
  if (!old || old->size_bytes(4) > scanner.rest().size()) return std::nullopt;
  scanner.take_bytes(old->size_bytes(4));
  auto const header = take_header(scanner);
  if (!header || header->size_bytes(8) > scanner.rest().size()) return std::nullopt;
  Zone zone;
  Scanner data(scanner.take_bytes(header->size_bytes(8)));
  auto footer = scanner.rest();
  if (!footer.starts_with('\n') || footer.size() < 2 || !footer.ends_with('\n'))
    return std::nullopt;
  footer = footer.substr(1, footer.size() - 2);
  if (!read_data(zone, data, *header) || !read_footer(zone, footer)) return std::nullopt;
  return zone;
}

std::optional<ZoneReader::Header> ZoneReader::take_header(Scanner& scanner) {
  auto const bytes = scanner.take_bytes(44);
  if (bytes.size() != 44 || !bytes.starts_with("TZif") || bytes[4] < '2') return std::nullopt;
  auto const count = [&](std::size_t i) { return unsigned_from(bytes.substr(20 + 4 * i, 4)); };
  return Header{count(0), count(1), count(2), count(3), count(4), count(5)};
}

std::uint64_t ZoneReader::Header::size_bytes(std::uint64_t time_size) const {
  return transitions * (time_size + 1) + types * 6 + letters + leaps * (time_size + 4) +
         standard_flags + utc_flags;
}

// Times of transitions, the type of each, then the types: four bytes of offset, a byte that says
// whether it is summer time, and one of its abbreviation.
bool ZoneReader::read_data(Zone& zone, Scanner& data, Header const& header) {
  if (header.types == 0 || header.types > 256 || header.leaps != 0) return false;
  auto const times = data.take_bytes(header.transitions * 8);
  auto const types_of = data.take_bytes(header.transitions);
  auto const types = data.take_bytes(header.types * 6);
  std::vector<std::int32_t> offsets;
  for (std::size_t i = 0; i < header.types; ++i) {
    offsets.push_back(offset_from(types.substr(i * 6, 4)));
    if (offsets.back() < offset_min || offsets.back() > offset_max) return false;
  }
  zone.first_offset_ = offsets[0];
  zone.transitions_.reserve(header.transitions);
  for (std::size_t i = 0; i < header.transitions; ++i) {
    auto const at = time_from(times.substr(i * 8, 8));
    auto const type = static_cast<unsigned char>(types_of[i]);
    if (type >= offsets.size()) return false;
    if (i > 0 && at <= zone.transitions_.back().at) return false;
    zone.transitions_.push_back({.at = at, .offset = offsets[type]});
  }
  return true;
}

}  // namespace zonebook
