// Of the naive ledger: what is apart from the letters.

#include <algorithm>
#include <utility>

#include "ledger/naive_ledger_fixture.h"

namespace zonebook::ledger {
namespace {

constexpr std::int64_t thirty_days = std::int64_t{30} * 86'400 * 1'000'000;

}  // namespace

void NaiveLedger::begin(std::string const& zone, std::int64_t seq, std::int64_t last) {
  heads_[zone] = {seq, last, 0};
  logs_[zone];
}

void NaiveLedger::close(std::int64_t k) {
  for (auto& [zone, head] : heads_) head.closed = std::max(head.closed, k);
}

std::int64_t NaiveLedger::known_max() const {
  std::int64_t most = 0;
  for (auto const& [zone, head] : heads_) most = std::max({most, head.last, head.closed});
  return most;
}

std::int64_t NaiveLedger::settled(std::string const& zone) const {
  auto const head = heads_.find(zone);
  return head == heads_.end() ? 0 : std::max(head->second.last, head->second.closed);
}

NaiveLedger::Life const* NaiveLedger::life(std::string const& id, std::int64_t k) const {
  auto const found = records_.find(id);
  if (found == records_.end()) return nullptr;
  auto const& knowns = found->second.knowns;
  for (auto i = knowns.size(); i-- > 0;) {
    if (knowns[i] <= k) return &found->second.lives[i];
  }
  return nullptr;
}

std::optional<std::string> NaiveLedger::survivor(std::string const& id, int day,
                                                 std::int64_t k) const {
  std::set<std::string> passed;
  for (auto at = id; passed.insert(at).second;) {
    auto const* found = life(at, k);
    if (!found) return std::nullopt;
    auto const& cell = (*found)[static_cast<std::size_t>(day)];
    if (cell.exists) return at;
    if (cell.merged == 0) return std::nullopt;
    at = std::get<std::string>(word(cell.merged));
  }
  return std::nullopt;
}

NaiveLedger::Answer NaiveLedger::system_entry(std::string const& zone, std::int64_t clock) {
  auto& head = heads_.at(zone);
  ++head.seq;
  head.last = std::max({clock, head.last + 1, head.closed + 1});
  logs_[zone].push_back({.refused = {}, .seq = head.seq, .known = head.last});
  return logs_[zone].back();
}

NaiveLedger::Letter const* NaiveLedger::letter_in(std::string const& box,
                                                  std::int64_t known) const {
  auto const letters = letters_.find(box);
  if (letters == letters_.end()) return nullptr;
  for (auto const& letter : letters->second) {
    if (letter.known > known - thirty_days) return &letter;
  }
  return nullptr;
}

std::string NaiveLedger::why_not_again(Letter const& old, std::string const& text) const {
  auto const erased = erased_.lower_bound(static_cast<int>(old.first_word));
  if (erased != erased_.end() && *erased < static_cast<int>(old.end_word)) {
    return "ledger.key_erased";
  }
  return old.text == text ? "" : "ledger.key_reused";
}

NaiveLedger::Answer NaiveLedger::erase(std::string const& zone, int word, std::int64_t clock) {
  if (!erased_.insert(word).second) return {.refused = "ledger.no_personal"};
  return system_entry(zone, clock);
}

NaiveLedger::Answer NaiveLedger::turn_down(std::string const& zone, std::int64_t clock) {
  return system_entry(zone, clock);
}

// Each value goes where its field stands now; what is new is empty on all days there ever were.
NaiveLedger::Answer NaiveLedger::adopt(std::shared_ptr<meta::Catalog const> catalog,
                                       std::int64_t clock) {
  for (auto& [id, record] : records_) {
    auto const* before = record.in;
    record.in = catalog->find(before->name);
    for (auto& life : record.lives) {
      for (auto& cell : life) {
        auto const old = std::exchange(cell.values, {});
        for (std::size_t i = 0; i < before->fields.size(); ++i) {
          auto const* now = record.in->find_id(before->fields[i].id);
          cell.values[record.in->index_of(*now)] = old[i];
        }
      }
    }
  }
  catalog_ = std::move(catalog);
  return system_entry("root", clock);
}

int NaiveLedger::number_alone(db::Value const& value) {
  words_.push_back(value);
  return static_cast<int>(words_.size()) - 1;
}

int NaiveLedger::number(db::Value const& value) {
  auto const [found, is_new] = numbers_.emplace(value, static_cast<int>(words_.size()));
  if (is_new) words_.push_back(value);
  return found->second;
}

}  // namespace zonebook::ledger
