#include "publishing/import/csv.h"

#include <algorithm>

#include "base/unicode.h"

namespace zonebook::publishing {
namespace {

char separator_of(std::string_view text) {
  std::size_t end = 0;  // of the first ten lines: the first may be a title
  for (int lines = 0; lines < 10 && end != text.npos; ++lines) end = text.find('\n', end + 1);
  auto const line = text.substr(0, end);
  auto most = ',';
  for (auto const c : {';', '\t'}) {
    if (std::ranges::count(line, c) > std::ranges::count(line, most)) most = c;
  }
  return most;
}

class CsvReader {
 public:
  CsvReader(std::string_view text, std::string const& name, Workbook::Limits const& limits)
      : rest_(text), separator_(separator_of(text)), name_(name), limits_(limits) {}

  Result<Grid> run() {
    Grid grid{.sheet = "CSV", .is_hidden = false, .rows = {}, .around = {}};
    for (int number = 1; !rest_.empty(); ++number) {
      if (number > Workbook::rows_most) return too_many();
      auto row = TRY(read_row(number));
      if (!row.cells.empty()) grid.rows.push_back(std::move(row));
    }
    return grid;
  }

 private:
  Result<Row> read_row(int number) {
    Row row{.number = number, .is_hidden = false, .cells = {}};
    for (int column = 0;; ++column) {
      if (column >= Workbook::columns_most || ++cells_ > limits_.cells) return too_many();
      auto text = TRY(read_cell());
      if (text.size() > 1 && text[0] == '\'' && std::string_view("=+-@\t\r").contains(text[1])) {
        text.erase(0, 1);
      }
      if (!is_nfc(text)) text = normalise(text);
      if (!text.empty()) row.cells.push_back({column, std::move(text)});
      if (rest_.empty() || rest_.front() != separator_) break;
      rest_.remove_prefix(1);
    }
    if (rest_.starts_with('\r')) rest_.remove_prefix(1);
    if (rest_.starts_with('\n')) rest_.remove_prefix(1);
    return row;
  }

  Result<std::string> read_cell() {
    std::string text;
    if (!rest_.starts_with('"')) {
      auto const ends = std::string{separator_, '\r', '\n'};
      auto const size = std::min(rest_.find_first_of(ends), rest_.size());
      text = rest_.substr(0, size);
      rest_.remove_prefix(size);
      return text;
    }
    rest_.remove_prefix(1);
    while (true) {
      auto const quote = rest_.find('"');
      if (quote == rest_.npos) return invalid({"publishing.wrong_csv", {{"name", name_}}}, name_);
      text += rest_.substr(0, quote);
      rest_.remove_prefix(quote + 1);
      if (!rest_.starts_with('"')) break;
      text += '"';
      rest_.remove_prefix(1);
    }
    // What stands between the quote and the separator belongs to the cell, as spreadsheets read it.
    auto const ends = std::string{separator_, '\r', '\n'};
    auto const size = std::min(rest_.find_first_of(ends), rest_.size());
    text += rest_.substr(0, size);
    rest_.remove_prefix(size);
    std::erase(text, '\r');
    return text;
  }

  std::unexpected<Error> too_many() const {
    return invalid({"publishing.too_many_cells", {{"sheet", name_}}}, name_);
  }

  std::string_view rest_;
  char separator_;
  std::string const& name_;
  Workbook::Limits const& limits_;
  std::int64_t cells_ = 0;
};

}  // namespace

Result<Grid> grid_of_csv(std::string_view text, std::string const& name,
                         Workbook::Limits const& limits) {
  return CsvReader(text, name, limits).run();
}

}  // namespace zonebook::publishing
