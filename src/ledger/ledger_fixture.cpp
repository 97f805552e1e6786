#include "ledger/ledger_fixture.h"

#include <algorithm>
#include <cstdlib>

#include "ledger/shape.h"

namespace zonebook::ledger {
namespace {

meta::Field field(std::string const& name, std::string_view type) {
  meta::Field made;
  made.id = "f_" + name;
  made.name = name;
  made.label = {name, name};
  made.type = meta::find_field_type(type);
  made.required = false;
  return made;
}

meta::Field required(meta::Field made) {
  made.required = true;
  return made;
}

meta::Field event(std::string const& name) {
  auto made = field(name, "date");
  made.event = true;
  return made;
}

meta::Field reference(std::string const& name, std::string const& to) {
  auto made = field(name, "reference");
  made.to = to;
  return made;
}

meta::Field choice(std::string const& name, std::vector<std::string> const& values) {
  auto made = field(name, "choice");
  for (auto const& value : values) made.choices.push_back({value, {value, value}});
  return made;
}

meta::Register reg(std::string const& name, std::vector<meta::Field> fields) {
  meta::Register made;
  made.name = name;
  made.label = {name, name};
  made.fields = std::move(fields);
  return made;
}

void must(bool is_done, std::string const& what) {
  if (is_done) return;
  ADD_FAILURE() << what;
  std::abort();
}

std::string text_of(db::Row const& row, int column) {
  auto const value = row.value(column);
  if (auto const* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (auto const* text = std::get_if<std::string>(&value)) return quoted_json(*text);
  return "null";
}

void dump_table(db::Connection& at, Table const& table, std::vector<std::string>& lines) {
  std::string columns;
  for (auto const& column : table.columns) {
    columns += (columns.empty() ? "\"" : ", \"") + column.name + '"';
  }
  auto const all = db::Statement::same("dump", "SELECT " + columns + " FROM " + table.name);
  auto const read = at.each(all, {}, [&](db::Row const& row) -> Result<void> {
    auto line = table.name;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      line += ' ' + table.columns[i].name + '=' + text_of(row, static_cast<int>(i));
    }
    lines.push_back(std::move(line));
    return {};
  });
  must(read.has_value(), told(read));
}

}  // namespace

std::shared_ptr<meta::Catalog const> sample_catalog() {
  auto enterprise =
      reg("enterprise", {required(field("code", "text")), choice("size", {"small", "large"})});
  enterprise.shared = true;
  enterprise.key = {"code"};
  auto project = reg("project", {field("code", "text"), field("total", "money"),
                                 choice("stage", {"talks", "signed", "started"}),
                                 reference("owner", "enterprise"), event("started_on")});
  project.key = {"code"};
  auto agreement = reg("agreement", {required(reference("project", "project")),
                                     field("amount", "money"), event("signed_on")});
  auto catalog = meta::Catalog::make({enterprise, project, agreement});
  must(catalog.has_value(), "the sample catalog");
  return *catalog;
}

std::vector<ZoneUnder> const& sample_zones() {
  static std::vector<ZoneUnder> const zones = {
      {"root", std::nullopt}, {"jiaocheng", "root"}, {"shangwu", "root"}};
  return zones;
}

void make_tables(db::Database& database, meta::Catalog const& catalog,
                 std::vector<ZoneUnder> const& zones) {
  auto const done = database.write([&](db::Connection& at) -> Result<void> {
    TRY(make_fixed_tables(at));
    for (auto const& [zone, parent] : zones) TRY(add_zone(at, zone, parent));
    return adopt_shape(at, catalog, *Instant::parse("2023-01-01T00:00:00Z"), ShapeEntry::written);
  });
  must(done.has_value(), told(done));
}

std::unique_ptr<Ledger> ledger_on(db::Database& database, Clock const& clock) {
  return std::make_unique<Ledger>(
      database, sample_catalog(),
      Ledger::Options{.clock = clock, .local = *Zone::load("Asia/Shanghai")});
}

Json json(std::string_view text) {
  auto parsed = Json::parse(text);
  must(parsed.has_value(), std::string(text));
  return *parsed;
}

Json letter(std::string_view zone, std::vector<Json> changes) {
  return Json::object({{"zone", Json::string(std::string(zone))},
                       {"actor", Json::string("示例人员01")},
                       {"source", Json::string("签约合同")},
                       {"reason", Json::string("签约")},
                       {"changes", Json::array(std::move(changes))}});
}

Json letter(std::string_view zone, std::string_view change) {
  return letter(zone, std::vector{json(change)});
}

std::vector<Table> tables_of(meta::Catalog const& catalog) {
  auto tables = fixed_tables();
  for (auto const& in : catalog.registers()) tables.push_back(table_of(in));
  return tables;
}

std::vector<std::string> dump(db::Database& database, meta::Catalog const& catalog) {
  auto const reader = database.read();
  must(reader.has_value(), told(reader));
  std::vector<std::string> lines;
  for (auto const& table : tables_of(catalog)) dump_table(**reader, table, lines);
  std::ranges::sort(lines);
  return lines;
}

std::vector<std::string> problems(db::Database& database, Ledger const& ledger,
                                  std::vector<Anchor> const& anchors) {
  auto const found = verify(database, ledger, anchors);
  if (!found) return {"verify itself: " + told(found)};
  std::vector<std::string> lines;
  for (auto const& problem : *found) lines.push_back(problem.says.key + " " + problem.where);
  return lines;
}

void LedgerFixture::SetUp() {
  DatabaseFixture::SetUp();
  if (IsSkipped()) return;
  database_ = open();
  make_tables(*database_, *sample_catalog(), sample_zones());
  ledger_ = ledger_on(*database_, clock_);
}

Receipt LedgerFixture::append(Json const& given) {
  auto receipt = ledger_->append(given);
  must(receipt.has_value(), to_text(given) + " " + told(receipt));
  return *receipt;
}

std::string LedgerFixture::made(std::string_view change, std::string_view zone) {
  auto const receipt = append(letter(zone, change));
  must(receipt.made.size() == 1, "one record is made");
  return receipt.made.front().second;
}

}  // namespace zonebook::ledger
