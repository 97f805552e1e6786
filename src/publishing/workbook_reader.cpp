#include "publishing/workbook_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/unicode.h"
#include "publishing/shared_text.h"
#include "publishing/written_day.h"
#include "publishing/xml_pull.h"

namespace zonebook::publishing {
namespace {

constexpr int digits_shown = 15;

struct Place {
  int row = 0, column = 0;  // from 1, from 0
};

// "AB12".
std::optional<Place> place_of(std::string_view text) {
  Place place;
  std::size_t i = 0;
  int column = 0;
  for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z' && i < 4; ++i) {
    column = column * 26 + (text[i] - 'A' + 1);
  }
  auto const [end, failed] = std::from_chars(text.data() + i, text.data() + text.size(), place.row);
  place.column = column - 1;
  auto const is_whole = failed == std::errc() && end == text.data() + text.size();
  if (i == 0 || !is_whole || place.row < 1 || place.row > Workbook::rows_most ||
      column > Workbook::columns_most) {
    return std::nullopt;
  }
  return place;
}

std::optional<Merge> merge_of(std::string_view text) {
  auto const colon = text.find(':');
  auto const first = place_of(text.substr(0, colon));
  auto const last = colon == text.npos ? first : place_of(text.substr(colon + 1));
  if (!first || !last || last->row < first->row || last->column < first->column) {
    return std::nullopt;
  }
  return Merge{first->row, first->column, last->row, last->column};
}

std::optional<int> whole(std::string_view text) {
  int value = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// To fifteen digits: what is behind them is the binary number's, not the writer's.  Nothing of
// what is no binary number at all (1E400).
std::optional<Decimal> as_shown(Decimal value) {
  if (value.is_integer() && value.abs() < Decimal(1'000'000'000'000'000)) return value;
  auto const size = value.abs().to_double();
  if (!std::isfinite(size)) return std::nullopt;
  int before = 0;
  for (auto left = size; left >= 1; left /= 10) ++before;
  for (auto left = size; left > 0 && left < 0.1; left *= 10) --before;
  return value.rounded(digits_shown - before, Decimal::Rounding::half_up).value_or(value);
}

}  // namespace

std::string column_name(int column) {
  std::string name;
  for (auto left = column + 1; left > 0; left = (left - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (left - 1) % 26));
  }
  return name;
}

// One sheet's rows, out of its XML.
class SheetReader {
 public:
  SheetReader(Workbook& book, Workbook::Sheet const& sheet, XmlPull& xml)
      : book_(book), sheet_(sheet), xml_(xml) {}

  // Behind the rows other things may be called so: where a button stands is a <row> too.
  Result<Around> run(std::function<Result<void>(Row const&)> const& take) {
    bool is_among_rows = false, is_in_row = false;
    while (true) {
      auto const more = TRY(xml_.next());
      if (!more) break;
      if (xml_.opens("sheetData")) is_among_rows = true;
      if (xml_.closes("sheetData")) is_among_rows = false;
      if (!is_among_rows) {
        TRY(read_around());
        continue;
      }
      if (xml_.opens("c") && !is_in_row) return wrong("c");
      if (xml_.opens("c")) TRY(read_cell());
      if (xml_.opens("row")) {
        if (is_in_row) return wrong("row");
        is_in_row = true;
        TRY(begin_row());
      }
      if (!xml_.closes("row")) continue;
      is_in_row = false;
      if (!row_.cells.empty()) TRY(take(row_));
    }
    return std::move(around_);
  }

 private:
  Result<void> read_around() {
    if (xml_.opens("mergeCell")) {
      auto const place = std::string(xml_.attribute("ref"));
      auto const merge = merge_of(place);
      if (!merge || around_.merges.size() >= book_.limits_.merges) {
        return wrong_at(sheet_.name + "!" + place, "mergeCell");
      }
      around_.merges.push_back(*merge);
    }
    if (!xml_.opens("col") || !is_true(xml_.attribute("hidden"))) return {};
    auto const first = whole(xml_.attribute("min")), last = whole(xml_.attribute("max"));
    if (!first || !last || *first < 1 || *last < *first || *last > Workbook::columns_most ||
        around_.hidden_columns.size() >= book_.limits_.column_settings) {
      return wrong_at(sheet_.name, "col");
    }
    around_.hidden_columns.push_back({*first - 1, *last - 1});
    return {};
  }

  static bool is_true(std::string_view text) { return text == "1" || text == "true"; }

  Result<void> begin_row() {
    auto const before = row_.number;
    auto const given = xml_.attribute("r");
    row_.number = given.empty() ? before + 1 : whole(given).value_or(0);
    row_.is_hidden = is_true(xml_.attribute("hidden"));
    row_.cells.clear();
    next_column_ = 0;
    if (row_.number <= before || row_.number > Workbook::rows_most) return wrong("row");
    return {};
  }

  Result<void> read_cell() {
    if (++cells_ > book_.limits_.cells) {
      return invalid({"publishing.too_many_cells", {{"sheet", sheet_.name}}}, where());
    }
    auto const given = xml_.attribute("r");
    auto const place = place_of(given);
    if (!given.empty() && (!place || place->row != row_.number || place->column < next_column_)) {
      return wrong("r");
    }
    auto const column = place ? place->column : next_column_;
    if (column >= Workbook::columns_most) return wrong("r");
    next_column_ = column + 1;
    auto const type = std::string(xml_.attribute("t"));
    auto const style = whole(xml_.attribute("s")).value_or(0);
    auto value = TRY(read_value(type, style));
    if (!std::holds_alternative<std::monostate>(value)) {
      row_.cells.push_back({column, std::move(value)});
    }
    return {};
  }

  // To the end of the cell.
  Result<CellValue> read_value(std::string const& type, int style) {
    std::string value;
    bool is_value = false, has_formula = false;
    SharedText written;
    written.begin();
    if (!xml_.closes("c")) {
      while (true) {
        auto const more = TRY(xml_.next());
        if (!more) break;
        if (xml_.closes("c")) break;
        if (xml_.opens("c") || xml_.opens("row")) return wrong("c");
        if (xml_.opens("f")) has_formula = true;
        if (xml_.opens("v")) is_value = true;
        if (xml_.closes("v")) is_value = false;
        if (is_value && xml_.is_text()) value += xml_.text();
        written.take(xml_);
      }
    }
    if (type == "inlineStr") return text(written.end());
    // Some programs write <v/> beside a formula that they do not compute; a text that was computed
    // and is empty says that it is a text.
    if (value.empty() && has_formula && type != "str") return CellValue(Fault{"="});
    if (value.empty()) return CellValue();
    if (type == "s") return shared(value);
    if (type == "str") return text(unescaped(value));
    if (type == "b") return CellValue(value == "1" || value == "true");
    if (type == "e") return CellValue(Fault{value});
    if (type == "d") return day(value);
    return number(value, style);
  }

  Result<CellValue> text(std::string value) {
    if (code_point_count(value) > Workbook::text_longest) return wrong("t");
    if (value.empty()) return CellValue();
    return CellValue(std::move(value));
  }

  Result<CellValue> shared(std::string const& value) {
    auto const at = whole(value);
    if (!at || *at < 0 || static_cast<std::size_t>(*at) >= book_.shared_.size()) return wrong("v");
    return text(book_.shared_[static_cast<std::size_t>(*at)]);
  }

  Result<CellValue> day(std::string const& value) {
    auto written = written_day(value);
    if (!written) return wrong("v");
    return std::move(*written);
  }

  Result<CellValue> number(std::string const& value, int style) {
    auto const found = Decimal::parse(value);
    auto const shown = found ? as_shown(*found) : std::nullopt;
    if (!shown) return wrong("v");
    auto const form = style >= 0 && static_cast<std::size_t>(style) < book_.styles_.size()
                          ? book_.styles_[static_cast<std::size_t>(style)]
                          : Form::number;
    return value_of(*shown, form, book_.zero_);
  }

  std::string where() const {
    return sheet_.name + "!" + column_name(std::max(next_column_ - 1, 0)) +
           std::to_string(row_.number);
  }

  std::unexpected<Error> wrong(std::string const& what) const { return wrong_at(where(), what); }

  static std::unexpected<Error> wrong_at(std::string const& place, std::string const& what) {
    return invalid({"publishing.wrong_cell", {{"place", place}, {"what", what}}}, place);
  }

  Workbook& book_;
  Workbook::Sheet const& sheet_;
  XmlPull& xml_;
  Row row_;
  Around around_;
  int next_column_ = 0;
  std::int64_t cells_ = 0;
};

Result<Around> Workbook::read_all(Sheet const& sheet,
                                  std::function<Result<void>(Row const&)> const& take) {
  auto part = TRY(archive_.part(sheet.part));
  XmlPull xml(part, sheet.part);
  return SheetReader(*this, sheet, xml).run(take);
}

Result<void> Workbook::read(Sheet const& sheet,
                            std::function<Result<void>(Row const&)> const& take) {
  auto const around = read_all(sheet, take);
  if (!around) return std::unexpected(around.error());
  return {};
}

Result<std::vector<Merge>> Workbook::merges(Sheet const& sheet) {
  auto around = TRY(read_all(sheet, [](Row const&) -> Result<void> { return {}; }));
  return std::move(around.merges);
}

}  // namespace zonebook::publishing
