#include "ledger/anchor.h"

#include <algorithm>
#include <sstream>

#include "ledger/sql.h"

namespace zonebook::ledger {

Result<std::vector<Anchor>> anchors_of(Snapshot& snapshot) {
  std::vector<Anchor> anchors;
  auto const k = snapshot.k().value_or(Instant::max());
  for (auto const& zone : snapshot.below()) {
    TRY(snapshot.connection().each(
        sql::anchor_at, {zone, k.micros()}, [&](db::Row const& row) -> Result<void> {
          anchors.push_back({zone, row.integer(0), std::string(row.text(1))});
          return {};
        }));
  }
  std::ranges::sort(anchors, {}, &Anchor::zone);
  return anchors;
}

Result<std::vector<Anchor>> all_anchors(db::Connection& at) {
  std::vector<Anchor> anchors;
  TRY(at.each(sql::list_heads, {}, [&](db::Row const& row) -> Result<void> {
    if (row.integer(2) == 0) return {};
    anchors.push_back({std::string(row.text(0)), row.integer(2), std::string(row.text(5))});
    return {};
  }));
  return anchors;
}

Result<std::optional<Anchor>> anchor_of_audit(db::Connection& at) {
  std::optional<Anchor> anchor;
  TRY(at.each(sql::list_audit_heads, {}, [&](db::Row const& row) -> Result<void> {
    if (row.integer(1) == 0) return {};
    anchor = Anchor{std::string(audit_anchor), row.integer(1), std::string(row.text(2))};
    return {};
  }));
  return anchor;
}

Result<std::vector<Anchor>> anchors_to_keep(db::Connection& at) {
  auto anchors = TRY(all_anchors(at));
  auto audit = TRY(anchor_of_audit(at));
  if (audit) anchors.push_back(std::move(*audit));
  return anchors;
}

std::string anchor_lines(std::vector<Anchor> const& anchors, Date day) {
  std::string lines;
  for (auto const& [zone, seq, hash] : anchors) {
    lines += zone + " " + std::to_string(seq) + " " + hash + " " + day.to_string() + "\n";
  }
  return lines;
}

Result<std::vector<Anchor>> read_anchors(std::string_view text) {
  std::vector<Anchor> anchors;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line.starts_with('#') || line == "\r") continue;
    std::istringstream words(line);
    Anchor anchor;
    std::string day, more;
    words >> anchor.zone >> anchor.seq >> anchor.hash >> day;
    if (!words || (words >> more) || anchor.hash.size() != 64 || !Date::parse(day)) {
      return invalid({"ledger.wrong_anchor", {{"line", std::to_string(number)}}},
                     std::to_string(number));
    }
    anchors.push_back(std::move(anchor));
  }
  return anchors;
}

}  // namespace zonebook::ledger
