// Nothing that was acknowledged is lost with the power, and nothing of the rest is there by halves.

#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>

#include "db/item_fixture.h"
#include "db/lossy_vfs_fixture.h"
#include "db/sqlite_file.h"

namespace zonebook::db {
namespace {

class PowerLoss : public ItemFixture {};
INSTANTIATE_TEST_SUITE_P(Only, PowerLoss, testing::Values(Dialect::sqlite), dialect_name);

constexpr int threads = 8;
constexpr int each_writes = 150;

// ZONEBOOK_SOAK: as often as the issue asks for; each loss takes a tenth of a second to look at.
std::size_t losses_max() { return std::getenv("ZONEBOOK_SOAK") ? 300 : 40; }

struct Loss {
  LossyDisk::Image image;
  std::size_t acknowledged = 0;  // how many of the list
  bool in_checkpoint = false;
};

// Works of eight threads: two rows each, and one more in a counter that all of them raise.
class Load {
 public:
  Load(Database& database, LossyDisk& disk, std::uint64_t seed)
      : database_(database), disk_(disk), random_(seed) {}

  void write_all() {
    disk_.at_each_change([this] { lose_perhaps(); });
    {
      std::vector<std::jthread> writers;
      for (int t = 0; t < threads; ++t) {
        writers.emplace_back([this, t] {
          for (int i = 0; i < each_writes; ++i) write(t * each_writes + i);
        });
      }
    }
    disk_.at_each_change({});
  }

  std::vector<Loss> const& losses() const { return losses_; }
  std::span<std::int64_t const> acknowledged(Loss const& loss) const {
    return std::span(acknowledged_).first(loss.acknowledged);
  }

 private:
  void write(std::int64_t id) {
    std::string const word(400, 'x');
    auto const raise = Statement::same("raise", "UPDATE item SET number = number + 1 WHERE id = ?");
    auto const written = database_.write([&](Connection& at) -> Result<void> {
      TRY(at.run(add_item, {id * 2, id, word}));
      TRY(at.run(raise, {-1}));
      TRY(at.run(add_item, {id * 2 + 1, id, word}));
      return {};
    });
    EXPECT_TRUE(written) << told(written);
    std::lock_guard const lock(mutex_);
    acknowledged_.push_back(id);
  }

  void lose_perhaps() {
    std::lock_guard const lock(mutex_);
    bool const in_checkpoint = disk_.has_unsynced(".db");
    std::size_t const one_in = (in_checkpoint ? 500 : 3000) / losses_max_;
    if (losses_.size() == losses_max_ || random_() % one_in != 0) return;
    auto const unsynced =
        random_() % 2 == 0 ? LossyDisk::Unsynced::dropped : LossyDisk::Unsynced::some_kept;
    losses_.push_back(
        {disk_.after_power_loss(unsynced, random_), acknowledged_.size(), in_checkpoint});
  }

  Database& database_;
  LossyDisk& disk_;
  std::size_t const losses_max_ = losses_max();
  std::mutex mutex_;
  std::mt19937_64 random_;
  std::vector<std::int64_t> acknowledged_;
  std::vector<Loss> losses_;
};

void expect_whole(Database& database, std::span<std::int64_t const> acknowledged) {
  auto const reader = *database.read();
  std::map<std::int64_t, int> rows;
  std::int64_t counter = -1;
  auto const all = Statement::same("all", "SELECT id, number FROM item");
  auto const read = reader->each(all, {}, [&](Row const& row) -> Result<void> {
    if (row.integer(0) < 0)
      counter = row.integer(1);
    else
      ++rows[row.integer(1)];
    return {};
  });
  ASSERT_TRUE(read) << told(read);

  for (auto const id : acknowledged) EXPECT_EQ(rows[id], 2) << id;
  for (auto const& [id, count] : rows) EXPECT_EQ(count, 2) << id;
  EXPECT_EQ(counter, static_cast<std::int64_t>(rows.size()));
  auto const sound = Statement::same("sound", "PRAGMA integrity_check");
  EXPECT_EQ(**one(*reader, sound), Value("ok"));
}

TEST_P(PowerLoss, at_any_moment_loses_no_acknowledged_work_and_halves_none) {
  constexpr std::uint64_t seed = 20'231'222;
  LossyDisk disk;
  auto database = open_with_items({.sqlite_vfs = disk.name()});
  ASSERT_TRUE(add(*database, -1));
  Load load(*database, disk, seed);

  load.write_all();

  int in_checkpoint = 0;
  for (std::size_t i = 0; i < load.losses().size(); ++i) {
    SCOPED_TRACE("loss " + std::to_string(i) + " of seed " + std::to_string(seed));
    auto const& loss = load.losses()[i];
    auto const folder = place().folder() + "/" + std::to_string(i);
    LossyDisk::put(loss.image, folder);
    // Most without being written, for that is quick; now and then as the program would go on.
    auto const access = i % 10 == 0 ? Options::Access::own : Options::Access::read_only;
    auto const found = Database::open({.location = folder + "/test.db", .access = access});
    ASSERT_TRUE(found) << told(found);
    expect_whole(**found, load.acknowledged(loss));
    in_checkpoint += loss.in_checkpoint ? 1 : 0;
    std::filesystem::remove_all(folder);
  }
  EXPECT_GE(load.losses().size(), losses_max() / 2);
  EXPECT_GE(in_checkpoint, 1);
  RecordProperty("losses", static_cast<int>(load.losses().size()));
  RecordProperty("losses_in_checkpoint", in_checkpoint);
}

// The disk above really forgets: without a sync there is nothing.
TEST_P(PowerLoss, takes_what_was_not_synced) {
  LossyDisk disk;
  std::mt19937_64 random(1);
  auto const file = *SqliteFile::open(place().location(),
                                      {.access = SqliteFile::Access::create, .vfs = disk.name()});
  ASSERT_TRUE(
      file->execute("PRAGMA journal_mode = WAL; CREATE TABLE item (id INTEGER, number, word)"));
  ASSERT_TRUE(file->execute("PRAGMA synchronous = OFF; INSERT INTO item (id) VALUES (1)"));
  EXPECT_TRUE(disk.has_unsynced("-wal"));
  auto const count_after_loss = [&](std::string const& name) {
    auto const folder = place().folder() + "/" + name;
    LossyDisk::put(disk.after_power_loss(LossyDisk::Unsynced::dropped, random), folder);
    auto const found =
        *SqliteFile::open(folder + "/test.db", {.access = SqliteFile::Access::write});
    std::string count;
    auto const counted = found->execute("SELECT count(*) FROM item", &count);
    EXPECT_TRUE(counted) << told(counted);
    return count;
  };

  EXPECT_EQ(count_after_loss("unsynced"), "0");
  ASSERT_TRUE(file->execute("PRAGMA synchronous = FULL; INSERT INTO item (id) VALUES (2)"));
  EXPECT_EQ(count_after_loss("synced"), "2");
}

}  // namespace
}  // namespace zonebook::db
