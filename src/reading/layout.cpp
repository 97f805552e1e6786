#include "reading/layout.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "base/utf8.h"

namespace zonebook::reading {
namespace {

constexpr std::size_t longest_heading = 60;  // characters
constexpr std::size_t longest_author = 4;
constexpr std::size_t longest_zone = 20;
constexpr std::size_t stories_a_page = 40;  // back to which one may be taken up again

struct Line {
  Span at;
  std::size_t number = 0;  // from 1
  std::string_view text;   // without its marks and outer spaces
  std::size_t level = 0;   // how many #
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (text.starts_with("　")) text.remove_prefix(3);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return text;
}

std::vector<Line> lines_in(std::string_view text) {
  std::vector<Line> lines;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    auto const end = std::min(text.find('\n', begin), text.size());
    ++number;
    auto inner = trimmed(text.substr(begin, end - begin));
    std::size_t level = 0;
    while (!inner.empty() && inner.front() == '#') ++level, inner.remove_prefix(1);
    inner = trimmed(inner);
    if (!inner.empty()) lines.push_back({{begin, end}, number, inner, level});
    begin = end + 1;
  }
  return lines;
}

bool is_kicker(std::string_view line) {
  for (std::string_view word : {"本刊讯", "本报讯", "本网讯"}) {
    if (line.starts_with(word)) return true;
  }
  return false;
}

bool ends_with_any(std::string_view line, std::initializer_list<std::string_view> ends) {
  for (auto end : ends) {
    if (line.ends_with(end)) return true;
  }
  return false;
}

bool ends_sentence(std::string_view line) {
  return ends_with_any(line, {"。", "！", "？", "；", "）", ")", "”", "!", "?", ".", ";"});
}

bool is_name(std::string_view text) {
  auto const size = code_point_count(text);
  if (size < 2 || size > longest_author) return false;
  for (std::size_t at = 0; at < text.size();) {
    auto const found = first_code_point(text.substr(at));
    if (found.value < 0x4E00 || found.value > 0x9FFF) return false;
    at += found.bytes;
  }
  return true;
}

// （张某某） at the end of a line.
std::string_view author_at_end(std::string_view line) {
  for (auto [open, close] :
       {std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}}) {
    if (!line.ends_with(close)) continue;
    auto const at = line.rfind(open);
    if (at == line.npos) continue;
    auto const name = line.substr(at + open.size(), line.size() - at - open.size() - close.size());
    if (is_name(name)) return name;
  }
  return {};
}

// ■ 张某某 on a line of its own.
std::string_view author_line(std::string_view line) {
  for (std::string_view mark : {"■", "□", "◎", "●"}) {
    if (!line.starts_with(mark)) continue;
    auto const name = trimmed(line.substr(mark.size()));
    if (is_name(name)) return name;
  }
  return {};
}

constexpr auto full_names = std::to_array<std::string_view>(
    {"经济技术开发区", "经济开发区", "高新技术产业开发区", "产业示范园", "产业示范区", "示范园区",
     "产业园区", "开发区", "高新区"});

// 开发区 alone, in running text, is any zone.
constexpr std::size_t names_in_bodies = 5;

bool is_zone_name(std::string_view line) {
  auto const ends =
      ends_with_any(line, {"开发区", "示范园", "示范区", "园区", "高新区", "经开区", "产业园"});
  for (std::string_view joint : {"与", "和", "，", ",", "“", " "}) {
    if (line.find(joint) != line.npos) return false;
  }
  return ends && code_point_count(line) <= longest_zone;
}

// The first full name of a zone in a text: from the punctuation before it.
std::string zone_in(std::string_view text, std::size_t names) {
  for (auto name : std::span(full_names).first(names)) {
    auto const at = text.find(name);
    if (at == text.npos) continue;
    auto begin = at;
    while (begin >= 3 && code_point_count(text.substr(begin, at - begin)) < longest_zone) {
      auto const c = text.substr(begin - 3, 3);
      auto const code = first_code_point(c);
      if (code.bytes != 3 || code.value < 0x4E00 || code.value > 0x9FFF) break;
      begin -= 3;
    }
    if (begin < at) return std::string(text.substr(begin, at + name.size() - begin));
  }
  return {};
}

struct Story {
  Article article;
  std::vector<Line> headings, body;
  bool closed = false;
};

class Page {
 public:
  explicit Page(std::string_view text) : lines_(lines_in(text)) {}

  bool is_page() const {
    std::size_t kickers = 0, headings = 0;
    for (auto const& line : lines_) {
      if (is_kicker(line.text)) ++kickers;
      if (line.level > 0) ++headings;
    }
    return kickers >= 2 || headings >= 1;
  }

  Layout run();
  Layout single(std::string_view text);

