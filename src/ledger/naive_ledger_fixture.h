// A ledger that knows no versions and no rows: of every record it keeps, for each entry that named
// it, what the record was on every day.  Days are the cells of a row; the last one stands for all
// that come after.  For tests: written apart from the ledger, slow, and as plain as can be.
//
//   NaiveLedger naive(catalog);
//   auto answer = naive.append(letter, clock);     // what Ledger::append must answer
//   naive.cell(id, day, k)                         // what as_of must find
//
// What retires an agreement needs a second person (second_person_of_retired): such a letter waits,
// which is an entry of its own.
//
// Letters must have the right form; their days lie within the cells; a decimal is sent as a whole
// number and has a scale of 2.  Each personal value that is given is a word of its own.

#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "ledger/change.h"
#include "ledger/lives.h"

namespace zonebook::ledger {

constexpr int naive_days = 60;
Date naive_day(int cell);  // from 2023-01-01 on

class NaiveLedger {
 public:
  struct Cell {
    bool exists = false;
    ChangeKind kind = ChangeKind::create;
    std::array<int, 8> values{};  // by field; of words()
    int merged = 0;               // into this record
    bool operator==(Cell const&) const = default;
  };
  using Life = std::array<Cell, naive_days>;
  struct Record {
    std::string id, zone;
    meta::Register const* in = nullptr;
    std::vector<std::int64_t> seqs, knowns;  // of the entries that named it
    std::vector<Life> lives;                 // after each of them
  };
  struct Done {  // a change as it was resolved
    ChangeKind kind;
    std::string id;
    int from = 0, to = 0;
    bool merges = false;
  };
  struct Answer {
    std::string refused;  // the key, or empty
    std::int64_t seq = 0, known = 0;
    bool repeated = false;
    std::vector<std::string> made;
    std::vector<Done> done;
  };

  explicit NaiveLedger(std::shared_ptr<meta::Catalog const> catalog)
      : catalog_(std::move(catalog)) {}

  void begin(std::string const& zone, std::int64_t seq, std::int64_t last);  // as it stands
  Answer append(Json const& letter, std::int64_t clock);
  Answer propose(Json const& letter, std::int64_t clock);
  Answer approve(Json const& letter, std::int64_t proposed, std::int64_t clock);
  Answer turn_down(std::string const& zone, std::int64_t clock);
  void close(std::int64_t k);
  // A personal value goes for good; a newer model is adopted, by an entry of the root.
  Answer erase(std::string const& zone, int word, std::int64_t clock);
  Answer adopt(std::shared_ptr<meta::Catalog const>, std::int64_t clock);

  std::map<std::string, Record> const& records() const { return records_; }
  std::vector<Answer> const& log(std::string const& zone) const { return logs_.at(zone); }
  std::int64_t last(std::string const& zone) const { return heads_.at(zone).last; }
  std::int64_t known_max() const;  // of all zones, reads included
  // Of one, of which nothing more can come to be known before; 0: there is no such zone.
  std::int64_t settled(std::string const& zone) const;

  Life const* life(std::string const& id, std::int64_t k) const;  // nullptr: unknown then
  std::optional<std::string> survivor(std::string const& id, int day, std::int64_t k) const;
  bool is_erased(int word) const { return erased_.contains(word); }
  meta::Catalog const& catalog() const { return *catalog_; }
  db::Value const& word(int at) const { return words_[static_cast<std::size_t>(at)]; }

 private:
  struct Head {
    std::int64_t seq = 0, last = 0, closed = 0;
  };
  struct Letter {
    std::int64_t seq, known;
    std::string text;
    std::size_t first_word, end_word;  // that it made
  };
  class Entry;

  // The letter of a key that is not forgotten yet; why another is not the same again, or "".
  Letter const* letter_in(std::string const& box, std::int64_t known) const;
  std::string why_not_again(Letter const&, std::string const& text) const;
  int number(db::Value const&);
  int number_alone(db::Value const&);  // of a personal value: never the same twice
  Answer system_entry(std::string const& zone, std::int64_t clock);

  std::shared_ptr<meta::Catalog const> catalog_;
  std::vector<db::Value> words_{db::Value()};
  std::map<db::Value, int> numbers_{{db::Value(), 0}};
  std::set<int> erased_;
  std::map<std::string, Head> heads_;
  std::map<std::string, Record> records_;
  std::map<std::string, std::vector<Answer>> logs_;  // by zone, in the order of seq
  std::map<std::string, std::vector<Letter>> letters_;
  std::size_t letter_began_ = 0;
};

}  // namespace zonebook::ledger
