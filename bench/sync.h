// What one sync of this disk takes, for durable entries share them: printed beside their rates.

#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <vector>

#include "sample_ledger.h"

namespace zonebook::bench {

// The median of nine syncs of a page, in microseconds.
inline double sync_us() {
  auto const path = folder() / "sync";
  int const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  std::array<char, 4096> const page{};
  std::vector<double> took;
  for (int i = 0; i < 9; ++i) {
    auto const start = std::chrono::steady_clock::now();
    CHECK(::write(file, page.data(), page.size()) > 0 && ::fdatasync(file) == 0);
    auto const time = std::chrono::steady_clock::now() - start;
    took.push_back(std::chrono::duration<double, std::micro>(time).count());
  }
  ::close(file);
  std::filesystem::remove(path);
  std::ranges::nth_element(took, took.begin() + 4);
  return took[4];
}

}  // namespace zonebook::bench
