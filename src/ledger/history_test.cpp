// Long random histories: the ledger answers, letter by letter and day by day, what a naive one does
// that keeps every record on every day.
//
//   ZONEBOOK_SOAK=1 build/ledger_test --gtest_filter='*Histories*'     10 000 entries
//   ZONEBOOK_SEED=7 …                                                  the same history again

#include <gmock/gmock.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "ledger/ledger_fixture.h"
#include "ledger/letter_dice_fixture.h"
#include "ledger/rebuild.h"

namespace zonebook::ledger {
namespace {

bool is_soak() { return std::getenv("ZONEBOOK_SOAK") != nullptr; }

std::uint64_t any_seed() {
  char const* const given = std::getenv("ZONEBOOK_SEED");
  return given ? std::strtoull(given, nullptr, 10) : std::random_device()();
}

class Histories : public LedgerFixture {
 protected:
  void SetUp() override {
    LedgerFixture::SetUp();
    if (IsSkipped()) return;
    clock().set("2023-03-01T02:00:00Z");
    auto const snapshot = *ledger().read("root");
    for (auto const& [zone, unused] : sample_zones()) {
      naive_.begin(zone, snapshot.head(zone).seq, snapshot.head(zone).last.micros());
    }
  }

  void write() {
    constexpr std::int64_t day = std::int64_t{86'400} * 1'000'000;
    clock().step(
        std::vector<std::int64_t>{1, 1, 40, 1000, day / 3, day, -5, -day / 4}[dice_.below(8)]);
    auto const given = dice_.letter(clock().now().micros());
    auto const expected = naive_.append(given, clock().now().micros());
    auto const receipt = ledger().append(given);
    dice_.count(given, expected);

    ASSERT_EQ(receipt ? "" : receipt.error().says.key, expected.refused) << to_text(given);
    if (!receipt) return;
    ASSERT_EQ(receipt->seq, expected.seq);
    ASSERT_EQ(receipt->known.micros(), expected.known);
    ASSERT_EQ(receipt->repeated, expected.repeated);
    if (receipt->repeated) return;
    std::vector<std::string> made;
    for (auto const& [label, id] : receipt->made) made.push_back(id);
    ASSERT_EQ(made, expected.made);
  }

  // Now, or some moment that has been.
  std::optional<Instant> any_k() {
    if (dice_.once_in(3)) return std::nullopt;
    auto const first = Instant::parse("2023-03-01T02:00:00Z")->micros();
    auto const last = std::max(naive_.known_max(), clock().now().micros());
    auto const span = static_cast<std::size_t>(last - first + 1);
    return Instant(
        last - static_cast<std::int64_t>(dice_.once_in(2) ? dice_.below(span) : dice_.below(3)));
  }

  void ask() {
    auto const k = any_k();
    auto snapshot = ledger().read("root", k);
    ASSERT_TRUE(snapshot) << told(snapshot);
    if (k) naive_.close(k->micros());
    auto const at = k ? k->micros() : INT64_MAX;
    auto const day = static_cast<int>(dice_.below(naive_days));
    for (int i = 0; i < 3; ++i) {
      auto record = naive_.records().begin();
      std::advance(record, static_cast<std::ptrdiff_t>(dice_.below(naive_.records().size())));
      expect_found(*snapshot, record->second, day, at);
    }
    if (!dice_.once_in(4)) return;
    for (auto const& in : catalog().registers()) expect_listed(*snapshot, in, day, at);
  }

  void expect_found(Snapshot& snapshot, NaiveLedger::Record const& record, int day,
                    std::int64_t at) {
    auto const found = snapshot.as_of(record.id, naive_day(day));
    ASSERT_TRUE(found) << told(found);
    auto const* life = naive_.life(record.id, at);
    auto const* cell = life ? &(*life)[static_cast<std::size_t>(day)] : nullptr;
    ASSERT_EQ(found->version.has_value(), cell && cell->exists) << record.id << ' ' << day;
    if (found->version) {
      expect_same(*found->version, *cell, record.id);
    } else {
      ASSERT_EQ(found->same_as, naive_.survivor(record.id, day, at)) << record.id << ' ' << day;
    }
  }

  void expect_same(Version const& version, NaiveLedger::Cell const& cell, std::string const& id) {
    ASSERT_EQ(version.kind, cell.kind) << id;
    for (std::size_t i = 0; i < version.values.size(); ++i) {
      ASSERT_EQ(version.values[i], naive_.word(cell.values[i])) << id << " field " << i;
    }
  }

  void expect_listed(Snapshot& snapshot, meta::Register const& in, int day, std::int64_t at) {
    std::vector<std::string> ids, expected;
    auto const listed = snapshot.list(in, naive_day(day));
    ASSERT_TRUE(listed) << told(listed);
    for (auto const& one : *listed) ids.push_back(one.id);
    for (auto const& [id, record] : naive_.records()) {
      auto const* life = naive_.life(id, at);
      auto const exists = life && (*life)[static_cast<std::size_t>(day)].exists;
      if (exists && record.in->name == in.name) expected.push_back(id);
    }
    ASSERT_EQ(ids, expected) << in.name << ' ' << day;
  }

  // Each record on each day, as known after each entry that named it.
  void expect_all() {
    auto snapshot = *ledger().read("root");
    for (auto const& [id, record] : naive_.records()) {
      auto const rows = *snapshot.rows(id);
      for (std::size_t i = 0; i < record.knowns.size(); ++i) {
        for (std::size_t day = 0; day < naive_days; ++day) {
          expect_one_row(rows, record.lives[i][day], id, naive_day(static_cast<int>(day)),
                         Instant(record.knowns[i]));
          if (HasFatalFailure()) return;
        }
      }
      auto const history = *snapshot.history(id);
      std::vector<std::int64_t> seqs;
      for (auto const& entry : history) seqs.push_back(entry.seq);
      ASSERT_EQ(seqs, record.seqs) << id;
    }
  }

  void expect_one_row(std::vector<StoredVersion> const& rows, NaiveLedger::Cell const& cell,
                      std::string const& id, Date day, Instant k) {
    int found = 0;
    for (auto const& [unused, version, known_to] : rows) {
      if (!version.on.covers(day) || version.known_from > k || k >= known_to) continue;
      ++found;
      ASSERT_TRUE(cell.exists) << id << ' ' << day.to_string();
      expect_same(version, cell, id);
    }
    ASSERT_EQ(found, cell.exists ? 1 : 0) << id << ' ' << day.to_string();
  }

  std::uint64_t const seed_ = any_seed();
  std::shared_ptr<meta::Catalog const> const sample_ = sample_catalog();
  NaiveLedger naive_{*sample_};
  LetterDice dice_{seed_, naive_};
};

INSTANTIATE_TEST_SUITE_P(Both, Histories, db::both_dialects, db::dialect_name);

TEST_P(Histories, are_those_of_a_ledger_that_copies_every_day) {
  int const entries = is_soak() ? 10'000 : 600;
  std::cout << "seed " << seed_ << '\n';
  SCOPED_TRACE("ZONEBOOK_SEED=" + std::to_string(seed_));

  while (dice_.counts().contains("appended") ? dice_.counts().at("appended") < entries : true) {
    write();
    if (HasFatalFailure()) return;
    if (dice_.once_in(2)) ask();
    if (HasFatalFailure()) return;
  }

  expect_all();
  EXPECT_THAT(problems(database(), ledger()), testing::IsEmpty());
  auto const before = dump(database(), catalog());
  ASSERT_TRUE(
      database().write([&](db::Connection& at) -> Result<void> { return rebuild(at, catalog()); }));
  EXPECT_EQ(dump(database(), catalog()), before);
  for (auto const& [what, times] : dice_.counts()) std::cout << what << ": " << times << '\n';
  for (auto const* hard :
       {"correct across three versions", "correct of a correct", "change before a later change",
        "retire and restore", "one record twice in an entry", "two writers with seen", "merge"}) {
    EXPECT_GE(dice_.counts().at(hard), is_soak() ? 200 : 5) << hard;
  }
}

}  // namespace
}  // namespace zonebook::ledger
