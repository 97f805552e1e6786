#include "access/access_fixture.h"

#include <filesystem>
#include <fstream>

#include "access/registers.h"
#include "base/random.h"
#include "ledger/migrations.h"
#include "ledger/registers.h"
#include "ledger/shape.h"

namespace zonebook::access {
namespace {

namespace fs = std::filesystem;

constexpr auto staff_yaml = R"(register: staff
label: { zh: 工作人员, en: Staff }
about: 园区的人。
fields:
  name: { type: text, label: { zh: 姓名, en: Name } }
views:
  title: name
  list: [name]
  form:
    - { title: { zh: 人员, en: Staff }, fields: [name] }
)";
constexpr auto project_yaml = R"(register: project
label: { zh: 项目, en: Project }
about: 一项投资。
fields:
  name: { type: text, label: { zh: 名称, en: Name } }
  disclosure:
    type: choice
    label: { zh: 公开范围, en: Disclosure }
    choices:
      open: { zh: 公开, en: Open }
      confidential: { zh: 保密, en: Confidential }
  code_name: { type: text, label: { zh: 代号, en: Code name }, optional: true }
  informed: { type: long_text, label: { zh: 知情人, en: Informed }, optional: true }
  manager: { type: reference, to: staff, label: { zh: 项目经理, en: Manager }, optional: true }
  amount: { type: money, label: { zh: 金额, en: Amount }, optional: true }
  stage:
    type: choice
    label: { zh: 阶段, en: Stage }
    choices:
      talks: { zh: 在谈, en: Talks }
      signed: { zh: 签约, en: Signed }
views:
  title: name
  list: [name]
  search: [name, code_name]
  form:
    - title: { zh: 项目, en: Project }
      fields: [name, disclosure, code_name, informed, manager, amount, stage]
)";
constexpr auto visit_yaml = R"(register: visit
label: { zh: 走访, en: Visit }
about: 一次走访。
fields:
  counterpart: { type: text, label: { zh: 对方, en: Counterpart } }
  project: { type: reference, to: project, label: { zh: 项目, en: Project } }
  phone: { type: person, label: { zh: 手机, en: Phone }, optional: true }
views:
  title: counterpart
  list: [counterpart]
  search: [counterpart]
  form:
    - { title: { zh: 走访, en: Visit }, fields: [counterpart, project, phone] }
)";
constexpr auto note_yaml = R"(register: note
label: { zh: 备注, en: Note }
about: 走访之后的话。
fields:
  content: { type: text, label: { zh: 内容, en: Content } }
  visit: { type: reference, to: visit, label: { zh: 走访, en: Visit }, optional: true }
views:
  title: content
  list: [content]
  search: [content]
  form:
    - { title: { zh: 备注, en: Note }, fields: [content, visit] }
)";
constexpr auto enterprise_yaml = R"(register: enterprise
label: { zh: 企业, en: Enterprise }
about: 全树共用的企业。
key: [name]
root_only: true
fields:
  name: { type: text, label: { zh: 名称, en: Name } }
views:
  title: name
  list: [name]
  search: [name]
  form:
    - { title: { zh: 企业, en: Enterprise }, fields: [name] }
)";
std::string model_folder() {
  fs::path const folder = fs::temp_directory_path() / ("zonebook_access_" + random_hexadecimal(8));
  fs::create_directories(folder / "registers");
  fs::create_directories(folder / "facts");
  std::error_code there;
  for (auto const* part : {"terms", "facts"}) {  // tests run in the project's root
    fs::copy(fs::path("model") / part, folder / part,
             fs::copy_options::recursive | fs::copy_options::overwrite_existing, there);
  }
  for (auto const& [name, yaml] : {std::pair("staff", staff_yaml),
                                   {"project", project_yaml},
                                   {"visit", visit_yaml},
                                   {"note", note_yaml},
                                   {"enterprise", enterprise_yaml}}) {
    std::ofstream(folder / "registers" / (std::string(name) + ".yaml")) << yaml;
  }
  return folder.string();
}

std::shared_ptr<meta::Catalog const> load_catalog() {
  std::vector<meta::OwnedRegister> owned;
  for (auto const& one : ledger::owned_registers()) owned.push_back(one);
  for (auto const& one : access::owned_registers()) owned.push_back(one);
  auto const folder = model_folder();
  auto loaded = meta::load(folder, owned);
  fs::remove_all(folder);
  for (auto const& problem : loaded.problems) {
    ADD_FAILURE() << problem.where << ": " << render(problem.says, Language::en);
  }
  return loaded.catalog;
}

}  // namespace

