// Addresses, as far as who may speak for whom: which proxies are believed, and who stands behind
// them.
//
//   auto const proxies = std::vector{*Network::parse("10.0.0.0/8"), *Network::parse("::1")};
//   peer_behind("10.0.0.7", fields, proxies)      // X-Forwarded-For: 203.0.113.9 → "203.0.113.9"
//
// Threads: values.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/fields.h"

namespace zonebook::http {

class Network {
 public:
  // An address, or one with the length of a prefix, "10.0.0.0/8", "fd00::/8"; bits beyond the
  // prefix are passed over.
  static std::optional<Network> parse(std::string_view);

  // False of what is no address.  An IPv4 address in IPv6's form is that IPv4 address.
  bool contains(std::string_view address) const;

 private:
  using Bytes = std::array<std::uint8_t, 16>;
  static std::optional<Bytes> bytes_of(std::string_view address);

  Bytes bytes_{};  // IPv4 as ::ffff:a.b.c.d
  int prefix_ = 128;
};

// Who asks: the peer itself, unless it is one of these proxies; then the last address of
// X-Forwarded-For that is none of them, for each was added by the one after it, and what stands
// further left anybody may have written.  Where the field ends or is no address before that, the
// last proxy that could be told.
std::string peer_behind(std::string const& peer, Fields const&,
                        std::vector<Network> const& proxies);

// Whether it came encrypted to the last of the proxies: X-Forwarded-Proto, if the peer is one.
bool is_encrypted_before(std::string const& peer, Fields const&,
                         std::vector<Network> const& proxies);

}  // namespace zonebook::http