 private:
  bool is_open() const { return current_ < stories_.size() && !stories_[current_].closed; }
  bool begins_story(std::size_t i) const;
  bool is_heading(std::size_t i) const;
  void body(std::size_t i);
  Story& story_for(Line const&);
  Story* interrupted();
  static void name_zone(Story&);

  std::vector<Line> lines_;
  std::vector<Story> stories_;
  std::size_t current_ = 0;     // the story that the next line belongs to
  std::vector<Line> headings_;  // not yet of a story
  std::string author_;
};

// Whether the next line of a body after `i` opens a story of its own.
bool Page::begins_story(std::size_t i) const {
  for (auto j = i + 1; j < lines_.size() && j < i + 4; ++j) {
    if (is_kicker(lines_[j].text) || !author_line(lines_[j].text).empty()) return true;
    if (lines_[j].level == 0 && ends_sentence(lines_[j].text)) return false;
  }
  return false;
}

bool Page::is_heading(std::size_t i) const {
  auto const& line = lines_[i];
  if (line.level > 0) return !is_open() || (line.level < 3 && begins_story(i));
  auto const is_short = code_point_count(line.text) <= longest_heading;
  auto const goes_on = ends_with_any(line.text, {"，", "、", ",", "："});
  return !is_open() && is_short && !ends_sentence(line.text) && !goes_on && i + 1 < lines_.size();
}

// A story that stops in the middle of a sentence, and lacks the headline that has come now.
Story* Page::interrupted() {
  auto const from = stories_.size() > stories_a_page ? stories_.size() - stories_a_page : 0;
  for (auto& story : std::span(stories_).subspan(from)) {
    if (story.body.empty() || ends_sentence(story.body.back().text)) continue;
    if (story.headings.empty() || headings_.empty()) return &story;
  }
  return nullptr;
}

Story& Page::story_for(Line const& line) {
  auto const fresh = is_kicker(line.text);
  auto const headed = !headings_.empty() || !author_.empty();
  if (!fresh && !headed && is_open()) return stories_[current_];
  Story* story = fresh ? nullptr : interrupted();
  if (story == nullptr) {
    stories_.emplace_back();
    story = &stories_.back();
  }
  current_ = static_cast<std::size_t>(story - stories_.data());
  story->headings.insert(story->headings.end(), headings_.begin(), headings_.end());
  if (!author_.empty()) story->article.author = author_;
  headings_.clear();
  author_.clear();
  return *story;
}

void Page::body(std::size_t i) {
  auto const& line = lines_[i];
  auto& story = story_for(line);
  story.body.push_back(line);
  story.article.lines.push_back(line.number);
  auto const author = author_at_end(line.text);
  if (author.empty()) return;
  story.article.author = author;
  story.closed = true;
}

void Page::name_zone(Story& story) {
  auto& article = story.article;
  std::size_t first = 0;
  if (story.headings.size() > 1 && is_zone_name(story.headings[0].text)) {
    article.zone = story.headings[0].text;
    first = 1;
  }
  for (auto i = first; i < story.headings.size(); ++i) {
    article.headline += (article.headline.empty() ? "" : " ") + std::string(story.headings[i].text);
  }
  if (article.zone.empty()) article.zone = zone_in(article.headline, full_names.size());
  for (auto const& line : story.body) {
    if (!article.zone.empty() && article.zone.find("经开区") == std::string::npos) break;
    article.zone = zone_in(line.text, names_in_bodies);
  }
}

Layout Page::run() {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (auto const author = author_line(lines_[i].text); !author.empty()) {
      author_ = author;
    } else if (is_heading(i)) {
      headings_.push_back(lines_[i]);
    } else {
      body(i);
    }
  }
  Layout layout;
  for (auto& story : stories_) {
    name_zone(story);
    std::vector<Piece> pieces;
    for (auto const& heading : story.headings) pieces.push_back({heading.at, false});
    for (std::size_t i = 0; i < story.body.size(); ++i) {
      auto const goes_on = i > 0 && !ends_sentence(story.body[i - 1].text) &&
                           story.body[i].level == 0 && story.body[i - 1].level == 0;
      pieces.push_back({story.body[i].at, goes_on});
    }
    layout.articles.push_back(std::move(story.article));
    layout.pieces.push_back(std::move(pieces));
  }
  return layout;
}

Layout Page::single(std::string_view text) {
  Layout layout;
  layout.articles.emplace_back();
  for (auto const& line : lines_) layout.articles[0].lines.push_back(line.number);
  layout.pieces.push_back(lines_of(text));
  return layout;
}

}  // namespace

Layout layout_of(std::string_view text) {
  Page page(text);
  return page.is_page() ? page.run() : page.single(text);
}

}  // namespace zonebook::reading
