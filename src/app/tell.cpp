#include "app/tell.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/command.h"

namespace zonebook::app {

std::string local_time(Instant instant, Zone const& zone) {
  constexpr std::int64_t day_seconds = 86'400;
  auto const utc = instant.micros() / 1'000'000;
  auto const of_day = (utc + zone.offset_at(utc)) % day_seconds;
  return fmt::format("{} {:02}:{:02}:{:02}", instant.date_in(zone).to_string(), of_day / 3600,
                     of_day / 60 % 60, of_day % 60);
}

std::string stretch_text(ledger::Stretch on) {
  if (on.to == ledger::open_end()) return on.from.to_string();
  return on.from.to_string() + "–" + on.to.add_days(-1)->to_string();
}

std::string aligned(std::vector<std::vector<std::string>> const& rows) {
  std::vector<std::size_t> widths;
  for (auto const& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], columns_of(row[i]));
    }
  }
  std::string text;
  for (auto const& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line += std::string(widths[i] - columns_of(row[i]) + 2, ' ');
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

void mark_sample(Json& json, Book const& book) {
  if (!book.clock->is_shown()) return;
  json.set("sample_day", Json::string(book.ledger->today().to_string()));
}

void tell_sample(Book const& book, Settings const& settings) {
  if (!book.clock->is_shown()) return;
  say({"app.figure.today", {{"day", today_text(book, settings.language)}}}, settings);
}

}  // namespace zonebook::app
