#include "reconcile/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "base/utf8.h"
#include "casework/registers.h"
#include "figures/registers.h"
#include "ledger/registers.h"
#include "ledger/request.h"
#include "reconcile/registers.h"

namespace zonebook::reconcile {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string content_of(std::string const& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// model/, of this project, with the registers of the rooms that it adds to.
class Messages : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::vector<meta::OwnedRegister> owned;
    for (auto const part : {ledger::owned_registers(), figures::owned_registers(),
                            casework::owned_registers(), reconcile::owned_registers()}) {
      owned.insert(owned.end(), part.begin(), part.end());
    }
    auto loaded = meta::load("model", owned);
    for (auto const& problem : loaded.problems) ADD_FAILURE() << problem.where << problem.says.key;
    ASSERT_NE(loaded.catalog, nullptr);
    catalog = loaded.catalog;
    std::vector<FormFile> files;
    for (auto const* name : {"difficulty", "funding", "progress"}) {
      files.push_back({name, content_of("model/intake/" + std::string(name) + ".yaml")});
    }
    auto read = read_forms(files, *catalog);
    for (auto const& problem : read.problems) ADD_FAILURE() << problem.where << problem.says.key;
    forms = std::move(read.forms);
  }

  static std::vector<Draft> read(std::string const& text) {
    return drafts_of(text, forms, names, *Date::parse("2023-12-26"));
  }

  static inline std::shared_ptr<meta::Catalog const> catalog;
  static inline Forms forms;
  static inline std::vector<Named> const names = {
      {"p01", {"示例项目01"}},        {"p02", {"示例项目02"}},
      {"p03", {"示例项目03"}},        {"p07", {"示例项目07"}},
      {"p12", {"示例项目12"}},        {"al", {"年产十万吨示例再生铝项目", "示例铝业"}},
      {"fa", {"示例标准化厂房二期"}}, {"he", {"示例生物质热电联产项目"}}};
};

// REGISTER RECORD and each FIELD=VALUE, as tests/intake/messages.txt writes them.
std::multiset<std::string> told(Draft const& draft) {
  static std::map<std::string, std::string> const short_names = {{"kind_of_difficulty", "kind"}};
  std::multiset<std::string> all = {draft.form->in->name,
                                    draft.record ? draft.record->id : std::string("?")};
  for (auto const& one : draft.fields) {
    auto const& name = one.field->name;
    bool const is_plain = name == "project" || name == "observed_on" || name == "month" ||
                          name == "note" || name == "raised_on" || name == "content" ||
                          name == "arrived_on";
    if (is_plain || (name == "change" && one.value.string() == "changed")) continue;
    auto const found = short_names.find(name);
    auto value = one.value.is(Json::Kind::number)
                     ? (one.value.number() / Decimal(100)).value_or(Decimal()).to_string()
                     : one.value.string();
    all.insert((found == short_names.end() ? name : found->second) + "=" + value);
  }
  return all;
}

std::vector<std::string> split(std::string_view text, std::string_view by) {
  std::vector<std::string> parts;
  for (;;) {
    auto const at = text.find(by);
    parts.emplace_back(text.substr(0, at));
    if (at == text.npos) return parts;
    text.remove_prefix(at + by.size());
  }
}

struct Score {
  int right = 0, wanted = 0, found = 0;
};

// Drafts are paired with the expected ones of their register and record that agree most.
Score score_of(std::vector<std::multiset<std::string>> expected,
               std::vector<std::multiset<std::string>> found) {
  Score score;
  for (auto const& one : expected) score.wanted += static_cast<int>(one.size());
  for (auto const& one : found) score.found += static_cast<int>(one.size());
  for (auto const& one : expected) {
    auto best = found.end();
    int most = 0;
    for (auto other = found.begin(); other != found.end(); ++other) {
      std::vector<std::string> both;
      std::ranges::set_intersection(one, *other, std::back_inserter(both));
      if (static_cast<int>(both.size()) > most) {
        most = static_cast<int>(both.size());
        best = other;
      }
    }
    score.right += most;
    if (best != found.end()) found.erase(best);
  }
  return score;
}

TEST_F(Messages, of_our_own_are_read_nine_times_in_ten) {
  Score all;
  int messages = 0;
  for (auto const& line : split(content_of("tests/intake/messages.txt"), "\n")) {
    if (line.empty() || line.starts_with('#')) continue;
    ++messages;
    auto const parts = split(line, " => ");
    ASSERT_EQ(parts.size(), 2U) << line;
    std::vector<std::multiset<std::string>> expected, found;
    if (parts[1] != "-") {
      for (auto const& draft : split(parts[1], " | ")) {
        auto const words = split(draft, " ");
        expected.emplace_back(words.begin(), words.end());
      }
    }
    for (auto const& draft : read(parts[0])) found.push_back(told(draft));
    auto const score = score_of(expected, found);
    all.right += score.right;
    all.wanted += score.wanted;
    all.found += score.found;
    if (score.right == score.wanted && score.found == score.wanted) continue;
    std::cout << "  " << line << "\n    read:";
    for (auto const& draft : found) {
      for (auto const& word : draft) std::cout << ' ' << word;
      std::cout << " |";
    }
    std::cout << '\n';
  }
  std::cout << messages << " messages: " << all.right << " fields right of " << all.wanted
            << ", read " << all.found << '\n';

  EXPECT_EQ(messages, 60);
  EXPECT_GE(all.right * 10, all.wanted * 9);  // found of what is said
  EXPECT_GE(all.right * 10, all.found * 9);   // right of what was found
}

