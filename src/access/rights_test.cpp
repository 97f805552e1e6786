// Who sees what: each role × register × zone × confidential or not × own, named or another's,
// through each way of reading.  What is expected is reasoned here anew, without the room's code.

#include "access/rights.h"

#include <gtest/gtest.h>

#include <tuple>

#include "access/access_fixture.h"
#include "ledger/listing.h"
#include "ledger/search.h"

namespace zonebook::access {
namespace {

enum class Level { none, outline, whole };

struct Project {
  std::string id, zone;
  bool confidential = false, is_signed = false;
  std::string officer, informed;  // staff
  std::string word;               // in all its texts that are kept
  std::string visit, note;        // records about it
};

class TheMatrix : public AccessFixture {
 protected:
  void SetUp() override {
    AccessFixture::SetUp();
    if (IsSkipped()) return;
    mine_ = make("root", "staff", R"("name":"示例人员01")");
    other_ = make("root", "staff", R"("name":"示例人员02")");
    int number = 0;
    for (auto const* zone : {"root", "east", "park", "west"}) {
      for (bool const confidential : {false, true}) {
        for (bool const is_signed : {false, true}) {
          for (auto const& [officer, informed] : std::vector<std::pair<std::string, std::string>>{
                   {mine_, ""}, {other_, ""}, {other_, mine_}, {other_, other_ + "、" + mine_}}) {
            add({.zone = zone,
                 .confidential = confidential,
                 .is_signed = is_signed,
                 .officer = officer,
                 .informed = informed,
                 .word = "秘" + std::to_string(1000 + number++)});
          }
        }
      }
      write_all(zone);
    }
  }

  void add(Project one) { projects_.push_back(std::move(one)); }

  static std::string create(std::string const& in, std::string const& label,
                            std::string const& fields) {
    return R"({"kind":"create","register":")" + in + R"(","id":"new:)" + label +
           R"(","valid_from":"2023-01-01","fields":{)" + fields + "}}";
  }

  // One entry a zone.
  void write_all(std::string const& zone) {
    std::string changes;
    std::vector<std::string*> ids;
    for (auto& one : projects_) {
      if (one.zone != zone) continue;
      auto const label = one.word.substr(std::string_view("秘").size());
      auto fields = R"("name":")" + one.word + R"(","code_name":"代)" + label +
                    R"(","disclosure":")" + (one.confidential ? "confidential" : "open") +
                    R"(","stage":")" + (one.is_signed ? "signed" : "talks") +
                    R"(","amount":100,"manager":")" + one.officer + '"';
      if (!one.informed.empty()) fields += R"(,"informed":")" + one.informed + '"';
      changes += (changes.empty() ? "" : ",") + create("project", "p" + label, fields) + "," +
                 create("visit", "v" + label,
                        R"("counterpart":")" + one.word + R"(","project":"new:p)" + label + '"') +
                 "," +
                 create("note", "n" + label,
                        R"("content":")" + one.word + R"(","visit":"new:v)" + label + '"');
      ids.insert(ids.end(), {&one.id, &one.visit, &one.note});
    }
    auto const receipt = append(zone, changes);
    ASSERT_EQ(receipt.made.size(), ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) *ids[i] = receipt.made[i].second;
  }

  // Reasoned from PRODUCT D and the texts of the roles.
  static Level expected(std::string const& role, std::string const& me, std::string const& mine,
                        Project const& of, std::string const& in) {
    if (role == "administrator") return Level::none;
    if (role == "province" && (in != "project" || !of.is_signed)) return Level::none;
    bool const is_named = me == mine && !me.empty() &&
                          (of.officer == mine || of.informed.find(mine) != std::string::npos);
    if (!of.confidential || is_named) return Level::whole;
    return in == "project" ? Level::outline : Level::none;
  }

  void look(ledger::Snapshot& at, std::string const& in_name, std::string const& id,
            Project const& of, Level level, std::string const& where) {
    auto const& in_it = in(in_name);
    auto const* title = in_it.find(in_it.views.title);
    auto const quoted = in_it.views.title + " = \"" + of.word + "\"";
    bool const is_shown = level != Level::none, is_whole = level == Level::whole;
    auto const found = at.as_of(id, day());
    ASSERT_EQ(found && found->in, is_shown) << "as_of " << where;
    if (found && found->in) {
      EXPECT_EQ(ledger::text_in(*found->version, in_it, title->name).has_value(), is_whole)
          << "its title " << where;
    }
    auto const rows = at.rows(id);
    EXPECT_EQ(rows && !rows->empty(), is_whole) << "rows " << where;
    auto const history = at.history(id);
    EXPECT_EQ(history && !history->empty(), is_whole) << "history " << where;
    EXPECT_EQ(count(at, {.in = &in_it, .filter = quoted}), is_whole ? 1 : 0) << "filter " << where;
    auto const hits = ledger::search(at, {.text = of.word, .day = day(), .registers = {&in_it}});
    EXPECT_EQ(hits ? hits->size() : 0u, is_whole ? 1u : 0u) << "search " << where;
    auto const listed = at.list(in_it, day());
    auto const is_listed =
        listed && std::ranges::find(*listed, id, &ledger::Listed::id) != listed->end();
    EXPECT_EQ(is_listed, is_shown) << "list " << where;
  }

  std::int64_t count(ledger::Snapshot& at, ledger::ListRequest request) {
    request.day = day();
    request.count = ledger::ListRequest::Count::exact;
    auto const page = ledger::list(at, request);
    return page ? *page->count : 0;
  }

  std::string mine_, other_;
  std::vector<Project> projects_;
};
INSTANTIATE_TEST_SUITE_P(Both, TheMatrix, db::both_dialects, db::dialect_name);

