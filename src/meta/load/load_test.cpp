#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "meta/catalog.h"
#include "meta/facts.h"
#include "meta/load/yaml.h"

namespace zonebook::meta {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace fs = std::filesystem;

// A model folder that lives as long as its test.
class ModelFolder {
 public:
  ModelFolder() {
    auto const* test = testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::path(testing::TempDir()) /
            ("zonebook_" + std::string(test->test_suite_name()) + "_" + test->name());
    fs::remove_all(root_);
  }
  ~ModelFolder() { fs::remove_all(root_); }
  ModelFolder(ModelFolder const&) = delete;
  ModelFolder& operator=(ModelFolder const&) = delete;

  void write(std::string const& file, std::string_view text) const {
    fs::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file, std::ios::binary) << text;
  }
  std::string path() const { return root_.string(); }

 private:
  fs::path root_;
};

constexpr std::string_view terms = R"(# 术语
agreement: { zh: 协议, en: agreement, means: 园区与企业签订的投资协议, not: [contract] }
project: { zh: 项目, en: project, means: 企业在园区的一项投资 }
signed: { zh: 签订, en: signed, means: 双方签字 }
amount: { zh: 金额, en: amount, means: 多少钱 }
stage: { zh: 阶段, en: stage, means: 走到哪一步 }
)";

constexpr std::string_view agreement = R"(# 示例
register: agreement
label: { zh: 协议, en: Agreement }
about: 园区与企业就一个项目签订的投资协议
source: 《示例办法》第十二条
key: [agreement_no]
shared: true

fields:
  agreement_no:
    type: code
    label: { zh: 协议编号, en: Agreement no. }
    pattern: XY-\d{4}-\d{3}
    was: number
  project:
    type: reference
    to: project
    label: { zh: 所属项目, en: Project }
  signed_on:
    type: date
    label: { zh: 签订日期, en: Signed on }
    event: true
  amount:
    type: money
    label: { zh: 协议投资额, en: Amount }
    unit: 亿元
    optional: true

checks:
  - name: signed_in_time
    must: signed_on <= today and project.amount >= amount
    says: { zh: 协议不能签在今天以后, en: An agreement is not signed after today }

views:
  title: agreement_no
  list: [agreement_no, project, signed_on]
  search: [agreement_no]
  form:
    - { title: { zh: 基本信息, en: Basics }, fields: [agreement_no, project, signed_on] }
)";

constexpr std::string_view project = R"(register: project
label: { zh: 项目, en: Project }
fields:
  stage:
    type: choice
    label: { zh: 阶段, en: Stage }
    choices:
      signed: { zh: 签约, en: Signed }
      ended: { zh: 退出, en: Ended }
      old: { zh: 旧类, en: Old, closed: true }
  signed_on: { type: date, label: { zh: 签订日期, en: Signed on }, optional: true }
  amount: { type: money, label: { zh: 总投资, en: Amount } }
)";

constexpr std::string_view track = R"(track: project
label: { zh: 项目全周期, en: Life of a project }
field: stage
stages:
  - stage: signed
    date: signed_on
    limit_days: 90
    needs:
      - name: has_amount
        must: amount > 0
        says: { zh: 缺投资额, en: The amount is missing }
        gate: hard
  - stage: ended
    end: true
)";

void write_good_model(ModelFolder const& folder) {
  folder.write("terms/all.yaml", terms);
  folder.write("registers/agreement.yaml", agreement);
  folder.write("registers/project.yaml", project);
  folder.write("tracks/project.yaml", track);
}

// "PLACE KEY" of each problem.
std::vector<std::string> problems_of(ModelFolder const& folder,
                                     std::span<OwnedRegister const> owned = {}) {
  std::vector<std::string> said;
  auto const loaded = load(folder.path(), owned);
  EXPECT_EQ(loaded.catalog == nullptr, !loaded.problems.empty());
  for (auto const& error : loaded.problems) {
    for (auto const language : {Language::zh, Language::en}) {
      EXPECT_THAT(render(error.says, language), testing::Not(HasSubstr(error.says.key)));
    }
    said.push_back(error.where + " " + error.says.key);
  }
  return said;
}

