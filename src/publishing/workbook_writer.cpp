#include "publishing/workbook_writer.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <map>

#include "base/durable_file.h"
#include "base/unicode.h"
#include "publishing/shared_text.h"
#include "publishing/workbook_reader.h"

namespace zonebook::publishing {
namespace {

constexpr std::size_t sheet_name_longest = 31;
constexpr std::int64_t digits_held = 1'000'000'000'000'000;  // fifteen

std::string sheet_name(std::string const& given) {
  std::string name;
  std::size_t count = 0;
  for (std::string_view left = given; !left.empty() && count < sheet_name_longest; ++count) {
    auto const point = first_code_point(left);
    auto const is_refused = std::string_view("[]:*?/\\'").find(left.front()) != std::string::npos;
    name += is_refused ? std::string("_") : std::string(left.substr(0, point.bytes));
    left.remove_prefix(point.bytes);
  }
  return name.empty() ? "_" : name;
}

// Does a spreadsheet show it as it is?
bool fits(Decimal value) {
  if (value.is_integer()) return value.abs() < Decimal(digits_held);
  auto const text = value.to_string();
  auto const first = text.find_first_of("123456789");
  auto const digits = std::count_if(text.begin() + static_cast<std::ptrdiff_t>(first), text.end(),
                                    [](char c) { return c != '.'; });
  return digits <= 15;
}

lxw_datetime moment_of(Date day, int seconds) {
  auto const civil = day.civil();
  return {.year = static_cast<int>(civil.year),
          .month = civil.month,
          .day = civil.day,
          .hour = seconds / 3600,
          .min = seconds / 60 % 60,
          .sec = static_cast<double>(seconds % 60)};
}

// Spreadsheets know the days from 1900-01-01 on.
bool is_day_there(Date day) {
  auto const year = day.civil().year;
  return year >= 1900 && year <= 9999;
}

}  // namespace

struct WorkbookWriter::Open {
  std::string path;
  DurableFile file;
  lxw_workbook* book = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format *head = nullptr, *day = nullptr, *moment = nullptr, *percent = nullptr;
  std::map<int, lxw_format*> numbers;  // by scale
  std::vector<Column> columns;
  std::string name;
  lxw_row_t next = 0;

  Open(std::string at, DurableFile made) : path(std::move(at)), file(std::move(made)) {}
  Open(Open&&) = delete;
  ~Open() {
    if (book) workbook_close(book);
  }

  lxw_format* format(char const* code) const {
    auto* made = workbook_add_format(book);
    format_set_num_format(made, code);
    return made;
  }

  lxw_format* of_scale(int scale) {
    if (scale < 0) return nullptr;
    auto& made = numbers[scale];
    if (!made) {
      made = format(
          scale == 0 ? "0" : ("0." + std::string(static_cast<std::size_t>(scale), '0')).c_str());
    }
    return made;
  }

  std::string place(std::size_t column) const {
    return name + "!" + column_name(static_cast<int>(column)) + std::to_string(next + 1);
  }

  lxw_error put_text(lxw_col_t column, std::string const& text) const {
    return worksheet_write_string(sheet, next, column, escaped(text).c_str(), nullptr);
  }

  void end_sheet() const {
    if (columns.empty() || next <= 1) return;
    worksheet_autofilter(sheet, 0, 0, next - 1, static_cast<lxw_col_t>(columns.size() - 1));
  }

  lxw_error put(lxw_col_t column, Number const& number) {
    if (!fits(number.value)) return put_text(column, number.value.to_string());
    auto const scale = column < columns.size() ? columns[column].scale : -1;
    auto* format = number.is_percent ? percent : of_scale(scale);
    return worksheet_write_number(sheet, next, column, number.value.to_double(), format);
  }

  lxw_error put_moment(lxw_col_t column, Date on, int seconds, lxw_format* format) const {
    if (!is_day_there(on)) return put_text(column, on.to_string());
    auto when = moment_of(on, seconds);
    return worksheet_write_datetime(sheet, next, column, &when, format);
  }

