#include "casework/casework_fixture.h"

#include <filesystem>
#include <fstream>

#include "base/random.h"
#include "casework/registers.h"
#include "ledger/migrations.h"
#include "ledger/registers.h"
#include "ledger/shape.h"

namespace zonebook::casework {
namespace {

namespace fs = std::filesystem;

std::string text_of(fs::path const& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<calendar::Notice> model_notices() {
  std::vector<calendar::Notice> notices;
  for (auto const& entry : fs::directory_iterator("model/calendar")) {
    auto notice = calendar::read_notice(text_of(entry.path()), entry.path().string());
    if (notice) notices.push_back(std::move(*notice));
  }
  std::ranges::sort(notices, {}, &calendar::Notice::year);
  return notices;
}

std::shared_ptr<meta::Catalog const> load_catalog() {
  auto const folder = fs::temp_directory_path() / ("zonebook_cases_" + random_hexadecimal(8));
  fs::create_directories(folder / "registers");
  fs::create_directories(folder / "tracks");
  std::error_code there;
  fs::copy("model/terms", folder / "terms", there);  // tests run in the project's root
  fs::copy("model/tracks/service_case.yaml", folder / "tracks", there);
  std::vector<meta::OwnedRegister> owned;
  for (auto const& one : ledger::owned_registers()) owned.push_back(one);
  for (auto const& one : owned_registers()) owned.push_back(one);
  auto loaded = meta::load(folder.string(), owned);
  fs::remove_all(folder);
  for (auto const& problem : loaded.problems) {
    ADD_FAILURE() << problem.where << ": " << render(problem.says, Language::en);
  }
  return loaded.catalog;
}

}  // namespace

Rulebook model_rules() {
  std::vector<Rulebook::Document> documents;
  for (auto const& entry : fs::directory_iterator("model/decisions")) {
    auto const name = entry.path().stem().string();
    if (entry.path().extension() != ".dmn" || name == "second_person") continue;
    documents.push_back({name, text_of(entry.path())});
  }
  auto made = Rulebook::make(documents);
  EXPECT_TRUE(made) << made.error().where << ": " << render(made.error().says, Language::en);
  return made.value_or(Rulebook());
}

void CaseworkFixture::SetUp() {
  DatabaseFixture::SetUp();
  if (IsSkipped()) return;
  catalog_ = load_catalog();
  ASSERT_TRUE(catalog_);
  database_ = open();
  ASSERT_TRUE(db::migrate(*database_, ledger::migrations_room, ledger::migrations(), clock_.now()));
  ASSERT_TRUE(database_->write([&](db::Connection& at) -> Result<void> {
    TRY(ledger::add_zone(at, "root", std::nullopt));
    return ledger::adopt_shape(at, *catalog_, clock_.now(), ledger::ShapeEntry::written);
  }));
  ledger_ = std::make_unique<ledger::Ledger>(
      *database_, catalog_,
      ledger::Ledger::Options{
          .clock = clock_,
          .local = *Zone::load("Asia/Shanghai"),
          .record_checks = {{std::string(calendar_register), calendar_check(*catalog_)}}});
  root_ = make("root", "zone", "2000-01-01", R"("code":"root","name":"示例市","level":"city")");
  for (std::string const name : {"east", "west"}) {
    make("root", "zone", "2000-01-01",
         R"("code":")" + name + R"(","name":"示例园区)" + name + R"(","level":"zone","parent":")" +
             root_ + '"');
  }
  auto root = snapshot();
  auto const adopted = adopt_notices(root, model_notices());
  ASSERT_TRUE(adopted);
  ASSERT_TRUE(append("root", adopted->creations)) << refused_;
}

std::string CaseworkFixture::make(std::string const& zone, std::string const& in,
                                  std::string const& from, std::string const& fields) {
  auto const done = ledger_->append(*Json::parse(
      R"({"zone":")" + zone + R"(","actor":"示例人员01","changes":[{"kind":"create","register":")" +
      in + R"(","id":"new:a","valid_from":")" + from + R"(","fields":{)" + fields + "}}]}"));
  if (done) return done->made.front().second;
  auto const* const name = done.error().details ? done.error().details->find("name") : nullptr;
  refused_ = name ? name->string() : done.error().says.key + " " + done.error().where;
  return "";
}

bool CaseworkFixture::change(std::string const& kind, std::string const& zone,
                             std::string const& id, std::string const& from,
                             std::string const& fields) {
  auto const in = *snapshot(zone).as_of(id, *Date::parse(from));
  return append(zone, {*Json::parse(R"({"kind":")" + kind + R"(","register":")" + in.in->name +
                                    R"(","id":")" + id + R"(","valid_from":")" + from +
                                    R"(","fields":{)" + fields + "}}")});
}

bool CaseworkFixture::append(std::string const& zone, std::vector<Json> changes) {
  auto const done = ledger_->append(Json::object({{"zone", Json::string(zone)},
                                                  {"actor", Json::string("system")},
                                                  {"changes", Json::array(std::move(changes))}}));
  if (done) return true;
  auto const* const name = done.error().details ? done.error().details->find("name") : nullptr;
  refused_ = name ? name->string() : done.error().says.key + " " + done.error().where;
  return false;
}

std::string CaseworkFixture::service_case(std::string const& code, std::string const& accepted,
                                          std::string const& more) {
  return make("east", "service_case", accepted,
              R"("case_code":")" + code + R"(","item_name":"示例事项01","origin":"desk",)" +
                  R"("kind_of_item":"promised","status":"accepted","received_on":")" + accepted +
                  R"(","accepted_on":")" + accepted + '"' + more);
}

std::vector<CaseClock> CaseworkFixture::clocks(std::string_view on, std::string const& zone) {
  auto at = snapshot(zone);
  auto made = case_clocks(at, model_rules(), *Date::parse(on));
  EXPECT_TRUE(made) << db::told(made);
  return made ? std::move(*made) : std::vector<CaseClock>();
}

ledger::Snapshot CaseworkFixture::snapshot(std::string const& zone) {
  auto read = ledger_->read(zone);
  EXPECT_TRUE(read) << db::told(read);
  return std::move(*read);
}

}  // namespace zonebook::casework
