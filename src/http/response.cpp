#include "http/response.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace zonebook::http {

struct File::Descriptor {
  explicit Descriptor(int opened) : number(opened) {}
  ~Descriptor() { ::close(number); }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  int number;
};

Result<File> File::open(std::string const& path) {
  int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  auto file = descriptor < 0 ? std::nullopt : adopt(descriptor);
  if (!file) {
    return std::unexpected(Error{Error::Code::not_found, {"http.no_file", {{"path", path}}}, path});
  }
  return std::move(*file);
}

std::optional<File> File::adopt(int descriptor) {
  auto owner = std::make_shared<Descriptor const>(descriptor);
  struct stat told{};
  if (::fstat(descriptor, &told) != 0 || !S_ISREG(told.st_mode)) return std::nullopt;
  File file;
  file.descriptor_ = std::move(owner);
  file.size_ = static_cast<std::uint64_t>(told.st_size);
  file.etag_ = fmt::format("{:x}-{:x}-{:x}.{:x}", told.st_ino, told.st_size, told.st_mtim.tv_sec,
                           told.st_mtim.tv_nsec);
  return file;
}

File File::stretch(std::uint64_t begin, std::uint64_t size) const {
  CHECK(begin <= size_ && size <= size_ - begin);
  auto part = *this;
  part.begin_ += begin;
  part.size_ = size;
  return part;
}

std::size_t File::read(std::uint64_t begin, char* into, std::size_t size) const {
  if (begin >= size_) return 0;
  size = static_cast<std::size_t>(std::min<std::uint64_t>(size, size_ - begin));
  for (;;) {
    auto const came = ::pread(descriptor_->number, into, size, static_cast<off_t>(begin_ + begin));
    if (came >= 0) return static_cast<std::size_t>(came);
    if (errno != EINTR) return 0;
  }
}

Response text(std::string body, std::string_view content_type) {
  Response response;
  response.fields.append("Content-Type", content_type);
  response.body = std::move(body);
  return response;
}

Response json(std::string body) { return text(std::move(body), "application/json"); }

Response file(File file, std::string_view content_type) {
  Response response;
  response.fields.append("Content-Type", content_type);
  response.etag = file.etag();
  response.body = std::move(file);
  return response;
}

Response events(EventStream stream) {
  Response response;
  response.fields.append("Content-Type", "text/event-stream");
  response.fields.append("X-Accel-Buffering", "no");  // nginx would keep events back
  response.body.emplace<EventStream>(std::move(stream));
  return response;
}

Response no_content() { return {.status = 204}; }

Response refusal(Fault fault) {
  Response response{.status = fault.status};
  response.body = std::move(fault);
  return response;
}

Response redirect(std::string_view to) {
  Response response{.status = 303};
  response.fields.append("Location", to);
  return response;
}

std::string attachment(std::string_view name) {
  std::string plain, extended;
  for (char const c : name) {
    auto const byte = static_cast<unsigned char>(c);
    bool const is_alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                                 (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
    bool const is_plain = byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\' && c != '%';
    plain += is_plain ? c : '_';
    extended += is_alphanumeric ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}", plain, extended);
}

std::string_view phrase_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Status";
  }
}

}  // namespace zonebook::http
