#include "calendar/notice.h"

#include "base/scan.h"

namespace zonebook::calendar {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  auto const first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Calls for each line with its number, from 1; stops at the first error.
template <class Take>
Result<void> each_line(std::string_view text, Take take) {
  for (int number = 1; !text.empty(); ++number) {
    auto const end = std::min(text.find('\n'), text.size());
    TRY(take(text.substr(0, end), number));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    auto const end = line.find('\t');
    fields.push_back(trimmed(line.substr(0, end)));
    if (end == line.npos) return fields;
    line.remove_prefix(end + 1);
  }
}

Result<Days> days_between(std::string_view first, std::string_view last, std::string_view name,
                          std::string const& where) {
  auto const from = Date::parse(first);
  auto const to = Date::parse(last);
  if (!from || !to) {
    return invalid({"calendar.not_days", {{"text", std::string(from ? last : first)}}}, where);
  }
  if (*to < *from) return invalid({"calendar.order", {{"day", to->to_string()}}}, where);
  if (to->days() - from->days() >= longest_days) {
    return invalid({"calendar.too_long", {{"days", std::to_string(longest_days)}}}, where);
  }
  return Days{*from, *to, std::string(name)};
}

Result<void> take_line(Notice& notice, std::string_view line, std::string const& where) {
  auto const fields = fields_of(line);
  auto const& what = fields.front();
  auto const number = fields.size() == 2 ? value_of(fields[1]) : std::nullopt;
  if (what == "year" && number) {
    notice.year = *number;
  } else if (what == "edition" && number && *number > 0) {
    notice.edition = *number;
  } else if (what == "source" && fields.size() == 2) {
    notice.source = fields[1];
  } else if ((what == "holiday" || what == "make_up") && fields.size() == 4) {
    auto days = TRY(days_between(fields[1], fields[2], fields[3], where));
    (what == "holiday" ? notice.holidays : notice.make_up_days).push_back(std::move(days));
  } else {
    return invalid({"calendar.line", {{"line", std::string(line)}}}, where);
  }
  return {};
}

}  // namespace

Result<Notice> read_notice(std::string_view text, std::string const& file) {
  Notice notice;
  TRY(each_line(text, [&](std::string_view line, int number) -> Result<void> {
    if (trimmed(line).empty() || line.front() == '#') return {};
    return take_line(notice, line, file + ":" + std::to_string(number));
  }));
  if (notice.year == 0) return invalid({"calendar.no_year", {}}, file);
  return notice;
}

Result<std::vector<Days>> read_days(std::string_view lines) {
  std::vector<Days> all;
  TRY(each_line(lines, [&](std::string_view line, int number) -> Result<void> {
    line = trimmed(line);
    if (line.empty()) return {};
    auto const blank = std::min(line.find(' '), line.size());
    auto const stretch = line.substr(0, blank);
    auto const dots = stretch.find("..");
    auto const first = stretch.substr(0, dots);
    auto const last = dots == stretch.npos ? first : stretch.substr(dots + 2);
    auto const name = trimmed(line.substr(blank));
    auto days = TRY(days_between(first, last, name, std::to_string(number)));
    all.push_back(std::move(days));
    return {};
  }));
  return all;
}

std::string write_days(std::vector<Days> const& all) {
  std::string lines;
  for (auto const& days : all) {
    lines += days.first.to_string();
    if (days.last != days.first) lines += ".." + days.last.to_string();
    if (!days.name.empty()) lines += " " + days.name;
    lines += '\n';
  }
  return lines;
}

}  // namespace zonebook::calendar
