#include "publishing/import/head.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/hash.h"
#include "base/unicode.h"
#include "publishing/import/plain.h"

namespace zonebook::publishing {
namespace {

using Is = SheetColumn::Is;

constexpr std::size_t rows_looked_at = 100;
constexpr std::size_t cells_most = 1000;   // of one line that merges fill
constexpr int columns_most = 500;          // beyond stands no head
constexpr std::size_t head_longest = 300;  // bytes: what is longer is no head

// Numbers, stars and "其中" in front, stars behind.
std::string_view without_ornaments(std::string_view words) {
  auto const is_ornament = [](char c) { return c == '*' || c == ':' || c == '#'; };
  while (!words.empty() && is_ornament(words.back())) words.remove_suffix(1);
  while (!words.empty() && is_ornament(words.front())) words.remove_prefix(1);
  auto const digits = words.find_first_not_of("0123456789");
  if (digits != words.npos && digits > 0 && digits < 3) {
    for (std::string_view const point : {".", "、", ")"}) {
      if (!words.substr(digits).starts_with(point)) continue;
      words.remove_prefix(digits + point.size());
      break;
    }
  }
  for (std::string_view const before : {"其中:", "其中、", "其中"}) {
    if (words.starts_with(before) && words.size() > before.size()) {
      words.remove_prefix(before.size());
      break;
    }
  }
  return words;
}

// "(万元)", "/万元", ",万元" at the end.
struct Cut {
  std::string_view before, inside;
};
std::optional<Cut> cut_at_end(std::string_view words) {
  if (words.ends_with(')') || words.ends_with(']')) {
    auto const open = words.rfind(words.ends_with(')') ? '(' : '[');
    if (open != words.npos && open > 0) {
      return Cut{words.substr(0, open), words.substr(open + 1, words.size() - open - 2)};
    }
  }
  auto const at = words.find_last_of("/,:");
  if (at == words.npos || at == 0 || !find_unit(words.substr(at + 1))) return std::nullopt;
  return Cut{words.substr(0, at), words.substr(at + 1)};
}

std::string text_of(CellValue const* value) {
  if (!value) return "";
  if (auto const* text = std::get_if<std::string>(value)) {
    return text->size() <= head_longest ? *text : "";
  }
  if (auto const* number = std::get_if<Number>(value)) return number->value.to_string();
  return "";
}

// Of a row's cells, what is written over each column: a merged head stands over all it covers.
using Line = std::map<int, std::string>;

class Lines {
 public:
  explicit Lines(Grid const& grid) : grid_(grid) {
    if (grid.rows.empty()) return;
    auto const last = grid.rows[std::min(grid.rows.size(), rows_looked_at) - 1].number;
    for (auto const& merge : grid.around.merges) {
      auto text = merge.first_row <= last ? first_text(merge) : "";
      if (!text.empty()) merges_.emplace_back(&merge, std::move(text));
    }
  }

  Line at(std::size_t index) const {
    auto const& row = grid_.rows[index];
    Line line;
    for (auto const& cell : row.cells) {
      if (cell.column >= columns_most) break;
      auto text = text_of(&cell.value);
      if (!text.empty()) line[cell.column] = std::move(text);
    }
    std::size_t filled = 0;
    for (auto const& [merge, text] : merges_) {
      if (row.number < merge->first_row || row.number > merge->last_row) continue;
      auto const last = std::min(merge->last_column, columns_most - 1);
      for (int column = merge->first_column; column <= last; ++column) {
        if (++filled > cells_most) return line;
        line[column] = text;
      }
    }
    return line;
  }

