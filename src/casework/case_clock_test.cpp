// Cases in a ledger: what it refuses, the clocks of what it holds, and what is to stand in them.

#include "casework/case_clock.h"

#include "casework/casework_fixture.h"

namespace zonebook::casework {
namespace {

using testing::SizeIs;

class Cases : public CaseworkFixture {
 protected:
  std::string procedure(std::string const& of, std::string const& from, std::string const& more) {
    EXPECT_NE(of, "") << refused_;
    return make("east", "case_procedure", "2023-06-19",
                R"("service_case":")" + of + R"(","kind_of_procedure":"expert_review",)" +
                    R"("legal_basis":"行政许可法第四十五条","first_day":")" + from + '"' + more);
  }

  bool retire(std::string const& notice, std::string const& from) {
    return append("root", {*Json::parse(R"({"kind":"retire","register":"calendar_year","id":")" +
                                        notice + R"(","valid_from":")" + from + R"("})")});
  }

  std::string text_in_case(std::string const& id, std::string const& field) {
    auto const found = *snapshot("east").as_of(id, *Date::parse("2023-07-01"));
    auto const* const of = found.in->find(field);
    auto const value = found.version->values[found.in->index_of(*of)];
    if (std::holds_alternative<std::monostate>(value)) return "";
    return of->type->show(value, *of, Language::en);
  }
};

constexpr auto days5 = R"(,"promised_days":5,"statutory_days":20)";

TEST_P(Cases, have_clocks_by_their_records_and_the_notices_of_the_root) {
  auto const id = service_case("JC-1", "2023-06-19", days5);
  ASSERT_NE(procedure(id, "2023-06-20", R"(,"told_on":"2023-06-19","limit_days":2)"), "")
      << refused_;

  auto const all = clocks("2023-06-21");

  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].code, "JC-1");
  EXPECT_EQ(all[0].clock.state, Clock::State::stopped);
  EXPECT_EQ(all[0].clock.due, Date::parse("2023-06-30"));
  EXPECT_EQ(render(all[0].clock.why, Language::zh),
            "时钟停着：专家评审自 2023-06-20 起，不计入时限，2023-06-26 恢复计时；已用 0 天");
  EXPECT_EQ(all[0].light.colour, "blue");
  EXPECT_EQ(all[0].light.changes_on, Date::parse("2023-06-26"));
  EXPECT_EQ(all[0].light.clears.zh, "程序结束，恢复计时");
  EXPECT_THAT(clocks("2023-06-21", "west"), SizeIs(0));
}

TEST_P(Cases, light_up_when_they_are_nearly_due_and_say_when_that_changes) {
  service_case("JC-1", "2023-06-19", days5);
  auto const light_on = [&](std::string_view day) {
    auto const all = clocks(day);
    if (all.empty()) return "none: " + refused_;
    auto const light = all.front().light;
    return light.colour + " " + light.rule + " " +
           (light.changes_on ? light.changes_on->to_string() : "never");
  };

  EXPECT_EQ(light_on("2023-06-19"), "green running 2023-06-25");
  EXPECT_EQ(light_on("2023-06-25"), "yellow near 2023-06-28");
  EXPECT_EQ(light_on("2023-06-28"), "red overdue never");
}

TEST_P(Cases, have_what_the_clock_says_written_into_them_once) {
  auto const id = service_case("JC-1", "2023-06-19", days5);
  auto const changes = [&] { return clock_changes(clocks("2023-06-25"), catalog()); };

  ASSERT_THAT(changes(), SizeIs(1));
  ASSERT_TRUE(append("east", changes())) << refused_;

  EXPECT_EQ(text_in_case(id, "due"), "27 Jun 2023");
  EXPECT_EQ(text_in_case(id, "calendar_basis"), "2023.1");
  EXPECT_EQ(text_in_case(id, "used_days"), "") << "it would change each day";
  EXPECT_EQ(text_in_case(id, "light_changes_on"), "28 Jun 2023");
  EXPECT_THAT(changes(), SizeIs(0));
}

TEST_P(Cases, are_reckoned_again_when_their_zone_closes_or_a_notice_changes) {
  auto const id = service_case("JC-1", "2023-06-19", days5);
  ASSERT_TRUE(append("east", clock_changes(clocks("2023-06-25"), catalog())));
  make(
      "east", "closing_day", "2023-06-26",
      R"("first_day":"2023-06-26","last_day":"2023-06-26","reason":"停电","approver":"示例人员01")");
  make(
      "west", "closing_day", "2023-06-27",
      R"("first_day":"2023-06-27","last_day":"2023-06-27","reason":"停电","approver":"示例人员01")");

  auto const changes = clock_changes(clocks("2023-06-27"), catalog());

  ASSERT_THAT(changes, SizeIs(1));
  ASSERT_TRUE(append("east", changes)) << refused_;
  EXPECT_EQ(text_in_case(id, "due"), "28 Jun 2023") << "its own zone's closing, not the other's";
  EXPECT_EQ(text_in_case(id, "calendar_basis"), "2023.1 +1");
  auto const from_above = clocks("2023-06-27", "root");
  ASSERT_THAT(from_above, SizeIs(1));
  EXPECT_EQ(from_above[0].clock.due, Date::parse("2023-06-28"));
}

