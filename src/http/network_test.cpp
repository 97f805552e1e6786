#include "http/network.h"

#include <gtest/gtest.h>

namespace zonebook::http {
namespace {

bool holds(std::string_view network, std::string_view address) {
  auto const parsed = Network::parse(network);
  EXPECT_TRUE(parsed) << network;
  return parsed && parsed->contains(address);
}

TEST(Networks, hold_the_addresses_of_their_prefix) {
  struct {
    char const* network;
    char const* address;
    bool is_in;
  } const cases[] = {
      {"10.0.0.0/8", "10.255.0.1", true},      {"10.0.0.0/8", "11.0.0.1", false},
      {"10.1.2.3/8", "10.200.0.1", true},      {"192.0.2.128/25", "192.0.2.127", false},
      {"192.0.2.128/25", "192.0.2.128", true}, {"192.0.2.7", "192.0.2.7", true},
      {"192.0.2.7", "192.0.2.8", false},       {"0.0.0.0/0", "203.0.113.9", true},
      {"0.0.0.0/0", "2001:db8::1", false},     {"::1", "::1", true},
      {"fd00::/8", "fd12::7", true},           {"fd00::/8", "fe00::7", false},
      {"192.0.2.7", "::ffff:192.0.2.7", true}, {"::/0", "2001:db8::1", true},
      {"10.0.0.0/8", "unknown", false},
  };
  for (auto const& one : cases) {
    EXPECT_EQ(holds(one.network, one.address), one.is_in) << one.network << " " << one.address;
  }
}

TEST(Networks, are_not_made_of_what_is_none) {
  for (auto const* text : {"", "proxy", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x",
                           "::1/129", "10.0.0", "10.0.0.0/8/8"}) {
    EXPECT_FALSE(Network::parse(text)) << text;
  }
}

std::string behind(std::string const& peer, std::vector<std::string> const& forwarded) {
  Fields fields;
  for (auto const& one : forwarded) fields.append("X-Forwarded-For", one);
  return peer_behind(peer, fields, {*Network::parse("10.0.0.0/8"), *Network::parse("::1")});
}

TEST(Proxies, speak_for_others_only_if_they_are_believed) {
  EXPECT_EQ(behind("192.0.2.7", {"203.0.113.9"}), "192.0.2.7");
  EXPECT_EQ(behind("10.0.0.1", {"203.0.113.9"}), "203.0.113.9");
  EXPECT_EQ(behind("::1", {"203.0.113.9"}), "203.0.113.9");
}

TEST(Proxies, are_believed_of_the_last_address_that_is_none_of_theirs) {
  EXPECT_EQ(behind("10.0.0.1", {"198.51.100.1, 203.0.113.9"}), "203.0.113.9");
  EXPECT_EQ(behind("10.0.0.1", {"198.51.100.1, 203.0.113.9, 10.0.0.2"}), "203.0.113.9");
  EXPECT_EQ(behind("10.0.0.1", {"198.51.100.1", "203.0.113.9", "10.0.0.2"}), "203.0.113.9");
  EXPECT_EQ(behind("10.0.0.1", {"203.0.113.9:4711"}), "203.0.113.9");
  EXPECT_EQ(behind("10.0.0.1", {"[2001:db8::9]:4711"}), "2001:db8::9");
  EXPECT_EQ(behind("10.0.0.1", {"2001:DB8::9"}), "2001:db8::9");
}

TEST(Proxies, that_tell_nothing_readable_are_asked_themselves) {
  EXPECT_EQ(behind("10.0.0.1", {}), "10.0.0.1");
  EXPECT_EQ(behind("10.0.0.1", {""}), "10.0.0.1");
  EXPECT_EQ(behind("10.0.0.1", {"203.0.113.9, unknown"}), "10.0.0.1");
  EXPECT_EQ(behind("10.0.0.1", {"203.0.113.9, unknown, 10.0.0.2"}), "10.0.0.2");
  EXPECT_EQ(behind("10.0.0.1", {"10.0.0.3, 10.0.0.2"}), "10.0.0.3");
  EXPECT_EQ(behind("10.0.0.1", {"["}), "10.0.0.1");
}

TEST(Proxies, tell_whether_it_came_encrypted_to_them) {
  std::vector const proxies{*Network::parse("10.0.0.0/8")};
  Fields fields;
  fields.append("X-Forwarded-Proto", "https");

  EXPECT_TRUE(is_encrypted_before("10.0.0.1", fields, proxies));
  EXPECT_FALSE(is_encrypted_before("192.0.2.7", fields, proxies));
  EXPECT_FALSE(is_encrypted_before("10.0.0.1", Fields(), proxies));
}

}  // namespace
}  // namespace zonebook::http
