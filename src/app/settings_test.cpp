#include "app/settings.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

namespace zonebook::app {
namespace {

class SettingsTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "zonebook_settings_" + std::to_string(getpid());
    std::filesystem::create_directories(folder_);
    variables_["ZONEBOOK_DATA"] = folder_;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(std::string const& text) { std::ofstream(folder_ + "/zonebook.yaml") << text; }

  Result<Settings> settled(Flags const& flags = {}) const {
    return settle(flags, [this](std::string const& name) -> std::optional<std::string> {
      auto const found = variables_.find(name);
      return found != variables_.end() ? std::optional(found->second) : std::nullopt;
    });
  }

  // "WHERE KEY" of a refusal.
  static std::string refusal(Result<Settings> const& settings) {
    return settings ? "none" : settings.error().where + " " + settings.error().says.key;
  }

  static std::string from(Settings const& settings, std::string const& name) {
    for (auto const& one : settings.all) {
      if (one.name == name) return one.from;
    }
    return "?";
  }

  std::string folder_;
  std::map<std::string, std::string> variables_;
};

TEST_F(SettingsTest, stand_by_themselves) {
  variables_.clear();

  auto const settings = settled();

  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->data, "./data");
  EXPECT_EQ(settings->database, "./data/zonebook.db");
  EXPECT_EQ(settings->model, "./model");
  EXPECT_EQ(settings->time_zone, "Asia/Shanghai");
  EXPECT_EQ(settings->language, Language::zh);
  EXPECT_EQ(from(*settings, "data"), "");
  EXPECT_EQ(settings->files, "./data/files");
  EXPECT_EQ(settings->anchors, "./data/anchors");
  EXPECT_EQ(settings->file_megabytes, 50);
}

TEST_F(SettingsTest, come_from_the_file_then_the_environment_then_the_flags) {
  write("language: en\ntime_zone: Asia/Tokyo\nmodel: from_file\n");
  variables_["ZONEBOOK_ZONE"] = "Asia/Urumqi";
  variables_["ZONEBOOK_MODEL"] = "from_environment";

  auto const settings = settled({.model = "from_flag"});

  ASSERT_TRUE(settings) << refusal(settings);
  EXPECT_EQ(settings->language, Language::en);
  EXPECT_EQ(from(*settings, "language"), folder_ + "/zonebook.yaml:1");
  EXPECT_EQ(settings->time_zone, "Asia/Urumqi");
  EXPECT_EQ(from(*settings, "time_zone"), "ZONEBOOK_ZONE");
  EXPECT_EQ(settings->model, "from_flag");
  EXPECT_EQ(from(*settings, "model"), "--model");
}

TEST_F(SettingsTest, let_a_folder_on_the_command_line_win_over_a_database_of_the_environment) {
  variables_["ZONEBOOK_DATABASE"] = "postgresql:///other";
  EXPECT_EQ(settled()->database, "postgresql:///other");
  EXPECT_EQ(settled({.data = folder_})->database, folder_ + "/zonebook.db");

  variables_["ZONEBOOK_FILES"] = "/elsewhere";
  EXPECT_EQ(settled()->files, "/elsewhere");
  EXPECT_EQ(settled({.data = folder_})->files, folder_ + "/files");

  write("database: postgresql:///mine\nanchors: /srv/anchors\n");

  EXPECT_EQ(settled({.data = folder_})->database, "postgresql:///mine");
  EXPECT_EQ(settled({.data = folder_})->anchors, "/srv/anchors");
  EXPECT_EQ(settled({.data = folder_, .files = "mine"})->files, "mine");
}

TEST_F(SettingsTest, are_refused_with_their_place) {
  struct Row {
    char const* text;
    char const* refusal;
  } const rows[] = {
      {"language: en\ncolour: red\n", ":2 app.settings.unknown"},
      {"data: elsewhere\n", ":1 app.settings.unknown"},
      {"\nlanguage: de\n", ":2 app.settings.language"},
      {"time_zone: Asia/Nowhere\n", ":1 app.settings.time_zone"},
      {"database: mine.db\n", ":1 app.settings.database"},
      {"file_megabytes: 0\n", ":1 app.settings.file_megabytes"},
      {"file_megabytes: 5x\n", ":1 app.settings.file_megabytes"},
  };
  for (auto const& [text, said] : rows) {
    write(text);
    EXPECT_EQ(refusal(settled()), folder_ + "/zonebook.yaml" + said);
  }
  EXPECT_EQ(refusal(settled({.settings = folder_ + "/none.yaml"})), " app.cannot_read_file");
}

TEST_F(SettingsTest, show_a_database_without_its_password) {
  EXPECT_EQ(shown_database("postgresql://me:secret@host/ledger"),
            "postgresql://me:***@host/ledger");
  EXPECT_EQ(shown_database("postgresql://me@host/ledger"), "postgresql://me@host/ledger");
  EXPECT_EQ(shown_database("data/zonebook.db"), "data/zonebook.db");
}

}  // namespace
}  // namespace zonebook::app
