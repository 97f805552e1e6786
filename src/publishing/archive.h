// The parts of a ZIP archive, unpacked as they are read, within limits: the door of libzip.
//
//   auto archive = TRY(Archive::open_bytes(bytes, {}));
//   auto part = TRY(archive.part("xl/workbook.xml"));     // read(buffer, size) until 0
//
// Promises
//   1. Nothing is unpacked that is not asked for, and never more than `unpacked` in all: a bomb
//      costs as much as the limit, whatever its directory says.  One of too many entries is
//      refused before its directory is read.
//   2. A part that is damaged is an error at its end, or before (CRC 32).
//
// Threads: an Archive and its parts belong to one.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zonebook::publishing {

class Archive {
 public:
  struct Limits {
    std::int64_t entries = 10'000;  // and those of archives that lie in it unpacked
    std::int64_t unpacked = std::int64_t{512} << 20;  // bytes, of all parts together
  };

  // The bytes are kept as they are; `name` is for the errors.
  //   invalid  publishing.no_archive, publishing.too_many_parts
  static Result<Archive> open_bytes(std::string bytes, std::string name, Limits);

  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;
  ~Archive();

  bool has(std::string const& path) const;

  class Part {
   public:
    Part(Part&&) noexcept;
    ~Part();
    // How many bytes came, 0 at the end.
    //   invalid  publishing.damaged, publishing.too_large
    Result<std::size_t> read(char* into, std::size_t size);

   private:
    friend class Archive;
    struct Open;
    explicit Part(std::unique_ptr<Open>);
    std::unique_ptr<Open> open_;
  };
  // By its path, letter case as it stands.
  //   invalid  publishing.no_part
  Result<Part> part(std::string const& path);

 private:
  struct Open;
  explicit Archive(std::unique_ptr<Open>);
  std::unique_ptr<Open> open_;
};

}  // namespace zonebook::publishing
