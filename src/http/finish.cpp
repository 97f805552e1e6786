#include "http/finish.h"

#include "http/etag.h"
#include "http/gzip.h"
#include "http/range.h"

namespace zonebook::http {
namespace {

constexpr std::size_t compressed_least = 1024;  // below it gzip's frame and the time cost more
constexpr std::uint64_t compressed_most = std::uint64_t{1}
                                          << 20;  // of a file, which is read for it

std::string quoted(std::string const& etag) { return '"' + etag + '"'; }

void write_fault(Request const& request, Response& response, ProblemWriter const& problem) {
  auto const* fault = std::get_if<Fault>(&response.body);
  if (!fault) return;
  auto written = problem(*fault, request);
  CHECK(!std::holds_alternative<Fault>(written.body));
  for (std::size_t i = 0; i < response.fields.size(); ++i) {
    auto const field = response.fields[i];
    written.fields.append(field.name, field.value);
  }
  response = std::move(written);
}

bool has_size_for_gzip(Response const& response) {
  if (auto const* bytes = std::get_if<std::string>(&response.body)) {
    return bytes->size() >= compressed_least;
  }
  auto const* file = std::get_if<File>(&response.body);
  return file && file->size() >= compressed_least && file->size() <= compressed_most;
}

// nullopt if the file is not as long any more, or cannot be read.
std::optional<std::string> all_of(File const& file) {
  std::string bytes(static_cast<std::size_t>(file.size()), '\0');
  for (std::size_t at = 0; at < bytes.size();) {
    auto const came = file.read(at, bytes.data() + at, bytes.size() - at);
    if (came == 0) return std::nullopt;
    at += came;
  }
  return bytes;
}

void compress(Request const& request, Response& response, ProblemWriter const& problem) {
  if (auto const* file = std::get_if<File>(&response.body)) {
    auto const bytes = all_of(*file);
    if (!bytes) {  // half of it, compressed, would look like the whole
      response = refusal({503, {"http.busy", {}}});
      response.fields.append("Retry-After", "1");
      return write_fault(request, response, problem);
    }
    response.body = gzip(*bytes);
  } else {
    response.body = gzip(std::get<std::string>(response.body));
  }
  response.fields.set("Content-Encoding", "gzip");
}

void become_not_modified(Response& response) {
  response.status = 304;
  response.body = std::string();
  response.fields.remove("Content-Type");
  response.fields.remove("Content-Disposition");
}

void take_range(Request const& request, Response& response, ProblemWriter const& problem) {
  auto const* whole = std::get_if<File>(&response.body);
  auto const range = request.fields.find("Range");
  auto const condition = request.fields.find("If-Range");
  // RFC 9110, 13.1.5: one strong tag, no list and no `*`; of dates there are none here
  bool const is_same = condition && !response.etag.empty() &&
                       trimmed(*condition) == quoted(response.etag) &&
                       request.fields.count("If-Range") == 1;
  bool const holds = !condition || is_same;
  if (!range || !holds || request.is_head || request.fields.count("Range") != 1) return;
  auto const size = whole->size();
  auto const asked = asked_range(*range, size);
  if (auto const* part = std::get_if<ByteRange>(&asked)) {
    response.status = 206;
    response.fields.set("Content-Range", "bytes " + std::to_string(part->begin) + "-" +
                                             std::to_string(part->begin + part->size - 1) + "/" +
                                             std::to_string(size));
    response.body = whole->stretch(part->begin, part->size);
  } else if (std::holds_alternative<NoSuchRange>(asked)) {
    response = refusal({416, {"http.no_such_range", {{"size", std::to_string(size)}}}, "Range"});
    response.fields.set("Content-Range", "bytes */" + std::to_string(size));
    write_fault(request, response, problem);
  }
}

void choose(Request const& request, Response& response, ProblemWriter const& problem) {
  bool const is_read = response.status == 200 && request.method == "GET";
  bool const is_text = is_compressible(response.fields.find("Content-Type").value_or("")) &&
                       !response.fields.find("Content-Encoding") && has_size_for_gzip(response);
  bool const may_change = response.fields.find("Cache-Control").value_or("").find("no-transform") ==
                          std::string_view::npos;
  // A range is of the bytes as they are; the compressed ones are made anew each time.
  bool const compresses = is_text && may_change && response.status != 206 &&
                          !request.fields.find("Range") &&
                          accepts_gzip(request.fields.joined("Accept-Encoding"));
  if (is_text) response.fields.append("Vary", "Accept-Encoding");
  if (compresses && !response.etag.empty()) response.etag += "-gz";

  if (is_read && !response.etag.empty()) {
    auto const known = request.fields.joined("If-None-Match");
    if (known && is_among(*known, response.etag, Match::weak)) {
      become_not_modified(response);
      return;
    }
  }
  if (compresses) {
    compress(request, response, problem);
  } else if (is_read && std::holds_alternative<File>(response.body)) {
    response.fields.set("Accept-Ranges", "bytes");
    take_range(request, response, problem);
  }
}

}  // namespace

Response finished(Request const& request, Response response, ProblemWriter const& problem,
                  Fields const& defaults) {
  write_fault(request, response, problem);
  // RFC 9112, 6.3: they end with their head; a byte more would begin the next answer
  if (response.status == 204 || response.status == 304) response.body = std::string();
  choose(request, response, problem);
  for (auto const ours : {"Date", "Content-Length", "Connection", "Transfer-Encoding"}) {
    CHECK(!response.fields.find(ours));
  }
  if (!response.etag.empty()) response.fields.set("ETag", quoted(response.etag));
  if (!response.fields.find("Cache-Control")) {
    response.fields.append("Cache-Control",
                           response.etag.empty() ? "no-store" : "private, no-cache");
  }
  for (std::size_t i = 0; i < defaults.size(); ++i) {
    auto const field = defaults[i];
    if (!response.fields.find(field.name)) response.fields.append(field.name, field.value);
  }
  return response;
}

}  // namespace zonebook::http
