// What a handler answers: a status, fields, and a body that is bytes, a file, a stream of events,
// or a fault that the server's hook puts into words (http/problem.h).
//
//   return json(R"({"name":"示例项目07"})");
//   return no_content();
//   auto response = text("id,name\r\n", "text/csv; charset=utf-8");
//   response.fields.set("Content-Disposition", attachment("示例台账.csv"));
//   response.etag = etag_of(bytes);              // the server then answers If-None-Match with 304
//
// The server does what every response needs (server.h): Date, Content-Length and Connection, which
// a handler leaves alone (CHECK), the protecting fields, Cache-Control where the handler says none,
// gzip (but not beside `Cache-Control: no-transform`), 304, 206.
//
// Threads: values; a File is closed with the last response that has it.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "base/text.h"
#include "http/events.h"
#include "http/fields.h"

namespace zonebook::http {

// An open file, or a stretch of one; read in pieces while it is sent, never held whole.
class File {
 public:
  // A regular file, by its path.
  //   not_found  http.no_file
  static Result<File> open(std::string const& path);
  // Takes the descriptor of a regular file over; nullopt, and it is closed, if it is none.
  static std::optional<File> adopt(int descriptor);

  std::uint64_t size() const { return size_; }
  std::string const& etag() const { return etag_; }  // of inode, size and time of change
  File stretch(std::uint64_t begin, std::uint64_t size) const;

  // How many bytes came from there, at most `size`; 0 at the end or on a failure.
  std::size_t read(std::uint64_t begin, char* into, std::size_t size) const;

 private:
  struct Descriptor;
  std::shared_ptr<Descriptor const> descriptor_;
  std::uint64_t begin_ = 0, size_ = 0;
  std::string etag_;
};

// Why there is no answer, before it is put into words.
struct Fault {
  int status = 400;
  Text says;
  std::string where = {};  // the field, parameter or part that is at fault; "": the whole
};

struct Response {
  int status = 200;
  Fields fields = {};
  std::variant<std::string, File, EventStream, Fault> body = std::string();
  std::string etag = {};  // strong, without quotes, of visible ASCII; "": none
};

Response text(std::string body, std::string_view content_type = "text/plain; charset=utf-8");
Response json(std::string body);
Response file(File, std::string_view content_type);
Response events(EventStream);
Response no_content();
Response refusal(Fault);
Response redirect(std::string_view to);  // 303: the answer is found there by GET

// The value of Content-Disposition that saves under a name of any language (RFC 6266, RFC 8187).
std::string attachment(std::string_view name);

// "Not Found" (RFC 9110, 15).
std::string_view phrase_of(int status);

}  // namespace zonebook::http
