#include "app/output_path.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace zonebook::app {
namespace {

namespace fs = std::filesystem;

// A ledger in data, its database and files each beside it, reached by links too.
class OutputPath : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("zonebook_output_" + std::to_string(getpid()));
    for (auto const* name : {"data/keys", "disk", "store", "anchors", "model", "out/data"}) {
      fs::create_directories(folder_ / name);
    }
    std::ofstream(folder_ / "disk/real.db") << "a ledger";
    std::ofstream(folder_ / "data/keys/ledger") << "a secret";
    fs::create_symlink(folder_ / "disk/real.db", folder_ / "zonebook.db");
    fs::create_directory_symlink(folder_ / "data", folder_ / "link");
    fs::create_symlink(folder_ / "data/keys/ledger", folder_ / "out/to_key");
    settings_.data = at("data");
    settings_.database = at("zonebook.db");
    settings_.files = at("store");
    settings_.anchors = at("anchors");
    settings_.model = at("model");
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string at(std::string const& path) const { return (folder_ / path).string(); }

  // Which place of the ledger it is, or "".
  std::string place(std::string const& path) const {
    auto const allowed = expect_outside({"--output", path}, settings_);
    if (allowed) return "";
    EXPECT_EQ(allowed.error().says.key, "app.output_in_ledger");
    EXPECT_EQ(allowed.error().where, "--output");
    return fs::path(allowed.error().says.args.back().second).filename().string();
  }

  fs::path folder_;
  Settings settings_;
};

TEST_F(OutputPath, in_a_place_of_the_ledger_is_refused) {
  struct Row {
    char const *path, *place;
  } const rows[] = {
      {"zonebook.db", "zonebook.db"},
      {"zonebook.db.lock", "zonebook.db"},
      {"disk/real.db", "zonebook.db"},
      {"disk/real.db-wal", "zonebook.db"},
      {"disk/real.db-shm", "zonebook.db"},
      {"disk/real.db-journal", "zonebook.db"},
      {"disk/../disk/real.db", "zonebook.db"},
      {"data/new.csv", "data"},
      {"link/new.csv", "data"},
      {"link/keys/ledger", "data"},
      {"out/to_key", "data"},
      {"out/../data/none/../new.csv", "data"},
      {"store/ab/new", "store"},
      {"anchors/2023-12-31.txt", "anchors"},
      {"model/registers/project.yaml", "model"},
  };
  for (auto const& [path, expected] : rows) EXPECT_EQ(place(at(path)), expected) << path;
}

TEST_F(OutputPath, that_lies_elsewhere_is_taken) {
  for (auto const* path : {"out/a.csv", "out/data/a.csv", "out/zonebook.db", "data.csv",
                           "no/such/a", "disk/other.db", "disk/real.db.csv"}) {
    EXPECT_EQ(place(at(path)), "") << path;
  }
  EXPECT_EQ(place(""), "") << "standard output";
}

TEST_F(OutputPath, is_found_from_where_the_program_runs) {
  auto const before = fs::current_path();
  fs::current_path(folder_ / "data");
  settings_.data = ".";
  settings_.database = "zonebook.db";
  EXPECT_EQ(place("a.csv"), ".");
  EXPECT_EQ(place("zonebook.db"), "zonebook.db");
  EXPECT_EQ(place("../out/a.csv"), "");
  fs::current_path(before);
}

TEST_F(OutputPath, of_a_ledger_on_a_server_has_only_folders_to_heed) {
  settings_.database = "postgresql:///zonebook";
  EXPECT_EQ(place(at("zonebook.db")), "");
  EXPECT_EQ(place(at("data/a.csv")), "data");
}

}  // namespace
}  // namespace zonebook::app