  // Two lines as one: what stands under a head that covers several is named by both.
  static Line joined(Line upper, Line const& lower) {
    std::string over;
    if (upper.empty() || lower.empty()) return upper;
    auto const last = std::max(upper.rbegin()->first, lower.rbegin()->first);
    for (int column = 0; column <= last; ++column) {
      auto const up = upper.find(column);
      auto const low = lower.find(column);
      if (up != upper.end()) over = up->second;
      if (low == lower.end()) continue;
      auto const above = up != upper.end() ? up->second : over;
      upper[column] =
          above.empty() || above == low->second ? low->second : above + "/" + low->second;
    }
    return upper;
  }

 private:
  std::string first_text(Merge const& merge) const {
    auto const row = std::ranges::lower_bound(grid_.rows, merge.first_row, {}, &Row::number);
    if (row == grid_.rows.end() || row->number != merge.first_row) return "";
    return text_of(cell_at(*row, merge.first_column));
  }

  Grid const& grid_;
  std::vector<std::pair<Merge const*, std::string>> merges_;  // over the first rows, with a text
};

bool is_number(meta::Field const& field) {
  auto const type = field.type->name();
  return type == "money" || type == "decimal" || type == "integer";
}

// Of a head of two lines: whether the upper one says that the lower is not the whole of it.
bool narrows(std::string_view upper) {
  auto const words = plain(upper);
  constexpr std::array<std::string_view, 14> parts = {"上年", "去年", "上月",   "上期",   "同期",
                                                      "本月", "当月", "调整前", "变更前", "外方",
                                                      "增减", "同比", "环比",   "下年"};
  return std::ranges::any_of(parts, [&](auto part) { return words.contains(part); });
}

// The lower line says nothing of its own.
bool is_whole(std::string_view lower) {
  auto const words = plain(lower);
  auto const is_bracketed = words.starts_with('(') && words.ends_with(')') && words.size() > 2;
  auto const inside = is_bracketed ? words.substr(1, words.size() - 2) : words;
  return find_unit(inside) || is_among(words, {"合计", "小计", "总计", "金额", "数额", "总额"});
}

// A head of two lines may be known by both together, or by the lower; by the upper alone only where
// the lower adds nothing: 设备 under 计划总投资 is a part of it.
std::vector<std::string> readings_of(std::string const& head) {
  std::vector<std::string> readings = {head};
  auto const slash = head.rfind('/');
  if (slash == head.npos) return readings;
  auto upper = head.substr(0, slash);
  auto lower = head.substr(slash + 1);
  auto const lower_is_whole = is_whole(lower);
  if (!narrows(upper)) readings.push_back(std::move(lower));
  if (lower_is_whole) readings.push_back(std::move(upper));
  return readings;
}

// Both lines of a head, or the only one.
std::vector<std::string> lines_of(std::string const& head) {
  auto const slash = head.rfind('/');
  if (slash == head.npos) return {head};
  return {head.substr(slash + 1), head.substr(0, slash)};
}

class ColumnFinder {
 public:
  ColumnFinder(HeadWords const& words, Mapping const& mapping) : words_(words) {
    for (auto const& [head, field] : mapping) mapping_[plain(head)] = field;
  }

  SheetColumn find(int column, std::string const& head) const {
    SheetColumn found{.column = column, .head = head};
    for (auto const& reading : readings_of(head)) {
      if (by_mapping(found, reading)) return found;
    }
    for (auto const& reading : readings_of(head)) {
      if (by_words(found, reading)) return found;
    }
    if (std::ranges::any_of(readings_of(head), is_serial)) {
      found.is = Is::left_out;
    } else {
      found.proposed = words_.resembling(parts_of_head(head).words);
    }
    return found;
  }

 private:
  static bool is_serial(std::string const& head) {
    return is_among(plain(head), {"序号", "编次", "no", "no.", "#", "行号"});
  }

  bool by_mapping(SheetColumn& found, std::string const& reading) const {
    auto named = mapping_.find(plain(reading));
    if (named == mapping_.end()) named = mapping_.find(parts_of_head(reading).words);
    if (named == mapping_.end()) return false;
    if (named->second.empty()) {
      found.is = Is::left_out;
      return true;
    }
    auto const* field = words_.in().find(named->second);
    if (!field) return false;
    take(found, *field, parts_of_head(reading));
    return true;
  }