TEST_P(Cases, that_were_decided_keep_their_days_used_and_saved) {
  auto const id =
      service_case("JC-1", "2023-06-19",
                   std::string(days5) + R"(,"decided_on":"2023-06-26","result":"granted")");

  ASSERT_TRUE(append("east", clock_changes(clocks("2023-07-01"), catalog()))) << refused_;

  EXPECT_EQ(text_in_case(id, "due"), "27 Jun 2023");
  EXPECT_EQ(text_in_case(id, "used_days"), "4");
  EXPECT_EQ(text_in_case(id, "saved_days"), "16");
}

// A figure that asks for a day before the case was written on reads the version of that day.
TEST_P(Cases, have_what_the_clock_said_in_each_of_their_versions) {
  auto const id = service_case("JC-1", "2023-06-19", days5);
  ASSERT_TRUE(
      change("change", "east", id, "2023-06-26", R"("decided_on":"2023-06-26","result":"granted")"))
      << refused_;
  auto const value_on = [&](std::string_view on, std::string const& field) {
    auto const found = *snapshot("east").as_of(id, *Date::parse(on));
    auto const* const of = found.in->find(field);
    return to_text(ledger::json_of({of, found.version->values[found.in->index_of(*of)]}));
  };
  auto const earlier = [&] {
    auto at = snapshot("east");
    auto const clocks = earlier_clocks(at, model_rules(), *Date::parse("2023-07-01"));
    EXPECT_TRUE(clocks) << db::told(clocks);
    return clock_changes(clocks.value_or(std::vector<CaseClock>()), catalog());
  };

  ASSERT_TRUE(append("east", clock_changes(clocks("2023-07-01"), catalog()))) << refused_;
  EXPECT_EQ(value_on("2023-06-21", "due"), "null");
  ASSERT_THAT(earlier(), SizeIs(1));
  ASSERT_TRUE(append("east", earlier())) << refused_;
  EXPECT_EQ(value_on("2023-06-21", "due"), R"("2023-06-27")");
  EXPECT_EQ(value_on("2023-06-21", "saved_days"), "null") << "it was decided later";
  EXPECT_EQ(value_on("2023-06-26", "saved_days"), "16");
  EXPECT_THAT(earlier(), SizeIs(0));
}

// What model/decisions/case_light.dmn says.
std::string colour_of(Clock const& clock) {
  switch (clock.state) {
    case Clock::State::stopped: return "blue";
    case Clock::State::running:
      return !clock.left || *clock.left > 2 ? "green" : *clock.left < 0 ? "red" : "yellow";
    default: return "none";
  }
}

// With nothing that happens after the day, a day after another.
std::optional<Date> changes_by_walking(Course course, Date on, calendar::WorkDays const& days) {
  auto const is_later = [&](std::optional<Date> const& day) { return day && *day > on; };
  for (auto* day : {&course.supplement_asked, &course.accepted, &course.decided, &course.ended}) {
    if (is_later(*day)) day->reset();
  }
  if (course.extension && course.extension->on > on) course.extension.reset();
  std::erase_if(course.procedures, [&](Procedure const& one) { return one.from > on; });
  for (auto& one : course.procedures) {
    if (is_later(one.to)) one.to.reset();
  }
  auto const now = colour_of(reckon(course, on, days));
  for (int i = 1; i <= 400; ++i) {
    auto const day = *on.add_days(i);
    if (colour_of(reckon(course, day, days)) != now) return day;
  }
  return std::nullopt;
}

TEST(CaseLights, change_on_the_day_on_which_looking_at_each_day_finds_another) {
  auto const days = model_days();
  auto const rules = model_rules();
  CaseLights lights(rules, day("2023-06-19"));
  CourseDice dice(20230619);
  std::map<std::string, int> changed;  // by the colour before

  for (int i = 0; i < 1'500; ++i) {
    auto const course = dice.course();
    auto const on = dice.day_of(course);
    auto const clock = reckon(course, on, days);
    auto const light = lights.of(course, clock, on, days, {});
    ASSERT_TRUE(light) << render(light.error().says, Language::en);
    auto const where = dice.told(course) + " on " + on.to_string();
    ASSERT_EQ(light->colour, colour_of(clock)) << where;
    ASSERT_EQ(light->changes_on, changes_by_walking(course, on, days)) << where;
    if (light->changes_on) ++changed[light->colour];
  }
  for (auto const* colour : {"none", "green", "yellow", "blue"}) {
    EXPECT_GT(changed[colour], 5) << colour;
  }
}

