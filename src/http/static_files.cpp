#include "http/static_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "http/content_type.h"

namespace zonebook::http {
namespace {

constexpr std::size_t hash_size_least = 8;

bool may_be_asked_for(std::string_view part) {
  return !part.empty() && part.front() != '.' &&
         part.find_first_of(std::string_view("\\/\0", 3)) == std::string_view::npos;
}

// Without a dot, and none of its parts one that is never there.
bool may_be_a_page(std::string_view path) {
  for (std::size_t begin = 0; begin <= path.size();) {
    auto const end = std::min(path.find('/', begin), path.size());
    if (!may_be_asked_for(path.substr(begin, end - begin))) return false;
    begin = end + 1;
  }
  return path.substr(path.rfind('/') + 1).find('.') == std::string_view::npos;
}

bool is_of_the_system(int reason) {
  return reason == EMFILE || reason == ENFILE || reason == ENOMEM || reason == EIO;
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

Result<std::shared_ptr<StaticFiles const>> StaticFiles::open(std::string const& folder,
                                                             Options options) {
  int const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) {
    return std::unexpected(
        Error{Error::Code::not_found, {"http.no_folder", {{"path", folder}}}, folder});
  }
  struct Made : StaticFiles {
    Made(int opened, Options given) : StaticFiles(opened, std::move(given)) {}
  };
  return std::make_shared<Made const>(descriptor, std::move(options));
}

StaticFiles::~StaticFiles() { ::close(folder_); }

Response StaticFiles::read(std::string_view path) const {
  if (path.empty()) path = "index.html";
  auto found = find(path);
  bool const is_none = !found && found.error() == 404;
  if (is_none && !options_.page.empty() && may_be_a_page(path)) {
    path = options_.page;
    found = find(path);
  }
  if (!found && found.error() == 503) {
    auto busy = refusal({503, {"http.busy", {}}});
    busy.fields.append("Retry-After", "1");
    return busy;
  }
  if (!found) return refusal({404, {"http.no_such_path", {}}});
  auto response = file(std::move(*found), content_type_of(path));
  bool const is_kept = !options_.hashed_folder.empty() &&
                       path.starts_with(options_.hashed_folder + "/") && has_hash(last_part(path));
  response.fields.append("Cache-Control",
                         is_kept ? "public, max-age=31536000, immutable" : "no-cache");
  return response;
}

std::expected<File, int> StaticFiles::find(std::string_view path) const {
  int at = folder_;
  for (std::size_t begin = 0; begin <= path.size();) {
    auto const end = std::min(path.find('/', begin), path.size());
    auto const part = path.substr(begin, end - begin);
    int const kind = end < path.size() ? O_DIRECTORY : O_NONBLOCK;
    bool const is_open_to_all = may_be_asked_for(part);
    int const next = is_open_to_all ? ::openat(at, std::string(part).c_str(),
                                               O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | kind)
                                    : -1;
    int const reason = errno;
    if (at != folder_) ::close(at);
    if (next < 0) return std::unexpected(is_open_to_all && is_of_the_system(reason) ? 503 : 404);
    at = next;
    begin = end + 1;
  }
  auto file = File::adopt(at);
  if (!file) return std::unexpected(404);
  return std::move(*file);
}

bool has_hash(std::string_view file_name) {
  auto const stem = file_name.substr(0, file_name.rfind('.'));
  auto const mark = stem.find_last_of("-.");
  if (stem.size() == file_name.size() || mark == std::string_view::npos) return false;
  auto const hash = stem.substr(mark + 1);
  auto const is_digit_ = [](char c) { return c >= '0' && c <= '9'; };
  auto const is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  auto const is_other = [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; };
  return hash.size() >= hash_size_least && !std::ranges::all_of(hash, is_digit_) &&
         !std::ranges::all_of(hash, is_small) && std::ranges::all_of(hash, [&](char c) {
           return is_digit_(c) || is_small(c) || is_other(c);
         });
}

}  // namespace zonebook::http
