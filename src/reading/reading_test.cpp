#include "reading/reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zonebook::reading {
namespace {

Options const options{.zone = "示例区", .title = "", .today = *Date::parse("2024-12-05")};

// A figure in one line: what stands, its indicator, measure, value and unit, and what is not usual.
std::string told(std::string_view text, Figure const& figure) {
  std::string out(text.substr(figure.at.begin, figure.at.end - figure.at.begin));
  out += " " + figure.indicator + " " + std::string(name_of(figure.measure));
  out += " " + figure.value.to_string();
  if (figure.upper) out += ".." + figure.upper->to_string();
  out += figure.unit;
  if (figure.comparator != Comparator::eq) out += " " + std::string(name_of(figure.comparator));
  if (figure.modality != Modality::actual) out += " " + std::string(name_of(figure.modality));
  return out;
}

std::vector<std::string> read_all(std::string_view text) {
  std::vector<std::string> all;
  for (auto const& figure : read(text, options).figures) all.push_back(told(text, figure));
  return all;
}

std::string period_of(std::string_view text, std::size_t index = 0) {
  auto const reading = read(text, options);
  if (index >= reading.figures.size()) return "no figure";
  auto const& period = reading.figures[index].period;
  if (!period) return "none";
  return (period->start ? period->start->to_string() : "as of") + " " + period->end.to_string();
}

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Sentence {
  std::string text;
  std::vector<std::string> figures;
};

class ReadsSentence : public ::testing::TestWithParam<Sentence> {};

TEST_P(ReadsSentence, WithEveryFigureInIt) {
  EXPECT_THAT(read_all(GetParam().text), ::testing::ElementsAreArray(GetParam().figures));
}

INSTANTIATE_TEST_SUITE_P(
    OfOurOwn, ReadsSentence,
    ::testing::Values(
        Sentence{"1—11月，完成规上工业总产值312.5亿元，同比增长8.6%，增速高于全省2.1个百分点。",
                 {"312.5亿元 industrial_output level 312.5亿元", "8.6% industrial_output yoy 8.6%",
                  "2.1个百分点 industrial_output gap_pp 2.1百分点"}},
        Sentence{"进出口总额12.3亿美元，同比下降3.4%，降幅较上月收窄1.2个百分点。",
                 {"12.3亿美元 import_export level 12.3亿美元", "3.4% import_export yoy -3.4%",
                  "1.2个百分点 import_export change_pp -1.2百分点"}},
        Sentence{"规上工业企业86家，较年初净增12家；高新技术企业达45家，占比52.3%。",
                 {"86家 above_scale_enterprise_count level 86家",
                  "12家 above_scale_enterprise_count delta 12家",
                  "45家 high_tech_enterprise_count level 45家",
                  "52.3% high_tech_enterprise_count share 52.3%"}},
        Sentence{"工业增加值、固定资产投资、社会消费品零售总额分别增长8.1%、12.3%和6.7%。",
                 {"8.1% industrial_value_added yoy 8.1%", "12.3% fixed_asset_investment yoy 12.3%",
                  "6.7% retail_sales yoy 6.7%"}},
        Sentence{"新签约项目23个，其中10亿元以上项目5个、50亿元以上项目1个。",
                 {"23个 project_count level 23个", "5个 project_count level 5个",
                  "1个 project_count level 1个"}},
        Sentence{"力争GDP增长7%，实际利用外资5000万美元。",
                 {"7% gdp yoy 7% target", "5000万美元 fdi_used level 5000万美元 target"}},
        Sentence{"引进内资6亿元，占目标任务5亿元的120%。",
                 {"6亿元 funds_in_place level 6亿元", "5亿元 funds_in_place level 5亿元 target",
                  "120% funds_in_place completion_rate 120%"}},
        Sentence{"办结各类审批事项1,245件，按期办结率100%。",
                 {"1,245件 service_items_handled level 1245件",
                  "100% problem_resolution_rate rate 100%"}},
        Sentence{"占地约２００亩，可容纳企业10—20家。",
                 {"２００亩 land_area level 200亩 approx",
                  "10—20家 enterprise_count level 10..20家 range forecast"}},
        Sentence{"超七成项目开工，税收占三分之一，办理时间压缩1/2。",
                 {"七成 project_count share 70% gt", "三分之一 tax_revenue share 33.3333%",
                  "1/2 approval_time_ratio rate 50%"}},
        Sentence{"引进项目三十六个，协议资金近百亿元。",
                 {"三十六个 project_count level 36个",
                  "百亿元 contracted_investment level 10000000000元 near"}},
        Sentence{
            "到位资金40.7亿、39.05亿和18.6亿元；开工率高于上年24个、7个和4.8个百分点。",
            {"40.7亿 funds_in_place level 40.7亿元", "39.05亿 funds_in_place level 39.05亿元",
             "18.6亿元 funds_in_place level 18.6亿元", "24个 project_start_rate gap_pp 24百分点",
             "7个 project_start_rate gap_pp 7百分点",
             "4.8个百分点 project_start_rate gap_pp 4.8百分点"}},
        Sentence{"投资完成率达114.2%；年度计划投资378亿元，完成投资463.5亿元，占年度计划的122.6%。",
                 {"114.2% completed_investment completion_rate 114.2%",
                  "378亿元 annual_planned_investment level 378亿元 plan",
                  "463.5亿元 completed_investment level 463.5亿元",
                  "122.6% completed_investment completion_rate 122.6%"}},
        Sentence{"12个省重大项目开工8个，法定时限压缩1/3至1/10，完成十项区域评估。",
                 {"12个 project_count level 12个", "8个 project_count level 8个",
                  "1/3至1/10 approval_time_ratio rate 10..33.3333% range",
                  "十项 regional_assessment_count level 10项"}},
        Sentence{"审批时限由30个工作日压缩至5个工作日。",
                 {"30个工作日 approval_time level 30个工作日",
                  "5个工作日 approval_time level 5个工作日"}},
        Sentence{"解决企业需求500余项，满意率99.8%以上，综合考核居全省第3位。",
                 {"500余项 demands_resolved level 500项 gt",
                  "99.8% satisfaction_rate rate 99.8% ge", "第3 performance_rank rank 3位"}}));

TEST(Read, PassesOverWhatIsNoFigure) {
  EXPECT_THAT(read_all("“十四五”开局，“三个一批”和“4+1”产业，一区十六园。"), IsEmpty());
  EXPECT_THAT(read_all("示例政发〔2023〕12号，电话0350-1234567，第八期，二十大。"), IsEmpty());
  EXPECT_THAT(read_all("8个开发区承担任务，持续6个月，分三期，一是抓五大行动。"), IsEmpty());
  EXPECT_THAT(read_all("年产15万吨示例合金项目进展顺利，三年行动有序开展。"), IsEmpty());
}

TEST(Read, TakesWhatTimeMeansFromTheReference) {
  EXPECT_EQ(period_of("今年以来，签约项目3个。"), "2024-01-01 2024-12-05");
  EXPECT_EQ(period_of("截至11月底，签约项目3个。"), "as of 2024-11-30");
  EXPECT_EQ(period_of("目前，入驻企业3家。"), "as of 2024-12-05");
  EXPECT_EQ(period_of("去年，完成投资3亿元。"), "2023-01-01 2023-12-31");
  EXPECT_EQ(period_of("前三季度，完成投资3亿元。"), "2024-01-01 2024-09-30");
  EXPECT_EQ(period_of("2019年和2020年，引进项目3个。"), "2019-01-01 2020-12-31");
  EXPECT_EQ(period_of("“十五五”期间，计划完成投资3亿元。"), "2026-01-01 2030-12-31");
  EXPECT_EQ(period_of("近年来，引进企业3家。"), "none");
  EXPECT_EQ(period_of("引进企业3家。"), "as of 2024-12-05");
  EXPECT_EQ(period_of("截至11月底完成投资3亿元，完成全年投资目标。签约项目2个。", 1),
            "as of 2024-11-30");
}

TEST(Read, LetsAPeriodHoldUntilAnotherIsStated) {
  std::string_view const text = "上半年，完成投资3亿元。签约项目5个。7月，完成投资1亿元。";

  EXPECT_EQ(period_of(text, 1), "2024-01-01 2024-06-30");
  EXPECT_EQ(period_of(text, 2), "2024-07-01 2024-07-31");
}

TEST(Read, GivesThePropertiesOfAProjectNoPeriod) {
  std::string_view const text =
      "11月2日，示例项目开工。该项目总投资12亿元，占地200亩，建成后年产值20亿元。";

  EXPECT_EQ(period_of(text, 0), "none");
  EXPECT_EQ(period_of(text, 1), "none");
  EXPECT_EQ(period_of(text, 2), "none");
}

TEST(Read, DoesNotTakeAFoundingOrABaseForThePeriod) {
  EXPECT_EQ(period_of("上半年，成立于1992年的示例区完成投资3亿元。"), "2024-01-01 2024-06-30");
  EXPECT_EQ(period_of("9月，经营主体较2023年末净增30户。"), "2024-09-01 2024-09-30");
}

TEST(Read, SpansAreBytesOnWholeCharacters) {
  std::string_view const text = "总投资 1.2 亿元";

  auto const figure = read(text, options).figures.at(0);

  EXPECT_EQ(text.substr(figure.at.begin, figure.at.end - figure.at.begin), "1.2 亿元");
}

TEST(Read, TakesAnyBytes) {
  EXPECT_THAT(read_all(""), IsEmpty());
  EXPECT_THAT(read_all("\xff\xfe 总投资12亿\xe4"), ElementsAre(::testing::_));
  EXPECT_THAT(read_all(std::string(1000, '9') + "个项目"), IsEmpty());
  EXPECT_THAT(read_all("在谈项目累计40"), ElementsAre("40 project_count level 40个"));
}

std::vector<Relation> relations_in(std::string_view text) { return read(text, options).relations; }

TEST(Read, ChecksASumToTheLastOne) {
  auto const found = relations_in("签约项目11个，其中：甲县5个、乙县2个、丙县4个。");

  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, Relation::Kind::sum);
  EXPECT_EQ(found[0].terms, (std::vector<std::size_t>{1, 2, 3}));
  EXPECT_EQ(found[0].holds, true);
}

