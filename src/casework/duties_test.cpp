// What a case owes beside its clock, day by day.

#include "casework/duties.h"

#include <gmock/gmock.h>

#include <array>

#include "casework/casework_fixture.h"

namespace zonebook::casework {
namespace {

// "repair overdue 2023-07-16"
std::string told(DutyFacts const& facts, std::string_view on) {
  constexpr std::array kinds = {"material", "promise", "invite", "call_back", "repair"};
  constexpr std::array states = {"open", "overdue", "done", "done_late", "broken"};
  auto const all = duties(facts, day(on), model_rules());
  if (!all) return render(all.error().says, Language::en);
  std::string said;
  for (auto const& one : *all) {
    said += said.empty() ? "" : ", ";
    said += kinds[static_cast<std::size_t>(one.kind)];
    said += std::string(" ") + states[static_cast<std::size_t>(one.state)];
    if (one.due) said += " " + one.due->to_string();
    EXPECT_NE(one.source, "");
  }
  return said;
}

TEST(Duties, of_material_that_comes_later_are_late_the_day_after) {
  LaterMaterial lease{.name = "租赁合同", .due = day("2023-07-04"), .consequence = "终止办理"};

  EXPECT_EQ(told({.materials = {lease}}, "2023-07-04"), "material open 2023-07-04");
  EXPECT_EQ(told({.materials = {lease}}, "2023-07-05"), "material overdue 2023-07-04");
  lease.done = day("2023-07-04");
  EXPECT_EQ(told({.materials = {lease}}, "2023-07-05"), "material done 2023-07-04");
  EXPECT_EQ(told({.materials = {lease}}, "2023-07-03"), "material open 2023-07-04")
      << "it has not arrived yet on that day";
  lease.done = day("2023-07-05");
  EXPECT_EQ(told({.materials = {lease}}, "2023-07-05"), "material done_late 2023-07-04");
  auto const all = *duties({.materials = {lease}}, day("2023-07-05"), model_rules());
  EXPECT_EQ(render(all.front().says, Language::zh),
            "容缺材料“租赁合同”应于 2023-07-04 补齐，逾期：终止办理");
}

TEST(Duties, of_a_promise_end_when_it_was_checked_and_stay_broken) {
  LaterMaterial promise{
      .name = "安全条件说明", .kind = LaterMaterial::Kind::promised, .due = day("2023-09-01")};

  EXPECT_EQ(told({.materials = {promise}}, "2023-09-02"), "promise overdue 2023-09-01");
  promise.done = day("2023-08-20");
  EXPECT_EQ(told({.materials = {promise}}, "2023-09-02"), "promise done 2023-09-01");
  promise.is_broken = true;
  EXPECT_EQ(told({.materials = {promise}}, "2023-09-02"), "promise broken 2023-09-01");
  EXPECT_EQ(told({.materials = {promise}}, "2023-08-19"), "promise open 2023-09-01");
}

TEST(Duties, of_a_bad_rating_are_a_call_within_a_day_and_a_repair_within_fifteen) {
  DutyFacts facts{
      .decided = day("2023-06-28"), .rating = "dissatisfied", .rated = day("2023-07-01")};

  EXPECT_EQ(told(facts, "2023-06-27"), "");
  EXPECT_EQ(told(facts, "2023-06-30"), "") << "not rated yet, and not three days ago";
  EXPECT_EQ(told(facts, "2023-07-02"), "call_back open 2023-07-02, repair open 2023-07-16");
  EXPECT_EQ(told(facts, "2023-07-03"), "call_back overdue 2023-07-02, repair open 2023-07-16");
  facts.called_back = day("2023-07-02");
  facts.repaired = day("2023-07-17");
  EXPECT_EQ(told(facts, "2023-07-20"), "call_back done 2023-07-02, repair done_late 2023-07-16");
  facts.rating = "satisfied";
  EXPECT_EQ(told(facts, "2023-07-20"), "");
}

TEST(Duties, of_a_case_that_nobody_rated_are_an_invitation_after_three_days) {
  DutyFacts const facts{.decided = day("2023-06-28")};

  EXPECT_EQ(told(facts, "2023-06-30"), "");
  EXPECT_EQ(told(facts, "2023-07-01"), "invite open");
}

}  // namespace
}  // namespace zonebook::casework