std::vector<RoleFile> role_files() {
  return {{"roles/leader.yaml", R"(role: leader
label: { zh: 领导, en: Leader }
about: 全看。
figures: true
registers:
  - { of: [all], may: [read, append, propose, approve, export, unmask] }
)"},
          {"roles/manager.yaml", R"(role: manager
label: { zh: 项目经理, en: Manager }
about: 记自己的项目。
figures: true
registers:
  - { of: [all], except: [proposal], may: [read] }
  - { of: [project], may: [read, append, propose], where: manager.id = me, hands_over: [manager] }
  - { of: [visit], may: [read, append], where: project.manager.id = me, masked: [counterpart] }
  - { of: [enterprise], may: [read, append] }
)"},
          {"roles/registrar.yaml", R"(role: registrar
label: { zh: 登记员, en: Registrar }
about: 记全树共用的企业。
registers:
  - { of: [enterprise], may: [read, append, propose] }
)"},
          {"roles/province.yaml", R"(role: province
label: { zh: 省级, en: Province }
about: 签约后才看得到。
figures: true
registers:
  - { of: [project], may: [read], where: stage = "signed" }
  - { of: [enterprise], may: [read], only: [name] }
)"},
          {"roles/administrator.yaml", R"(role: administrator
label: { zh: 管理员, en: Administrator }
about: 管帐号。
accounts: true
)"},
          {"roles/supervision.yaml", R"(role: supervision
label: { zh: 监督, en: Supervision }
about: 看审计链。
log: true
)"},
          {"roles/confidential.yaml", R"(confidential:
  project:
    open: { disclosure: open }
    people: [manager]
    named: informed
    outline: [code_name, stage]
)"}};
}

void AccessFixture::SetUp() {
  DatabaseFixture::SetUp();
  if (IsSkipped()) return;
  catalog_ = load_catalog();
  ASSERT_TRUE(catalog_);
  database_ = open();
  ASSERT_TRUE(db::migrate(*database_, ledger::migrations_room, ledger::migrations(), clock_.now()));
  ASSERT_TRUE(db::migrate(*database_, migrations_room, migrations(), clock_.now()));
  ASSERT_TRUE(database_->write([&](db::Connection& at) -> Result<void> {
    TRY(ledger::add_zone(at, "root", std::nullopt));
    return ledger::adopt_shape(at, *catalog_, clock_.now(), ledger::ShapeEntry::written);
  }));
  ledger_ = std::make_unique<ledger::Ledger>(
      *database_, catalog_,
      ledger::Ledger::Options{.clock = clock_,
                              .local = *Zone::load("Asia/Shanghai"),
                              .second_person = second_person()});
  proposals_ = std::make_unique<ledger::Proposals>(*ledger_, *database_);
  for (auto const& [code, parent] :
       {std::pair("root", ""), {"east", "root"}, {"west", "root"}, {"park", "east"}}) {
    std::string fields =
        R"("code":")" + std::string(code) + R"(","name":"示例园区","level":"zone")";
    if (*parent) fields += R"(,"parent":")" + zones_.at(parent) + '"';
    zones_[code] = make("root", "zone", fields, "2000-01-01");
  }
  access_ = another();
  ASSERT_TRUE(access_);
  auto const first = access_->people().begin({.login = "admin", .name = "管理员", .zone = "root"},
                                             "administrator");
  ASSERT_TRUE(first) << db::told(first);
  admin_ = *access_->people().visitor(*first);
}

std::unique_ptr<Access> AccessFixture::another(Setting setting) {
  auto read = read_roles(role_files(), *catalog_);
  for (auto const& problem : read.problems) {
    ADD_FAILURE() << problem.where << ": " << render(problem.says, Language::en);
  }
  auto made = Access::open({.ledger = *ledger_,
                            .proposals = *proposals_,
                            .database = *database_,
                            .catalog = catalog_,
                            .roles = std::move(read.roles),
                            .root = "root",
                            .secret = std::string(64, 'a'),
                            .real = clock_,
                            .setting = setting});
  EXPECT_TRUE(made) << db::told(made);
  return made ? std::move(*made) : nullptr;
}

std::string AccessFixture::make(std::string const& zone, std::string const& in,
                                std::string const& fields, std::string const& from) {
  auto const made =
      append(zone, R"({"kind":"create","register":")" + in + R"(","id":"new:a","valid_from":")" +
                       from + R"(","fields":{)" + fields + "}}");
  return made.made.empty() ? std::string() : made.made.front().second;
}

ledger::Receipt AccessFixture::append(std::string const& zone, std::string const& change) {
  auto with_actor = letter(zone, change);
  with_actor.set("actor", Json::string("示例人员00"));
  auto const done = ledger_->append(with_actor);
  EXPECT_TRUE(done) << db::told(done) << change;
  return done.value_or(ledger::Receipt());
}

Json AccessFixture::letter(std::string const& zone, std::string const& change) const {
  return *Json::parse(R"({"zone":")" + zone + R"(","changes":[)" + change + "]}");
}

std::string AccessFixture::account(std::string const& login, std::string const& role,
                                   std::string const& zone, std::string const& me) {
  auto& people = access_->people();
  auto const made = people.open(admin_, {.login = login, .name = login, .zone = zone, .me = me});
  EXPECT_TRUE(made) << db::told(made);
  if (!made) return {};
  auto const granted = people.grant(admin_, {.account = *made, .role = role, .zone = zone});
  EXPECT_TRUE(granted) << db::told(granted);
  return *made;
}

void AccessFixture::give_password(std::string const& account, std::string const& password) {
  auto const invitation = access_->sign_ins().invite(admin_, account);
  ASSERT_TRUE(invitation) << db::told(invitation);
  auto const begun = access_->sign_ins().accept(invitation->token, password, "10.0.0.1");
  ASSERT_TRUE(begun) << db::told(begun);
}

Visitor AccessFixture::visitor(std::string const& role, std::string const& zone,
                               std::string const& me, std::string const& login) {
  auto const below = access_->people().zones_below(zone);
  EXPECT_TRUE(below) << db::told(below);
  Visitor made{.account = "root.0.0", .login = login, .name = login, .me = me, .home = zone};
  made.grants.push_back({"", access_->rights().roles().find(role), zone, *below});
  return made;
}

std::vector<std::string> AccessFixture::audited() {
  std::vector<std::string> acts;
  auto const at = database_->read();
  auto const page = ledger::audit_page(**at, 0, 1000);
  EXPECT_TRUE(page) << db::told(page);
  for (auto const& row : *page) acts.push_back(row.act + " " + row.actor);
  return acts;
}

}  // namespace zonebook::access
