// What a visitor may write, and what a refusal tells.

#include "access/acts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/access_fixture.h"
#include "access/mask.h"
#include "base/json.h"

namespace zonebook::access {
namespace {

class Writing : public AccessFixture {
 protected:
  void SetUp() override {
    AccessFixture::SetUp();
    if (IsSkipped()) return;
    mine_ = make("root", "staff", R"("name":"示例人员01")");
    other_ = make("root", "staff", R"("name":"示例人员02")");
    own_ = project("east", mine_, "open", "示例项目01");
    another_ = project("east", other_, "open", "示例项目02");
    kept_ = project("east", other_, "confidential", "示例项目03");
  }

  std::string project(std::string const& zone, std::string const& officer,
                      std::string const& disclosure, std::string const& name) {
    return make(zone, "project",
                R"("name":")" + name + R"(","disclosure":")" + disclosure +
                    R"(","code_name":"代号","stage":"talks","amount":100,"manager":")" + officer +
                    '"');
  }
  std::string change(std::string const& id, std::string const& fields,
                     std::string const& in = "project") const {
    return R"({"kind":"change","register":")" + in + R"(","id":")" + id +
           R"(","valid_from":"2023-05-01","fields":{)" + fields + "}}";
  }
  std::string create(std::string const& in, std::string const& fields) const {
    return R"({"kind":"create","register":")" + in +
           R"(","id":"new:a","valid_from":"2023-05-01","fields":{)" + fields + "}}";
  }
  Result<ledger::Receipt> write(Visitor const& who, std::string const& change,
                                std::string const& zone = "east") {
    return access_->acts().append(who, letter(zone, change));
  }
  Visitor officer() { return visitor("manager", "east", mine_); }
  Visitor leader(std::string const& login = "示例人员03") {
    return visitor("leader", "east", "", login);
  }

  std::string mine_, other_, own_, another_, kept_;
};
INSTANTIATE_TEST_SUITE_P(Both, Writing, db::both_dialects, db::dialect_name);

TEST_P(Writing, is_done_in_ones_own_name) {
  ASSERT_TRUE(write(officer(), change(own_, R"("amount":200)")));
  auto at = *ledger_->read("east");
  EXPECT_EQ(at.history(own_)->back().actor, "示例人员01");

  auto other = letter("east", change(own_, R"("amount":300)"));
  other.set("actor", Json::string("示例人员09"));
  EXPECT_EQ(key_of(access_->acts().append(officer(), other)), "access.other_actor");
}

TEST_P(Writing, is_for_the_registers_and_records_of_the_role) {
  auto const amount = R"("amount":200)";
  EXPECT_EQ(key_of(write(officer(), change(own_, amount))), "no error");
  EXPECT_EQ(key_of(write(officer(), change(another_, amount))), "access.nothing_there");
  EXPECT_EQ(key_of(write(officer(), change(kept_, amount))), "access.nothing_there");
  EXPECT_EQ(key_of(write(officer(), change("east.99.1", amount))), "access.nothing_there");
  EXPECT_EQ(key_of(write(officer(), create("note", R"("content":"话")"))), "access.may_not");
  EXPECT_EQ(key_of(write(officer(), change(own_, amount), "west")), "access.may_not");
  EXPECT_EQ(key_of(write(Visitor(), change(own_, amount))), "access.not_signed_in");
  EXPECT_EQ(key_of(write(visitor("province", "east"), change(own_, amount))), "access.may_not");
  EXPECT_EQ(key_of(write(leader(), change(another_, amount))), "no error");
  EXPECT_EQ(key_of(write(leader(), change(kept_, amount))), "access.nothing_there")
      << "an outline is not written on";
  EXPECT_EQ(key_of(write(officer(), create("enterprise", R"("name":"示例企业01")"), "root")),
            "no error");
  EXPECT_EQ(key_of(write(officer(),
                         create("account", R"("login":"x1","name":"某","home":")" + zones_["east"] +
                                               R"(","language":"zh")"),
                         "root")),
            "access.may_not");
  EXPECT_THAT(audited(), testing::Contains("refused 示例人员01"));
}

TEST_P(Writing, refers_to_nothing_that_is_not_shown) {
  auto const about = [&](std::string const& id) {
    return create("visit", R"("counterpart":"某","project":")" + id + '"');
  };
  auto const west = project("west", other_, "open", "示例项目04");

  EXPECT_EQ(key_of(write(leader(), about(own_))), "no error");
  EXPECT_EQ(key_of(write(leader(), about(kept_))), "no error") << "it is there, by its code name";
  EXPECT_EQ(key_of(write(leader(), about(west))), "access.nothing_there");
  EXPECT_EQ(key_of(write(leader(), about("east.99.1"))), "access.nothing_there");
  auto seen = letter("east", change(own_, R"("amount":200)"));
  seen.set("seen", Json::object({{west, Json::string("2023-01-01")}}));
  EXPECT_EQ(key_of(access_->acts().append(leader(), seen)), "access.nothing_there");
}

