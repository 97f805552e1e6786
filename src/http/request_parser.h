// Bytes of the wire → a Request: Beast's parser with our strictness and limits.  Not for other
// rooms: it includes Beast.
//
//   parser.take(bytes)       // how many bytes were used: as far as the header's end, then again
//
// Beast refuses what makes two readers differ (a Content-Length beside chunks, two that differ;
// bare line ends; unknown versions).  Refused here beside: a transfer coding other than chunked, no
// or two Host (RFC 9112, 3.2), a second Content-Length or a list of them though they are equal
// (RFC 9110, 8.6), a field that goes on in the next line (RFC 9112, 5.2), more than 100 fields.
//
// A head is limited as a whole, its lines' ends included, however it comes in pieces; Beast's own
// limit is of what it has not used yet.

#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <optional>

#include "http/response.h"
#include "http/target.h"

namespace zonebook::http {

class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  explicit RequestParser(std::size_t header_bytes);

  // As far as the header's end at first, then as far as the request's; fewer than all, perhaps
  // none, if what follows is not whole yet.
  std::size_t take(std::string_view bytes);

  std::optional<Fault> const& fault() const { return fault_; }
  void body_most(std::size_t bytes) { body_bytes_most_ = bytes; }
  bool expects_continue() const { return expects_continue_; }
  std::string const& target() const { return target_; }
  bool is_1_1() const { return is_1_1_; }

  std::string method;
  Fields fields;
  std::string body;

 private:
  using ErrorCode = boost::beast::error_code;
  using View = boost::beast::string_view;
  void on_request_impl(boost::beast::http::verb, View method_word, View target, int version,
                       ErrorCode&) override;
  void on_response_impl(int, View, int, ErrorCode&) override {}
  void on_field_impl(boost::beast::http::field, View name, View value, ErrorCode&) override;
  void on_header_impl(ErrorCode&) override;
  void on_body_init_impl(boost::optional<std::uint64_t> const& size, ErrorCode&) override;
  std::size_t on_body_impl(View bytes, ErrorCode&) override;
  void on_chunk_header_impl(std::uint64_t, View, ErrorCode&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t remaining, View bytes, ErrorCode&) override;
  void on_finish_impl(ErrorCode&) override {}

  void look_at_lines(std::string_view used);
  void refuse(Fault, ErrorCode&);

  std::size_t header_bytes_most_;
  std::size_t header_bytes_ = 0;  // used so far
  std::size_t body_bytes_most_ = 0;
  std::string target_;
  std::optional<Fault> fault_;
  bool is_1_1_ = true;
  bool expects_continue_ = false;
  bool is_in_body_ = false;
};

}  // namespace zonebook::http
