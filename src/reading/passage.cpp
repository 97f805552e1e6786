#include "reading/passage.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/utf8.h"
#include "reading/layout.h"

namespace zonebook::reading {
namespace {

using Run = Prepared::Run;

// Where bytes of the text given stand on a prepared page.
class Places {
 public:
  explicit Places(Prepared const& page) : page_(page) {
    for (std::size_t i = 0; i < page.runs.size(); ++i) by_source_.push_back(i);
    std::ranges::stable_sort(by_source_, {}, [&](std::size_t i) { return page.runs[i].source; });
  }

  std::size_t of(std::size_t byte) const {
    auto const after = std::ranges::upper_bound(
        by_source_, byte, {}, [&](std::size_t i) { return page_.runs[i].source; });
    if (after == by_source_.begin()) return 0;
    auto const i = *std::prev(after);
    auto const& run = page_.runs[i];
    auto const end = i + 1 < page_.runs.size() ? page_.runs[i + 1].page : page_.text.size();
    auto const within = run.source_end > 0 ? 0 : byte - run.source;
    return std::min(run.page + within, end);
  }

 private:
  Prepared const& page_;
  std::vector<std::size_t> by_source_;
};

struct Stop {
  std::string_view text;
  bool ends_sentence;
};
constexpr std::array<Stop, 9> stops = {{{"。", true},
                                        {"！", true},
                                        {"？", true},
                                        {"\n", true},
                                        {"，", false},
                                        {"；", false},
                                        {"、", false},
                                        {"：", false},
                                        {"（", false}}};

enum class Until : std::uint8_t { sentence, line };

bool stops_at(std::string_view text, std::size_t at, Until until) {
  if (until == Until::line) return text[at] == '\n';
  return std::ranges::any_of(stops, [&](Stop const& stop) {
    return stop.ends_sentence && text.substr(at).starts_with(stop.text);
  });
}

bool is_inside(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// The first byte after the last stop before `at`, and not further than the reach.
std::size_t begin_of(std::string_view text, std::size_t at, Until until) {
  auto const least = at > Passages::reach ? at - Passages::reach : 0;
  auto begin = at;
  while (begin > least) {
    auto before = begin - 1;
    while (is_inside(text, before) && before > 0) --before;
    if (stops_at(text, before, until)) break;
    begin = before;
  }
  return begin;
}

std::size_t end_of_sentence(std::string_view text, std::size_t at) {
  auto const most = std::min(text.size(), at + Passages::reach);
  while (at < most && !stops_at(text, at, Until::sentence)) ++at;
  while (is_inside(text, at)) ++at;
  return at;
}

// Up to the next comma or number: what a number is followed by belongs to it, 千亩种植基地.
std::size_t end_of_clause(std::string_view text, std::size_t at) {
  auto const most = std::min(text.size(), at + Passages::reach);
  for (; at < most; ++at) {
    if (text[at] >= '0' && text[at] <= '9') break;
    auto const rest = text.substr(at);
    if (std::ranges::any_of(stops, [&](Stop const& s) { return rest.starts_with(s.text); })) break;
  }
  while (is_inside(text, at)) ++at;
  return at;
}

}  // namespace

Passages Passages::of(std::string_view text, Reading const& reading) {
  Passages made;
  made.list_.resize(reading.figures.size());
  auto const layout = layout_of(text);
  std::size_t next = 0;  // figures stand in the order of their articles
  for (std::size_t article = 0; article < layout.pieces.size(); ++article) {
    auto const page = prepare(text, layout.pieces[article]);
    made.pages_.push_back(std::make_unique<std::string const>(page.text));
    std::string_view const own = *made.pages_.back();
    Places const places(page);
    std::map<std::string_view, std::size_t> last;  // by indicator: where its last figure ended
    for (; next < reading.figures.size() && reading.figures[next].article == article; ++next) {
      auto const& figure = reading.figures[next];
      auto const at = places.of(figure.at.begin);
      auto const behind = std::max(at, places.of(figure.at.end - 1) + 1);
      auto until = behind;
      while (is_inside(own, until)) ++until;
      auto const sentence = begin_of(own, at, Until::sentence);
      auto const line = begin_of(own, at, Until::line);
      auto const clause = end_of_clause(own, until);
      auto const found = last.find(figure.indicator);
      auto const near = found == last.end() ? sentence : std::max(sentence, found->second);
      auto const cut = [&](std::size_t begin, std::size_t end) {
        return own.substr(begin, end - std::min(begin, end));
      };
      made.list_[next] = {.sentence = cut(sentence, end_of_sentence(own, until)),
                          .near = cut(near, clause),
                          .said = cut(sentence, clause),
                          .paragraph = cut(line, clause)};
      last[figure.indicator] = until;
    }
  }
  return made;
}

}  // namespace zonebook::reading
