// The second person: what needs one waits in no figure, is approved by somebody else alone, and
// comes into the log as if it had been appended then.

#include "ledger/proposal.h"

#include <gmock/gmock.h>

#include "ledger/audit.h"
#include "ledger/rebuild.h"
#include "ledger/second_person_fixture.h"
#include "ledger/shape.h"

namespace zonebook::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto phone = "示例电话13800000000";
constexpr auto other = "示例人员02";

class Proposal : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    database_ = open();
    catalog_ = proposal_catalog();
    make_tables(*database_, *catalog_, sample_zones());
    ledger_ = std::make_unique<Ledger>(*database_, catalog_,
                                       Ledger::Options{.clock = clock_,
                                                       .local = *Zone::load("Asia/Shanghai"),
                                                       .secret = "示例密钥",
                                                       .second_person = sample_second_person()});
    proposals_ = std::make_unique<Proposals>(*ledger_, *database_);
    project_ = made(R"({"kind":"create","register":"project","id":"new:p",
        "valid_from":"2023-06-28","fields":{"code":"P","total":203,"stage":"talks"}})");
    cite(project_);
    clock_.step(one_day * 3);
  }

  static constexpr std::int64_t one_day = std::int64_t{86'400} * 1'000'000;

  std::string made(std::string const& change, std::string const& zone = "jiaocheng") {
    auto const receipt = ledger_->append(letter(zone, change));
    EXPECT_TRUE(receipt) << told(receipt);
    return receipt ? receipt->made.front().second : "";
  }

  void cite(std::string const& id) {
    made(R"({"kind":"create","register":"frozen_citation","id":"new:f","valid_from":"2023-06-28",
             "fields":{"cited_record":")" +
             id + R"(","frozen_report":"示例月报","frozen_on":"2023-06-28"}})",
         "root");
  }

  Json total(std::int64_t amount, std::string const& key = "") {
    auto given = letter("jiaocheng", R"({"kind":"correct","register":"project","id":")" + project_ +
                                         R"(","valid_from":"2023-06-28","fields":{"total":)" +
                                         std::to_string(amount) + "}}");
    if (!key.empty()) given.set("key", Json::string(key));
    return given;
  }

  std::string propose(Json const& given) {
    auto const receipt = proposals_->propose(given);
    EXPECT_TRUE(receipt) << told(receipt);
    return receipt ? receipt->made.front().second : "";
  }

  std::optional<Version> read(std::string const& id, std::string_view day = "2023-12-31") {
    auto snapshot = ledger_->read("root");
    return snapshot->as_of(id, *Date::parse(day))->version;
  }

  db::Value value(std::string const& in, std::string const& id, std::string const& field) {
    auto const& of = *catalog_->find(in);
    auto const version = read(id);
    return version ? version->values[of.index_of(*of.find(field))] : db::Value();
  }
  db::Value total_now() { return value("project", project_, "total"); }
  db::Value status(std::string const& id) { return value("proposal", id, "status"); }

  std::vector<std::string> acts() {
    auto const reader = *database_->read();
    std::vector<std::string> all;
    auto const page = audit_page(*reader, 0, 1000);
    for (auto const& row : *page) all.push_back(row.act + " " + row.actor);
    return all;
  }

  std::vector<std::string> waiting(std::int64_t older_than) {
    auto snapshot = *ledger_->read("root");
    auto const found = proposals_->waiting(snapshot, Instant(clock_.now().micros() - older_than));
    EXPECT_TRUE(found) << told(found);
    std::vector<std::string> ids;
    for (auto const& one : *found) ids.push_back(one.id);
    return ids;
  }

  std::size_t entries() {
    auto const rows = dump(*database_, *catalog_);
    return static_cast<std::size_t>(
        std::ranges::count_if(rows, [](auto const& row) { return row.starts_with("entry "); }));
  }

  void expect_sound() { EXPECT_THAT(problems(*database_, *ledger_), IsEmpty()); }

  std::unique_ptr<db::Database> database_;
  std::shared_ptr<meta::Catalog const> catalog_;
  StepClock clock_;
  std::unique_ptr<Ledger> ledger_;
  std::unique_ptr<Proposals> proposals_;
  std::string project_;
};

INSTANTIATE_TEST_SUITE_P(Both, Proposal, db::both_dialects, db::dialect_name);

template <class T>
std::string key_of(Result<T> const& refused) {
  return refused ? "nothing" : refused.error().says.key;
}