TEST(Load, reads_a_good_model) {
  ModelFolder folder;
  write_good_model(folder);

  auto const loaded = load(folder.path(), {});

  ASSERT_THAT(problems_of(folder), IsEmpty());
  auto const& of = *loaded.catalog->find("agreement");
  EXPECT_EQ(of.label, (Label{"协议", "Agreement"}));
  EXPECT_TRUE(of.shared);
  EXPECT_FALSE(of.root_only);
  EXPECT_EQ(of.find("agreement_no")->id, "number");
  EXPECT_EQ(of.find("agreement_no")->pattern, R"(XY-\d{4}-\d{3})");
  EXPECT_TRUE(of.find("signed_on")->event);
  EXPECT_FALSE(of.find("amount")->required);
  EXPECT_EQ(of.find("amount")->unit, "亿元");
  EXPECT_EQ(of.find("project")->target, loaded.catalog->find("project"));
  EXPECT_EQ(of.views.title, "agreement_no");
  EXPECT_EQ(of.views.form.at(0).fields.size(), 3U);
  auto const& led = *loaded.catalog->find("project");
  EXPECT_EQ(led.find("amount")->unit, "万元");
  EXPECT_TRUE(led.find("stage")->choices.at(2).closed);
  EXPECT_EQ(led.track->find("signed")->limit_days, 90);
  EXPECT_EQ(led.track->find("signed")->needs.at(0).gate, Need::Gate::hard);
  EXPECT_TRUE(led.track->find("ended")->end);
}

