// What is found and carried away: /search, /export.

#include <filesystem>
#include <map>

#include "api/api.h"
#include "api/call.h"
#include "base/random.h"
#include "ledger/search.h"
#include "ledger/titles.h"
#include "publishing/export.h"

namespace zonebook::api {
namespace {

using schema::Member;

constexpr auto workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

Result<Answer> search(Call& call) {
  auto const day = TRY(call.valid());
  auto snapshot = TRY(call.read(call.zone()));
  ledger::SearchRequest request{.text = call.text("q"), .day = day};
  auto const limit = static_cast<std::size_t>(call.number("limit").value_or(20));
  request.limit = limit + 1;  // the last tells that there are more
  for (auto const& name : call.words("registers")) {
    auto const* in = call.rooms.catalog.find(name);
    if (!in) {
      return std::unexpected(
          Error{Error::Code::not_found, {"api.no_register", {{"name", name}}}, "registers"});
    }
    request.registers.push_back(in);
  }
  auto const hits = TRY(ledger::search(snapshot, request));
  ledger::Titles titles(snapshot, day, call.language);
  std::vector<Json> found, more;
  std::map<meta::Register const*, std::size_t> counts;
  for (auto const& hit : hits) {
    if (++counts[hit.in] > limit) {
      more.push_back(Json::string(hit.in->name));
      continue;
    }
    auto title = TRY(titles.of(hit.id, hit.version, *hit.in));
    found.push_back(Json::object({{"register", Json::string(hit.in->name)},
                                  {"id", Json::string(hit.id)},
                                  {"title", Json::string(std::move(title))}}));
  }
  auto json = call.answered(snapshot, day);
  json.set("hits", Json::array(std::move(found)));
  json.set("more", Json::array(std::move(more)));
  return at_pair(std::move(json), snapshot.k());
}

// A file that is gone once nobody reads it any more.
class TakenAway {
 public:
  explicit TakenAway(std::string path) : path_(std::move(path)) {}
  ~TakenAway() {
    std::error_code failed;
    std::filesystem::remove(path_, failed);
  }
  TakenAway(TakenAway const&) = delete;
  TakenAway& operator=(TakenAway const&) = delete;

 private:
  std::string path_;
};

struct Wanted {
  meta::Register const* in = nullptr;
  std::string form;  // "xlsx", "csv", "json"
};

// "project.xlsx".
Result<Wanted> wanted(Call const& call) {
  auto const file = call.text("file");
  auto const point = file.rfind('.');
  auto const form = point == std::string::npos ? std::string() : file.substr(point + 1);
  auto const name = file.substr(0, point);
  auto const* in = call.rooms.catalog.find(name);
  if (!in || (form != "xlsx" && form != "csv" && form != "json")) {
    return std::unexpected(
        Error{Error::Code::not_found, {"api.no_register", {{"name", file}}}, "file"});
  }
  return Wanted{in, form};
}

Result<http::Response> workbook(ledger::Snapshot& snapshot, publishing::ExportRequest request,
                                Language language) {
  auto const folder = std::filesystem::temp_directory_path();
  auto const path = (folder / ("zonebook-" + random_hexadecimal(16) + ".xlsx")).string();
  TakenAway const taken(path);
  {
    auto const form = TRY(publishing::workbook_form(language, path));
    TRY(publishing::export_rows(snapshot, std::move(request), *form));
  }
  auto file = TRY(http::File::open(path));
  return http::file(std::move(file), workbook_type);
}

Result<http::Response> lines(ledger::Snapshot& snapshot, publishing::ExportRequest request,
                             std::string const& form, Language language) {
  std::string all;
  auto const sink = [&](std::string_view piece) -> Result<void> {
    all += piece;
    return {};
  };
  auto const written =
      form == "csv" ? publishing::csv_form(language, sink) : publishing::json_form(sink);
  TRY(publishing::export_rows(snapshot, std::move(request), *written));
  return http::text(std::move(all), form == "csv" ? "text/csv; charset=utf-8" : "application/json");
}

Result<Answer> export_register(Call& call) {
  auto const asked = TRY(wanted(call));
  auto const zone = call.zone();
  auto const day = TRY(call.valid());
  auto const k = TRY(call.known());
  auto const may = call.rooms.access.rights().check(call.visitor, access::Right::export_records,
                                                    *asked.in, zone);
  if (!may) {
    TRY(call.rooms.access.acts().keep_refusal(call.visitor, zone, may.error()));
    return std::unexpected(may.error());
  }
  publishing::ExportRequest request{
      .list = {.in = asked.in, .day = day, .filter = call.text("filter")},
      .language = call.language};
  request.list.sort = TRY(publishing::sort_from(call.text("sort"), *asked.in));
  if (k) request.known = k->to_string();
  if (call.rooms.kind == Rooms::Kind::sample) request.sample_day = call.rooms.today();
  auto const scope =
      TRY(call.rooms.access.rights().scope_of(call.visitor, zone, access::Right::export_records));
  std::int64_t rows = 0;
  {
    auto counted = TRY(call.rooms.ledger.read(*scope, k));
    auto list = request.list;
    list.limit = 1;
    list.count = ledger::ListRequest::Count::exact;
    auto const page = TRY(ledger::list(counted, list));
    rows = page.count.value_or(0);
  }
  TRY(call.rooms.access.acts().tell_export(call.visitor,
                                           {.in = asked.in, .zone = zone, .rows = rows}));
  // What may be exported is fewer than what may be read: names are of the latter.
  auto named_in = TRY(call.read_at(zone, k));
  request.named_in = &named_in;
  auto snapshot = TRY(call.rooms.ledger.read(*scope, k));
  auto response = asked.form == "xlsx"
                      ? workbook(snapshot, std::move(request), call.language)
                      : lines(snapshot, std::move(request), asked.form, call.language);
  if (!response) return std::unexpected(std::move(response.error()));
  auto const label = meta::in_language(asked.in->label, call.language);
  response->fields.set("Content-Disposition",
                       http::attachment(label + "-" + day.to_string() + "." + asked.form));
  return Answer(std::move(*response));
}

}  // namespace

std::vector<Route> find_routes() {
  auto const hit = schema::object(
      {{"register", schema::text()}, {"id", schema::text()}, {"title", schema::text()}});
  auto const hits =
      schema::at_a_pair({{"hits", schema::list(hit)}, {"more", schema::list(schema::text())}});
  return {{.method = "GET",
           .pattern = "/search",
           .id = "search",
           .says = "Records whose texts hold all of some words",
           .right = "read on the registers; only fields that are seen plain are looked through",
           .parameters = {needed(query("q", schema::text("", 200), "Words, with blanks between")),
                          query("registers", schema::text("", 2000),
                                "Names with commas; left out: "
                                "all"),
                          query("limit", schema::integer(1, 200), "In each register; left out: 20"),
                          zone_parameter(), valid_parameter(), known_parameter()},
           .answer = hits,
           .handle = search},
          {.method = "GET",
           .pattern = "/export/{file}",
           .id = "export_register",
           .says = "A register as a workbook, CSV or JSON: project.xlsx, project.csv, project.json",
           .right = "export on the register; the act stands in the audit chain",
           .parameters = {in_path("file", "REGISTER.xlsx, .csv or .json"), zone_parameter(),
                          valid_parameter(), known_parameter(),
                          query("filter", schema::text("", 4000), "FEEL"),
                          query("sort", schema::text("", 500), "Fields with commas")},
           .answer_type = workbook_type,
           .other_answer_types = {"text/csv", "application/json"},
           .handle = export_register}};
}

}  // namespace zonebook::api