TEST_P(TheMatrix, shows_to_each_what_is_its_own_to_see_and_nothing_else) {
  std::map<std::string, std::set<std::string>> const below = {
      {"root", {"root", "east", "park", "west"}},
      {"east", {"east", "park"}},
      {"park", {"park"}},
      {"west", {"west"}}};
  int cells = 0;
  for (auto const* role : {"leader", "manager", "province", "administrator"}) {
    for (auto const* zone : {"root", "east", "park"}) {
      for (auto const& me : {std::string(), mine_}) {
        auto const who = visitor(role, zone, me);
        auto const scope = access_->rights().scope_of(who, zone);
        ASSERT_TRUE(scope) << db::told(scope);
        auto at = ledger_->read(**scope);
        ASSERT_TRUE(at) << db::told(at);
        std::map<std::string, std::int64_t> listed;
        for (auto const& of : projects_) {
          for (auto const& [name, id] :
               {std::pair("project", of.id), {"visit", of.visit}, {"note", of.note}}) {
            auto const level = below.at(zone).contains(of.zone)
                                   ? expected(role, me, mine_, of, name)
                                   : Level::none;
            auto const where = std::string(role) + " in " + zone + " me=" + me + " " + name + " " +
                               of.zone + (of.confidential ? " confidential" : "") +
                               (of.is_signed ? " signed" : "") + " of " + of.officer + "/" +
                               of.informed;
            look(*at, name, id, of, level, where);
            listed[name] += level == Level::none ? 0 : 1;
            ++cells;
          }
        }
        for (auto const& [name, all] : listed) {
          EXPECT_EQ(count(*at, {.in = &in(name)}), all) << role << " " << zone << " " << name;
        }
      }
    }
  }
  EXPECT_EQ(cells, 4 * 3 * 2 * 64 * 3);
}

TEST_P(TheMatrix, refuses_a_zone_in_which_nothing_is_granted) {
  auto const& rights = access_->rights();

  EXPECT_EQ(key_of(rights.scope_of(visitor("leader", "east"), "west")), "access.zone_not_yours");
  EXPECT_EQ(key_of(rights.scope_of(visitor("leader", "east"), "root")), "access.zone_not_yours");
  EXPECT_EQ(key_of(rights.scope_of(visitor("leader", "east"), "park")), "no error");
  EXPECT_EQ(key_of(rights.scope_of(Visitor(), "east")), "access.zone_not_yours");
}

