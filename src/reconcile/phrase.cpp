#include "reconcile/phrase.h"

#include <algorithm>

#include "meta/load/reader.h"
#include "reconcile/problem.h"

namespace zonebook::reconcile {
namespace {

using meta::MapReader;
using meta::Yaml;

bool is_one_of(std::vector<std::string> const& list, std::string_view text) {
  return std::ranges::find(list, text) != list.end();
}

// "签约一批|三个一批": either of them.
bool stands_in(std::string_view words, std::string_view passage) {
  for (;;) {
    auto const bar = words.find('|');
    if (passage.find(words.substr(0, bar)) != passage.npos) return true;
    if (bar == words.npos) return false;
    words.remove_prefix(bar + 1);
  }
}

bool all_stand_in(std::vector<std::string> const& list, std::string_view passage) {
  return std::ranges::all_of(list, [&](auto const& words) { return stands_in(words, passage); });
}

class Reader {
 public:
  Reader(PhraseFile const& file, std::vector<std::string> const& definitions, ReadPhrases& read)
      : file_(file.file), definitions_(definitions), read_(read) {}

  void run(std::string_view text) {
    auto const root = meta::parse_yaml(text, file_, read_.problems);
    if (!root) return;
    if (root->kind != Yaml::Kind::map) return complain(root->line, "reconcile.phrase.no_map", "");
    for (auto const& [definition, list] : root->members) {
      if (!definitions_.empty() && !is_one_of(definitions_, definition)) {
        complain(list.line, "reconcile.phrase.no_definition", definition);
      }
      if (list.kind != Yaml::Kind::list) {
        complain(list.line, "reconcile.phrase.no_list", definition);
        continue;
      }
      for (auto const& item : list.items) {
        read_.phrases.by_definition[definition].push_back(phrase(item));
      }
    }
  }

 private:
  Phrase phrase(Yaml const& item) {
    MapReader map(item, file_, read_.problems);
    Phrase made;
    made.indicators = map.names("indicator");
    made.stages = map.names("stage");
    made.origins = map.names("origin");
    made.modalities = map.names("modality");
    made.near = map.names("near");
    made.said = map.names("said");
    made.paragraph = map.names("paragraph");
    made.without = map.names("without");
    made.place = map.place();
    map.finish();
    if (made.indicators.empty()) complain(item.line, "reconcile.phrase.no_indicator", "");
    for (auto const& name : made.indicators) {
      // An id that the reader does not know has no label of its own.
      if (reading::label_of(name, Language::zh) != name) continue;
      complain(map.line_of("indicator"), "reconcile.phrase.unknown_indicator", name);
    }
    return made;
  }

  void complain(std::size_t line, char const* key, std::string const& name) {
    read_.problems.push_back(problem_at({file_, line}, key, name));
  }

  std::string const& file_;
  std::vector<std::string> const& definitions_;
  ReadPhrases& read_;
};

}  // namespace

std::optional<int> Phrase::said_by(reading::Figure const& figure,
                                   reading::Passage const& passage) const {
  if (!is_one_of(indicators, figure.indicator)) return std::nullopt;
  int rank = 0;
  for (auto const& [wanted, found] : {std::pair(&stages, figure.dim("stage")),
                                      {&origins, figure.dim("origin")},
                                      {&modalities, reading::name_of(figure.modality)}}) {
    if (wanted->empty()) continue;
    if (!is_one_of(*wanted, found)) return std::nullopt;
    ++rank;
  }
  for (auto const& [words, text] :
       {std::pair(&near, passage.near), {&said, passage.said}, {&paragraph, passage.paragraph}}) {
    if (!all_stand_in(*words, text)) return std::nullopt;
    rank += static_cast<int>(words->size());
  }
  auto const stands = [&](auto const& words) { return stands_in(words, passage.near); };
  if (std::ranges::any_of(without, stands)) return std::nullopt;
  return rank;
}

std::vector<Phrases::Meant> Phrases::meant(reading::Figure const& figure,
                                           reading::Passage const& passage) const {
  std::vector<Meant> found;
  for (auto const& [definition, phrases] : by_definition) {
    std::optional<int> rank;
    for (auto const& phrase : phrases) rank = std::max(rank, phrase.said_by(figure, passage));
    if (rank) found.push_back({definition, *rank});
  }
  std::ranges::stable_sort(found, std::greater<>(), &Meant::rank);
  return found;
}

ReadPhrases read_phrases(std::vector<PhraseFile> const& files,
                         std::vector<std::string> const& definitions) {
  ReadPhrases read;
  for (auto const& file : files) Reader(file, definitions, read).run(file.text);
  if (!read.problems.empty()) read.phrases = {};
  return read;
}

}  // namespace zonebook::reconcile