TEST(Read, LetsAShareHoldWithinItsRounding) {
  auto const exact = relations_in("引进项目60个，占目标任务70个的85.7%。");
  auto const cut = relations_in("引进项目23个，占目标任务18个的127.7%。");

  ASSERT_EQ(exact.size(), 1u);
  EXPECT_EQ(exact[0].holds, true);
  ASSERT_EQ(cut.size(), 1u);
  EXPECT_EQ(cut[0].holds, false);
  EXPECT_TRUE(cut[0].truncated);
}

TEST(Read, ChecksGrowthOverTheYearsBetween) {
  auto const found = relations_in("税收由2020年的5.6亿元增长到2023年的9.8亿元，年均增长20.5%。");

  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, Relation::Kind::growth);
  EXPECT_EQ(found[0].holds, true);
}

TEST(Read, AccusesNobodyOfWhatMayBeOfAnotherScope) {
  for (auto const& relation : relations_in(
           "签约项目6个，总投资7.64亿元，签约项目开工率100%。全年新签约项目6个，开工4个。")) {
    EXPECT_NE(relation.holds, false);
  }
}

TEST(Read, FindsTheArticlesOfAPage) {
  auto const reading = read(
      "## 示例甲经济开发区\n\n# 抓招商 促发展\n\n本刊讯 "
      "今年签约项目3个。\n\n总投资2亿元。（张三丰）\n\n"
      "示例乙产业园\n\n## 服务企业有新招\n\n本刊讯 入驻企业5家。(李四)\n",
      options);

  ASSERT_EQ(reading.articles.size(), 2u);
  EXPECT_EQ(reading.articles[0].zone, "示例甲经济开发区");
  EXPECT_EQ(reading.articles[0].headline, "抓招商 促发展");
  EXPECT_EQ(reading.articles[0].author, "张三丰");
  EXPECT_EQ(reading.articles[0].lines, (std::vector<std::size_t>{5, 7}));
  EXPECT_EQ(reading.articles[1].zone, "示例乙产业园");
  EXPECT_EQ(reading.figures.back().subject, "示例乙产业园");
}