  lxw_error put(lxw_col_t column, CellValue const& value) {
    struct Put {
      Open& open;
      lxw_col_t column;
      lxw_error operator()(std::monostate) const { return LXW_NO_ERROR; }
      lxw_error operator()(std::string const& text) const { return open.put_text(column, text); }
      lxw_error operator()(Number const& number) const { return open.put(column, number); }
      lxw_error operator()(Date on) const { return open.put_moment(column, on, 0, open.day); }
      lxw_error operator()(Moment const& at) const {
        return open.put_moment(column, at.day, at.seconds, open.moment);
      }
      lxw_error operator()(bool is) const {
        return worksheet_write_boolean(open.sheet, open.next, column, is ? 1 : 0, nullptr);
      }
      lxw_error operator()(Fault const& fault) const { return open.put_text(column, fault.text); }
    };
    return std::visit(Put{*this, column}, value);
  }
};

WorkbookWriter::WorkbookWriter(std::unique_ptr<Open> open) : open_(std::move(open)) {}
WorkbookWriter::WorkbookWriter(WorkbookWriter&&) noexcept = default;
WorkbookWriter::~WorkbookWriter() = default;

Result<WorkbookWriter> WorkbookWriter::begin(std::string const& path) {
  auto file = TRY(DurableFile::begin_beside(path));
  auto open = std::make_unique<Open>(path, std::move(file));
  lxw_workbook_options options = {};
  options.constant_memory = LXW_TRUE;
  open->book = workbook_new_opt(open->file.part().c_str(), &options);
  CHECK(open->book != nullptr);
  lxw_doc_properties properties = {};
  properties.created = 946'684'800;  // 2000-01-01, or it would be the clock's
  workbook_set_properties(open->book, &properties);
  open->head = workbook_add_format(open->book);
  format_set_bold(open->head);
  format_set_text_wrap(open->head);
  open->day = open->format("yyyy-mm-dd");
  open->moment = open->format("yyyy-mm-dd hh:mm:ss");
  open->percent = open->format("0.0%");
  return WorkbookWriter(std::move(open));
}

Result<void> WorkbookWriter::sheet(std::string const& given, std::vector<Column> const& columns) {
  open_->end_sheet();
  open_->name = sheet_name(given);
  auto const no_sheet = invalid({"publishing.no_sheet", {{"name", open_->name}}}, open_->name);
  if (columns.size() > Workbook::columns_most) return no_sheet;
  open_->sheet = workbook_add_worksheet(open_->book, open_->name.c_str());
  if (!open_->sheet) return no_sheet;
  open_->columns = columns;
  open_->next = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto const column = static_cast<lxw_col_t>(i);
    worksheet_set_column(open_->sheet, column, column, columns[i].width, nullptr);
    if (code_point_count(columns[i].head) > Workbook::text_longest) return no_sheet;
    worksheet_write_string(open_->sheet, 0, column, columns[i].head.c_str(), open_->head);
  }
  worksheet_freeze_panes(open_->sheet, 1, 0);
  open_->next = 1;
  return {};
}

Result<void> WorkbookWriter::row(std::vector<CellValue> const& cells) {
  CHECK(open_->sheet != nullptr);
  if (open_->next >= Workbook::rows_most) {
    return invalid({"publishing.too_many_rows", {{"sheet", open_->name}}}, open_->name);
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (open_->put(static_cast<lxw_col_t>(i), cells[i]) == LXW_NO_ERROR) continue;
    return invalid({"publishing.text_too_long", {{"place", open_->place(i)}}}, open_->place(i));
  }
  ++open_->next;
  return {};
}

Result<void> WorkbookWriter::finish() {
  open_->end_sheet();
  auto const failed = workbook_close(open_->book);
  open_->book = nullptr;
  if (failed != LXW_NO_ERROR) {
    return std::unexpected(
        Error{Error::Code::unavailable,
              {"base.cannot_write", {{"path", open_->path}, {"detail", lxw_strerror(failed)}}},
              open_->path,
              nullptr});
  }
  return open_->file.replace(open_->path);
}

}  // namespace zonebook::publishing
