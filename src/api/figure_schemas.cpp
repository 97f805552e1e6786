#include "api/figure_schemas.h"

#include "api/schema.h"

namespace zonebook::api {
namespace {

using namespace schema;

Json total() { return object({{"value", decimal()}, {"count", integer()}}); }
Json day_or_null() { return nullable(day()); }
Json number_or_null() { return nullable(decimal()); }
Json answer_or_null() { return nullable(reference("FigureAnswer")); }

Json target() {
  auto const split = object({{"by", choice({"period", "zone", "part"})},
                             {"count", integer()},
                             {"sum", decimal()},
                             {"gap", number_or_null()}});
  return nullable(object({{"id", text()},
                          {"value", decimal()},
                          {"completion", number_or_null()},
                          {"set_on", day()},
                          {"paper_no", text()},
                          {"splits", list(split)}}));
}

Json compared() {
  return nullable(object({{"period", text()},
                          {"valid", day()},
                          {"began", day_or_null()},
                          {"growth", number_or_null()},
                          {"edition", nullable(reference("Edition"))},
                          {"answer", answer_or_null()}}));
}

Json part() { return choice({"numerator", "denominator"}); }

Json of_one(std::vector<Member> members) {
  std::vector<Member> all{{"definition", reference("Definition")},
                          {"edition", reference("Edition")},
                          {"period", text()},
                          {"part", part(), Member::optional}};
  all.insert(all.end(), members.begin(), members.end());
  return at_a_pair(std::move(all));
}

Json group() {
  return object({{"key", anything()},
                 {"title", text()},
                 {"value", decimal()},
                 {"count", integer()},
                 {"numerator", total(), Member::optional},
                 {"shown", text(), Member::optional}});
}

}  // namespace

Json definition_schema() {
  return object({{"id", text()},
                 {"label", text()},
                 {"sentence", text()},
                 {"source", text()},
                 {"unit", text()}});
}

Json edition_schema() {
  return object({{"number", integer()},
                 {"denominator", nullable(integer())},
                 {"from", day()},
                 {"known", instant()},
                 {"is_first", boolean()}});
}

Json answer_schema() {
  auto const opening = object({{"id", text()},
                               {"zone", text()},
                               {"since", day_or_null()},
                               {"cut_off", day()},
                               {"value", decimal()},
                               {"paper_no", text()}});
  return object({{"value", number_or_null()},
                 {"count", integer(), Member::optional},
                 {"shown", text()},
                 {"gap", choice({"nothing", "some_missing", "does_not_add_up"}), Member::optional},
                 {"missing", list(text()), Member::optional},
                 {"openings", list(opening), Member::optional},
                 {"cut_openings", list(opening), Member::optional},
                 {"numerator", total(), Member::optional},
                 {"denominator", total(), Member::optional}});
}

Json figures_schema() {
  auto const report =
      object({{"report", text()}, {"title", text()}, {"frozen_on", day()}, {"value", decimal()}});
  auto const figure = object({{"definition", reference("Definition")},
                              {"period", text()},
                              {"valid", day()},
                              {"edition", reference("Edition")},
                              {"answer", answer_or_null()},
                              {"typed", boolean(), Member::optional},
                              {"not_begun", boolean(), Member::optional},
                              {"kept_back", boolean(), Member::optional},
                              {"began", day_or_null(), Member::optional},
                              {"target", target(), Member::optional},
                              {"elapsed", number_or_null(), Member::optional},
                              {"year_before", compared(), Member::optional},
                              {"previous", compared(), Member::optional},
                              {"sentence_zh", text(), Member::optional},
                              {"sentence_en", text(), Member::optional},
                              {"reported", list(report), Member::optional},
                              {"groups", list(group()), Member::optional}});
  return at_a_pair({{"zone_name", text()}, {"figures", list(figure)}});
}

Json behind_schema() {
  auto const record = object({{"id", text()},
                              {"title", text()},
                              {"origin", choice({"record", "adjustment", "opening"})},
                              {"event", day_or_null()},
                              {"read_on", day()},
                              {"amount", decimal()}});
  return of_one({{"answer", answer_or_null()},
                 {"hidden", nullable(object({{"count", integer()}, {"value", decimal()}}))},
                 {"records", list(record)}});
}

Json difference_schema() {
  auto const end = object({{"valid", day()},
                           {"known", nullable(instant())},
                           {"began", day_or_null()},
                           {"edition", reference("Edition")},
                           {"answer", answer_or_null()}});
  auto const entry = object({{"zone", text()},
                             {"seq", integer()},
                             {"known", instant()},
                             {"actor", text()},
                             {"source", text()},
                             {"reason", text()}});
  auto const record = object(
      {{"id", text()}, {"title", text()}, {"terms", map(decimal())}, {"entries", list(entry)}});
  auto const hidden = object({{"count", integer()}, {"sum", decimal()}});
  auto const difference = object({{"sum", decimal()},
                                  {"terms", map(decimal())},
                                  {"records", list(record)},
                                  {"hidden", hidden, Member::optional}});
  return object({{"zone", text()},
                 {"definition", reference("Definition")},
                 {"period", text()},
                 {"part", part(), Member::optional},
                 {"from", end},
                 {"to", end},
                 {"difference", nullable(difference)},
                 {"sentence_zh", text()},
                 {"sentence_en", text()},
                 {"sample_day", day(), Member::optional}});
}

Json trend_schema() {
  auto const step = object({{"period", text()},
                            {"valid", day()},
                            {"edition", nullable(reference("Edition"))},
                            {"answer", answer_or_null()}});
  return of_one({{"trend", list(step)}});
}

}  // namespace zonebook::api
