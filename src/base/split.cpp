#include "base/split.h"

#include <algorithm>
#include <numeric>

#include "base/result.h"

namespace zonebook {
namespace {

// The product of two int64 needs 126 bits.
__extension__ using Wide = unsigned __int128;

std::uint64_t size_of(std::int64_t amount) {
  auto const bits = static_cast<std::uint64_t>(amount);
  return amount < 0 ? ~bits + 1 : bits;
}

std::int64_t signed_as(std::int64_t amount, std::uint64_t size) {
  return static_cast<std::int64_t>(amount < 0 ? ~size + 1 : size);
}

}  // namespace

std::vector<std::int64_t> split_by_largest_remainder(std::int64_t amount,
                                                     std::span<std::int64_t const> shares) {
  Wide total = 0;
  for (auto const share : shares) {
    CHECK(share >= 0);
    total += static_cast<std::uint64_t>(share);
  }
  CHECK(total > 0);
  std::vector<std::uint64_t> parts;
  std::vector<Wide> remainders;
  auto left = size_of(amount);
  for (auto const share : shares) {
    auto const product = Wide{size_of(amount)} * static_cast<std::uint64_t>(share);
    parts.push_back(static_cast<std::uint64_t>(product / total));
    remainders.push_back(product % total);
    left -= parts.back();
  }
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater(),
                           [&](std::size_t at) { return remainders[at]; });
  for (std::size_t i = 0; i < left; ++i) ++parts[order[i]];
  std::vector<std::int64_t> made;
  for (auto const part : parts) made.push_back(signed_as(amount, part));
  return made;
}

}  // namespace zonebook
