#include "http/network.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>

namespace zonebook::http {
namespace {

constexpr int v4_before = 96;  // bits before an IPv4 address in IPv6's form

// Without blanks, and without a port: "192.0.2.7:4711", "[2001:db8::1]:4711".
std::string_view address_in(std::string_view entry) {
  entry = trimmed(entry);
  if (entry.starts_with('[')) return entry.substr(1, std::max<std::size_t>(entry.find(']'), 1) - 1);
  auto const colon = entry.find(':');
  bool const is_v4 = colon != entry.npos && entry.find(':', colon + 1) == entry.npos;
  return is_v4 ? entry.substr(0, colon) : entry;
}

bool is_any(std::vector<Network> const& networks, std::string_view address) {
  return std::ranges::any_of(networks, [&](auto const& one) { return one.contains(address); });
}

// Takes the last entry of a list off it.
std::string_view last_of(std::string_view& list) {
  auto const comma = list.rfind(',');
  auto const last = comma == list.npos ? list : list.substr(comma + 1);
  list = comma == list.npos ? std::string_view() : list.substr(0, comma);
  return last;
}

}  // namespace

std::optional<Network::Bytes> Network::bytes_of(std::string_view text) {
  boost::system::error_code failed;
  auto const address = boost::asio::ip::make_address(text, failed);
  if (failed) return std::nullopt;
  using boost::asio::ip::make_address_v6;
  auto const v6 = address.is_v6() ? address.to_v6()
                                  : make_address_v6(boost::asio::ip::v4_mapped, address.to_v4());
  Bytes bytes{};
  std::ranges::copy(v6.to_bytes(), bytes.begin());
  return bytes;
}

std::optional<Network> Network::parse(std::string_view text) {
  auto const slash = text.find('/');
  auto const address = text.substr(0, slash);
  auto const bytes = bytes_of(address);
  if (!bytes) return std::nullopt;
  Network network;
  network.bytes_ = *bytes;
  if (slash == text.npos) return network;
  auto const digits = text.substr(slash + 1);
  int length = -1;
  auto const [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  bool const is_v4 = address.find(':') == address.npos;
  int const longest = is_v4 ? 128 - v4_before : 128;
  bool const is_whole = failed == std::errc() && end == digits.data() + digits.size();
  if (!is_whole || length < 0 || length > longest) return std::nullopt;
  network.prefix_ = is_v4 ? length + v4_before : length;
  return network;
}

bool Network::contains(std::string_view address) const {
  auto const bytes = bytes_of(address);
  if (!bytes) return false;
  for (std::size_t i = 0; i < bytes->size(); ++i) {
    auto const bits = std::clamp(prefix_ - static_cast<int>(i) * 8, 0, 8);
    auto const mask = static_cast<unsigned>(0xff00 >> bits) & 0xffU;
    if ((((*bytes)[i] ^ bytes_[i]) & mask) != 0) return false;
  }
  return true;
}

std::string peer_behind(std::string const& peer, Fields const& fields,
                        std::vector<Network> const& proxies) {
  auto asks = peer;
  if (!is_any(proxies, asks)) return asks;
  auto const list = fields.joined("X-Forwarded-For").value_or("");
  for (std::string_view rest = list; !rest.empty();) {
    boost::system::error_code failed;
    auto const before = boost::asio::ip::make_address(address_in(last_of(rest)), failed);
    if (failed) return asks;
    asks = before.to_string();
    if (!is_any(proxies, asks)) return asks;
  }
  return asks;
}

bool is_encrypted_before(std::string const& peer, Fields const& fields,
                         std::vector<Network> const& proxies) {
  if (!is_any(proxies, peer)) return false;
  auto const list = fields.joined("X-Forwarded-Proto").value_or("");
  std::string_view rest = list;
  return same_word(trimmed(last_of(rest)), "https");
}

}  // namespace zonebook::http
