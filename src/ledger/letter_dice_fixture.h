// Letters by dice over the sample catalog: few records, few days, many entries, so that all hard
// things happen often; counted, and most of them right.

#pragma once

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "ledger/naive_ledger_fixture.h"

namespace zonebook::ledger {

class LetterDice {
 public:
  LetterDice(std::uint64_t seed, NaiveLedger const&);

  Json letter(std::int64_t clock);
  // After the letter was answered; `before` are the lives that its changes met.
  void count(Json const& letter, NaiveLedger::Answer const&);

  std::map<std::string, int> const& counts() const { return counts_; }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  bool once_in(std::size_t n) { return below(n) == 0; }

 private:
  using Record = NaiveLedger::Record;

  template <class T>
  T const& any(std::vector<T> const& of) {
    return of[below(of.size())];
  }
  std::vector<Json> changes();
  Json create();
  Json again(Record const&);  // a change or a correct
  Json retire(Record const&, bool merge);
  std::vector<Json> restore();
  Json fields(meta::Register const&, int from, bool all);
  Json value(meta::Field const&, int from);
  std::string any_record(std::string const& in, bool in_zone_only, int day,
                         std::string const& not_id);
  void count_over(Json const& change, NaiveLedger::Life const& before);

  std::shared_ptr<meta::Catalog const> const catalog_;
  std::mt19937_64 random_;
  NaiveLedger const& naive_;
  std::string zone_;
  std::vector<Record const*> mine_;
  std::vector<Json> sent_;  // with a key
  std::map<std::string, NaiveLedger::Life> before_;
  std::map<std::string, int> counts_;
  int made_ = 0;
};

}  // namespace zonebook::ledger
