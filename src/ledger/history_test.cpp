// Long random histories: the ledger answers, letter by letter and day by day, what a naive one does
// that keeps every record on every day.  Personal values are entered and erased, shares add up or
// are refused, what retires an agreement waits for a second person, and twice on the way a newer
// model is adopted.
//
//   ZONEBOOK_SOAK=1 build/ledger_test --gtest_filter='*Histories*'     10 000 entries
//   ZONEBOOK_SEED=7 …                                                  the same history again

#include <gmock/gmock.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "ledger/history_model_fixture.h"
#include "ledger/ledger_fixture.h"
#include "ledger/letter_dice_fixture.h"
#include "ledger/personal.h"
#include "ledger/proposal.h"
#include "ledger/rebuild.h"
#include "ledger/second_person_fixture.h"
#include "ledger/shape.h"

namespace zonebook::ledger {
namespace {

bool is_soak() { return std::getenv("ZONEBOOK_SOAK") != nullptr; }

std::uint64_t any_seed() {
  char const* const given = std::getenv("ZONEBOOK_SEED");
  return given ? std::strtoull(given, nullptr, 10) : std::random_device()();
}

std::shared_ptr<meta::Catalog const> catalog_of(int generation, std::vector<Json> shapes) {
  auto made = meta::Catalog::make(history_model(generation), {.earlier_shapes = std::move(shapes)});
  if (made) return *made;
  for (auto const& error : made.error()) ADD_FAILURE() << error.where << ' ' << error.says.key;
  return nullptr;
}

Json without_key(Json const& letter) {
  auto made = Json::object();
  for (auto const& [name, value] : letter.members()) {
    if (name != "key") made.set(name, value);
  }
  return made;
}

class Histories : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    database_ = open();
    make_tables(*database_, *catalog_, sample_zones());
    start();
    clock_.set("2023-03-01T02:00:00Z");
    auto const snapshot = *ledger_->read("root");
    for (auto const& [zone, unused] : sample_zones()) {
      naive_.begin(zone, snapshot.head(zone).seq, snapshot.head(zone).last.micros());
    }
  }

  void start() {
    ledger_ = std::make_unique<Ledger>(
        *database_, catalog_,
        Ledger::Options{.clock = clock_,
                        .local = *Zone::load("Asia/Shanghai"),
                        .secret = "示例密钥",
                        .second_person = second_person_of_retired("agreement")});
    proposals_ = std::make_unique<Proposals>(*ledger_, *database_);
  }

  db::Database& database() { return *database_; }
  Ledger& ledger() { return *ledger_; }
  StepClock& clock() { return clock_; }
  meta::Catalog const& catalog() const { return *catalog_; }

  // The next process comes with the next model.
  void adopt(int generation) {
    auto const adopted = database().write([&](db::Connection& at) -> Result<void> {
      auto shapes = TRY(earlier_shapes(at));
      catalog_ = catalog_of(generation, std::move(shapes));
      return adopt_shape(at, *catalog_, clock().now(), ShapeEntry::written);
    });
    ASSERT_TRUE(adopted) << told(adopted);
    start();
    auto const expected = naive_.adopt(catalog_, clock().now().micros());
    dice_.forget_letters();
    waiting_.clear();  // the naive ledger reads letters by names; see proposal_letter_test
    auto const snapshot = *ledger().read("root");
    ASSERT_EQ(snapshot.head("root").seq, expected.seq);
    ASSERT_EQ(snapshot.head("root").last.micros(), expected.known);
    ++models_;
  }

  // Some personal value that somebody's record has held, now and then one that is gone already.
  void erase() {
    if (words_.empty()) return;
    auto found = words_.begin();
    std::advance(found, static_cast<std::ptrdiff_t>(dice_.below(words_.size())));
    auto const& [ref, behind] = *found;
    if (naive_.is_erased(behind.word) && !dice_.once_in(10)) return;
    auto const expected = naive_.erase(behind.zone, behind.word, clock().now().micros());
    auto const receipt = ledger().erase({.zone = behind.zone,
                                         .actor = "示例人员02",
                                         .source = "示例申请书",
                                         .reason = "本人要求删除",
                                         .refs = {ref}});
    ASSERT_EQ(receipt ? "" : receipt.error().says.key, expected.refused) << ref;
    if (!receipt) return;
    ASSERT_EQ(receipt->seq, expected.seq);
    ASSERT_EQ(receipt->known.micros(), expected.known);
    ++erased_;
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
    if (expected.refused == "ledger.second_person") return propose(without_key(given));
    if (!receipt) return;
    ASSERT_EQ(receipt->repeated, expected.repeated);
    expect_same_entry(*receipt, expected);
    if (!receipt->repeated) expect_made(*receipt, expected);
  }

