// What stands around each figure of a reading, as the reader read it: without soft breaks, across
// the columns of a page.
//
//   auto const passages = Passages::of(text, reading);
//   passages[0].sentence            // "2023年，示例区办结政务服务事项500余项"
//
// Stretches are cut at `reach` bytes, so that any text is looked at in time linear in it.
// Threads: immutable.  The views are of the Passages.

#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "reading/reading.h"

namespace zonebook::reading {

struct Passage {
  std::string_view sentence;   // it stands in; to the stop, without it
  std::string_view near;       // since the last figure of the same indicator, to the next break
  std::string_view said;       // since the sentence began, to the next break
  std::string_view paragraph;  // from the paragraph's beginning, to the next break
};

class Passages {
 public:
  static constexpr std::size_t reach = 1500;  // bytes before a figure, and after it

  // The reading must be of this text.
  static Passages of(std::string_view text, Reading const&);

  std::size_t size() const { return list_.size(); }
  Passage const& operator[](std::size_t figure) const { return list_[figure]; }

 private:
  std::vector<std::unique_ptr<std::string const>> pages_;  // one an article
  std::vector<Passage> list_;                              // one a figure
};

}  // namespace zonebook::reading
