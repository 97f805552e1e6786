// zonebook read [FILE|-] [--zone N] [--title T] [--on DAY]: the figures of a bulletin.

#include <fmt/format.h>

#include "app/command.h"
#include "app/now.h"
#include "base/encoding.h"
#include "base/utf8.h"
#include "reading/reading.h"

namespace zonebook::app {
namespace {

struct Arguments {
  std::string file = "-";
  std::string zone;
  std::string title;
  std::string on;
};

struct Request {
  std::string text;
  reading::Options options;
};

Result<Date> day_of(std::string const& written, Settings const& settings) {
  if (written.empty()) return local_now(settings.time_zone).date;
  auto const day = Date::parse(written);
  if (!day) return invalid({"app.not_a_day", {{"text", written}}});
  return *day;
}

// {"text","zone","title","ref_date"}: what programs send instead of flags.  nullopt if it is none.
std::optional<Json> as_letter(std::string_view text) {
  if (!text.starts_with('{')) return std::nullopt;
  auto json = Json::parse(text);
  if (!json || !json->text_at("text")) return std::nullopt;
  return std::move(*json);
}

Result<Request> request_of(Arguments const& arguments, Settings const& settings) {
  Request request;
  request.text = TRY(read_file(arguments.file));
  request.options.zone = arguments.zone;
  request.options.title = arguments.title;
  auto on = arguments.on;
  if (auto const letter = as_letter(request.text)) {
    request.options.zone = letter->text_at("zone").value_or(arguments.zone);
    request.options.title = letter->text_at("title").value_or(arguments.title);
    on = letter->text_at("ref_date").value_or(on);
    request.text = std::string(*letter->text_at("text"));
  } else if (!is_utf8(request.text)) {
    auto decoded = utf8_from_gb18030(request.text);
    if (!decoded) return invalid({"app.read.not_text", {{"path", arguments.file}}});
    request.text = std::move(*decoded);
  }
  request.options.today = TRY(day_of(on, settings));
  return request;
}

std::string words_of(Request const& request, reading::Figure const& figure) {
  return request.text.substr(figure.at.begin, figure.at.end - figure.at.begin);
}

std::string period_of(reading::Figure const& figure) {
  if (!figure.period) return "";
  auto const start = figure.period->start ? figure.period->start->to_string() : "";
  return start + "…" + figure.period->end.to_string();
}

std::string line_of(Request const& request, reading::Figure const& figure,
                    Settings const& settings) {
  auto const zh = settings.language == Language::zh;
  std::string out = "  " + words_of(request, figure);
  out.append(columns_of(out) < 20 ? 20 - columns_of(out) : 1, ' ');
  out += zh ? std::string(reading::label_of(figure.indicator)) : figure.indicator;
  out += " · " + std::string(name_of(figure.measure));
  if (figure.modality != reading::Modality::actual) {
    out += " · " + std::string(name_of(figure.modality));
  }
  if (figure.comparator != reading::Comparator::eq) {
    out += " · " + std::string(name_of(figure.comparator));
  }
  if (figure.period) out += " · " + period_of(figure);
  return out;
}

Text text_of(Request const& request, reading::Reading const& reading,
             reading::Relation const& relation) {
  std::string terms;
  for (auto const term : relation.terms) {
    terms += (terms.empty() ? "" : "、") + words_of(request, reading.figures[term]);
  }
  if (!relation.holds) return {"app.read.question", {{"terms", terms}}};
  auto const target = relation.target ? words_of(request, reading.figures[*relation.target]) : "";
  std::vector<std::pair<std::string, std::string>> args{
      {"target", target},
      {"terms", terms},
      {"low", fmt::format("{:.2f}", relation.low)},
      {"high", fmt::format("{:.2f}", relation.high)}};
  if (relation.truncated) return {"app.read.cut", std::move(args)};
  return {"app.read.fails", std::move(args)};
}

void print_article(reading::Article const& article, Settings const& settings) {
  if (article.headline.empty()) return;
  Text const says{"app.read.article",
                  {{"zone", article.zone},
                   {"headline", article.headline},
                   {"author", article.author.empty() ? "—" : article.author}}};
  fmt::print("{}\n", render(says, settings.language));
}

void print(Request const& request, reading::Reading const& reading, Settings const& settings) {
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

Result<void> read(Arguments const& arguments, Settings const& settings) {
  auto const request = TRY(request_of(arguments, settings));
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
  auto arguments = std::make_shared<Arguments>();
  auto* command = program.add_subcommand("read", "读出简报里的数字 / the figures of a bulletin");
  command->add_option("file", arguments->file,
                      "文字，- 为标准输入 / the text, - for standard input");
  command->add_option("--zone", arguments->zone, "默认的园区 / whose figures they are");
  command->add_option("--title", arguments->title, "标题 / the headline");
  command->add_option("--on", arguments->on, "“今年”指哪一天 / the day it was written, 2023-12-31");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(read(*arguments, settings), settings); };
  });
}

}  // namespace zonebook::app