TEST_P(Proposal, is_the_only_way_for_what_needs_a_second_person) {
  auto const before = entries();
  auto const refused = ledger_->append(total(230));

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().says.key, "ledger.second_person");
  EXPECT_EQ(refused.error().code, Error::Code::forbidden);
  auto const& rules = refused.error().details->find("rules")->items();
  ASSERT_EQ(rules.size(), 1u);
  EXPECT_EQ(rules[0].text_at("rule"), "cited_amount");
  EXPECT_EQ(rules[0].text_at("id"), project_);
  EXPECT_EQ(entries(), before);
  EXPECT_THAT(acts(), ElementsAre("refused 示例人员01"));
}

TEST_P(Proposal, waits_in_no_figure_until_somebody_else_approves_it) {
  auto const id = propose(total(230));
  EXPECT_EQ(total_now(), db::Value(std::int64_t{203}));
  EXPECT_EQ(status(id), db::Value("proposed"));
  EXPECT_EQ(value("proposal", id, "rules"), db::Value("cited_amount"));
  EXPECT_EQ(value("proposal", id, "proposer"), db::Value("示例人员01"));

  auto const receipt = proposals_->approve({.proposal = id, .actor = other, .reason = "属实"});

  ASSERT_TRUE(receipt) << told(receipt);
  EXPECT_EQ(total_now(), db::Value(std::int64_t{230}));
  EXPECT_EQ(status(id), db::Value("approved"));
  EXPECT_EQ(value("proposal", id, "decided_by"), db::Value(other));
  EXPECT_EQ(value("proposal", id, "entry_no"), db::Value(receipt->seq));
  auto snapshot = *ledger_->read("jiaocheng");
  auto const log = *snapshot.history(project_);
  EXPECT_EQ(log.back().seq, receipt->seq);
  EXPECT_EQ(log.back().actor, "示例人员01");
  EXPECT_THAT(log.back().body, testing::HasSubstr(other));
  EXPECT_THAT(acts(), ElementsAre("proposed 示例人员01", "approved 示例人员02"));
  expect_sound();
}

TEST_P(Proposal, is_never_approved_by_its_proposer_however_the_name_is_written) {
  auto const id = propose(total(230));
  auto const before = entries();

  for (auto const* name : {"示例人员01", " 示例人员01", "示例人员01\n", "\u3000示例人员01",
                           "示例\u200B人员01", "示例人员01\u00A0\uFEFF"}) {
    EXPECT_EQ(key_of(proposals_->approve({.proposal = id, .actor = name})), "ledger.proposal_own");
    EXPECT_EQ(key_of(proposals_->reject({.proposal = id, .actor = name})), "ledger.proposal_own");
  }
  EXPECT_EQ(key_of(proposals_->approve({.proposal = id, .actor = " "})), "ledger.invalid_entry");
  EXPECT_EQ(key_of(proposals_->approve({.proposal = id, .actor = "\u3000\u200B"})),
            "ledger.invalid_entry");
  EXPECT_EQ(key_of(proposals_->approve({.proposal = id, .actor = std::string(10'000, 'a')})),
            "ledger.wrong_text");

  EXPECT_EQ(entries(), before);
  EXPECT_EQ(status(id), db::Value("proposed"));
}

TEST_P(Proposal, is_decided_once) {
  auto const id = propose(total(230));
  ASSERT_TRUE(proposals_->reject({.proposal = id, .actor = other, .reason = "没有依据"}));

  EXPECT_EQ(status(id), db::Value("rejected"));
  EXPECT_EQ(key_of(proposals_->approve({.proposal = id, .actor = "示例人员03"})),
            "ledger.proposal_decided");
  EXPECT_EQ(key_of(proposals_->withdraw({.proposal = id, .actor = "示例人员01"})),
            "ledger.proposal_decided");
  EXPECT_EQ(total_now(), db::Value(std::int64_t{203}));
  expect_sound();
}

TEST_P(Proposal, is_withdrawn_by_its_proposer_alone) {
  auto const id = propose(total(230));

  EXPECT_EQ(key_of(proposals_->withdraw({.proposal = id, .actor = other})),
            "ledger.proposal_not_own");
  ASSERT_TRUE(proposals_->withdraw({.proposal = id, .actor = "示例人员01"}));

  EXPECT_EQ(status(id), db::Value("withdrawn"));
}

TEST_P(Proposal, conflicts_with_what_was_written_in_between_and_names_who) {
  auto const id = propose(total(230));
  auto change = letter("jiaocheng", R"({"kind":"change","register":"project","id":")" + project_ +
                                        R"(","valid_from":"2023-07-01",
                                            "fields":{"stage":"signed"}})");
  ASSERT_TRUE(ledger_->append(change));

  auto const refused = proposals_->approve({.proposal = id, .actor = other});

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().says.key, "ledger.conflict");
  EXPECT_EQ(refused.error().details->find("entries")->items()[0].text_at("actor"), "示例人员01");
  EXPECT_EQ(status(id), db::Value("proposed"));
}

TEST_P(Proposal, with_a_key_is_made_and_decided_once_however_often_it_is_sent) {
  auto const id = propose(total(230, "k1"));
  auto const again = proposals_->propose(total(230, "k1"));
  ASSERT_TRUE(again) << told(again);
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->made.front().second, id);
  EXPECT_EQ(key_of(proposals_->propose(total(231, "k1"))), "ledger.key_reused");

  Proposals::Decision const yes{.proposal = id, .actor = other, .reason = "属实", .key = "k2"};
  auto const first = proposals_->approve(yes);
  auto const before = entries();
  auto const second = proposals_->approve(yes);

  ASSERT_TRUE(second) << told(second);
  EXPECT_TRUE(second->repeated);
  EXPECT_EQ(second->seq, first->seq);
  EXPECT_EQ(entries(), before);
  expect_sound();
}