TEST_P(Cases, refuse_what_no_law_allows) {
  auto const id = service_case("JC-1", "2023-06-19", days5);
  ASSERT_NE(id, "") << refused_;
  auto const refuses = [&](std::string const& made) {
    EXPECT_EQ(made, "");
    return std::exchange(refused_, "");
  };
  auto const of = [&](std::string const& more) { return service_case("JC-2", "2023-06-19", more); };

  EXPECT_EQ(refuses(procedure(id, "2023-06-16", R"(,"told_on":"2023-06-16","limit_days":2)")),
            "procedure_after_acceptance");
  EXPECT_EQ(refuses(procedure(id, "2023-06-20", R"(,"told_on":"2023-06-21","limit_days":2)")),
            "procedure_told_first");
  EXPECT_EQ(refuses(procedure(id, "2023-06-20", R"(,"told_on":"2023-06-20","limit_days":0)")),
            "procedure_limit_positive");
  EXPECT_EQ(refuses(of(R"(,"promised_days":30,"statutory_days":20)")), "promised_within_statutory");
  EXPECT_EQ(refuses(of(R"(,"promised_days":5,"supplement_on":"2023-06-20","missing":"申请表")")),
            "no_supplement_after_acceptance");
  EXPECT_EQ(refuses(of(R"(,"promised_days":5,"supplement_on":"2023-06-19")")),
            "supplement_says_what");
  EXPECT_EQ(refuses(of(R"(,"promised_days":5,"extended_on":"2023-06-20","extended_days":5)")),
            "extension_is_whole");
  auto const who = R"(,"extended_by":"示例人员02","extended_reason":"案情复杂")";
  EXPECT_EQ(refuses(of(R"(,"promised_days":5,"extended_on":"2023-06-20","extended_days":11)" +
                       std::string(who))),
            "extension_within_ten");
  EXPECT_EQ(refuses(of(R"(,"promised_days":5,"repaired_on":"2023-06-20")")), "repair_in_order");
}

TEST_P(Cases, defer_and_promise_only_what_the_list_allows) {
  auto const item = make("root", "service_item", "2023-01-01",
                         R"("item_code":"SL-1","name":"示例事项01","kind_of_service":"licence",
      "kind_of_item":"promised","level":"zone","authority":"示例部门","audience":"legal",
      "promised_days":5,"charged":"no","visits":0,"verified":"sample")");
  ASSERT_NE(item, "") << refused_;
  auto const material = [&](std::string const& name, std::string const& more) {
    return make(
        "root", "item_material", "2023-01-01",
        R"("service_item":")" + item + R"(","name":")" + name +
            R"(","form_of_material":"copy","necessity":"always","supplied_by":"applicant")" + more);
  };
  auto const minor =
      material("租赁合同", R"(,"importance":"minor","deferrable":"yes","promisable":"no")");
  auto const main =
      material("申请表", R"(,"importance":"main","deferrable":"no","promisable":"no")");
  EXPECT_EQ(material("报告", R"(,"importance":"main","deferrable":"yes","promisable":"no")"), "");
  EXPECT_EQ(refused_, "main_is_not_deferred");
  auto const id = service_case("JC-1", "2023-06-19", R"(,"promised_days":5,"due":"2023-06-27")");
  auto const missing = [&](std::string const& of, std::string const& more) {
    refused_.clear();
    make("east", "case_material", "2023-06-19",
         R"("service_case":")" + id + R"(","item_material":")" + of +
             R"(","name":"材料","told_on":"2023-06-19")" + more);
    return refused_;
  };

  EXPECT_EQ(missing(minor, R"(,"status":"deferred","due":"2023-06-27","consequence":"终止办理")"),
            "");
  EXPECT_EQ(missing(minor, R"(,"status":"deferred","due":"2023-06-27")"),
            "later_material_has_terms");
  EXPECT_EQ(missing(minor, R"(,"status":"deferred","due":"2023-06-28","consequence":"终止办理")"),
            "later_material_within_case");
  EXPECT_EQ(missing(main, R"(,"status":"deferred","due":"2023-06-27","consequence":"终止办理")"),
            "later_material_is_listed");
  EXPECT_EQ(missing(main, R"(,"status":"promised","due":"2023-08-01")"),
            "promised_material_is_listed");
  EXPECT_EQ(missing(minor, R"(,"status":"missing")"), "missing_told_at_once");
}

