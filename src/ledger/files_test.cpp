// Files: kept once under their hash, whole or not at all, and there before an entry names them.

#include "ledger/files.h"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "base/hash.h"
#include "ledger/ledger_fixture.h"
#include "ledger/verify_files.h"
#include "meta/test_registers.h"

namespace zonebook::ledger {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class Files : public testing::Test {
 protected:
  std::string folder() const { return place_.folder() + "/files"; }
  std::string path_of(std::string const& hash) const {
    return folder() + "/" + hash.substr(0, 2) + "/" + hash;
  }

  static std::string text_of(FileStore const& files, std::string const& hash) {
    std::string text;
    auto const read = files.read(hash, [&](std::string_view piece) -> Result<void> {
      text += piece;
      return {};
    });
    return read ? text : "refused: " + read.error().says.key;
  }

  static std::vector<std::string> hashes(FileStore const& files) {
    std::vector<std::string> found;
    EXPECT_TRUE(files.each([&](std::string const& path, auto const& hash) -> Result<void> {
      found.push_back(hash.value_or("strange " + path));
      return {};
    }));
    return found;
  }

  db::TestPlace place_{db::Dialect::sqlite};
  FileStore files_ = FileStore::open(place_.folder() + "/files");
};

TEST_F(Files, are_kept_once_under_their_hash) {
  auto const first = files_.add("abc");
  auto const again = files_.add("abc");

  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(first->size, 3);
  EXPECT_FALSE(first->was_there);
  EXPECT_TRUE(again->was_there);
  EXPECT_EQ(text_of(files_, first->hash), "abc");
  EXPECT_EQ(files_.size_of(first->hash), 3);
  EXPECT_THAT(hashes(files_), ElementsAre(first->hash));
}

TEST_F(Files, of_many_pieces_come_back_as_they_went) {
  std::string large;
  for (int i = 0; i < 100'000; ++i) large += std::to_string(i);

  auto const stored = files_.add(large);

  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->hash, sha256(large));
  EXPECT_EQ(text_of(files_, stored->hash), large);
}

TEST_F(Files, above_the_limit_are_refused_and_leave_nothing) {
  auto const small = FileStore::open(folder(), 4);

  EXPECT_TRUE(small.add("1234"));
  auto const refused = small.add("12345");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().says.key, "ledger.file_too_large");
  EXPECT_EQ(hashes(files_).size(), 1U);
}

TEST_F(Files, that_were_damaged_are_neither_read_nor_written_over) {
  auto const stored = *files_.add("abc");
  std::ofstream(path_of(stored.hash), std::ios::binary | std::ios::trunc) << "abd";

  EXPECT_EQ(text_of(files_, stored.hash), "refused: ledger.file_differs");
  auto const again = files_.add("abc");

  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().says.key, "ledger.file_differs");
  fs::remove(path_of(stored.hash));
  EXPECT_EQ(text_of(files_, stored.hash), "refused: ledger.file_missing");
  EXPECT_TRUE(files_.add("abc")) << "once it is moved away, it may come back";
}

TEST_F(Files, are_named_by_nothing_but_hashes) {
  std::ofstream(place_.folder() + "/secret") << "x";
  for (auto const* name : {"", "..", "../secret", "ba", "BA7816BF"}) {
    EXPECT_EQ(files_.size_of(name), std::nullopt) << name;
    EXPECT_EQ(text_of(files_, name), "refused: ledger.file_missing") << name;
  }
}

TEST_F(Files, may_be_brought_by_many_at_once) {
  {
    std::vector<std::jthread> writers;
    for (int t = 0; t < 4; ++t) {
      writers.emplace_back([&] {
        for (int i = 0; i < 25; ++i) EXPECT_TRUE(files_.add("示例" + std::to_string(i)));
      });
    }
  }

  EXPECT_EQ(hashes(files_).size(), 25U);
  for (auto const& hash : hashes(files_)) EXPECT_TRUE(files_.check(hash));
}

TEST_F(Files, of_a_killed_writer_are_whole_or_not_there) {
  std::mt19937 random(std::random_device{}());
  int const kills = std::getenv("ZONEBOOK_SOAK") ? 200 : 20;
  for (int i = 0; i < kills; ++i) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    auto const child = ::fork();
    if (child == 0) {
      for (int n = 0;; ++n) {
        auto const bytes = std::string(300'000, 'x') + std::to_string(i * 10'000 + n);
        if (!files_.add(bytes) || ::write(pipe[1], &n, sizeof n) != sizeof n) ::_exit(1);
      }
    }
    ::close(pipe[1]);
    int told = 0;
    int const enough = static_cast<int>(random() % 4);
    for (int n = 0; ::read(pipe[0], &n, sizeof n) == sizeof n; ++told) {
      if (told == enough) ::kill(child, SIGKILL);
    }
    ::waitpid(child, nullptr, 0);
    ::close(pipe[0]);

    auto const files = FileStore::open(folder());

    auto const there = hashes(files);
    EXPECT_GE(static_cast<int>(there.size()), told);
    for (auto const& hash : there) EXPECT_TRUE(files.check(hash)) << hash;
    for (auto const& entry : fs::directory_iterator(folder())) {
      EXPECT_TRUE(entry.is_directory()) << entry.path() << " was left";
    }
    fs::remove_all(folder());
  }
}