TEST_F(Messages, what_was_read_stands_where_it_says) {
  std::string const text = "示例项目07 主体钢构完成60%，本月投800万，用电还没批";

  auto const drafts = read(text);

  std::vector<std::string> words;
  for (auto const& draft : drafts) {
    for (auto const& one : draft.fields) {
      if (one.at) words.push_back(text.substr(one.at->begin, one.at->end - one.at->begin));
    }
  }
  EXPECT_THAT(words, ElementsAre("示例项目07", "用电还没批", "用电还没批", "示例项目07", "60%",
                                 "800万", text));
}

TEST_F(Messages, a_name_that_two_records_share_is_none) {
  auto const drafts = read("示例项目 进度60%");

  ASSERT_EQ(drafts.size(), 1U);
  EXPECT_EQ(drafts[0].record, nullptr);
  EXPECT_THAT(drafts[0].missing, testing::Contains(catalog->find("progress")->find("project")));
  EXPECT_TRUE(
      letter_of(drafts, "jiaocheng", "示例", *Date::parse("2023-12-26")).is(Json::Kind::null));
}

TEST_F(Messages, a_record_is_guessed_by_what_its_name_alone_has_wherever_it_stands) {
  auto const drafts = read("听说示例再生铝，示例再生铝项目进度60%");

  ASSERT_EQ(drafts.size(), 1U);
  ASSERT_NE(drafts[0].record, nullptr);
  EXPECT_EQ(drafts[0].record->id, "al");
}

TEST_F(Messages, many_names_and_a_long_text_cost_little) {
  std::vector<Named> many;
  for (int i = 0; i < 20'000; ++i) {
    auto const number = std::to_string(i);
    many.push_back({number, {"示例示例示例示例示例示例项目" + number, "示例投资方" + number}});
  }
  std::string text;
  while (text.size() < 6000) text += "示例";
  auto const begun = std::clock();

  auto const drafts = drafts_of(text + "进度60%", forms, many, *Date::parse("2023-12-26"));

  EXPECT_THAT(drafts, testing::SizeIs(1));
  EXPECT_LT(std::clock() - begun, 20 * CLOCKS_PER_SEC);  // minutes, when each length was looked for
}

TEST_F(Messages, a_longer_number_is_another_name) {
  auto const drafts = read("示例项目071 进度60%");

  ASSERT_EQ(drafts.size(), 1U);
  EXPECT_EQ(drafts[0].record, nullptr);
}

TEST_F(Messages, a_letter_has_what_lacks_nothing) {
  std::string const text = "示例项目07 用电还没批，本月投800万";

  auto const letter = letter_of(read(text), "jiaocheng", text, *Date::parse("2023-12-26"));

  EXPECT_EQ(letter.text_at("source"), text);
  ASSERT_EQ(letter.find("changes")->items().size(), 1U);  // progress lacks who reports it
  EXPECT_EQ(letter.find("changes")->items()[0].text_at("register"), "difficulty");
}

TEST_F(Messages, several_lines_are_a_source_of_one_line) {
  std::string const text = "示例项目07 用电还没批，\r\n等供电所答复\n";

  auto const letter = letter_of(read(text), "jiaocheng", text, *Date::parse("2023-12-26"));

  EXPECT_EQ(letter.text_at("source"), "示例项目07 用电还没批， 等供电所答复");
  std::string longer = text;
  for (int i = 0; i < 1000; ++i) longer += "再说一遍";
  auto const cut = letter_of(read(longer), "jiaocheng", longer, *Date::parse("2023-12-26"));
  EXPECT_EQ(code_point_count(*cut.text_at("source")), ledger::source_longest);
}

TEST_F(Messages, any_bytes_are_read) {
  for (auto const* text :
       {"", "\xFF\xFE示例项目07\x80 60%", "%%%，，。。1e999999万", "投投投800万万万"}) {
    EXPECT_THAT(read(text), testing::SizeIs(testing::Le(4U)));
  }
}

TEST(Forms, all_that_is_wrong_is_said_with_its_line) {
  auto const made = read_forms(
      {{"intake/a.yaml", "register: nothing\n"}},
      *[] { return meta::Catalog::make({}).value(); }());

  ASSERT_EQ(made.problems.size(), 1U);
  EXPECT_EQ(made.problems[0].says.key, "reconcile.form.no_register");
  EXPECT_EQ(made.problems[0].where, "intake/a.yaml:1");
}

}  // namespace
}  // namespace zonebook::reconcile