  bool by_words(SheetColumn& found, std::string const& reading) const {
    auto const whole = plain(reading);
    if (auto const is = of_export(whole)) {
      found.is = *is;
      return true;
    }
    auto const parts = parts_of_head(reading);
    auto const* field = words_.find(whole);
    if (!field) field = words_.find(parts.words);
    if (field) {
      take(found, *field, parts);
      return true;
    }
    // "投资额万元"
    auto const [rest, unit] = unit_at_end(parts.words);
    field = unit ? words_.find(rest) : nullptr;
    if (!field || !is_number(*field)) return false;
    take(found, *field, {.words = std::string(rest), .unit = unit, .strange_unit = {}});
    return true;
  }

  // The columns that an export adds, unless the register has a field of that name.
  std::optional<Is> of_export(std::string_view whole) const {
    if (words_.find(whole)) return std::nullopt;
    if (is_among(whole, {"编号", "id"})) return Is::id;
    if (is_among(whole, {"起", "from"})) return Is::from;
    if (is_among(whole, {"止(不含)", "to(notincluded)"})) return Is::to;
    return std::nullopt;
  }

  static void take(SheetColumn& found, meta::Field const& field, HeadParts const& parts) {
    found.is = Is::field;
    found.field = &field;
    if (!is_number(field)) return;
    found.unit = parts.unit;
    // A unit may stand in the upper line, over several heads.
    for (auto const& line : lines_of(found.head)) {
      if (!found.unit) found.unit = parts_of_head(line).unit;
    }
    auto const* own = unit_of_field(field);
    auto const fits = found.unit && own && found.unit->dimension == own->dimension;
    if (found.unit && !fits) found.strange_unit = std::string(found.unit->name);
    if (!found.unit) found.strange_unit = parts.strange_unit;
  }

