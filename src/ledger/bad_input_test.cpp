// Whatever is wrong with a letter or a question, the answer has a key, a sentence in Chinese and in
// English, and a place; and nothing in any table has changed.

#include <gmock/gmock.h>

#include "ledger/ledger_fixture.h"
#include "ledger/request.h"

namespace zonebook::ledger {
namespace {

struct Bad {
  std::string what, changes, key, where;
};

class BadInput : public LedgerFixture {
 protected:
  void SetUp() override {
    LedgerFixture::SetUp();
    if (IsSkipped()) return;
    e_ = made(R"({"kind":"create","register":"enterprise","id":"new:e",
        "valid_from":"2023-01-01","fields":{"code":"E"}})",
              "root");
    auto given = letter("jiaocheng", {json(R"({"kind":"create","register":"project","id":"new:p",
        "valid_from":"2023-01-01","fields":{"code":"P","owner":")" +
                                           e_ + R"(","started_on":"2023-01-01"}})"),
                                      json(R"({"kind":"create","register":"agreement",
        "id":"new:a","valid_from":"2023-01-01","valid_to":"2023-09-01",
        "fields":{"project":"new:p","amount":5}})")});
    given.set("key", Json::string("k1"));
    auto const receipt = append(given);
    p_ = receipt.made[0].second;
    a_ = receipt.made[1].second;
    append(letter("jiaocheng", R"({"kind":"change","register":"project","id":")" + p_ +
                                   R"(","valid_from":"2023-03-01","fields":{"total":9}})"));
    other_ = made(R"({"kind":"create","register":"project","id":"new:o","valid_from":"2023-01-01",
        "fields":{"code":"O"}})",
                  "shangwu");
  }

  std::string create(std::string const& fields, std::string const& days = "") const {
    return R"({"kind":"create","register":"project","id":"new:x",)" +
           (days.empty() ? R"("valid_from":"2023-01-01")" : days) + R"(,"fields":)" + fields + "}";
  }

  std::string about(std::string const& kind, std::string const& id, std::string const& rest,
                    std::string const& in = "project") const {
    return R"({"kind":")" + kind + R"(","register":")" + in + R"(","id":")" + id + "\"," + rest +
           "}";
  }

  std::vector<Bad> bad_values() const {
    return {
        {"a text for money", create(R"({"total":"much"})"), "meta.value.no_money", "project.total"},
        {"a fraction of a 分", create(R"({"total":1.5})"), "meta.value.no_money", "project.total"},
        {"a number for a text", create(R"({"code":7})"), "meta.value.no_text", "project.code"},
        {"a choice that is none", create(R"({"stage":"nowhere"})"), "meta.value.no_choice",
         "project.stage"},
        {"a name that shows nothing", create(R"({"code":"\u200b\u2060"})"), "meta.value.illegible",
         "project.code"},
        {"a name that reads backwards", create(R"({"code":"a\u202eb"})"), "meta.value.illegible",
         "project.code"},
        {"a key that no index holds", create(R"({"code":")" + std::string(601, 'x') + "\"}"),
         "meta.value.too_long", "project.code"},
        {"a date that no calendar has", create(R"({"started_on":"2023-02-30"})"),
         "meta.value.no_date", "project.started_on"},
        {"a text for a reference to none", create(R"({"owner":5})"), "meta.value.no_text",
         "project.owner"},
        {"a text with a NUL", create(R"({"code":"a\u0000b"})"), "meta.value.control_character",
         "project.code"},
        {"a field that is none", create(R"({"colour":"red"})"), "ledger.no_field",
         "project.colour"},
        {"fields that are no object", create("[]"), "ledger.fields_not_object", "fields"},
        {"no required field",
         about("create", "new:x", R"("valid_from":"2023-01-01","fields":{})", "agreement"),
         "ledger.required", "agreement.project"},
        {"a required field emptied",
         about("change", a_, R"("valid_from":"2023-01-01","fields":{"project":null})", "agreement"),
         "ledger.required", "agreement.project"},
    };
  }

  std::vector<Bad> bad_forms() const {
    auto const dates = [&](std::string const& from, std::string const& to) {
      return create("{}", R"("valid_from":)" + from + (to.empty() ? "" : R"(,"valid_to":)" + to));
    };
    auto const wrong = std::string("ledger.wrong_stretch");
    return {
        {"a member that is misspelt",
         create("{}", R"("valid_from":"2023-01-01","valid_too":"2024-01-01")"), "ledger.no_member",
         "valid_too"},
        {"a survivor that is no text",
         about("retire", p_, R"("valid_from":"2023-01-01","same_as":5)"), "ledger.member_not_text",
         "same_as"},
        {"a survivor of a change",
         about("change", p_, R"("valid_from":"2023-03-01","same_as":"x","fields":{})"),
         "ledger.same_as", "same_as"},
        {"a day that is none", dates(R"("2023-02-29")", ""), wrong, "valid_from"},
        {"a day of the years before", dates(R"("1899-12-31")", ""), wrong, "valid_from"},
        {"an end at its beginning", dates(R"("2023-01-01")", R"("2023-01-01")"), wrong,
         "valid_from"},
        {"an end before it", dates(R"("2023-01-01")", R"("2022-01-01")"), wrong, "valid_from"},
        {"an end that is null", dates(R"("2023-01-01")", "null"), wrong, "valid_from"},
        {"a beginning that is a number", dates("20230101", ""), wrong, "valid_from"},
        {"a beginning beyond the last day", dates(R"("9999-12-31")", ""), wrong, "valid_from"},
        {"no kind of change", about("destroy", p_, R"("valid_from":"2023-01-01")"),
         "ledger.no_kind", "kind"},
        {"a register that is none",
         about("create", "new:x", R"("valid_from":"2023-01-01")", "moon"), "ledger.no_register",
         "register"},
        {"no id", about("change", "", R"("valid_from":"2023-01-01")"), "ledger.wrong_new", "id"},
        {"a label before it is made", about("change", "new:x", R"("valid_from":"2023-01-01")"),
         "ledger.wrong_new", "id"},
        {"a restore of nothing", about("restore", p_, R"("valid_from":"2023-01-01")"),
         "ledger.no_entry_named", "entry"},
        {"a change that is a number", "5", "ledger.change_not_object", "changes"},
    };
  }

  std::vector<Bad> what_cannot_be() const {
    auto const first = std::string("changes[0]");
    return {
        {"a record that was never made",
         about("change", "jiaocheng.99.1", R"("valid_from":"2023-01-01","fields":{})"),
         "ledger.unknown_record", first},
        {"a record of another zone",
         about("change", other_, R"("valid_from":"2023-01-01","fields":{})"),
         "ledger.unknown_record", first},
        {"a record of another register",
         about("change", a_, R"("valid_from":"2023-01-01","fields":{})"), "ledger.unknown_record",
         first},
        {"days on which it does not exist",
         about("change", p_, R"("valid_from":"2022-01-01","fields":{})"), "ledger.absent", first},
        {"later values", about("change", p_, R"("valid_from":"2023-01-01","fields":{"total":1})"),
         "ledger.later_values", first},
        {"a second life over the first",
         about("create", p_, R"("valid_from":"2023-02-01","fields":{})"), "ledger.exists", first},
        {"an event that is altered", about("change", p_, R"("valid_from":"2023-01-01",
         "valid_to":"2023-02-01","fields":{"started_on":"2023-01-05"})"),
         "ledger.event_altered", first},
        {"an event that is set for a while", about("correct", p_, R"("valid_from":"2023-02-01",
         "valid_to":"2023-03-01","fields":{"started_on":null})"),
         "ledger.event_field", p_},
        {"a restore of what was not retired", about("restore", p_, R"("entry":1)"),
         "ledger.not_retired", first},
        {"a dangling reference", create(R"({"owner":"root.77.1"})"), "ledger.reference", "new:x"},
        {"a reference to another register", create(R"({"owner":")" + p_ + "\"}"),
         "ledger.reference", "new:x"},
        {"a reference to a sister zone",
         about("change", a_,
               R"("valid_from":"2023-01-01",
         "fields":{"project":")" +
                   other_ + "\"}",
               "agreement"),
         "ledger.reference", a_},
        {"a retire of what is referred to", about("retire", p_, R"("valid_from":"2023-01-01")"),
         "ledger.referred", a_},
        {"a merge into itself",
         about("retire", p_, R"("valid_from":"2023-01-01","same_as":")" + p_ + "\""),
         "ledger.reference", p_},
        {"a second one with the key", create(R"({"code":"P"})"), "ledger.duplicate_key", "new:x"},
    };
  }

  Error refused(Json const& given) {
    auto const before = dump(database(), catalog());
    auto const receipt = ledger().append(given);
    EXPECT_FALSE(receipt) << to_text(given);
    EXPECT_EQ(dump(database(), catalog()), before) << to_text(given);
    return receipt ? Error{} : receipt.error();
  }

  static void expect_told(Error const& error, std::string const& what) {
    auto const zh = render(error.says, Language::zh);
    auto const en = render(error.says, Language::en);
    EXPECT_FALSE(error.says.key.empty()) << what;
    EXPECT_FALSE(zh.empty() || en.empty()) << what << ' ' << error.says.key;
    EXPECT_NE(zh, en) << what;
    EXPECT_EQ(en.find(error.says.key), en.npos) << what << ": the key is no sentence";
    EXPECT_FALSE(error.where.empty()) << what << ' ' << error.says.key;
  }

  void expect_refused(std::vector<Bad> const& cases) {
    for (auto const& bad : cases) {
      auto const error = refused(letter("jiaocheng", bad.changes));
      expect_told(error, bad.what);
      EXPECT_EQ(error.says.key, bad.key) << bad.what;
      EXPECT_EQ(error.where, bad.where) << bad.what;
    }
  }

  // A letter that is right but for one member.
  Json with(std::string_view name, Json value) const {
    auto const right = letter("jiaocheng", create("{}"));
    auto given = Json::object();
    for (auto const& [key, old] : right.members()) {
      if (key != name) given.set(key, old);
    }
    given.set(std::string(name), std::move(value));
    return given;
  }

  std::string e_, p_, a_, other_;
};