TEST_P(TheMatrix, orders_no_outline_by_what_it_hides) {
  auto const scope = access_->rights().scope_of(visitor("leader", "west"), "west");
  auto at = *ledger_->read(**scope);
  auto const by = [&](char const* name) {
    return count(at, {.in = &in("project"),
                      .sort = {{in("project").find(name), ledger::SortBy::Order::ascending}}});
  };

  EXPECT_EQ(by("code_name"), 16);
  EXPECT_EQ(by("name"), 8) << "the open ones alone";
  EXPECT_EQ(count(at, {.in = &in("visit"), .filter = "project.stage = \"talks\""}), 4);
}

TEST_P(TheMatrix, opens_with_the_signing_by_an_entry) {
  auto const& kept = *std::ranges::find_if(
      projects_, [](Project const& one) { return one.zone == "west" && one.confidential; });
  append("west", R"({"kind":"change","register":"project","id":")" + kept.id +
                     R"(","valid_from":"2023-06-20","fields":{"disclosure":"open"}})");
  auto const scope = access_->rights().scope_of(visitor("leader", "west"), "west");
  auto at = *ledger_->read(**scope);

  auto const before = *at.as_of(kept.id, *Date::parse("2023-06-19"));
  auto const after = *at.as_of(kept.id, day());
  EXPECT_EQ(ledger::text_in(*before.version, in("project"), "name"), kept.word);
  EXPECT_EQ(ledger::text_in(*after.version, in("project"), "name"), kept.word);
  EXPECT_EQ(at.as_of(kept.visit, day())->in, &in("visit"));
  EXPECT_EQ(at.history(kept.id)->size(), 2u) << "what is open today is open at every pair";
}

TEST_P(TheMatrix, keeps_what_is_confidential_today_at_every_day_and_knowledge) {
  clock_.step(60 * second_micros);
  auto const before = clock_.now();
  for (auto const* kind : {"change", "correct"}) {
    auto const& open = *std::ranges::find_if(projects_, [&](Project const& one) {
      return one.zone == "west" && !one.confidential &&
             one.is_signed == (std::string_view(kind) == "change");
    });
    clock_.step(60 * second_micros);
    append("west", std::string(R"({"kind":")") + kind + R"(","register":"project","id":")" +
                       open.id + R"(","valid_from":")" +
                       (std::string_view(kind) == "change" ? "2023-06-20" : "2023-01-01") +
                       R"(","fields":{"disclosure":"confidential"}})");
    auto const scope = access_->rights().scope_of(visitor("leader", "west"), "west");
    for (auto const& k : {std::optional<Instant>(), std::optional(before)}) {
      auto at = *ledger_->read(**scope, k);
      for (auto const* day : {"2023-03-01", "2023-06-27"}) {
        auto const on = *Date::parse(day);
        auto const where = std::string(kind) + " " + day + (k ? " as known before" : "");
        auto const found = *at.as_of(open.id, on);
        ASSERT_TRUE(found.version) << where;
        EXPECT_FALSE(ledger::text_in(*found.version, in("project"), "name")) << where;
        EXPECT_EQ(ledger::text_in(*found.version, in("project"), "code_name").has_value(), true);
        for (auto const& [name, id, by] : {std::tuple("project", open.id, "name"),
                                           {"visit", open.visit, "counterpart"},
                                           {"note", open.note, "content"}}) {
          EXPECT_TRUE(at.rows(id)->empty()) << where << name;
          EXPECT_TRUE(at.history(id)->empty()) << where << name;
          auto const hits = ledger::search(at, {.text = open.word, .day = on});
          EXPECT_TRUE(hits->empty()) << where;
          auto const page =
              ledger::list(at, {.in = &in(name),
                                .day = on,
                                .filter = by + std::string(" = \"") + open.word + "\"",
                                .count = ledger::ListRequest::Count::exact});
          EXPECT_EQ(*page->count, 0) << where << name;
          auto const listed = ledger::list(at, {.in = &in(name), .day = on, .limit = 1000});
          for (auto const& one : listed->records) {
            EXPECT_NE(ledger::text_in(one.version, in(name), by), open.word) << where << name;
          }
        }
      }
    }
  }
}

