// The worked example of ARCHITECTURE 3, entry by entry: a merger by mistake, its undoing, and a
// correction of the past; on both databases.

#include "ledger/ledger_fixture.h"

namespace zonebook::ledger {
namespace {

constexpr std::int64_t million = 100'000'000;  // of 分

class WorkedExample : public LedgerFixture {
 protected:
  void SetUp() override {
    LedgerFixture::SetUp();
    if (IsSkipped()) return;
    q_ = made(R"({"kind":"create","register":"project","id":"new:Q","valid_from":"2022-01-01",
                  "fields":{"code":"Q"}})",
              "root");
  }

  void e1() {
    clock().set("2023-06-28T02:00:00Z");
    auto const receipt = append(letter("jiaocheng", {json(R"(
        {"kind":"create","register":"project","id":"new:P","valid_from":"2023-06-28",
         "fields":{"code":"P","total":20300000000}})"),
                                                     json(R"(
        {"kind":"create","register":"agreement","id":"new:A1","valid_from":"2023-06-28",
         "fields":{"project":"new:P","amount":20300000000,"signed_on":"2023-06-28"}})")}));
    p_ = receipt.made.at(0).second;
    a1_ = receipt.made.at(1).second;
  }

  void e2() {
    clock().set("2023-10-16T02:00:00Z");
    auto const receipt = append(
        letter("jiaocheng",
               {set("change", p_, "project", "2023-10-15", "", R"({"total":25300000000})"), json(R"(
        {"kind":"create","register":"agreement","id":"new:A2","valid_from":"2023-10-15",
         "fields":{"project":")" + p_ + R"(","amount":5000000000,"signed_on":"2023-10-15"}})")}));
    a2_ = receipt.made.at(0).second;
  }

  void e3() {
    clock().set("2023-11-10T02:00:00Z");
    auto merged = retire(p_, "project", "2023-06-28");
    merged.set("same_as", Json::string(q_));
    append(letter("jiaocheng", {merged, retire(a1_, "agreement", "2023-06-28"),
                                retire(a2_, "agreement", "2023-10-15")}));
  }

  void e4() {
    clock().set("2023-11-20T02:00:00Z");
    append(letter("jiaocheng",
                  {restore(p_, "project"), restore(a1_, "agreement"), restore(a2_, "agreement")}));
  }

  Json e5_without_ends() const {
    return letter("jiaocheng",
                  {set("correct", p_, "project", "2023-06-28", "", R"({"total":23000000000})")});
  }

  void e5() {
    clock().set("2023-12-22T02:00:00Z");
    append(letter(
        "jiaocheng",
        {set("correct", p_, "project", "2023-06-28", "2023-10-15", R"({"total":23000000000})"),
         set("correct", p_, "project", "2023-10-15", "9999-12-31", R"({"total":28000000000})"),
         set("correct", a1_, "agreement", "2023-06-28", "", R"({"amount":23000000000})")}));
  }

  static Json set(std::string const& kind, std::string const& id, std::string const& in,
                  std::string const& from, std::string const& to, std::string_view fields) {
    auto change = Json::object({{"kind", Json::string(kind)},
                                {"register", Json::string(in)},
                                {"id", Json::string(id)},
                                {"valid_from", Json::string(from)},
                                {"fields", json(fields)}});
    if (!to.empty()) change.set("valid_to", Json::string(to));
    return change;
  }

  static Json retire(std::string const& id, std::string const& in, std::string const& from) {
    return Json::object({{"kind", Json::string("retire")},
                         {"register", Json::string(in)},
                         {"id", Json::string(id)},
                         {"valid_from", Json::string(from)}});
  }

  static Json restore(std::string const& id, std::string const& in) {
    return Json::object({{"kind", Json::string("restore")},
                         {"register", Json::string(in)},
                         {"id", Json::string(id)},
                         {"entry", Json::integer(3)}});
  }

  Found as_of(std::string const& id, std::string_view day, std::string_view k) {
    auto snapshot = ledger().read("jiaocheng", Instant::end_of(*Date::parse(k), ledger().local()));
    EXPECT_TRUE(snapshot) << told(snapshot);
    auto const found = snapshot->as_of(id, *Date::parse(day));
    EXPECT_TRUE(found) << told(found);
    return *found;
  }

  // In millions; -1 where it does not exist.
  std::int64_t amount(std::string const& id, std::string_view field, std::string_view day,
                      std::string_view k) {
    auto const found = as_of(id, day, k);
    if (!found.version) return -1;
    auto const& value = found.version->values[found.in->index_of(*found.in->find(field))];
    return std::get<std::int64_t>(value) / million;
  }
  std::int64_t total(std::string_view day, std::string_view k) {
    return amount(p_, "total", day, k);
  }

  std::string p_, q_, a1_, a2_;
};

INSTANTIATE_TEST_SUITE_P(Both, WorkedExample, db::both_dialects, db::dialect_name);

TEST_P(WorkedExample, the_worked_example) {
  e1();
  e2();
  e3();
  e4();
  clock().set("2023-12-22T01:00:00Z");
  auto const refused = ledger().append(e5_without_ends());
  e5();
  clock().set("2023-12-24T02:00:00Z");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().says.key, "ledger.later_values");
  EXPECT_EQ(
      to_text(*refused.error().details->find("later")),
      R"([{"valid_from":"2023-10-15","valid_to":"9999-12-31","fields":{"total":25300000000}}])");

  EXPECT_EQ(total("2023-06-30", "2023-07-01"), 203);
  EXPECT_EQ(total("2023-09-30", "2023-11-01"), 203);
  EXPECT_EQ(total("2023-12-31", "2023-11-01"), 253);
  EXPECT_EQ(as_of(p_, "2023-12-31", "2023-11-15").same_as, q_);
  EXPECT_EQ(total("2023-12-31", "2023-11-15"), -1);
  EXPECT_EQ(total("2023-12-31", "2023-12-01"), 253);
  EXPECT_EQ(total("2023-09-30", "2023-12-23"), 230);
  EXPECT_EQ(total("2023-12-31", "2023-12-23"), 280);
  EXPECT_EQ(amount(a1_, "amount", "2023-12-31", "2023-12-01"), 203);
  EXPECT_EQ(amount(a1_, "amount", "2023-12-31", "2023-12-23"), 230);
  EXPECT_EQ(amount(a2_, "amount", "2023-12-31", "2023-11-15"), -1);
  EXPECT_EQ(amount(a2_, "amount", "2023-12-31", "2023-12-23"), 50);
}

TEST_P(WorkedExample, is_told_by_its_history_and_its_head) {
  e1();
  e2();
  e3();
  e4();
  e5();

  auto snapshot = *ledger().read("jiaocheng");
  auto const history = *snapshot.history(p_);

  std::vector<std::string> told_kinds;
  for (auto const& entry : history) {
    auto const changes = *changes_in(entry.body, catalog());
    told_kinds.push_back(std::to_string(entry.seq) + " " +
                         std::string(name_of(changes.front().kind)));
  }
  EXPECT_EQ(told_kinds, (std::vector<std::string>{"1 create", "2 change", "3 retire", "4 restore",
                                                  "5 correct"}));
  auto const& head = snapshot.head("jiaocheng");
  EXPECT_EQ(head.seq, 5);
  EXPECT_EQ(head.last, *Instant::parse("2023-12-22T02:00:00Z"));
  EXPECT_EQ(head.hash, history.back().hash);
  EXPECT_EQ(head.hash, hash_of(history.back()));
  EXPECT_EQ(problems(database(), ledger()), std::vector<std::string>{});
}

}  // namespace
}  // namespace zonebook::ledger
