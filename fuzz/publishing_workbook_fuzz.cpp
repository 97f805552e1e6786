// Any bytes as a workbook: read whole or refused, with rows and cells in order.
//
// Bytes that begin as an archive does are one.  Others are the texts of its parts, with a byte 0xFF
// between them (no UTF-8 has it), and put into an archive here: so mutations reach the XML and what
// is in it, and not the sum over a part that a changed byte leaves wrong.

#include <array>

#include "publishing/workbook_reader.h"
#include "stored_archive.h"

namespace {

using namespace zonebook;

constexpr std::string_view relations_of_the_archive =
    R"(<Relationships>)"
    R"(<Relationship Id="r" Type="/officeDocument" Target="b.xml"/></Relationships>)";

// What stands there if the bytes end before; the first is what they begin with.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> parts = {{
    {"s.xml", "<worksheet/>"},
    {"t.xml", "<sst/>"},
    {"u.xml", "<styleSheet/>"},
    {"b.xml",
     R"(<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">)"
     R"(<sheets><sheet name="s" r:id="s"/></sheets></workbook>)"},
    {"_rels/b.xml.rels", R"(<Relationships><Relationship Id="s" Type="/worksheet" Target="s.xml"/>)"
                         R"(<Relationship Id="t" Type="/sharedStrings" Target="t.xml"/>)"
                         R"(<Relationship Id="u" Type="/styles" Target="u.xml"/></Relationships>)"},
    {"_rels/.rels", relations_of_the_archive},
}};

std::string archive_of(std::string_view texts) {
  fuzz::Stored archive;
  auto is_given = true;
  for (auto const& [path, usual] : parts) {
    auto const end = texts.find('\xFF');
    archive.add(path, is_given ? texts.substr(0, end) : usual);
    is_given = is_given && end != texts.npos;
    if (is_given) texts.remove_prefix(end + 1);
  }
  return archive.finish();
}

void check(publishing::CellValue const& value) {
  if (auto const* number = std::get_if<publishing::Number>(&value)) {
    CHECK(number->value.to_string().size() < 700);  // of a double: 309 before, or 323 + 15 behind
  }
  if (auto const* text = std::get_if<std::string>(&value)) CHECK(!text->empty());
  if (auto const* at = std::get_if<publishing::Moment>(&value)) {
    CHECK(at->seconds > 0 && at->seconds < 86'400);
  }
}

void read(publishing::Workbook& book, publishing::Workbook::Sheet const& sheet) {
  int row_before = 0;
  auto const read = book.read(sheet, [&](publishing::Row const& row) -> Result<void> {
    CHECK(row.number > row_before && !row.cells.empty());
    row_before = row.number;
    int column_before = -1;
    for (auto const& cell : row.cells) {
      CHECK(cell.column > column_before && cell.column < publishing::Workbook::columns_most);
      column_before = cell.column;
      check(cell.value);
    }
    return {};
  });
  if (!read) CHECK(!read.error().where.empty());
  (void)book.merges(sheet);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  std::string bytes(reinterpret_cast<char const*>(data), size);
  auto const is_archive = bytes.starts_with("PK");
  publishing::Workbook::Limits const limits{.archive = {.entries = 100, .unpacked = 1 << 20},
                                            .cells = 100'000,
                                            .relations = 100,
                                            .number_formats = 100,
                                            .styles = 100};
  auto book = publishing::Workbook::open_bytes(is_archive ? std::move(bytes) : archive_of(bytes),
                                               "示例.xlsx", limits);
  if (!book) {
    CHECK(!book.error().says.key.empty());
    return 0;
  }
  for (auto const& sheet : book->sheets()) read(*book, sheet);
  return 0;
}
