#include "publishing/import/markup.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <set>
#include <utility>

#include "base/unicode.h"
#include "publishing/written_day.h"

namespace zonebook::publishing {
namespace {

using Document = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;

std::string_view name_of(xmlNode const& node) {
  return node.type == XML_ELEMENT_NODE ? reinterpret_cast<char const*>(node.name)
                                       : std::string_view();
}

// Whatever its namespace.
std::string attribute(xmlNode const& node, std::string_view name) {
  for (auto const* at = node.properties; at; at = at->next) {
    if (name != reinterpret_cast<char const*>(at->name) || !at->children) continue;
    auto const* value = at->children->content;
    return value ? reinterpret_cast<char const*>(value) : "";
  }
  return "";
}

int whole_attribute(xmlNode const& node, std::string_view name, int otherwise) {
  auto const text = attribute(node, name);
  int value = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

constexpr int deepest = 200;

void add_text(xmlNode const& node, std::string& text, int depth, bool is_page) {
  if (depth > deepest) return;
  for (auto const* at = node.children; at; at = at->next) {
    if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) {
      std::string piece = reinterpret_cast<char const*>(at->content);
      if (is_page) std::ranges::replace(piece, '\n', ' ');  // only <br> ends a line there
      text += piece;
    } else if (name_of(*at) == "br") {
      text += '\n';
    } else if (name_of(*at) != "script" && name_of(*at) != "style") {
      add_text(*at, text, depth + 1, is_page);
    }
  }
}

// Of a web page, where white space is one space.
std::string page_text(xmlNode const& node) {
  std::string raw, text;
  add_text(node, raw, 0, true);
  for (auto const c : raw) {
    auto const is_space = c == ' ' || c == '\t' || c == '\r';
    if (!is_space) text += c;
    if (is_space && !text.empty() && text.back() != ' ' && text.back() != '\n') text += ' ';
  }
  return normalise(trimmed(text));
}

class MarkupReader {
 public:
  MarkupReader(std::string const& name, Workbook::Limits const& limits)
      : name_(name), cells_left_(limits.cells), merges_left_(limits.merges) {}

  Result<void> find_tables(xmlNode const& node, int depth) {
    for (auto const* at = node.children; at && depth <= deepest; at = at->next) {
      if (name_of(*at) == "table") {
        TRY(read_page_table(*at));
      } else {
        TRY(find_tables(*at, depth + 1));
      }
    }
    return {};
  }

  Result<void> find_worksheets(xmlNode const& root) {
    for (auto const* at = root.children; at; at = at->next) {
      if (name_of(*at) != "Worksheet") continue;
      begin(attribute(*at, "Name"));
      for (auto const* table = at->children; table; table = table->next) {
        if (name_of(*table) == "Table") TRY(read_xml_table(*table));
      }
    }
    return {};
  }

  std::vector<Grid> take() { return std::move(grids_); }

 private:
  void begin(std::string sheet) {
    auto const number = std::to_string(grids_.size() + 1);
    grids_.push_back({.sheet = sheet.empty() ? "Table" + number : std::move(sheet),
                      .is_hidden = false,
                      .rows = {},
                      .around = {}});
  }

  Result<void> read_page_table(xmlNode const& table) {
    begin("");
    covered_.clear();
    int number = 0;
    return read_page_rows(table, number, 0);
  }

  Result<void> read_page_rows(xmlNode const& in, int& number, int depth) {
    for (auto const* at = in.children; at && depth <= deepest; at = at->next) {
      auto const name = name_of(*at);
      if (name == "tr") TRY(read_page_row(*at, ++number));
      if (name == "thead" || name == "tbody" || name == "tfoot") {
        TRY(read_page_rows(*at, number, depth + 1));
      }
    }
    return {};
  }

  Result<void> read_page_row(xmlNode const& in, int number) {
    if (number > Workbook::rows_most) return too_many();
    Row row{.number = number,
            .is_hidden = attribute(in, "style").contains("display:none"),
            .cells = {}};
    int column = 0;
    for (auto const* at = in.children; at; at = at->next) {
      if (name_of(*at) != "td" && name_of(*at) != "th") continue;
      while (covered_.contains({number, column})) ++column;
      auto const wide = std::clamp(whole_attribute(*at, "colspan", 1), 1, 1000);
      auto const high = std::clamp(whole_attribute(*at, "rowspan", 1), 1, 1000);
      TRY(put(row, column, page_text(*at)));
      TRY(merge({number, column, number + high - 1, column + wide - 1}));
      column += wide;
    }
    keep(std::move(row));
    return {};
  }

  Result<void> read_xml_table(xmlNode const& table) {
    covered_.clear();
    int number = 0;
    for (auto const* at = table.children; at; at = at->next) {
      if (name_of(*at) != "Row") continue;
      number = std::max(whole_attribute(*at, "Index", number + 1), number + 1);
      if (number > Workbook::rows_most) return too_many();
      TRY(read_xml_row(*at, number));
    }
    return {};
  }