INSTANTIATE_TEST_SUITE_P(Both, BadInput, db::both_dialects, db::dialect_name);

TEST_P(BadInput, in_a_value_is_told_at_its_field) { expect_refused(bad_values()); }

TEST_P(BadInput, in_the_form_of_a_change_is_told_at_its_member) { expect_refused(bad_forms()); }

TEST_P(BadInput, against_what_stands_is_told_at_its_change_or_its_record) {
  expect_refused(what_cannot_be());
}

TEST_P(BadInput, in_a_letter_is_told_at_its_member) {
  std::vector<Json> many(1001, json(create("{}")));
  auto const no_such = Json::object({{p_, Json::string("yesterday")}});
  auto const seen = Json::object({{p_, Json::string("2023-01-01")}});
  struct Case {
    Json given;
    std::string key, where;
  };
  std::vector<Case> const cases = {
      {json("[]"), "ledger.letter_not_object", "entry"},
      {with("zone", Json()), "ledger.wrong_text", "zone"},
      {with("zone", Json::string("nowhere")), "ledger.no_zone", "zone"},
      {with("actor", Json::string("")), "ledger.invalid_entry", "actor"},
      {with("changes", Json::array()), "ledger.invalid_entry", "changes"},
      {with("changes", Json::array(many)), "ledger.invalid_entry", "changes"},
      {with("seen", Json::string("all")), "ledger.invalid_entry", "seen"},
      {with("seen", no_such), "ledger.invalid_entry", "seen"},
      {with("seen", seen), "ledger.conflict", "seen"},
      {with("key", Json::string("k1")), "ledger.key_reused", "key"},
      {with("reason", Json::string(std::string(2001, 'x'))), "ledger.wrong_text", "reason"},
      {with("key", Json::string(std::string(8000, 'x'))), "ledger.wrong_text", "key"},
      {with("key", Json::integer(7)), "ledger.wrong_text", "key"},
      {with("source", Json::integer(5)), "ledger.wrong_text", "source"},
      {with("actor", Json::string("示例\x1b[31m人员")), "ledger.wrong_text", "actor"},
      {with("actor", Json::string("\u202e\u200b")), "ledger.wrong_text", "actor"},
      {with("reason", Json::string("一行\n两行")), "ledger.wrong_text", "reason"},
      {with("Seen", seen), "ledger.no_member", "Seen"},
      {with("seen", Json::object({{p_, Json::string("2023-12-31")}})), "ledger.seen_later", "seen"},
  };
  for (auto const& [given, key, where] : cases) {
    auto const error = refused(given);
    expect_told(error, key);
    EXPECT_EQ(error.says.key, key);
    EXPECT_EQ(error.where, where) << key;
  }
}