// Two roles of one person: one shows the name of all, the other everything of those signed.
TEST_P(TheMatrix, answers_through_a_reference_by_a_sight_that_shows_what_is_asked) {
  Role names{.name = "names"}, of_signed{.name = "of_signed"};
  names.registers["project"] = {{.may = {Right::read}, .plain = {"name", "stage"}}};
  names.registers["visit"] = {{.may = {Right::read}, .plain = {"counterpart", "project"}}};
  of_signed.registers["project"] = {
      {.may = {Right::read}, .where = "stage = \"signed\"", .plain = {"name", "stage", "amount"}}};
  auto who = visitor("leader", "west");
  who.grants.push_back(who.grants.front());
  who.grants[0].role = &names;
  who.grants[1].role = &of_signed;
  auto at = *ledger_->read(**access_->rights().scope_of(who, "west"));

  EXPECT_EQ(count(at, {.in = &in("visit"), .filter = "project.stage != null"}), 8);
  EXPECT_EQ(count(at, {.in = &in("visit"), .filter = "project.amount = 100"}), 4);
  EXPECT_EQ(count(at, {.in = &in("visit"), .filter = "project.amount = null"}), 4)
      << "as if there were none";
}

TEST_P(TheMatrix, keeps_figures_from_telling_of_one_or_two) {
  static_assert(Rights::must_suppress(2, 0));
  static_assert(Rights::must_suppress(2, 1));
  static_assert(Rights::must_suppress(9, 7));
  static_assert(!Rights::must_suppress(9, 6));
  static_assert(!Rights::must_suppress(2, 2));
  static_assert(!Rights::must_suppress(0, 0));
  auto const& rights = access_->rights();
  auto const leader = visitor("leader", "west");

  EXPECT_TRUE(rights.figure_scope_of(leader, "west")->is_everything());
  EXPECT_EQ(key_of(rights.figure_scope_of(leader, "east")), "access.zone_not_yours");
  EXPECT_EQ(key_of(rights.figure_scope_of(visitor("administrator", "west"), "west")),
            "access.no_figures");
  auto open = *ledger_->read(**rights.open_scope_of(leader, "west"));
  EXPECT_EQ(count(open, {.in = &in("project")}), 8);
  EXPECT_EQ(count(open, {.in = &in("visit")}), 8);
  auto const province = *rights.scope_of(visitor("province", "west"), "west");
  EXPECT_TRUE(province->limit(in("visit"))) << "of a register without sights nothing is seen";
}

TEST_P(TheMatrix, lets_each_do_what_its_role_says) {
  auto const& rights = access_->rights();
  struct Case {
    std::string role, in;
    std::set<Right> may;
  };
  std::vector<Right> const all = {Right::read,    Right::append,         Right::propose,
                                  Right::approve, Right::export_records, Right::unmask};
  for (auto const& [role, name, may] : std::vector<Case>{
           {"leader", "project", {all.begin(), all.end()}},
           {"leader", "account", {}},
           {"manager", "project", {Right::read, Right::append, Right::propose}},
           {"manager", "note", {Right::read}},
           {"manager", "role_grant", {}},
           {"province", "project", {Right::read}},
           {"province", "visit", {}},
           {"administrator", "project", {}},
       }) {
    for (auto const right : all) {
      for (auto const* zone : {"east", "park", "west", "root"}) {
        bool const is_in = std::string_view(zone) == "east" || std::string_view(zone) == "park";
        EXPECT_EQ(rights.may(visitor(role, "east"), right, in(name), zone),
                  is_in && may.contains(right))
            << role << " " << name_of(right) << " " << name << " " << zone;
      }
    }
  }
  auto const officer = visitor("manager", "east");
  EXPECT_TRUE(rights.may(officer, Right::append, in("enterprise"), "root"));
  EXPECT_FALSE(rights.may(visitor("leader", "east"), Right::append, in("zone"), "root"));
}

}  // namespace
}  // namespace zonebook::access