  Result<void> read_xml_row(xmlNode const& in, int number) {
    Row row{.number = number, .is_hidden = attribute(in, "Hidden") == "1", .cells = {}};
    int column = 0;
    for (auto const* at = in.children; at; at = at->next) {
      if (name_of(*at) != "Cell") continue;
      column = std::max(whole_attribute(*at, "Index", column + 1) - 1, column);
      while (covered_.contains({number, column})) ++column;
      auto value = xml_value(*at);
      TRY(put(row, column, std::move(value)));
      auto const across = std::clamp(whole_attribute(*at, "MergeAcross", 0), 0, 1000);
      auto const down = std::clamp(whole_attribute(*at, "MergeDown", 0), 0, 1000);
      TRY(merge({number, column, number + down, column + across}));
      column += 1 + across;
    }
    keep(std::move(row));
    return {};
  }

  static CellValue xml_value(xmlNode const& cell) {
    for (auto const* at = cell.children; at; at = at->next) {
      if (name_of(*at) != "Data") continue;
      std::string text;
      add_text(*at, text, 0, false);
      auto const type = attribute(*at, "Type");
      if (type == "Number") {
        if (auto const number = Decimal::parse(text)) return Number{*number};
      }
      if (type == "DateTime") {
        if (auto const day = written_day(text.substr(0, text.find(".000")))) return *day;
      }
      if (type == "Boolean") return text == "1";
      if (type == "Error") return Fault{text};
      return normalise(trimmed(text));
    }
    // A formula that nobody has computed.
    if (!attribute(cell, "Formula").empty()) return Fault{"="};
    return {};
  }

  Result<void> put(Row& row, int column, CellValue value) {
    if (column >= Workbook::columns_most || --cells_left_ < 0) return too_many();
    auto const* text = std::get_if<std::string>(&value);
    if (std::holds_alternative<std::monostate>(value) || (text && text->empty())) return {};
    row.cells.push_back({column, std::move(value)});
    return {};
  }

  Result<void> merge(Merge merge) {
    auto const rows = merge.last_row - merge.first_row + 1;
    auto const columns = merge.last_column - merge.first_column + 1;
    if (rows == 1 && columns == 1) return {};
    cells_left_ -= std::int64_t{rows} * columns;  // for each is remembered
    if (grids_.back().around.merges.size() >= merges_left_ || cells_left_ < 0) return too_many();
    for (int row = merge.first_row; row <= merge.last_row; ++row) {
      for (int column = merge.first_column; column <= merge.last_column; ++column) {
        covered_.insert({row, column});
      }
    }
    grids_.back().around.merges.push_back(merge);
    return {};
  }

  void keep(Row row) {
    if (!row.cells.empty()) grids_.back().rows.push_back(std::move(row));
  }

  std::unexpected<Error> too_many() const {
    return invalid({"publishing.too_many_cells", {{"sheet", name_}}}, name_);
  }

  std::string const& name_;
  std::int64_t cells_left_;
  std::size_t merges_left_;
  std::vector<Grid> grids_;
  std::set<std::pair<int, int>> covered_;  // by what spans from above or from the left
};

std::unexpected<Error> no_table(std::string const& name) {
  return invalid({"publishing.no_table_file", {{"name", name}}}, name);
}

Result<std::vector<Grid>> grids_of_xml(std::string const& text, std::string const& name,
                                       Workbook::Limits const& limits) {
  if (text.contains("<!DOCTYPE") || text.contains("<!ENTITY")) return no_table(name);
  Document const document(
      xmlReadMemory(text.data(), static_cast<int>(text.size()), "sheet", "UTF-8",
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING),
      &xmlFreeDoc);
  auto const* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (!root || name_of(*root) != "Workbook") return no_table(name);
  MarkupReader reader(name, limits);
  TRY(reader.find_worksheets(*root));
  return reader.take();
}

}  // namespace

Result<std::vector<Grid>> grids_of_markup(std::string const& text, std::string const& name,
                                          Workbook::Limits const& limits) {
  if (text.contains("urn:schemas-microsoft-com:office:spreadsheet") && text.contains("Workbook") &&
      !lower_case(text.substr(0, 2000)).contains("<html")) {
    return grids_of_xml(text, name, limits);
  }
  Document const document(
      htmlReadMemory(text.data(), static_cast<int>(text.size()), "page", "UTF-8",
                     HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING),
      &xmlFreeDoc);
  auto const* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (!root) return no_table(name);
  MarkupReader reader(name, limits);
  TRY(reader.find_tables(*root, 0));
  auto grids = reader.take();
  if (grids.empty()) return no_table(name);
  return grids;
}

}  // namespace zonebook::publishing