TEST(Load, reads_what_shares_are_of_and_says_where_they_are_wrong) {
  ModelFolder folder;
  write_good_model(folder);
  auto const share = [&](std::string const& shares) {
    folder.write("terms/share.yaml", R"(share: { zh: 份额, en: share, means: 各占多少 }
percent: { zh: 百分比, en: percent, means: 百分之几 }
)");
    folder.write("registers/share.yaml", R"(register: share
label: { zh: 份额, en: Share }
about: 一个项目各方占多少
shares: )" + shares + R"(
fields:
  project: { type: reference, to: project, label: { zh: 项目, en: Project } }
  percent: { type: decimal, scale: 2, label: { zh: 百分比, en: Percent } }
)");
  };

  share("{ of: project, part: percent, sum: 100 }");
  auto const loaded = load(folder.path(), {});
  ASSERT_THAT(problems_of(folder), IsEmpty());
  EXPECT_EQ(loaded.catalog->find("share")->shares->whole, 10'000);

  share("{ of: percent, part: project, sum: 100, colour: red }");
  EXPECT_THAT(problems_of(folder), ElementsAre("registers/share.yaml:4 meta.load.key_unknown"));
  share("\n  of: percent\n  part: project\n  sum: 100");
  EXPECT_THAT(problems_of(folder), ElementsAre("registers/share.yaml:5 meta.catalog.shares_of",
                                               "registers/share.yaml:6 meta.catalog.shares_part"));
  share("\n  of: project\n  part: percent\n  sum: 0.001");
  EXPECT_THAT(problems_of(folder), ElementsAre("registers/share.yaml:7 meta.catalog.shares_sum"));
}

TEST(Load, has_the_same_hash_each_time) {
  ModelFolder folder;
  write_good_model(folder);

  auto const hash = load(folder.path(), {}).catalog->hash();

  EXPECT_EQ(load(folder.path(), {}).catalog->hash(), hash);
  EXPECT_EQ(hash, "f61d7f65f4454314d07d85d5a5fb2f7b6069ffc4e506bfb5787a99b6f073ccdd");
}

TEST(Load, says_twelve_mistakes_at_once) {
  ModelFolder folder;
  folder.write("terms/all.yaml", terms);
  folder.write("registers/project.yaml", project);
  folder.write("registers/agreement.yaml", R"(register: agreement
label: { zh: 协议 }
shared: false
colour: red
fields:
  agreement_no:
    type: codes
    label: { zh: 协议编号, en: Agreement no. }
  project:
    type: reference
    to: projekt
    label: { zh: 所属项目, en: Project }
  signed_on:
    type: date
    label: { zh: 签订日期, en: Signed on }
    label: { zh: 签订日, en: Signed }
  amount:
    type: money
    label: { zh: 金额, en: Amount }
    unit: 万元
  contract_no:
    type: text
    label: 合同号
    optional: no
checks:
  - name: signed_in_time
    must: signed_on <=
    says: { zh: 示例, en: Sample }
  - name: positive
    must: amuont > 0
    says: { zh: 示例, en: Sample }
)");

  EXPECT_THAT(problems_of(folder),
              ElementsAre("registers/agreement.yaml:2 meta.load.key_missing",
                          "registers/agreement.yaml:3 meta.load.default",
                          "registers/agreement.yaml:4 meta.load.key_unknown",
                          "registers/agreement.yaml:7 meta.load.unknown_type",
                          "registers/agreement.yaml:11 meta.catalog.unknown_register",
                          "registers/agreement.yaml:16 meta.load.key_twice",
                          "registers/agreement.yaml:20 meta.load.default",
                          "registers/agreement.yaml:21 meta.load.term_missing",
                          "registers/agreement.yaml:23 meta.load.wrong_kind",
                          "registers/agreement.yaml:24 meta.load.no_flag",
                          "registers/agreement.yaml:27 (1:13) feel.expected_expression_at_end",
                          "registers/agreement.yaml:30 (1:1) feel.unknown_name"));
}

TEST(Load, does_not_complain_of_what_refers_to_a_broken_file) {
  ModelFolder folder;
  write_good_model(folder);
  folder.write("registers/project.yaml", "register: project\n  label: [\n");
  folder.write("registers/agreement.yaml",
               std::string(agreement).substr(0, agreement.find("checks:")));
  fs::remove(fs::path(folder.path()) / "tracks/project.yaml");

  EXPECT_THAT(problems_of(folder), ElementsAre("registers/project.yaml:2 meta.load.not_yaml"));
}

TEST(Load, holds_names_against_terms) {
  ModelFolder folder;
  write_good_model(folder);
  folder.write("terms/more.yaml",
               "agreement: { zh: 协议书, en: pact, means: 示例 }\n"
               "contract: { zh: 协议, en: contract, means: 示例, colour: red }\n"
               "Bad: { zh: 坏, en: bad }\n");

  EXPECT_THAT(problems_of(folder), ElementsAre("terms/more.yaml:1 meta.load.term_twice",
                                               "terms/more.yaml:2 meta.load.key_unknown",
                                               "terms/more.yaml:2 meta.load.word_twice",
                                               "terms/more.yaml:3 meta.load.key_missing",
                                               "terms/more.yaml:3 meta.catalog.bad_name"));
}

constexpr OwnedRegister owned = {"ledger", "src/ledger/registers/project.yaml", R"(register: project
label: { zh: 项目, en: Project }
fields:
  amount: { type: money, label: { zh: 总投资, en: Amount } }
views:
  title: amount
  list: [amount]
)"};

TEST(Load, adds_fields_to_a_register_that_a_room_owns) {
  ModelFolder folder;
  folder.write("terms/all.yaml", terms);
  folder.write("registers/project.yaml",
               "register: project\nfields:\n"
               "  signed_on: { type: date, label: { zh: 签订日期, en: Signed on } }\n"
               "views: { list: [amount, signed_on] }\n");

  auto const loaded = load(folder.path(), {&owned, 1});

  ASSERT_THAT(problems_of(folder, {&owned, 1}), IsEmpty());
  auto const& made = *loaded.catalog->find("project");
  EXPECT_EQ(made.owner, "ledger");
  EXPECT_EQ(made.fields.size(), 2U);
  EXPECT_EQ(made.views.title, "amount");
  EXPECT_EQ(made.views.list.size(), 2U);
}

TEST(Load, changes_nothing_of_a_register_that_a_room_owns) {
  ModelFolder folder;
  folder.write("terms/all.yaml", terms);
  folder.write("registers/project.yaml",
               "register: project\nshared: true\nfields:\n"
               "  amount: { type: text, label: { zh: 金额, en: Amount } }\n");

  EXPECT_THAT(problems_of(folder, {&owned, 1}),
              ElementsAre("registers/project.yaml:2 meta.load.key_unknown",
                          "registers/project.yaml:4 meta.catalog.twice"));
}

TEST(Load, says_where_a_folder_or_file_is_not_right) {
  ModelFolder folder;
  EXPECT_THAT(problems_of(folder), ElementsAre(HasSubstr("meta.load.no_folder")));

  write_good_model(folder);
  folder.write("registers/park.yml", "register: park\n");
  folder.write("tracks/agreement.yaml", "track: project\n");
  folder.write("facts/regions.tsv", "14 山西\n");
  EXPECT_THAT(problems_of(folder), ElementsAre("facts/regions.tsv:1 meta.load.bad_fact",
                                               "registers/park.yml:1 meta.load.not_a_yaml_file",
                                               "tracks/agreement.yaml:1 meta.load.file_name",
                                               "tracks/agreement.yaml:1 meta.load.key_missing",
                                               "tracks/agreement.yaml:1 meta.load.key_missing"));
}

TEST(Facts, of_the_model_are_whole) {
  auto const text = [](char const* file) {
    std::ifstream stream(file);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  };
  Facts facts;
  std::vector<Error> problems;
  add_regions(facts, text("model/facts/regions.tsv"), "regions.tsv", problems);
  add_industries(facts, text("model/facts/industries.tsv"), "industries.tsv", problems);

  auto const count = [&](std::string_view start, std::string_view end) {
    return std::ranges::count_if(facts.regions, [&](auto const& region) {
      return region.first.starts_with(start) && region.first.ends_with(end);
    });
  };
  EXPECT_THAT(problems, IsEmpty());
  EXPECT_EQ(count("", "0000"), 34);
  EXPECT_EQ(count("14", "00"), 12);  // the province and eleven cities
  EXPECT_EQ(count("14", ""), 12 + 117);
  EXPECT_EQ(facts.sections_of_divisions.size(), 97U);
  EXPECT_EQ(facts.industries.size(), 20U + 97U);
  EXPECT_EQ(facts.sections_of_divisions.at("26"), "C");
  EXPECT_EQ(facts.regions.at("140322"), "盂县");
}

// The first problem with a text, or what its root holds under "a".
std::string outcome(std::string const& text) {
  std::vector<Error> problems;
  auto const root = parse_yaml(text, "x.yaml", problems);
  if (!problems.empty()) return problems[0].where + " " + problems[0].says.key;
  auto const* found = root->find("a");
  return found ? found->text : "?";
}

TEST(Yaml, reads_texts_and_refuses_what_two_would_read_differently) {
  struct Row {
    char const* text;
    char const* outcome;
  } const rows[] = {
      {"a: NO\n", "NO"},
      {"a: 012\n", "012"},
      {"a: 'x: y'\n", "x: y"},
      {"a: >\n  一\n  二\n", "一 二\n"},
      {"\xEF\xBB\xBF"
       "a: 甲\n",
       "甲"},
      {"a: ~\n", ""},
      {"b: 1\na: 1\na: 2\n", "x.yaml:3 meta.load.key_twice"},
      {"b: 1\na: &x 2\n", "x.yaml:2 meta.load.anchor"},
      {"b: &x 1\na: *x\n", "x.yaml:1 meta.load.anchor"},
      {"a: !!int 3\n", "x.yaml:1 meta.load.tag"},
      {"a: 1\n---\na: 2\n", "x.yaml:1 meta.load.documents"},
      {"a: [1\n", "x.yaml:2 meta.load.not_yaml"},
      {"{:", "x.yaml:1 meta.load.not_yaml"},
      {"[:", "x.yaml:1 meta.load.not_yaml"},
      {"a: 1\n b: 2\n", "x.yaml:2 meta.load.not_yaml"},
      {"a: 1\n\x04\n", "x.yaml:2 meta.load.control_character"},
      {"a: \xff\n", "x.yaml:1 meta.load.not_utf8"},
      {"# nothing\n", "x.yaml:1 meta.load.nothing"},
      {"? [1]\n: 2\n", "x.yaml:1 meta.load.key_no_text"},
  };
  for (auto const& [text, expected] : rows) EXPECT_EQ(outcome(text), expected) << text;
}

TEST(Yaml, is_bounded) {
  EXPECT_EQ(outcome("a: " + std::string(1 << 20, 'x')), "x.yaml:1 meta.load.too_large");
  EXPECT_EQ(outcome(std::string(17, '[') + std::string(17, ']')), "x.yaml:1 meta.load.too_deep");
  EXPECT_EQ(outcome("a: " + std::string(10'000, '[')), "x.yaml:1 meta.load.too_deep");
  EXPECT_EQ(outcome(std::string(10'000, '[')), "x.yaml:1 meta.load.too_deep");
}

}  // namespace
}  // namespace zonebook::meta
