#include "ledger/daily_anchors.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <tuple>

#include "base/durable_file.h"

namespace zonebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr auto ending = ".txt";

auto order_of(Anchor const& anchor) { return std::tie(anchor.zone, anchor.seq, anchor.hash); }

bool is_before(Anchor const& a, Anchor const& b) { return order_of(a) < order_of(b); }
bool is_same(Anchor const& a, Anchor const& b) { return order_of(a) == order_of(b); }

bool is_of_a_day(fs::path const& path) {
  return path.extension() == ending && Date::parse(path.stem().string()).has_value();
}

}  // namespace

Result<void> DailyAnchors::keep(db::Database& database, Date today) const {
  auto const path = folder_ + "/" + today.to_string() + ending;
  std::error_code failed;
  if (folder_.empty() || fs::exists(path, failed)) return {};
  auto const reader = TRY(database.read());
  auto const heads = TRY(anchors_to_keep(*reader));
  if (heads.empty()) return {};
  TRY(make_folders(folder_));
  sweep_parts(folder_);
  auto file = TRY(DurableFile::begin(folder_));
  TRY(file.write(anchor_lines(heads, today)));
  TRY(file.name(path));
  return {};
}

Result<std::vector<Anchor>> DailyAnchors::all() const {
  std::vector<Anchor> all;
  std::error_code failed;
  for (auto const& entry : fs::directory_iterator(folder_, failed)) {
    if (!is_of_a_day(entry.path())) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    auto anchors = read_anchors(text);
    if (!anchors) {
      auto error = anchors.error();
      error.where = entry.path().string() + ":" + error.where;
      return std::unexpected(std::move(error));
    }
    all.insert(all.end(), anchors->begin(), anchors->end());
  }
  std::ranges::sort(all, is_before);
  all.erase(std::unique(all.begin(), all.end(), is_same), all.end());
  return all;
}

}  // namespace zonebook::ledger