TEST(Read, JoinsAStoryThatGoesOnElsewhere) {
  auto const reading = read(
      "示例区一年来成绩显著，全区上下一心抓落实，\n\n## 示例乙开发区\n\n# 又一篇\n\n本刊讯 "
      "短讯。(李四)\n\n"
      "# 稳中求进开新局\n\n## ——示例丙经济开发区工作综述\n\n■ 王五\n\n取得新成绩。\n\n再创辉煌。\n",
      options);

  ASSERT_EQ(reading.articles.size(), 2u);
  EXPECT_EQ(reading.articles[0].headline, "稳中求进开新局 ——示例丙经济开发区工作综述");
  EXPECT_EQ(reading.articles[0].author, "王五");
  EXPECT_EQ(reading.articles[0].lines, (std::vector<std::size_t>{1, 15, 17}));
}

TEST(Read, SaysItAllInJson) {
  auto const json = to_json(read("上半年，签约项目3个。", options));

  EXPECT_EQ(to_text(*json.find("figures")),
            R"([{"id":"f01","article":"a1","start":24,"end":28,"indicator":"project_count",)"
            R"("measure":"level","value":3,"unit":"个","comparator":"eq","modality":"actual",)"
            R"("period":{"type":"range","start":"2024-01-01","end":"2024-06-30",)"
            R"("scope":"sentence"},"subject":"示例区","dims":{"stage":"签约"}}])");
}

}  // namespace
}  // namespace zonebook::reading
