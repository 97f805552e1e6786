// Data of any size to measure with, from one file of patterns (model/sample/scale.yaml): entries
// for zones below the root and for projects in all of them.  The same seed makes the same entries.
//
//   auto scale = TRY(Scale::read("model/sample", {.zones = 300, .projects = 1'000'000}));
//   while (auto entry = scale.next()) …            // SampleEntry by SampleEntry
//
// An entry has at most 990 changes; its moments are spread over the year before `shown`.
// Threads: one.

#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "app/sample_year.h"

namespace zonebook::app {

struct ScaleSize {
  std::int64_t zones = 1;     // at least 1
  std::int64_t projects = 0;  // in all
  std::uint64_t seed = 1;
};

class Scale {
 public:
  //   invalid  app.sample.…: the file is not as it should be
  static Result<Scale> read(std::string const& folder, ScaleSize, SampleYear const&);

  // nullopt: there are no more.
  std::optional<SampleEntry> next();

  // Whether the labels of the entry last made are named by later ones; those of projects are not.
  bool keeps_labels() const { return last_is_kept_; }

 private:
  using Draws = std::vector<std::pair<std::string, std::string>>;
  struct Kind {
    std::uint64_t weight = 1;
    meta::Yaml const* draw = nullptr;
    meta::Yaml const* changes = nullptr;
  };

  SampleEntry entry(std::string const& zone, std::vector<meta::Yaml> changes);
  std::optional<SampleEntry> next_zones();
  SampleEntry begin_zone();
  SampleEntry some_projects();
  void add_project(std::int64_t number, std::vector<meta::Yaml>& to);
  std::string drawn(meta::Yaml const& from);
  std::uint64_t below(std::uint64_t limit) { return dice_() % limit; }
  std::string code(std::int64_t zone) const;
  std::int64_t projects_of(std::int64_t zone) const;

  ScaleSize size_;
  std::string root_;
  Instant at_;
  std::int64_t step_micros_ = 1;
  std::shared_ptr<meta::Yaml const> patterns_;
  std::vector<Kind> kinds_;
  std::mt19937_64 dice_;
  std::int64_t zones_made_ = 0, zone_ = 0, made_ = 0;
  bool has_begun_ = false, last_is_kept_ = true;
};

}  // namespace zonebook::app
