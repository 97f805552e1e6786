#include "publishing/import/body.h"

#include <algorithm>
#include <map>
#include <set>

#include "publishing/import/amount_text.h"
#include "publishing/import/cell_value.h"
#include "publishing/import/plain.h"

namespace zonebook::publishing {
namespace {

using Is = SheetColumn::Is;

enum class Sum : std::uint8_t { none, group, whole };

struct SumRow {
  Sum sum = Sum::none;
  std::size_t before = 0;  // how many records stand above it
  BodyRow row;
};

bool is_amount(SheetColumn const& column) {
  if (!column.field || column.is_twice) return false;
  auto const type = column.field->type->name();
  return type == "money" || type == "decimal" || type == "integer";
}

// In the unit of its column; nullopt if it is none that can be added.
std::optional<Decimal> amount_in_cell(CellValue const* cell) {
  if (!cell) return std::nullopt;
  if (auto const* number = std::get_if<Number>(cell)) return number->value;
  auto const* text = std::get_if<std::string>(cell);
  auto const amount = text ? read_amount_text(plain(*text)) : std::nullopt;
  if (!amount || amount->is != AmountText::Is::exact || amount->unit) return std::nullopt;
  return amount->value;
}

// A word that is nothing else.
Sum exact_sum_of(std::string_view text) {
  while (text.ends_with(':')) text.remove_suffix(1);
  if (text == "小计") return Sum::group;
  auto const is_whole =
      is_among(text, {"合计", "总计", "总合计", "共计", "累计", "合计数", "total"});
  return is_whole ? Sum::whole : Sum::none;
}

// 工业小计, 合计(亿元): where it stands first, and nothing says which record it would be.
Sum sum_of(std::string_view text) {
  constexpr std::size_t longest = 30;  // bytes: a sentence that ends so is none
  if (text.size() > longest) return Sum::none;
  if (auto const sum = exact_sum_of(text); sum != Sum::none) return sum;
  if (text.starts_with("小计(") || text.ends_with("小计")) return Sum::group;
  auto const is_whole = begins_with_any(text, {"合计(", "总计("}) || text.ends_with("合计");
  return is_whole ? Sum::whole : Sum::none;
}

// The values that vertical merges lend to the cells that they cover.
class Lent {
 public:
  explicit Lent(SheetTable const& table) : grid_(*table.grid) {
    for (auto const& merge : grid_.around.merges) {
      if (merge.first_row > table.last_row && merge.last_row > merge.first_row) {
        by_column_[merge.first_column].push_back(&merge);
      }
    }
    for (auto& [column, merges] : by_column_) {
      std::ranges::sort(merges, {}, [](Merge const* merge) { return merge->first_row; });
    }
  }

  CellValue const* at(int row, int column) const {
    auto const found = by_column_.find(column);
    if (found == by_column_.end()) return nullptr;
    auto const& merges = found->second;
    auto after = std::ranges::upper_bound(merges, row, {},
                                          [](Merge const* merge) { return merge->first_row; });
    if (after == merges.begin()) return nullptr;
    auto const& merge = **--after;
    if (row > merge.last_row) return nullptr;
    auto const first = std::ranges::lower_bound(grid_.rows, merge.first_row, {}, &Row::number);
    if (first == grid_.rows.end() || first->number != merge.first_row) return nullptr;
    return cell_at(*first, column);
  }

 private:
  Grid const& grid_;
  std::map<int, std::vector<Merge const*>> by_column_;
};

class BodyReader {
 public:
  BodyReader(SheetTable const& table, std::vector<std::string> const& key)
      : table_(table), key_(key), lent_(table) {
    for (auto const& column : table.columns) {
      auto const& forms = heads_.emplace_back(forms_of(column.head));
      if (!column.field) continue;
      known_heads_.insert(forms.begin(), forms.end());
      known_words_.insert(parts_of_head(column.head).words);
    }
  }

  Body run() {
    for (auto const& row : table_.grid->rows) {
      if (row.number <= table_.last_row) continue;
      if (is_other_table(row)) {
        tell(row.number, {"publishing.import.other_table", {}});
        break;
      }
      take(row);
    }
    for (std::size_t i = 0; i < sums_.size(); ++i) check_sum(i);
    return std::move(body_);
  }

