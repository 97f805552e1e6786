// The files of one folder: the pages, scripts and pictures of the screen.
//
//   auto files = TRY(StaticFiles::open("web/dist", {.hashed_folder = "assets"}));
//   router.add({.method = "GET", .pattern = "/{path...}", .handler = [files](auto const& request) {
//     return files->read(request.named("path"));
//   }});
//
// Promises
//   1. Nothing outside of the folder is read, whatever the path: each part is opened below the one
//      before, never through a symbolic link; `..`, `\` and hidden names (`.git`) are not there.
//   2. Files are read while they are sent, but texts up to 1 MiB, which are compressed.
//   3. What lies in `hashed_folder` under a name with a hash (index-BkJ1x2Qz.js) never changes and
//      may be kept for a year; all else is asked for again by its ETag.
//
// Threads: immutable.

#pragma once

#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "http/response.h"

namespace zonebook::http {

class StaticFiles {
 public:
  struct Options {
    std::string hashed_folder = {};  // "assets"; "": none
    // Read for a path that is no file and whose last part has no dot, which is a page that the
    // screen itself knows; "": 404.
    std::string page = {};  // "index.html"
  };
  //   not_found  http.no_folder
  static Result<std::shared_ptr<StaticFiles const>> open(std::string const& folder, Options);
  ~StaticFiles();
  StaticFiles(StaticFiles const&) = delete;
  StaticFiles& operator=(StaticFiles const&) = delete;

  // A path below the folder, its parts joined by `/`; "" is index.html.  503 where the system has no
  // descriptor left or the disk fails: a reader would keep a 404.
  Response read(std::string_view path) const;

 private:
  StaticFiles(int folder, Options options) : folder_(folder), options_(std::move(options)) {}
  // Or the status that says why there is none.
  std::expected<File, int> find(std::string_view path) const;

  int folder_;
  Options options_;
};

// A last part of the name, after `-` or `.`, of at least 8 letters and digits of which one is no
// small letter and one no digit.
bool has_hash(std::string_view file_name);

}  // namespace zonebook::http
