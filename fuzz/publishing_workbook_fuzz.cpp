// Any bytes as a workbook: read whole or refused, with rows and cells in order.

#include "publishing/workbook_reader.h"

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  using namespace zonebook;
  publishing::Workbook::Limits const limits{.archive = {.entries = 100, .unpacked = 1 << 20},
                                            .cells = 100'000};
  auto book = publishing::Workbook::open_bytes(
      std::string(reinterpret_cast<char const*>(data), size), "示例.xlsx", limits);
  if (!book) {
    CHECK(!book.error().says.key.empty());
    return 0;
  }
  for (auto const& sheet : book->sheets()) {
    int row_before = 0;
    auto const read = book->read(sheet, [&](publishing::Row const& row) -> Result<void> {
      CHECK(row.number > row_before && !row.cells.empty());
      row_before = row.number;
      int column_before = -1;
      for (auto const& cell : row.cells) {
        CHECK(cell.column > column_before && cell.column < publishing::Workbook::columns_most);
        column_before = cell.column;
      }
      return {};
    });
    (void)read;
    (void)book->merges(sheet);
  }
  return 0;
}