 private:
  void take(Row const& row) {
    auto const texts = first_texts(row);
    if (texts.empty() && row.cells.empty()) return;
    if (auto const [sum, text] = sum_in(row, texts); sum != Sum::none) {
      ++body_.left_out;
      if (exact_sum_of(text) == Sum::none) {
        tell(row.number, {"publishing.import.sum_row", {{"text", text}}});
      }
      sums_.push_back({sum, body_.rows.size(), read(row)});
      return;
    }
    if (is_note(row, texts)) {
      ++body_.left_out;
      auto const& text = texts.empty() ? std::string() : texts.front();
      tell(row.number, {"publishing.import.note", {{"text", text}}});
      return;
    }
    if (is_numbering(row) || is_repeated_head(row)) {
      ++body_.left_out;
      return;
    }
    auto made = read(row);
    if (says_something(made)) body_.rows.push_back(std::move(made));
  }

  // A number in front alone is a row that nobody has filled in.
  bool says_something(BodyRow const& row) const {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      auto const is = table_.columns[i].is;
      auto const counts = is == Is::field || is == Is::id;
      if (counts && row.cells[i] && !is_blank(*row.cells[i])) return true;
    }
    return false;
  }

  BodyRow read(Row const& row) {
    BodyRow made{.number = row.number, .is_hidden = row.is_hidden, .cells = {}};
    auto const* above = body_.rows.empty() ? nullptr : &body_.rows.back();
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      auto const* cell = cell_at(row, table_.columns[i].column);
      auto const is_lent =
          is_amount(table_.columns[i]) && lent_.at(row.number, table_.columns[i].column) != nullptr;
      if (is_lent) {  // how much of it is this row's, nobody can say
        static CellValue const merged = Fault{std::string(merged_amount)};
        made.cells.push_back(&merged);
        continue;
      }
      if (!cell) cell = lent_.at(row.number, table_.columns[i].column);
      if (cell && is_as_above(*cell)) cell = above ? above->cells[i] : nullptr;
      made.cells.push_back(cell);
    }
    return made;
  }

  static bool is_as_above(CellValue const& cell) {
    auto const* text = std::get_if<std::string>(&cell);
    return text && text->size() <= 12 &&
           is_among(plain(*text), {"同上", "同前", "〃", "″", "\"", "''", "“", "”"});
  }

  // Of the first cells that are texts: where a sum or a note says what it is.
  static std::vector<std::string> first_texts(Row const& row) {
    constexpr std::size_t looked_at = 4;
    std::vector<std::string> texts;
    for (auto const& cell : row.cells) {
      auto const* text = std::get_if<std::string>(&cell.value);
      if (text && texts.size() < looked_at) texts.push_back(plain(*text));
    }
    return texts;
  }

  bool is_note(Row const& row, std::vector<std::string> const& texts) const {
    if (texts.empty()) return false;
    auto const& first = texts.front();
    if (first.starts_with("#")) return true;
    auto const is_alone = row.cells.size() == 1 && table_.known() > 1;
    if (is_alone) return !read_amount_text(first);
    return row.cells.size() <= 3 &&
           begins_with_any(first,
                           {"注:", "注1", "备注:", "说明:", "填表人", "填报人", "制表", "审核",
                            "单位负责人", "负责人:", "联系电话", "填报日期", "填表说明"});
  }

  // 1 2 3 …, or 甲 乙 丙 …, under the heads.
  bool is_numbering(Row const& row) const {
    if (row.cells.size() < 3 || row.number > table_.last_row + 2) return false;
    std::optional<std::int64_t> before;
    for (auto const& cell : row.cells) {
      auto const text = plain(text_of(cell.value));
      if (is_among(text, {"甲", "乙", "丙", "丁", "戊"})) continue;
      auto const number = Decimal::parse(text);
      auto const value = number ? number->to_int64() : std::nullopt;
      if (!value || (before && *value != *before + 1) || *value > 200) return false;
      before = value;
    }
    return true;
  }

  // Which sum the row is, and the text that says so.  A row with a key, or one whose first text is
  // something else than 合计 or 小计 on their own, is a record.
  std::pair<Sum, std::string> sum_in(Row const& row, std::vector<std::string> const& texts) const {
    for (auto const& text : texts) {
      auto const is_first = &text == &texts.front();
      auto const sum = is_first ? sum_of(text) : exact_sum_of(text);
      if (sum == Sum::none || has_key(row, text)) continue;
      return {sum, text};
    }
    return {Sum::none, ""};
  }

