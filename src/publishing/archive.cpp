#include "publishing/archive.h"

#include <zip.h>

#include <algorithm>

namespace zonebook::publishing {
namespace {

struct CloseArchive {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct ClosePart {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

// Each entry of the directory begins so (APPNOTE.TXT, 4.3.12).  They are counted before libzip is
// asked, for it holds the whole directory, at some six times its size, before it says how many.
std::int64_t entries_within(std::string_view bytes) {
  constexpr std::string_view begins{"PK\x01\x02", 4};
  std::int64_t count = 0;
  for (auto at = bytes.find(begins); at != bytes.npos; at = bytes.find(begins, at + 4)) ++count;
  return count;
}

}  // namespace

struct Archive::Open {
  std::string bytes, name;
  Limits limits;
  std::int64_t unpacked = 0;
  std::unique_ptr<zip_t, CloseArchive> zip;  // reads `bytes`, so it goes first
};

struct Archive::Part::Open {
  Archive::Open* archive;
  std::string path;
  std::unique_ptr<zip_file_t, ClosePart> file;
};

Archive::Archive(std::unique_ptr<Open> open) : open_(std::move(open)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;
Archive::Part::Part(std::unique_ptr<Open> open) : open_(std::move(open)) {}
Archive::Part::Part(Part&&) noexcept = default;
Archive::Part::~Part() = default;

Result<Archive> Archive::open_bytes(std::string bytes, std::string name, Limits limits) {
  auto open = std::make_unique<Open>();
  open->bytes = std::move(bytes);
  open->name = std::move(name);
  open->limits = limits;
  if (entries_within(open->bytes) > limits.entries) {
    return invalid({"publishing.too_many_parts", {{"name", open->name}}}, open->name);
  }
  zip_error_t ignored;
  zip_error_init(&ignored);
  auto* source = zip_source_buffer_create(open->bytes.data(), open->bytes.size(), 0, &ignored);
  CHECK(source != nullptr);
  open->zip.reset(zip_open_from_source(source, ZIP_RDONLY, &ignored));
  zip_error_fini(&ignored);
  if (!open->zip) {
    zip_source_free(source);
    return invalid({"publishing.no_archive", {{"name", open->name}}}, open->name);
  }
  return Archive(std::move(open));
}

bool Archive::has(std::string const& path) const {
  return zip_name_locate(open_->zip.get(), path.c_str(), 0) >= 0;
}

Result<Archive::Part> Archive::part(std::string const& path) {
  auto* file = zip_fopen(open_->zip.get(), path.c_str(), 0);
  if (!file) {
    return invalid({"publishing.no_part", {{"name", open_->name}, {"part", path}}}, open_->name);
  }
  auto part = std::make_unique<Part::Open>();
  part->archive = open_.get();
  part->path = path;
  part->file.reset(file);
  return Part(std::move(part));
}

Result<std::size_t> Archive::Part::read(char* into, std::size_t size) {
  auto const got = zip_fread(open_->file.get(), into, size);
  auto& archive = *open_->archive;
  if (got < 0) {
    return invalid({"publishing.damaged", {{"name", archive.name}, {"part", open_->path}}},
                   archive.name);
  }
  archive.unpacked += got;
  if (archive.unpacked > archive.limits.unpacked) {
    return invalid(
        {"publishing.too_large",
         {{"name", archive.name}, {"megabytes", std::to_string(archive.limits.unpacked >> 20)}}},
        archive.name);
  }
  return static_cast<std::size_t>(got);
}

}  // namespace zonebook::publishing