  static void expect_same_entry(Receipt const& receipt, NaiveLedger::Answer const& expected) {
    ASSERT_EQ(receipt.seq, expected.seq);
    ASSERT_EQ(receipt.known.micros(), expected.known);
  }

  static void expect_made(Receipt const& receipt, NaiveLedger::Answer const& expected) {
    std::vector<std::string> made;
    for (auto const& [label, id] : receipt.made) made.push_back(id);
    ASSERT_EQ(made, expected.made);
  }

  void propose(Json const& given) {
    auto const expected = naive_.propose(given, clock().now().micros());
    auto const receipt = proposals_->propose(given);
    ASSERT_EQ(receipt ? "" : receipt.error().says.key, expected.refused) << to_text(given);
    if (!receipt) return;
    expect_same_entry(*receipt, expected);
    waiting_.push_back({receipt->made.front().second, given, expected.known});
    expect_status(waiting_.back().id, "proposed");
  }

  // One that waits: mostly approved, which what was written since may prevent.
  void decide() {
    if (waiting_.empty()) return;
    auto const at = waiting_.begin() + static_cast<std::ptrdiff_t>(dice_.below(waiting_.size()));
    auto const [id, given, proposed] = *at;
    waiting_.erase(at);
    auto const zone = std::string(*given.text_at("zone"));
    auto const other = Proposals::Decision{.proposal = id, .actor = "示例人员02"};
    auto const now = clock().now().micros();
    if (dice_.once_in(6)) {
      expect_turned_down(proposals_->reject(other), naive_.turn_down(zone, now), id, "rejected");
    } else if (dice_.once_in(6)) {
      expect_turned_down(
          proposals_->withdraw({.proposal = id, .actor = std::string(*given.text_at("actor"))}),
          naive_.turn_down(zone, now), id, "withdrawn");
    } else {
      expect_approved(proposals_->approve(other), naive_.approve(given, proposed, now), id);
    }
  }

  void expect_turned_down(Result<Receipt> const& receipt, NaiveLedger::Answer const& expected,
                          std::string const& id, std::string const& status) {
    ASSERT_TRUE(receipt) << told(receipt);
    expect_same_entry(*receipt, expected);
    expect_status(id, status);
    ++decided_[status];
  }

  void expect_approved(Result<Receipt> const& receipt, NaiveLedger::Answer const& expected,
                       std::string const& id) {
    ASSERT_EQ(receipt ? "" : receipt.error().says.key, expected.refused) << id;
    expect_status(id, receipt ? "approved" : "proposed");
    ++decided_[receipt ? "approved" : "overtaken"];
    if (!receipt) return;
    expect_same_entry(*receipt, expected);
    expect_made(*receipt, expected);
  }

