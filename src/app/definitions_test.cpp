// The model's own definitions: all can be read, and what is wrong with one is said in its place.

#include <gmock/gmock.h>

#include "app/book.h"

namespace zonebook::app {
namespace {

std::string const model = "model";  // tests run in the root of the repository

class ModelDefinitions : public ::testing::Test {
 protected:
  figures::ReadDefinitions read(std::string const& also = "") {
    auto files = definition_files(model);
    EXPECT_TRUE(files);
    if (!also.empty()) files->push_back({"indicators/also.yaml", also});
    return figures::read_definition_files(*files, *loaded_.catalog);
  }

  void SetUp() override { ASSERT_TRUE(loaded_.catalog); }

  meta::Loaded loaded_ = meta::load(model, owned_registers());
};

TEST_F(ModelDefinitions, are_read_whole) {
  auto const found = read();
  for (auto const& problem : found.problems) {
    ADD_FAILURE() << problem.where << ": " << render(problem.says, Language::en);
  }
  EXPECT_EQ(found.definitions.size(), 103U);
  for (auto const& [id, definition] : found.definitions) {
    EXPECT_NE(definition->sentence.zh, "") << id;
    EXPECT_NE(definition->sentence.en, "") << id;
    EXPECT_NE(definition->unit, "") << id;
  }
}

TEST_F(ModelDefinitions, say_where_one_is_wrong) {
  auto const found = read("\nwrong_count:\n  kind: flow\n  register: nothing\n  event: a\n");

  std::vector<std::string> places;
  for (auto const& problem : found.problems) {
    if (problem.says.key == "figures.unknown_register") places.push_back(problem.where);
  }
  EXPECT_THAT(places, ::testing::ElementsAre("indicators/also.yaml:4"));
  EXPECT_TRUE(found.definitions.empty());
}

}  // namespace
}  // namespace zonebook::app