TEST_P(Cases, of_notices_that_cannot_be_are_refused) {
  auto const refused = [&](std::string const& fields) {
    refused_.clear();
    make("root", "calendar_year", "2027-01-01", R"("year":2027,"edition":1,)" + fields);
    return refused_;
  };

  EXPECT_EQ(refused(R"("holidays":"2027-1-1 元旦")"), "calendar.not_days calendar_year.holidays");
  EXPECT_EQ(refused(R"("make_up_days":"2027-02-05 春节")"), "calendar.make_up_weekday 2027");
  EXPECT_EQ(refused(R"("holidays":"2028-02-01 春节")"), "calendar.outside_year 2027");
  EXPECT_EQ(refused(R"("holidays":"2027-01-01..2027-01-03 元旦")"), "");
}

TEST_P(Cases, get_a_later_edition_of_the_model_but_never_over_a_person_s) {
  auto notice = *calendar::read_notice(
      "year\t2023\nedition\t2\nsource\t示例文件2\nholiday\t2023-01-01\t2023-01-02\t元旦\n", "x");
  auto root = snapshot();
  auto const first = adopt_notices(root, {notice});
  ASSERT_TRUE(first);
  ASSERT_THAT(first->corrections, SizeIs(1));
  ASSERT_TRUE(append("root", first->corrections)) << refused_;
  auto again = snapshot();
  EXPECT_THAT(adopt_notices(again, {notice})->corrections, SizeIs(0));

  auto const id = first->corrections.front().text_at("id");
  auto const done = book().append(*Json::parse(
      R"({"zone":"root","actor":"示例人员01","changes":[{"kind":"correct","register":"calendar_year",
      "id":")" +
      std::string(*id) + R"(","valid_from":"1900-01-01","fields":{"edition":3}}]})"));
  ASSERT_TRUE(done) << db::told(done);
  notice.edition = 4;
  auto after = snapshot();
  auto const left = adopt_notices(after, {notice});
  EXPECT_THAT(left->corrections, SizeIs(0));
  EXPECT_THAT(left->left, testing::ElementsAre(2023));
}

TEST_P(Cases, rest_on_notices_of_their_year_on_whatever_days_the_records_hold) {
  auto const edition_on = [&](std::string_view on, std::int64_t year) {
    auto root = snapshot();
    auto const days = national_days(root, *Date::parse(on));
    EXPECT_TRUE(days) << db::told(days);
    return days ? days->edition_of(year) : -1;
  };
  auto const next = make("root", "calendar_year", "2027-01-01",
                         R"("year":2027,"edition":1,"holidays":"2027-01-01..2027-01-03 元旦")");
  ASSERT_NE(next, "") << refused_;
  EXPECT_EQ(edition_on("2026-12-01", 2027), 1) << "it was entered for next year";

  auto const notice = *calendar::read_notice(
      "year\t2027\nedition\t1\nsource\t示例文件\nholiday\t2027-01-01\t2027-01-03\t元旦\n", "x");
  auto root = snapshot();
  EXPECT_THAT(adopt_notices(root, {notice})->creations, SizeIs(0)) << "the ledger knows that year";

  ASSERT_TRUE(retire(next, "2028-06-01")) << refused_;
  EXPECT_EQ(edition_on("2029-01-01", 2027), 1) << "its year was over when it ended";
  ASSERT_TRUE(retire(next, "2027-01-01")) << refused_;
  EXPECT_EQ(edition_on("2026-12-01", 2027), 0);
  auto after = snapshot();
  EXPECT_THAT(adopt_notices(after, {notice})->creations, SizeIs(0)) << "made void, it stays so";
}

TEST_P(Cases, rest_on_the_notice_that_took_another_s_place) {
  auto const first = make("root", "calendar_year", "2026-10-01",
                          R"("year":2027,"edition":1,"holidays":"2027-01-01 元旦")");
  ASSERT_TRUE(retire(first, "2026-12-01")) << refused_;
  ASSERT_NE(make("root", "calendar_year", "2026-12-10",
                 R"("year":2027,"edition":2,"holidays":"2027-01-01 元旦")"),
            "")
      << refused_;
  auto root = snapshot();
  auto const edition_on = [&](std::string_view on) {
    return national_days(root, *Date::parse(on))->edition_of(2027);
  };

  EXPECT_EQ(edition_on("2026-11-01"), 1);
  EXPECT_EQ(edition_on("2026-12-05"), 2);
  EXPECT_EQ(edition_on("2027-03-01"), 2);
}

INSTANTIATE_TEST_SUITE_P(Both, Cases, db::both_dialects, db::dialect_name);

}  // namespace
}  // namespace zonebook::casework