  void expect_status(std::string const& id, std::string const& status) {
    auto const& in = *catalog().find("proposal");
    auto snapshot = *ledger().read("root");
    auto const found = *snapshot.as_of(id, *Date::from_days(99'999));
    ASSERT_TRUE(found.version) << id;
    ASSERT_EQ(found.version->values[in.index_of(*in.find("status"))], db::Value(status)) << id;
  }

  // Now, or some moment that has been.
  std::optional<Instant> any_k() {
    if (dice_.once_in(3)) return std::nullopt;
    auto const first = Instant::parse("2023-03-01T02:00:00Z")->micros();
    auto const last = std::max(naive_.known_max(), clock().now().micros());
    auto const span = static_cast<std::size_t>(std::max(last - first + 1, std::int64_t{1}));
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
      expect_same(*found->version, *cell, record);
    } else {
      ASSERT_EQ(found->same_as, naive_.survivor(record.id, day, at)) << record.id << ' ' << day;
    }
  }

  void expect_same(Version const& version, NaiveLedger::Cell const& cell,
                   NaiveLedger::Record const& record) {
    auto const& id = record.id;
    ASSERT_EQ(version.kind, cell.kind) << id;
    for (std::size_t i = 0; i < version.values.size(); ++i) {
      if (record.in->fields[i].personal && cell.values[i] != 0) {
        expect_same_person(version.values[i], cell.values[i], record.zone);
        continue;
      }
      ASSERT_EQ(version.values[i], naive_.word(cell.values[i])) << id << " field " << i;
    }
  }

  // One mark, one value; and nothing behind it once it is erased.
  void expect_same_person(db::Value const& value, int word, std::string const& zone) {
    auto const* text = std::get_if<std::string>(&value);
    auto const mark = personal_mark(text ? *text : "");
    ASSERT_TRUE(mark);
    auto const& [known, is_new] = words_.emplace(mark->ref, Behind{zone, word});
    ASSERT_EQ(known->second.word, word) << mark->ref;
    auto const found = value_behind(zone, *mark);
    if (naive_.is_erased(word)) {
      ASSERT_EQ(found, std::nullopt) << mark->ref;
    } else {
      ASSERT_EQ(found, std::get<std::string>(naive_.word(word))) << mark->ref;
    }
  }

  std::optional<std::string> value_behind(std::string const& zone, PersonalMark const& mark) {
    if (persons_) {
      auto const found = persons_->find(mark.ref);
      return found != persons_->end() ? std::optional(found->second) : std::nullopt;
    }
    auto const reader = *database().read();
    return *personal_value(*reader, zone, mark);
  }

  void read_persons() {
    persons_.emplace();
    auto const reader = *database().read();
    auto const all = db::Statement::same("all_persons", "SELECT ref, value FROM personal");
    ASSERT_TRUE(reader->each(all, {}, [&](db::Row const& row) -> Result<void> {
      persons_->emplace(row.text(0), row.text(1));
      return {};
    }));
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
          expect_one_row(rows, record.lives[i][day], record, naive_day(static_cast<int>(day)),
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
                      NaiveLedger::Record const& record, Date day, Instant k) {
    auto const& id = record.id;
    int found = 0;
    for (auto const& [unused, version, known_to] : rows) {
      if (!version.on.covers(day) || version.known_from > k || k >= known_to) continue;
      ++found;
      ASSERT_TRUE(cell.exists) << id << ' ' << day.to_string();
      expect_same(version, cell, record);
    }
    ASSERT_EQ(found, cell.exists ? 1 : 0) << id << ' ' << day.to_string();
  }

  std::uint64_t const seed_ = any_seed();
  struct Behind {
    std::string zone;
    int word;
  };
  struct Waiting {
    std::string id;
    Json letter;
    std::int64_t known;
  };

  std::unique_ptr<db::Database> database_;
  StepClock clock_;
  std::shared_ptr<meta::Catalog const> catalog_ = catalog_of(1, {});
  std::unique_ptr<Ledger> ledger_;
  std::unique_ptr<Proposals> proposals_;
  std::vector<Waiting> waiting_;
  std::map<std::string, int> decided_;
  NaiveLedger naive_{catalog_};
  LetterDice dice_{seed_, naive_};
  std::map<std::string, Behind> words_;  // by ref: what has been seen
  std::optional<std::map<std::string, std::string>> persons_;
  int erased_ = 0, models_ = 1;
};

INSTANTIATE_TEST_SUITE_P(Both, Histories, db::both_dialects, db::dialect_name);

TEST_P(Histories, are_those_of_a_ledger_that_copies_every_day) {
  int const entries = is_soak() ? 10'000 : 600;
  std::cout << "seed " << seed_ << '\n';
  SCOPED_TRACE("ZONEBOOK_SEED=" + std::to_string(seed_));

  for (int appended = 0; appended < entries;) {
    if (models_ < history_generations && appended >= entries * models_ / history_generations) {
      adopt(models_ + 1);
    }
    if (HasFatalFailure()) return;
    write();
    if (HasFatalFailure()) return;
    if (dice_.once_in(15)) erase();
    if (HasFatalFailure()) return;
    if (dice_.once_in(5)) decide();
    if (HasFatalFailure()) return;
    if (dice_.once_in(2)) ask();
    if (HasFatalFailure()) return;
    auto const counted = dice_.counts().find("appended");
    appended = counted != dice_.counts().end() ? counted->second : 0;
  }

  read_persons();
  expect_all();
  EXPECT_THAT(problems(database(), ledger()), testing::IsEmpty());
  auto const before = dump(database(), catalog());
  ASSERT_TRUE(
      database().write([&](db::Connection& at) -> Result<void> { return rebuild(at, catalog()); }));
  EXPECT_EQ(dump(database(), catalog()), before);
  auto counts = dice_.counts();
  counts["erasure"] = erased_;
  counts["models"] = models_;
  for (auto const& [how, times] : decided_) counts["proposals " + how] = times;
  for (auto const& [what, times] : counts) std::cout << what << ": " << times << '\n';
  for (auto const* hard :
       {"correct across three versions", "correct of a correct", "change before a later change",
        "retire and restore", "one record twice in an entry", "two writers with seen", "merge",
        "erasure", "shares", "shares refused", "proposals approved"}) {
    EXPECT_GE(counts[hard], is_soak() ? 200 : 5) << hard;
  }
}

}  // namespace
}  // namespace zonebook::ledger