TEST_P(Proposal, of_a_letter_with_a_key_is_the_only_entry_of_it) {
  auto const given = total(230, "k1");
  EXPECT_EQ(key_of(ledger_->append(given)), "ledger.second_person");
  auto const id = propose(given);
  EXPECT_EQ(key_of(ledger_->append(given)), "ledger.key_proposed") << "it waits";
  auto const approved = proposals_->approve({.proposal = id, .actor = other, .reason = "属实"});
  ASSERT_TRUE(approved) << told(approved);
  auto const before = entries();

  EXPECT_EQ(key_of(ledger_->append(given)), "ledger.key_proposed");
  EXPECT_EQ(key_of(ledger_->append(total(231, "k1"))), "ledger.key_reused");
  EXPECT_EQ(entries(), before);

  auto const small = letter("jiaocheng", R"({"kind":"create","register":"project","id":"new:q",
      "valid_from":"2023-06-28","fields":{"code":"Q"}})");
  auto plain = small;
  plain.set("key", Json::string("k2"));
  ASSERT_TRUE(ledger_->append(plain));
  EXPECT_EQ(key_of(proposals_->propose(plain)), "ledger.key_reused") << "it was appended";
  expect_sound();
}

TEST_P(Proposal, is_refused_of_what_needs_none_and_of_what_is_wrong) {
  auto const before = dump(*database_, *catalog_);
  auto const stage = letter("jiaocheng", R"({"kind":"change","register":"project","id":")" +
                                             project_ + R"(","valid_from":"2023-07-01",
                                                 "fields":{"stage":"signed"}})");
  EXPECT_EQ(key_of(proposals_->propose(stage)), "ledger.needs_no_second_person");
  auto const unknown = letter("jiaocheng", R"({"kind":"correct","register":"project",
      "id":"jiaocheng.9.9","valid_from":"2023-06-28","fields":{"total":1}})");
  EXPECT_EQ(key_of(proposals_->propose(unknown)), "ledger.unknown_record");
  EXPECT_EQ(dump(*database_, *catalog_), before);
  EXPECT_EQ(key_of(proposals_->approve({.proposal = project_, .actor = other})),
            "ledger.no_proposal");
  EXPECT_EQ(key_of(proposals_->approve({.proposal = "jiaocheng.9.9", .actor = other})),
            "ledger.no_proposal");
}

TEST_P(Proposal, is_written_by_nobody_s_letter) {
  auto const id = propose(total(230));
  auto const forged = letter("jiaocheng", R"({"kind":"change","register":"proposal","id":")" + id +
                                              R"(","valid_from":"2023-07-01",
                                                  "fields":{"status":"approved"}})");

  EXPECT_EQ(key_of(ledger_->append(forged)), "ledger.proposal_written");
  EXPECT_EQ(key_of(proposals_->propose(forged)), "ledger.proposal_written");
  EXPECT_EQ(status(id), db::Value("proposed"));
}

