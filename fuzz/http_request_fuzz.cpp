// Any bytes as requests that follow each other, in one piece and then byte by byte: never two that
// differ, or that end elsewhere.  What it says in its target and fields is read by all the small grammars of the room.

#include <optional>

#include "base/utf8.h"
#include "http/etag.h"
#include "http/gzip.h"
#include "http/problem.h"
#include "http/range.h"
#include "http/request_parser.h"
#include "http/router.h"
#include "http/static_files.h"

namespace {

using namespace zonebook;
using namespace zonebook::http;

constexpr std::size_t header_bytes = 4096;
constexpr std::size_t body_bytes = 64;

struct Read {
  bool is_done = false;
  std::string says, method, target, fields, body;
  std::size_t used = 0;  // where the next one begins
  bool operator==(Read const&) const = default;
};

// As a connection does: what could not be used yet is offered again with what comes after it.
Read read(std::string_view bytes, std::size_t piece) {
  RequestParser parser(header_bytes);
  parser.body_most(body_bytes);
  std::size_t begin = 0;
  for (std::size_t end = 0; end < bytes.size() && !parser.fault() && !parser.is_done();) {
    end = std::min(bytes.size(), end + piece);
    for (std::size_t used = 1; used > 0 && begin < end && !parser.fault() && !parser.is_done();) {
      used = parser.take(bytes.substr(begin, end - begin));
      begin += used;
    }
  }
  bool const is_refused = parser.fault().has_value();
  if (is_refused) CHECK(parser.fault()->status >= 400 && !parser.fault()->says.key.empty());
  CHECK(parser.body.size() <= body_bytes);
  // How far a refused request was read depends on the pieces; that it is refused does not.
  if (is_refused) return {.says = parser.fault()->says.key};
  // The wire form has a blank after each colon, though none came.
  CHECK(parser.fields.wire().size() <= header_bytes + parser.fields.size());
  return {parser.is_done(),     "",          parser.method, parser.target(),
          parser.fields.wire(), parser.body, begin};
}

void check_range(std::string_view field, std::uint64_t size) {
  auto const asked = asked_range(field, size);
  auto const* part = std::get_if<ByteRange>(&asked);
  if (part) CHECK(part->size > 0 && part->begin < size && part->size <= size - part->begin);
}

void check_target(std::string_view text, Router const& router) {
  auto const target = parse_target(text);
  if (!target) {
    CHECK(!target.error().where.empty());
    return;
  }
  CHECK(!target->segments.empty() && target->query.pairs().size() <= query_pairs_most);
  for (auto const& segment : target->segments) {
    CHECK(is_utf8(segment) && segment != ".." && segment != ".");
    CHECK(segment.find('\0') == std::string::npos);
  }
  for (auto const& [name, value] : target->query.pairs()) CHECK(is_utf8(name) && is_utf8(value));
  auto const found = router.find("GET", target->segments);
  for (auto const& [name, value] : found.names) CHECK(!value.empty());
}

Router make_router() {
  Router router;
  for (auto const pattern : {"/", "/a/{x}", "/a/b", "/{x}/{y}/c", "/assets/{path...}"}) {
    router.add({.method = "GET", .pattern = pattern, .handler = {}});
  }
  return router;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  static auto const router = make_router();
  std::string_view const bytes(reinterpret_cast<char const*>(data), size);

  for (std::size_t begin = 0; begin < size;) {
    auto const whole = read(bytes.substr(begin), size);
    auto const piecewise = read(bytes.substr(begin), 1);
    // In pieces Beast looks only once a head has its end, so it may refuse later; nothing that is
    // read one way is read otherwise.
    if (whole.is_done || piecewise.is_done) CHECK(whole == piecewise);
    if (!piecewise.says.empty()) CHECK(!whole.says.empty());
    check_target(whole.target, router);
    if (!whole.is_done) break;
    CHECK(whole.used > 0);
    begin += whole.used;
  }

  check_target(bytes, router);
  for (std::uint64_t const length : {std::uint64_t{0}, std::uint64_t{10}, UINT64_MAX}) {
    check_range(bytes, length);
  }
  CHECK(!is_among(bytes, "a", Match::strong) || is_among(bytes, "a", Match::weak));
  (void)accepts_gzip(bytes);
  (void)has_hash(bytes);
  Request request;
  request.fields.append("Cookie", bytes);
  request.fields.append("Accept-Language", bytes);
  (void)request.cookie("a");
  (void)language_of(request);
  return 0;
}
