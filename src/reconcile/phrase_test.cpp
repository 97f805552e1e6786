#include "reconcile/phrase.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zonebook::reconcile {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto phrases = R"(
batch_started_amount:
  - { indicator: [total_investment], stage: [开工], near: [开工一批] }
started_total_amount:
  - { indicator: [total_investment], stage: [开工], without: [一批] }
signed_outside_start_rate:
  - { indicator: [project_start_rate] }
  - { indicator: [project_start_rate], said: [省外|境外] }
signed_start_rate:
  - { indicator: [project_start_rate] }
programme_amount:
  - { indicator: [total_investment], paragraph: [行动方案] }
)";

Phrases read() {
  auto made = read_phrases({{"phrases/a.yaml", phrases}}, {});
  EXPECT_THAT(made.problems, IsEmpty());
  return std::move(made.phrases);
}

// What the figures of a text are meant to be, "name rank".
std::vector<std::vector<std::string>> meant(std::string const& text) {
  auto const all = read();
  auto const reading =
      reading::read(text, {.zone = "示例区", .title = "", .today = *Date::parse("2024-01-15")});
  auto const passages = reading::Passages::of(text, reading);
  std::vector<std::vector<std::string>> names;
  for (std::size_t i = 0; i < reading.figures.size(); ++i) {
    auto& own = names.emplace_back();
    for (auto const& one : all.meant(reading.figures[i], passages[i])) {
      own.push_back(one.definition + " " + std::to_string(one.rank));
    }
  }
  return names;
}

TEST(Phrase, the_words_since_the_last_figure_of_the_name_decide) {
  EXPECT_THAT(
      meant("2023年开工一批总投资11.63亿元；新开工项目总投资15.93亿元。"),
      ElementsAre(ElementsAre("batch_started_amount 2"), ElementsAre("started_total_amount 1")));
}

TEST(Phrase, what_the_words_do_not_decide_is_of_one_rank) {
  EXPECT_THAT(meant("全年签约项目开工率100%。"),
              ElementsAre(ElementsAre("signed_outside_start_rate 0", "signed_start_rate 0")));
}

TEST(Phrase, more_words_are_surer) {
  EXPECT_THAT(meant("引进省外项目的签约项目开工率66.7%。"),
              ElementsAre(ElementsAre("signed_outside_start_rate 1", "signed_start_rate 0")));
}

TEST(Phrase, a_sentence_before_is_of_the_paragraph) {
  EXPECT_THAT(meant("已印发《示例行动方案》。重点围绕提升，项目总投资374.34亿元。"),
              ElementsAre(ElementsAre("programme_amount 1")));
  EXPECT_THAT(meant("已印发《示例行动方案》。\n\n重点围绕提升，项目总投资374.34亿元。"),
              ElementsAre(IsEmpty()));
}

TEST(Phrase, a_line_broken_by_its_width_hides_no_words) {
  EXPECT_THAT(meant("2023年示例区上下一心抓项目促投资强服务优环境，全年举办的活动里开工\n一批总投资"
                    "11.63亿元。"),
              ElementsAre(ElementsAre("batch_started_amount 2")));
}

TEST(Phrase, all_that_is_wrong_is_said_with_its_line) {
  auto const made = read_phrases({{"phrases/a.yaml",
                                   "known:\n"
                                   "  - { indicator: [no_such_indicator] }\n"
                                   "  - { near: [开工一批] }\n"
                                   "  - { indicator: [project_count], besides: [开工] }\n"
                                   "stranger:\n"
                                   "  - { indicator: [project_count] }\n"
                                   "flat: 开工一批\n"}},
                                 {"known", "flat"});

  std::vector<std::string> found;
  for (auto const& problem : made.problems) found.push_back(problem.says.key + " " + problem.where);
  EXPECT_THAT(found, ElementsAre("reconcile.phrase.unknown_indicator phrases/a.yaml:2",
                                 "reconcile.phrase.no_indicator phrases/a.yaml:3",
                                 "meta.load.key_unknown phrases/a.yaml:4",
                                 "reconcile.phrase.no_definition phrases/a.yaml:6",
                                 "reconcile.phrase.no_list phrases/a.yaml:7"));
  EXPECT_THAT(made.phrases.by_definition, IsEmpty());
}

}  // namespace
}  // namespace zonebook::reconcile
