// What holds on from figure to figure while a text is read: the period, the plan, the stage, whose.

#pragma once

#include <algorithm>

#include "reading/meaning.h"

namespace zonebook::reading {

class Setting {
 public:
  Setting(Tokens const&, Options const&);

  // A token that is no number has been read.
  void pass(std::size_t i);

  // Period, modality, subject and dims of a figure.  `previous` stands in the same sentence.
  void settle(Figure&, Meaning const&, Surroundings const&, Figure const* previous);

 private:
  void time(std::size_t i);
  void stop(std::size_t i);
  bool says_no_period(std::size_t i) const;
  bool is_date_line(std::size_t i) const;
  // How far a look ahead goes, so that any text takes linear time.
  std::size_t last_seen(std::size_t i) const { return std::min(tokens_.list.size(), i + 40); }
  bool is_of_event(std::size_t i) const;
  bool is_of_target(std::size_t i) const;
  bool is_yet_to_come(std::size_t i) const;
  void first_period();
  std::optional<Period> later_in_sentence(std::size_t at);
  std::optional<Period> period_of(Figure const&, Surroundings const&);
  Period held(Figure const&) const;
  Modality modality_of(Figure const&, Meaning const&, Surroundings const&);
  void modality_word(std::size_t i, std::string_view value);
  bool is_part(Surroundings const&) const;
  void dims(Figure&, Meaning const&, Surroundings const&, Figure const* previous);

  Tokens const& tokens_;
  Options const& options_;
  Clock clock_;
  std::optional<Period> period_;
  std::optional<Period> first_;  // the first one of the text
  std::optional<Period> total_period_;
  std::optional<Period> programme_;       // of 实施项目106项
  std::optional<Period> bracket_period_;  // of the figure before （新建3项，续建3项）
  bool stated_here_ = false;              // in this sentence
  bool any_stated_ = false;
  bool vague_ = false;
  bool suspended_ = false;     // 该项目: its properties have no period
  bool part_ = false;          // after 其中
  bool bracket_ = false;       // within the one after a number
  bool stated_after_ = false;  // a time since the bracket opened
  bool future_ = false;        // after 建成后, with no time said
  Modality article_ = Modality::actual;
  Modality running_ = Modality::actual;
};

}  // namespace zonebook::reading
