// Takes the entries of a sample into a ledger, each at its own moment: as they stand, by a second
// person where they name one, or as a report that is frozen.
//
//   SampleLoading loading({.system = plain, .people = with_second_person, …});
//   TRY(loading.root(year, definitions));
//   for (auto const& entry : year.entries) TRY(loading.append(entry, SampleLoading::Labels::kept));
//
// Threads: one.

#pragma once

#include "app/sample_letter.h"
#include "ledger/proposal.h"

namespace zonebook::app {

// What each entry of the sample was known at.
class SampleClock final : public Clock {
 public:
  explicit SampleClock(Instant now) : now_(now) {}
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_;
};

class SampleLoading {
 public:
  struct Into {
    ledger::Ledger& system;  // which asks for no second person
    ledger::Ledger& people;  // which does, where the model does
    db::Database& database;
    SampleClock& clock;
    SampleLetters& letters;
    Zone const& local;
    std::string root;
  };
  struct Loaded {
    std::size_t entries = 0, records = 0;
  };

  explicit SampleLoading(Into into)
      : into_(std::move(into)), proposals_(into_.people, into_.database) {}

  Result<void> root(SampleYear const&, std::vector<Json> definitions);

  enum class Labels { kept, dropped };
  //   invalid  app.sample.…, with file and line
  //   and what the ledger refuses; `where` begins with them
  Result<void> append(SampleEntry const&, Labels);

  Loaded const& loaded() const { return loaded_; }

 private:
  Result<ledger::Receipt> write(SampleEntry const&);
  Result<ledger::Receipt> by_two(SampleEntry const&, Json const& letter,
                                 std::string const& checked_by);
  Result<ledger::Receipt> freeze(SampleEntry const&, meta::Yaml const& report);
  Result<std::string> told(SampleEntry const&, meta::Yaml const&, std::string_view key) const;

  Into into_;
  ledger::Proposals proposals_;
  Loaded loaded_;
};

}  // namespace zonebook::app
