// zonebook read [FILE|-] [--zone N] [--title T] [--on DAY]: the figures of a bulletin.

#include <fmt/format.h>

#include "app/command.h"
#include "app/now.h"
#include "app/reading_request.h"
#include "reading/reading.h"

namespace zonebook::app {
namespace {

std::string words_of(ReadingRequest const& request, reading::Figure const& figure) {
  return request.text.substr(figure.at.begin, figure.at.end - figure.at.begin);
}

// 2024年, 2024年1—6月, 2024年5月15日, 截至2024年9月30日; days where a period is none of these.
std::string period_of(reading::Period const& period, Language language) {
  auto const end = period.end.civil();
  if (language == Language::en) {
    auto const day = period.end.to_string();
    if (!period.start) return "as of " + day;
    auto const start = period.start->to_string();
    return start == day ? day : start + " to " + day;
  }
  auto const day = fmt::format("{}年{}月{}日", end.year, end.month, end.day);
  if (!period.start) return "截至" + day;
  auto const start = period.start->civil();
  if (*period.start == period.end) return day;
  auto const whole = start.day == 1 && end.day == days_in_month(end.year, end.month);
  if (!whole || start.year != end.year) {
    auto const years = start.month == 1 && start.day == 1 && end.month == 12 && end.day == 31;
    if (years) return fmt::format("{}—{}年", start.year, end.year);
    return fmt::format("{}年{}月{}日至{}", start.year, start.month, start.day, day);
  }
  if (start.month == 1 && end.month == 12) return fmt::format("{}年", end.year);
  if (start.month == end.month) return fmt::format("{}年{}月", end.year, end.month);
  return fmt::format("{}年{}—{}月", end.year, start.month, end.month);
}

std::string line_of(ReadingRequest const& request, reading::Figure const& figure,
                    Settings const& settings) {
  auto const named = [&](std::string_view id) {
    return std::string(reading::label_of(id, settings.language));
  };
  std::string out = "  " + words_of(request, figure);
  out.append(columns_of(out) < 20 ? 20 - columns_of(out) : 1, ' ');
  out += named(figure.indicator);
  // 项目开工率 says already that it is a rate.
  auto const plain =
      figure.measure == reading::Measure::level || figure.measure == reading::Measure::rate;
  if (!plain) out += " · " + named(name_of(figure.measure));
  if (figure.modality != reading::Modality::actual) out += " · " + named(name_of(figure.modality));
  if (figure.comparator != reading::Comparator::eq) {
    out += " · " + named(name_of(figure.comparator));
  }
  if (figure.period) out += " · " + period_of(*figure.period, settings.language);
  return out;
}

// 185, 12.4, 47.45: what the printed numbers are held against.
std::string number_of(double value) {
  auto text = fmt::format("{:.2f}", value);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string_view key_of(reading::Relation const& relation) {
  using Kind = reading::Relation::Kind;
  if (!relation.holds) {
    if (relation.kind == Kind::sum) return "app.read.sum_question";
    if (relation.kind == Kind::ratio) return "app.read.rate_question";
    return relation.kind == Kind::at_most ? "app.read.part_question" : "app.read.question";
  }
  if (relation.kind == Kind::sum) return "app.read.sum_fails";
  if (relation.truncated) return "app.read.cut";
  return relation.kind == Kind::growth ? "app.read.growth_fails" : "app.read.ratio_fails";
}

// A sentence for a check that fails, or that a person is to look at.
Text text_of(ReadingRequest const& request, reading::Reading const& reading,
             reading::Relation const& relation) {
  auto const words = [&](std::size_t figure) { return words_of(request, reading.figures[figure]); };
  std::string terms;
  for (auto const term : relation.terms) terms += (terms.empty() ? "" : "、") + words(term);
  auto const low = number_of(relation.low), high = number_of(relation.high);
  return {std::string(key_of(relation)),
          {{"target", relation.target ? words(*relation.target) : ""},
           {"terms", terms},
           {"first", relation.terms.empty() ? "" : words(relation.terms.front())},
           {"last", relation.terms.empty() ? "" : words(relation.terms.back())},
           {"between", low == high ? low : low + "—" + high}}};
}

void print_article(reading::Article const& article, Settings const& settings) {
  if (article.headline.empty()) return;
  Text const says{"app.read.article",
                  {{"zone", article.zone},
                   {"headline", article.headline},
                   {"author", article.author.empty() ? "—" : article.author}}};
  fmt::print("{}\n", render(says, settings.language));
}

void print(ReadingRequest const& request, reading::Reading const& reading,
           Settings const& settings) {
  for (std::size_t i = 0; i < reading.articles.size(); ++i) {
    print_article(reading.articles[i], settings);
    for (auto const& figure : reading.figures) {
      if (figure.article == i) fmt::print("{}\n", line_of(request, figure, settings));
    }
  }
  std::size_t failing = 0, open = 0;
  for (auto const& relation : reading.relations) {
    if (relation.holds.value_or(false)) continue;
    ++(relation.holds ? failing : open);
    fmt::print("{}\n", render(text_of(request, reading, relation), settings.language));
  }
  if (reading.figures.empty()) return say({"app.read.no_figures", {}}, settings);
  say({"app.read.summary",
       {{"figures", std::to_string(reading.figures.size())},
        {"checks", std::to_string(reading.relations.size())},
        {"failing", std::to_string(failing)},
        {"open", std::to_string(open)}}},
      settings);
}

Result<void> read(AskedReading const& asked, Settings const& settings) {
  auto const request = TRY(reading_request(asked, local_now(settings.time_zone).date));
  auto const reading = reading::read(request.text, request.options);
  if (settings.json) {
    print_json(reading::to_json(reading));
  } else {
    print(request, reading, settings);
  }
  return {};
}

}  // namespace

void add_read(CLI::App& program, Settings const& settings, Action& action) {
  auto arguments = std::make_shared<AskedReading>();
  auto* command = program.add_subcommand("read", "读出简报里的数字 / the figures of a bulletin");
  add_options(*command, *arguments);
  command->add_option("--on", arguments->on, "“今年”指哪一天 / the day it was written, 2023-12-31");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(read(*arguments, settings), settings); };
  });
}

}  // namespace zonebook::app
