// Letters by dice over the model of the histories: few records, few days, many entries, so that all
// hard things happen often; counted, and most of them right.

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
  // A newer model has come: its fields have other names than those in the letters sent so far.
  void forget_letters() { sent_.clear(); }
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
  std::vector<Json> shares();
  std::vector<Json> new_shares(Record const& project, int from);
  std::vector<Json> shares_that_change(std::vector<Record const*> const& rows, int from);
  std::vector<Json> shares_that_end(std::vector<Record const*> const& rows, int from);
  std::vector<Record const*> shares_of(std::string const& project, int day) const;
  std::int64_t percent_of(Record const& share, int day) const;
  Json fields(meta::Register const&, int from, bool all);
  Json value(meta::Field const&, int from);
  std::string any_record(std::string const& in, bool in_zone_only, int day,
                         std::string const& not_id);
  void count_over(Json const& change, NaiveLedger::Life const& before);

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