TEST_P(BadInput, that_is_no_utf_8_is_refused_wherever_it_stands) {
  for (auto const& bytes : std::vector<std::string>{"\xff", "a\xc3", "\xed\xa0\x80", {"a\0b", 3}}) {
    EXPECT_FALSE(Json::parse("{\"actor\":\"" + bytes + "\"}"));
    for (auto const* member : {"actor", "source", "reason", "key", "zone"}) {
      expect_told(refused(with(member, Json::string(bytes))), member);
    }
    auto const merged = Json::object({{"kind", Json::string("retire")},
                                      {"register", Json::string("project")},
                                      {"id", Json::string(p_)},
                                      {"valid_from", Json::string("2023-01-01")},
                                      {"same_as", Json::string(bytes)}});
    expect_told(refused(letter("jiaocheng", std::vector{merged})), "same_as");
    auto const valued = Json::object({{"code", Json::string(bytes)}});
    auto const made = Json::object({{"kind", Json::string("create")},
                                    {"register", Json::string("project")},
                                    {"id", Json::string("new:x")},
                                    {"valid_from", Json::string("2023-01-01")},
                                    {"fields", valued}});
    expect_told(refused(letter("jiaocheng", std::vector{made})), "code");
  }
}

TEST_P(BadInput, in_a_question_is_told_and_closes_nothing) {
  auto const before = dump(database(), catalog());
  Instant const tomorrow(clock().now().micros() + std::int64_t{86'400} * 1'000'000);

  auto const future = ledger().read("jiaocheng", tomorrow);
  auto const nowhere = ledger().read("nowhere");

  ASSERT_FALSE(future);
  EXPECT_EQ(future.error().says.key, "ledger.future");
  expect_told(future.error(), "future");
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().says.key, "ledger.no_zone");
  expect_told(nowhere.error(), "nowhere");
  EXPECT_EQ(dump(database(), catalog()), before);
}

TEST_P(BadInput, is_told_by_field_and_by_the_names_that_the_letter_has) {
  auto const told_of = [&](std::string const& fields) {
    return render(refused(letter("jiaocheng", create(fields))).says, Language::zh);
  };
  auto const& fields = *catalog().find("project");

  EXPECT_THAT(told_of(R"({"owner":"root.77.1"})"),
              testing::AllOf(testing::HasSubstr("new:x"), testing::HasSubstr("root.77.1"),
                             testing::HasSubstr(fields.find("owner")->label.zh),
                             testing::Not(testing::HasSubstr("jiaocheng."))));
  EXPECT_THAT(told_of(R"({"code":"P"})"),
              testing::AllOf(testing::HasSubstr("new:x"), testing::HasSubstr(p_),
                             testing::HasSubstr(fields.find("code")->label.zh),
                             testing::Not(testing::HasSubstr("jiaocheng.3"))));
}

TEST_P(BadInput, leaves_nothing_of_the_right_changes_before_it) {
  auto const good = json(create(R"({"code":"X"})"));
  auto const bad = json(about("retire", p_, R"("valid_from":"2023-01-01")"));

  auto const error = refused(letter("jiaocheng", {good, bad}));

  EXPECT_EQ(error.says.key, "ledger.referred");
}

}  // namespace
}  // namespace zonebook::ledger
