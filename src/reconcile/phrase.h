// How texts say a definition: model/phrases/*.yaml, by definition, read by officials.
//
//   batch_signed_count:
//     - { indicator: project_count, stage: 签约, near: [签约一批] }
//   signed_outside_count:
//     - { indicator: project_count, stage: [签约, 引进], said: [省外] }
//
//   indicator, stage, origin, modality   what the reader found (docs/formats/reading.md); a list
//                                        holds what may stand there
//   near, said, paragraph                words that must all stand in that passage before the
//                                        figure (reading/passage.h); 签约一批|三个一批: either
//   without                              words that must not stand near it
//
// The more of a phrase a text says, the surer it is what is meant: a figure's definitions are
// ranked by how many of these the best phrase names.  The indicator alone counts nothing.
//
// Threads: immutable.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "reading/passage.h"

namespace zonebook::reconcile {

struct Phrase {
  std::vector<std::string> indicators, stages, origins, modalities;  // empty: whatever it is
  std::vector<std::string> near, said, paragraph, without;
  std::string place;  // "phrases/batch.yaml:12"

  // nullopt: the text does not say it; else how much of it there was to say.
  std::optional<int> said_by(reading::Figure const&, reading::Passage const&) const;
};

struct Phrases {
  std::map<std::string, std::vector<Phrase>, std::less<>> by_definition;

  // The definitions that the figure could be of, the surest first; of one rank by name.
  struct Meant {
    std::string definition;
    int rank = 0;
  };
  std::vector<Meant> meant(reading::Figure const&, reading::Passage const&) const;
};

struct PhraseFile {
  std::string file, text;
};
struct ReadPhrases {
  Phrases phrases;
  std::vector<Error> problems;  // `where` is "phrases/batch.yaml:12"
};
// `definitions`: the names that there are; empty: any.
//   reconcile.phrase.*
ReadPhrases read_phrases(std::vector<PhraseFile> const&,
                         std::vector<std::string> const& definitions);

}  // namespace zonebook::reconcile
