#include "base/durable_file.h"

#include <gmock/gmock.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace zonebook {
namespace {

namespace fs = std::filesystem;

class DurableFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "zonebook_durable_" + std::to_string(::getpid());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path(std::string const& name) const { return folder_ + "/" + name; }

  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (auto const& entry : fs::directory_iterator(folder_)) {
      found.push_back(entry.path().filename().string());
    }
    return found;
  }

  static std::string text_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::string folder_;
};

TEST_F(DurableFileTest, is_there_under_its_name_alone_and_for_its_owner) {
  auto file = *DurableFile::begin(folder_);
  ASSERT_TRUE(file.write("示例"));
  ASSERT_TRUE(file.write("一"));

  auto const named = file.name(path("a"));

  ASSERT_TRUE(named);
  EXPECT_EQ(*named, DurableFile::Named::now);
  EXPECT_THAT(names(), testing::ElementsAre("a"));
  EXPECT_EQ(text_of(path("a")), "示例一");
  struct stat found{};
  ASSERT_EQ(::stat(path("a").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST_F(DurableFileTest, leaves_what_has_its_name_already_unless_it_replaces_it) {
  auto first = *DurableFile::begin(folder_);
  auto second = *DurableFile::begin(folder_);
  auto third = *DurableFile::begin(folder_);
  ASSERT_TRUE(first.write("first") && second.write("second") && third.write("third"));

  ASSERT_TRUE(first.name(path("a")));
  EXPECT_EQ(*second.name(path("a")), DurableFile::Named::before);
  EXPECT_EQ(text_of(path("a")), "first");
  EXPECT_TRUE(third.replace(path("a")));

  EXPECT_EQ(text_of(path("a")), "third");
  EXPECT_THAT(names(), testing::ElementsAre("a"));
}

TEST_F(DurableFileTest, is_gone_if_nobody_names_it) {
  {
    auto file = *DurableFile::begin(folder_);
    ASSERT_TRUE(file.write("x"));
  }

  EXPECT_THAT(names(), testing::IsEmpty());
}

TEST_F(DurableFileTest, is_swept_if_its_writer_is_dead_and_left_alone_if_not) {
  auto const child = ::fork();
  if (child == 0) {
    auto file = DurableFile::begin(folder_);
    if (file) ::kill(::getpid(), SIGKILL);
    ::_exit(1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  auto alive = *DurableFile::begin(folder_);
  ASSERT_EQ(names().size(), 2U);

  sweep_parts(folder_);

  EXPECT_EQ(names().size(), 1U);
  EXPECT_TRUE(alive.name(path("a")));
  EXPECT_THAT(names(), testing::ElementsAre("a"));
}

TEST_F(DurableFileTest, says_what_it_cannot_write) {
  auto const none = DurableFile::begin(path("none"));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().says.key, "base.cannot_write");
  auto file = *DurableFile::begin(folder_);
  EXPECT_FALSE(file.name(path("none/a")));
  EXPECT_FALSE(append_durably(path("none/a"), "x\n"));
  ASSERT_TRUE(append_durably(path("a"), "x\n"));
  EXPECT_FALSE(make_folders(path("a/b")));
}

TEST_F(DurableFileTest, makes_the_folders_that_are_missing) {
  ASSERT_TRUE(make_folders(path("a/b/c")));
  ASSERT_TRUE(make_folders(path("a/b/c")));

  EXPECT_TRUE(fs::is_directory(path("a/b/c")));
}

TEST_F(DurableFileTest, appends_whole_lines_after_a_line_that_a_crash_tore) {
  ASSERT_TRUE(append_durably(path("a"), "one\ntwo\n"));
  std::ofstream(path("a"), std::ios::app) << "thr";

  ASSERT_TRUE(append_durably(path("a"), "four\n"));

  EXPECT_EQ(text_of(path("a")), "one\ntwo\nfour\n");
}

}  // namespace
}  // namespace zonebook