// The note in docs/notes/ledger.md that asked for it.
TEST_P(Writing, is_refused_without_ids_of_records_that_are_not_shown) {
  auto const hidden = make("east", "visit", R"("counterpart":"密","project":")" + own_ + '"');
  auto const retire =
      R"({"kind":"retire","register":"project","id":")" + own_ + R"(","valid_from":"2023-01-01"})";
  auto const all = write(leader(), retire);
  ASSERT_EQ(key_of(all), "ledger.referred");
  EXPECT_NE(render(all.error().says, Language::zh).find(hidden), std::string::npos);

  auto writer = visitor("province", "east", mine_);
  Role role{.name = "writer"};
  auto clause = access_->rights().roles().find("manager")->registers.at("project")[1];
  clause.where.clear();
  role.registers["project"] = {clause};
  writer.grants[0].role = &role;
  auto const cut = write(writer, retire);

  ASSERT_EQ(key_of(cut), "ledger.referred");
  auto const everything =
      render(cut.error().says, Language::zh) + cut.error().where + canonical(*cut.error().details);
  EXPECT_EQ(everything.find(hidden), std::string::npos) << everything;
  EXPECT_NE(everything.find("…"), std::string::npos) << everything;
}

TEST_P(Writing, is_refused_without_later_values_that_are_masked) {
  ASSERT_TRUE(write(leader(), change(own_, R"("amount":900,"code_name":"乙")")));
  auto const earlier = R"({"kind":"correct","register":"project","id":")" + own_ +
                       R"(","valid_from":"2023-03-01","fields":{"amount":300,"code_name":"甲"}})";
  auto const all = write(leader(), earlier);
  ASSERT_EQ(key_of(all), "ledger.later_values");
  EXPECT_NE(canonical(*all.error().details).find("900"), std::string::npos);

  auto writer = visitor("province", "east", mine_);
  Role role{.name = "writer"};
  auto clause = access_->rights().roles().find("manager")->registers.at("project")[1];
  clause.plain.erase("amount");
  clause.masked.insert("amount");
  role.registers["project"] = {clause};
  writer.grants[0].role = &role;
  auto const cut = write(writer, earlier);

  ASSERT_EQ(key_of(cut), "ledger.later_values");
  auto const told = canonical(*cut.error().details);
  EXPECT_EQ(told.find("900"), std::string::npos) << told;
  EXPECT_NE(told.find("乙"), std::string::npos) << told;
  role.registers["project"][0].masked.erase("amount");
  role.name = "blind";
  EXPECT_EQ(key_of(write(writer, earlier)), "ledger.field_not_shown");
}

TEST_P(Writing, unmasks_a_person_with_a_reason_in_the_audit_chain) {
  auto const visit =
      make("east", "visit", R"("counterpart":"某","phone":"13812345678","project":")" + own_ + '"');
  Acts::Unmasking asked{
      .zone = "east", .record = visit, .field = "phone", .reason = "约企业来签字", .day = day()};
  auto& acts = access_->acts();

  EXPECT_EQ(*acts.unmask(leader(), asked), "13812345678");
  EXPECT_THAT(audited(), testing::Contains("unmasked 示例人员03"));
  EXPECT_EQ(key_of(acts.unmask(officer(), asked)), "ledger.register_not_shown");
  asked.reason = " ";
  EXPECT_EQ(key_of(acts.unmask(leader(), asked)), "access.no_reason");
  asked.reason = "约企业来签字";
  asked.field = "counterpart";
  EXPECT_EQ(key_of(acts.unmask(leader(), asked)), "access.nothing_there");

  auto at = *ledger_->read(**access_->rights().scope_of(leader(), "east"));
  auto version = *at.as_of(visit, day())->version;
  ASSERT_TRUE(mask(version, in("visit"), visit, at));
  EXPECT_EQ(ledger::text_in(version, in("visit"), "phone"), "138****5678");
}

TEST_P(Writing, tells_the_audit_chain_of_an_export) {
  auto& acts = access_->acts();
  Acts::Export const made{.in = &in("project"), .zone = "east", .rows = 3};

  EXPECT_TRUE(acts.tell_export(leader(), made));
  EXPECT_EQ(key_of(acts.tell_export(officer(), made)), "access.may_not");
  EXPECT_THAT(audited(), testing::IsSupersetOf({"exported 示例人员03", "refused 示例人员01"}));
}

}  // namespace
}  // namespace zonebook::access
