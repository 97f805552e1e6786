// For tests: archives and workbooks written by hand.

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace zonebook::publishing {

using Parts = std::vector<std::pair<std::string, std::string>>;

enum class Packing { deflated, stored };

// A ZIP archive of these parts, in this order.
std::string archive_of(Parts const&, Packing = Packing::deflated);

// A workbook with one sheet 表一, whose <worksheet> holds this; texts as <si>s, formats as <xf>s.
struct ByHand {
  std::string sheet, shared = {}, styles = {}, book = {};
};
Parts parts_of(ByHand const&);
std::string workbook_of(ByHand const&);

}  // namespace zonebook::publishing