  HeadWords const& words_;
  std::map<std::string, std::string> mapping_;
};

bool is_hidden(Grid const& grid, int column) {
  return std::ranges::any_of(grid.around.hidden_columns, [&](ColumnRange const& range) {
    return column >= range.first && column <= range.last;
  });
}

// Whether one head is merged over this column and the one before, and each holds something below.
bool covers_two(Grid const& grid, SheetColumn const& first, SheetColumn const& second,
                int below_row) {
  if (first.head != second.head) return false;
  return std::ranges::any_of(grid.rows, [&](Row const& row) {
    return row.number > below_row && cell_at(row, first.column) && cell_at(row, second.column);
  });
}

std::vector<SheetColumn> columns_of(Grid const& grid, Line const& line, ColumnFinder const& finder,
                                    int below_row) {
  std::vector<SheetColumn> columns;
  std::map<meta::Field const*, std::size_t> taken;
  for (auto const& [column, head] : line) {
    auto found = finder.find(column, head);
    found.is_hidden = is_hidden(grid, column);
    if (found.field) {
      auto const [first, is_new] = taken.emplace(found.field, columns.size());
      found.is_twice = !is_new;
      auto* const before = is_new ? nullptr : &columns[first->second];
      if (before && before->field && covers_two(grid, *before, found, below_row)) {
        for (auto* one : {before, &found}) {  // which of them is it?
          one->is = Is::unknown;
          one->proposed = std::exchange(one->field, nullptr);
          one->is_twice = false;
        }
      }
    }
    columns.push_back(std::move(found));
  }
  return columns;
}

// "单位：万元" in a row above, or "单位:亩、万元": one of each dimension.
std::vector<Unit const*> units_in(Row const& row) {
  std::vector<Unit const*> units;
  for (auto const& cell : row.cells) {
    auto const text = plain(text_of(&cell.value));
    auto at = text.find("单位:");
    if (at == text.npos) continue;
    auto const found =
        units_named(std::string_view(text).substr(at + std::string_view("单位:").size()));
    units.insert(units.end(), found.begin(), found.end());
  }
  return units;
}

// Whether a line can be the lower one of two: of texts alone, under a merged head or under nothing.
// The first record may name a field by chance; it must not be taken for a head.
bool is_lower_line(Grid const& grid, std::size_t upper) {
  auto const& above = grid.rows[upper];
  auto const& below = grid.rows[upper + 1];
  auto const is_text = [](Cell const& cell) {
    return std::holds_alternative<std::string>(cell.value);
  };
  if (below.number != above.number + 1 || !std::ranges::all_of(below.cells, is_text)) return false;
  auto const is_merged = std::ranges::any_of(grid.around.merges, [&](Merge const& merge) {
    auto const is_wide = merge.last_row == above.number && merge.last_column > merge.first_column;
    return merge.first_row == above.number && (is_wide || merge.last_row == below.number);
  });
  return is_merged || std::ranges::any_of(below.cells, [&](Cell const& cell) {
           return cell_at(above, cell.column) == nullptr;
         });
}

// How much a table's heads say: fields first, then units.
std::pair<std::size_t, std::ptrdiff_t> rank_of(SheetTable const& table) {
  auto const units = std::ranges::count_if(
      table.columns, [](SheetColumn const& column) { return column.unit != nullptr; });
  return {table.known(), units};
}

std::string shape_of(Line const& line) {
  std::string heads;
  for (auto const& [column, head] : line) heads += std::to_string(column) + plain(head) + "\n";
  return sm3(heads).substr(0, 32);
}

// What is no known unit and still must be one.
bool ends_as_unit(std::string_view inside) {
  constexpr std::array<std::string_view, 12> ends = {"元", "米", "里",  "亩",  "吨", "美金",
                                                     "镑", "‰",  "usd", "eur", "$",  "方"};
  return std::ranges::any_of(ends, [&](auto end) { return inside.ends_with(end); });
}

}  // namespace

HeadParts parts_of_head(std::string_view head) {
  auto const words = plain(head);
  HeadParts parts;
  auto rest = without_ornaments(words);
  for (auto cut = cut_at_end(rest); cut; cut = cut_at_end(rest)) {
    auto const names_unit = cut->inside.starts_with("单位:");
    auto const inside = names_unit ? cut->inside.substr(7) : cut->inside;
    auto const* unit = find_unit(inside);
    if (unit && !parts.unit) parts.unit = unit;
    // Any other word in brackets may change what the column is: 计划, 上年, 万美元.
    auto const is_ornament = is_among(
        inside, {"必填", "选填", "可选", "非必填", "必填项", "选填项", "required", "optional"});
    auto const is_strange = !unit && !is_ornament && (names_unit || ends_as_unit(inside));
    if (is_strange && parts.strange_unit.empty()) parts.strange_unit = std::string(inside);
    if (!unit && !is_ornament && !names_unit) break;
    rest = without_ornaments(cut->before);
  }
  parts.words = rest;
  return parts;
}

HeadWords::HeadWords(meta::Register const& in, std::vector<meta::Term> const& terms) : in_(in) {
  std::map<std::string_view, meta::Term const*> by_name;
  for (auto const& term : terms) by_name[term.name] = &term;
  // A label is the field's own; what a term lends is the label's where both claim a word.
  std::set<std::string> own;
  for (auto const& field : in.fields) {
    if (field.removed) continue;
    for (auto const& word : {field.label.zh, field.label.en, field.name}) {
      for (auto const& form : {plain(word), parts_of_head(word).words}) {
        auto const [at, is_new] = words_.emplace(form, &field);
        if (!is_new && at->second != &field) at->second = nullptr;
        own.insert(form);
      }
    }
  }
  for (auto const& field : in.fields) {
    auto const term = by_name.find(field.name);
    if (field.removed || term == by_name.end()) continue;
    for (auto const& word : {plain(term->second->zh), plain(term->second->en)}) {
      if (own.contains(word)) continue;
      auto const [at, is_new] = words_.emplace(word, &field);
      if (!is_new && at->second != &field) at->second = nullptr;
    }
  }
}

meta::Field const* HeadWords::find(std::string_view words) const {
  auto const found = words_.find(words);
  return found != words_.end() ? found->second : nullptr;
}

meta::Field const* HeadWords::resembling(std::string_view words) const {
  meta::Field const* only = nullptr;
  if (code_point_count(words) < 2) return nullptr;
  for (auto const& field : in_.fields) {
    auto const label = parts_of_head(field.label.zh).words;
    if (field.removed || label.empty()) continue;
    if (!label.contains(words) && !words.contains(label)) continue;
    if (only) return nullptr;
    only = &field;
  }
  return only;
}

std::size_t SheetTable::known() const {
  return static_cast<std::size_t>(std::ranges::count_if(columns, [](SheetColumn const& column) {
    return column.is == Is::field && !column.is_twice;
  }));
}

std::optional<SheetTable> find_table(Grid const& grid, HeadWords const& words,
                                     Mapping const& mapping) {
  Lines const lines(grid);
  ColumnFinder const finder(words, mapping);
  std::optional<SheetTable> best;
  auto const last = std::min(grid.rows.size(), rows_looked_at);
  auto const consider = [&](Line const& line, std::size_t from, std::size_t to) {
    SheetTable table{.grid = &grid,
                     .first_row = grid.rows[from].number,
                     .last_row = grid.rows[to].number,
                     .columns = columns_of(grid, line, finder, grid.rows[to].number),
                     .shape = shape_of(line)};
    if (!best || rank_of(table) > rank_of(*best)) best = std::move(table);
  };
  // Two lines only where they say more than one: a title is no head, nor is a line of units.
  for (std::size_t i = 0; i < last; ++i) consider(lines.at(i), i, i);
  for (std::size_t i = 0; i + 1 < last; ++i) {
    if (!units_in(grid.rows[i]).empty() || !is_lower_line(grid, i)) continue;
    consider(Lines::joined(lines.at(i), lines.at(i + 1)), i, i + 1);
  }
  auto const fields = std::ranges::count(words.in().fields, false, &meta::Field::removed);
  if (!best || best->known() < static_cast<std::size_t>(std::min<std::ptrdiff_t>(fields, 2))) {
    return std::nullopt;
  }
  for (auto const& row : grid.rows) {
    if (row.number > best->last_row) break;
    for (auto const* unit : units_in(row)) best->units_above[unit->dimension] = unit;
  }
  return best;
}

std::vector<Unit const*> units_named(std::string_view text) {
  std::vector<Unit const*> units;
  while (!text.empty()) {
    auto const end =
        std::min({text.find("、"), text.find(','), text.find(')'), text.find('/'), text.size()});
    if (auto const* unit = find_unit(text.substr(0, end))) units.push_back(unit);
    if (end == text.size()) break;
    text.remove_prefix(end + (text.substr(end).starts_with("、") ? 3 : 1));
  }
  return units;
}

Unit const* unit_of_field(meta::Field const& field) {
  auto const is_money = field.type->name() == "money";
  return find_unit(is_money && field.unit.empty() ? "万元" : plain(field.unit));
}

std::set<std::string> shapes_in(Grid const& grid) {
  Lines const lines(grid);
  std::set<std::string> shapes;
  auto const last = std::min(grid.rows.size(), rows_looked_at);
  for (std::size_t i = 0; i < last; ++i) {
    auto const line = lines.at(i);
    shapes.insert(shape_of(line));
    if (i + 1 < last) shapes.insert(shape_of(Lines::joined(line, lines.at(i + 1))));
  }
  return shapes;
}

}  // namespace zonebook::publishing