TEST_P(Proposal, makes_records_with_the_entry_that_approves_it) {
  made(R"({"kind":"create","register":"month_lock","id":"new:l","valid_from":"2023-07-01",
           "fields":{"month":"2023-05","locked_on":"2023-06-30","locked_by":"示例人员03"}})",
       "root");
  auto const id = propose(letter("jiaocheng", {json(R"({"kind":"create","register":"project",
      "id":"new:q","valid_from":"2023-05-10","fields":{"code":"Q"}})"),
                                               json(R"({"kind":"create","register":"agreement",
      "id":"new:a","valid_from":"2023-05-10","fields":{"project":"new:q","amount":5}})")}));

  auto const receipt = proposals_->approve({.proposal = id, .actor = other});

  ASSERT_TRUE(receipt) << told(receipt);
  ASSERT_EQ(receipt->made.size(), 2u);
  EXPECT_EQ(value("agreement", receipt->made[1].second, "project"),
            db::Value(receipt->made[0].second));
  expect_sound();
}

TEST_P(Proposal, shows_a_light_after_two_days_until_it_is_decided) {
  auto const id = propose(total(230));
  clock_.step(Proposals::overdue_micros - 1);
  EXPECT_THAT(waiting(Proposals::overdue_micros), IsEmpty());
  EXPECT_THAT(waiting(0), ElementsAre(id));

  clock_.step(1);
  EXPECT_THAT(waiting(Proposals::overdue_micros), ElementsAre(id));
  ASSERT_TRUE(proposals_->approve({.proposal = id, .actor = other}));
  EXPECT_THAT(waiting(0), IsEmpty());
}

TEST_P(Proposal, keeps_personal_values_out_of_the_log_and_lets_them_be_erased) {
  made(R"({"kind":"create","register":"month_lock","id":"new:l","valid_from":"2023-07-01",
           "fields":{"month":"2023-05","locked_on":"2023-06-30","locked_by":"示例人员03"}})",
       "root");
  auto const contact = letter("jiaocheng", R"({"kind":"create","register":"contact","id":"new:c",
      "valid_from":"2023-05-10",
      "fields":{"name":"示例联系人","phone":"示例电话13800000000"}})");
  auto const rows_with_the_phone = [&] {
    auto const rows = dump(*database_, *catalog_);
    return std::ranges::count_if(rows, [](auto const& row) { return row.contains(phone); });
  };
  auto const first = propose(contact);
  auto const second = propose(contact);
  EXPECT_EQ(rows_with_the_phone(), 2) << "in the table personal alone, once a proposal";
  expect_sound();

  auto const approved = proposals_->approve({.proposal = first, .actor = other});
  ASSERT_TRUE(approved) << told(approved);
  EXPECT_EQ(rows_with_the_phone(), 2) << "the record and its proposal share one";
  auto const kept = value("contact", approved->made.front().second, "phone");
  auto const mark = personal_mark(std::get<std::string>(kept));
  ASSERT_TRUE(mark);
  auto const shown =
      ledger_->unmask({.zone = "jiaocheng", .actor = other, .reason = "联系企业", .mark = *mark});
  EXPECT_EQ(*shown, phone);
  EXPECT_EQ(acts().back(), "unmasked 示例人员02");

  std::vector<std::string> refs;
  {
    auto const reader = *database_->read();
    auto const found = *marks_with_value(*reader, "jiaocheng", phone, "示例密钥");
    for (auto const& one : found) {
      refs.push_back(one.ref);
    }
  }
  ASSERT_EQ(refs.size(), 2u);
  ASSERT_TRUE(ledger_->erase({.zone = "jiaocheng",
                              .actor = other,
                              .source = "示例申请书",
                              .reason = "本人要求删除",
                              .refs = refs}));

  EXPECT_EQ(rows_with_the_phone(), 0);
  EXPECT_EQ(acts().back(), "erased 示例人员02");
  EXPECT_EQ(key_of(proposals_->approve({.proposal = second, .actor = other})),
            "ledger.proposal_erased");
  expect_sound();
}

TEST_P(Proposal, comes_out_the_same_of_a_rebuild) {
  auto const id = propose(total(230));
  ASSERT_TRUE(proposals_->approve({.proposal = id, .actor = other}));
  ASSERT_TRUE(proposals_->propose(total(240)));
  auto const before = dump(*database_, *catalog_);

  auto const done = database_->write([&](db::Connection& at) { return rebuild(at, *catalog_); });

  ASSERT_TRUE(done) << told(done);
  EXPECT_EQ(dump(*database_, *catalog_), before);
}

}  // namespace
}  // namespace zonebook::ledger