  // Beside the word for the sum, which may stand in the key's own column.
  bool has_key(Row const& row, std::string const& sum) const {
    return std::ranges::any_of(table_.columns, [&](SheetColumn const& column) {
      auto const is_key =
          column.is == Is::id ||
          (column.field && std::ranges::find(key_, column.field->name) != key_.end());
      auto const* cell = is_key ? cell_at(row, column.column) : nullptr;
      if (!cell || is_blank(*cell)) return false;
      return plain(text_of(*cell)) != sum;
    });
  }

  // How it may stand for itself: as a whole, or of two languages one.
  static std::set<std::string> forms_of(std::string const& head) {
    std::set<std::string> forms = {plain(head)};
    auto const slash = head.rfind('/');
    if (slash != head.npos) {
      forms.insert(plain(head.substr(slash + 1)));
      forms.insert(plain(head.substr(0, slash)));
    }
    forms.erase("");
    return forms;
  }

  // The same heads in the same places, as on each page.
  bool is_repeated_head(Row const& row) const {
    std::size_t same = 0;
    for (auto const& cell : row.cells) {
      auto const column = std::ranges::find(table_.columns, cell.column, &SheetColumn::column);
      if (column == table_.columns.end()) return false;
      auto const& forms = heads_[static_cast<std::size_t>(column - table_.columns.begin())];
      if (!forms.contains(plain(text_of(cell.value)))) return false;
      ++same;
    }
    return same >= 2;
  }

  // Heads again, in other places or with other units: below stands another table.
  bool is_other_table(Row const& row) const {
    std::size_t known = 0;
    for (auto const& cell : row.cells) {
      auto const* text = std::get_if<std::string>(&cell.value);
      if (!text || text->size() > 300) continue;
      auto const words = parts_of_head(*text).words;
      auto const is_known = known_words_.contains(words) || known_heads_.contains(words) ||
                            known_heads_.contains(plain(*text));
      known += is_known ? 1 : 0;
    }
    return known >= 2 && known * 2 > row.cells.size() && !is_repeated_head(row);
  }

  // Which records a sum is of.  Groups have their sums below them, or all of them above.
  std::pair<std::size_t, std::size_t> rows_of(std::size_t index) const {
    auto const& sum = sums_[index];
    if (sum.sum == Sum::whole) return {0, body_.rows.size()};
    auto const is_group = [](SumRow const& row) { return row.sum == Sum::group; };
    auto const first = std::ranges::find_if(sums_, is_group);
    if (first->before == 0) {
      auto const next = std::find_if(sums_.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                                     sums_.end(), is_group);
      return {sum.before, next != sums_.end() ? next->before : body_.rows.size()};
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i < index; ++i) {
      if (is_group(sums_[i])) begin = sums_[i].before;
    }
    return {begin, sum.before};
  }

  void check_sum(std::size_t index) {
    auto const& sum = sums_[index];
    auto const [first, last] = rows_of(index);
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      auto const said =
          is_amount(table_.columns[i]) ? amount_in_cell(sum.row.cells[i]) : std::nullopt;
      if (!said) continue;
      std::optional<Decimal> total = Decimal();
      for (std::size_t row = first; row < last && total; ++row) {
        if (auto const amount = amount_in_cell(body_.rows[row].cells[i])) total = *total + *amount;
      }
      if (!total || is_near(*total, *said)) continue;
      body_.told.push_back({place_of(table_.grid->sheet, sum.row.number, table_.columns[i].column),
                            {"publishing.import.wrong_sum",
                             {{"said", said->to_string()}, {"sum", total->to_string()}}}});
    }
  }

  // A sum that a spreadsheet computed is right to fifteen digits.
  static bool is_near(Decimal a, Decimal b) {
    auto const gap = a - b;
    auto const most = b.abs() * Decimal::scaled(1, -12);
    return gap && most && gap->abs() <= *most;
  }

  void tell(int row, Text says) {
    body_.told.push_back({table_.grid->sheet + "!" + std::to_string(row), std::move(says)});
  }

  SheetTable const& table_;
  std::vector<std::string> const& key_;
  Lent lent_;
  std::vector<std::set<std::string>> heads_;         // by column
  std::set<std::string> known_heads_, known_words_;  // of those that are fields
  Body body_;
  std::vector<SumRow> sums_;
};

}  // namespace

Body read_body(SheetTable const& table, std::vector<std::string> const& key) {
  return BodyReader(table, key).run();
}

}  // namespace zonebook::publishing
