// Bytes in any pieces are the same request, or the same refusal; none of them ends the process.

#include "http/request_parser.h"

#include <gtest/gtest.h>

#include <vector>

namespace zonebook::http {
namespace {

constexpr std::string_view head =
    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

struct Read {
  bool is_done = false, is_refused = false;
  std::string body;
  std::size_t used = 0;
  bool operator==(Read const&) const = default;
};

// As a connection does: what could not be used yet is offered again with what comes after it.
Read read(std::string_view bytes, std::vector<std::size_t> const& ends) {
  RequestParser parser(4096);
  parser.body_most(100);
  std::size_t begin = 0;
  for (auto const end : ends) {
    for (std::size_t used = 1; used > 0 && begin < end;) {
      if (parser.fault() || parser.is_done()) break;
      used = parser.take(bytes.substr(begin, end - begin));
      begin += used;
    }
  }
  bool const is_refused = parser.fault().has_value();
  return {parser.is_done(), is_refused, parser.body, is_refused ? 0 : begin};
}

std::vector<std::size_t> each_byte_of(std::string_view bytes) {
  std::vector<std::size_t> ends;
  for (std::size_t end = 1; end <= bytes.size(); ++end) ends.push_back(end);
  return ends;
}

TEST(RequestParser, takes_the_last_chunk_in_any_three_pieces) {
  struct Case {
    std::string_view chunks, body;
  };
  for (auto const& [chunks, body] : std::vector<Case>{{"0\r\n\r\n", ""},
                                                      {"00\r\n\r\n", ""},
                                                      {"0;a=b\r\n\r\n", ""},
                                                      {"0\r\nA: b\r\n\r\n", ""},
                                                      {"3\r\nabc\r\n0\r\n\r\n", "abc"},
                                                      {"3\r\n0\r\n\r\n0\r\nA: b\r\n\r\n", "0\r\n"},
                                                      {"1\r\n0\r\n0\r\n\r\n", "0"}}) {
    auto const bytes = std::string(head) + std::string(chunks);
    for (auto first = head.size(); first <= bytes.size(); ++first) {
      for (auto second = first; second <= bytes.size(); ++second) {
        auto const came = read(bytes, {head.size(), first, second, bytes.size()});
        EXPECT_EQ(came, (Read{true, false, std::string(body), bytes.size()}))
            << chunks << " " << first << " " << second;
      }
    }
  }
}

TEST(RequestParser, reads_broken_requests_in_pieces_as_in_one) {
  auto const whole = std::string(head) + "2;a=b\r\n0\r\r\n0\r\nA: b\r\n c\r\n\r\n";
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (char const put : std::string_view("\r\n0 ;:,af\t\x00\xFF", 12)) {
      auto broken = whole;
      broken[at] = put;
      auto const in_one = read(broken, {broken.size()});
      auto const in_bytes = read(broken, each_byte_of(broken));
      EXPECT_EQ(in_one.is_done, in_bytes.is_done) << broken;
      if (in_one.is_done) {
        EXPECT_EQ(in_one, in_bytes) << broken;
      }
    }
  }
}

TEST(RequestParser, limits_a_head_as_a_whole) {
  std::string bytes = "GET / HTTP/1.1\r\nHost: x\r\n";
  while (bytes.size() < 4096 - 200) bytes += "A:" + std::string(90, ' ') + "b\r\n";
  auto const fits = bytes + "\r\n";
  auto const too_long = bytes + "A:" + std::string(200, ' ') + "b\r\n\r\n";

  for (auto const& ends : {std::vector{fits.size()}, each_byte_of(fits)}) {
    EXPECT_TRUE(read(fits, ends).is_done);
  }
  for (auto const& ends : {std::vector{too_long.size()}, each_byte_of(too_long)}) {
    EXPECT_TRUE(read(too_long, ends).is_refused);
  }
}

}  // namespace
}  // namespace zonebook::http