TEST_F(Files, are_copied_with_a_check_and_what_is_damaged_is_named) {
  auto const good = *files_.add("good");
  auto const bad = *files_.add("bad");
  std::ofstream(path_of(bad.hash), std::ios::binary | std::ios::trunc) << "worse";
  auto const to = FileStore::open(place_.folder() + "/to");

  auto const copied = copy_files(files_, to);
  auto const again = copy_files(files_, to);

  ASSERT_TRUE(copied && again);
  EXPECT_EQ(copied->count, 1);
  EXPECT_EQ(again->count, 1);
  EXPECT_THAT(copied->damaged, ElementsAre(bad.hash));
  EXPECT_THAT(hashes(to), ElementsAre(good.hash));
}

// ── as entries name them ────────────────────────────────────────────────────────────────────────

std::shared_ptr<meta::Catalog const> catalog_with_files() {
  namespace make = meta::test_registers;
  auto paper = make::field("paper", "file");
  paper.required = false;
  auto file = make::reg("file", {make::field("hash", "file"), make::field("name", "text"),
                                 make::field("bytes", "integer")});
  file.owner = "ledger";
  file.key = {"hash"};
  return make::made({make::reg("thing", {make::field("name", "text"), paper}), file});
}

class NamedFiles : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    database_ = open();
    make_tables(*database_, *catalog_, {{"root", std::nullopt}});
    ledger_ = around(&files_);
  }

  std::unique_ptr<Ledger> around(FileStore const* files) {
    return std::make_unique<Ledger>(
        *database_, catalog_,
        Ledger::Options{.clock = clock_, .local = *Zone::load("Asia/Shanghai"), .files = files});
  }

  static Json thing(std::string const& hash) {
    return letter("root", R"({"kind":"create","register":"thing","id":"new:t",
        "valid_from":"2023-01-01","fields":{"name":"示例","paper":")" +
                              hash + "\"}}");
  }
  static Json record(std::string const& hash, std::string const& bytes) {
    return letter("root", R"({"kind":"create","register":"file","id":"new:f",
        "valid_from":"2023-01-01","fields":{"hash":")" +
                              hash + R"(","name":"示例.pdf","bytes":)" + bytes + "}}");
  }

  StepClock clock_;
  db::TestPlace aside_{db::Dialect::sqlite};
  FileStore files_ = FileStore::open(aside_.folder() + "/files");
  std::shared_ptr<meta::Catalog const> catalog_ = catalog_with_files();
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<Ledger> ledger_;
};

INSTANTIATE_TEST_SUITE_P(Both, NamedFiles, db::both_dialects, db::dialect_name);

TEST_P(NamedFiles, are_refused_with_their_place_unless_they_are_stored) {
  auto const hash = sha256("abc");

  auto const refused = ledger_->append(thing(hash));

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().says.key, "ledger.no_file");
  EXPECT_EQ(refused.error().where, "thing.paper");
  EXPECT_EQ(refused.error().details->integer_at("change"), 0);
  EXPECT_EQ(ledger_->read("root")->head("root").seq, 1) << "nothing was written";
  ASSERT_TRUE(files_.add("abc"));
  EXPECT_TRUE(ledger_->append(thing(hash)));
  EXPECT_TRUE(ledger_->append(letter("root", R"({"kind":"create","register":"thing","id":"new:t",
      "valid_from":"2023-01-01","fields":{"name":"示例","paper":null}})")));
}

TEST_P(NamedFiles, have_a_record_that_says_their_true_size) {
  auto const hash = files_.add("abc")->hash;

  auto const wrong = ledger_->append(record(hash, "4"));
  auto const right = ledger_->append(record(hash, "3"));

  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().says.key, "ledger.wrong_file_size");
  ASSERT_TRUE(right) << told(right);
  auto const alone = ledger_->append(
      letter("root", R"({"kind":"correct","register":"file","id":")" + right->made[0].second +
                         R"(","valid_from":"2023-01-01","fields":{"bytes":3}})"));
  ASSERT_FALSE(alone) << "without the hash nobody knows of which file";
  EXPECT_EQ(alone.error().where, "file.bytes");
  auto const named = ledger_->append(
      letter("root", R"({"kind":"correct","register":"file","id":")" + right->made[0].second +
                         R"(","valid_from":"2023-01-01","fields":{"name":"别名.pdf"}})"));
  EXPECT_TRUE(named) << told(named);
}

TEST_P(NamedFiles, are_not_looked_for_where_there_is_no_store) {
  auto const without = around(nullptr);

  EXPECT_TRUE(without->append(thing(sha256("abc"))));
  EXPECT_THAT(problems(*database_, *without), IsEmpty());
  EXPECT_THAT(problems(*database_, *ledger_),
              ElementsAre("ledger.file_missing root 2 " + sha256("abc")));
}

TEST_P(NamedFiles, are_told_from_those_that_no_entry_names) {
  auto const named = files_.add("abc")->hash;
  auto const other = files_.add("def")->hash;
  ASSERT_TRUE(ledger_->append(thing(named)));
  std::ofstream(files_.folder() + "/note.txt") << "x";

  auto const reader = *database_->read();
  auto const others = files_not_named(*reader, *catalog_, files_);

  ASSERT_TRUE(others) << told(others);
  EXPECT_THAT(*others, ElementsAre(other.substr(0, 2) + "/" + other, "note.txt"));
  EXPECT_THAT(problems(*database_, *ledger_), IsEmpty());
}

}  // namespace
}  // namespace zonebook::ledger
