// A ZIP archive made of texts, nothing packed, with the sums over its parts right: so mutations
// reach what is in the parts.
//
//   Stored archive;
//   archive.add("word/document.xml", text);
//   archive.finish()                              // the bytes

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace zonebook::fuzz {

inline std::uint32_t crc_32(std::string_view text) {
  std::uint32_t sum = 0xFFFFFFFF;
  for (auto const c : text) {
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ (sum & 1 ? 0xEDB88320 : 0);
  }
  return ~sum;
}

inline void put(std::string& into, std::size_t number, int bytes) {
  for (; bytes > 0; --bytes, number >>= 8) into += static_cast<char>(number & 0xFF);
}

// A ZIP archive (APPNOTE.TXT, 4.3), nothing packed.
class Stored {
 public:
  void add(std::string_view path, std::string_view text) {
    auto const offset = bytes_.size();
    std::string about;  // is the same in the header and in the directory
    put(about, 20, 2);  // version needed
    put(about, 0, 8);   // flags, method, time, day
    put(about, crc_32(text), 4);
    put(about, text.size(), 4);
    put(about, text.size(), 4);
    put(about, path.size(), 2);
    put(about, 0, 2);  // nothing is added
    bytes_.append("PK\x03\x04").append(about).append(path).append(text);
    directory_.append("PK\x01\x02");
    put(directory_, 20, 2);  // version made by
    directory_.append(about);
    put(directory_, 0, 10);  // comment, disk, attributes
    put(directory_, offset, 4);
    directory_.append(path);
    ++count_;
  }

  std::string finish() {
    auto const offset = bytes_.size();
    bytes_.append(directory_).append("PK\x05\x06");
    put(bytes_, 0, 4);  // disks
    put(bytes_, count_, 2);
    put(bytes_, count_, 2);
    put(bytes_, directory_.size(), 4);
    put(bytes_, offset, 4);
    put(bytes_, 0, 2);  // no comment
    return std::move(bytes_);
  }

 private:
  std::string bytes_, directory_;
  std::size_t count_ = 0;
};

}  // namespace zonebook::fuzz
