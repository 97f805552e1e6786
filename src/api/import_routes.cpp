// A spreadsheet into a register: /import, first looked at and then written; /imports, what is held
// between the two.

#include <algorithm>

#include "api/api.h"
#include "api/call.h"
#include "api/import_json.h"
#include "http/multipart.h"
#include "ledger/titles.h"
#include "publishing/import/mappings.h"

namespace zonebook::api {
namespace {

using publishing::Door;
using publishing::Plan;

// Where the visitor reads who writes to this zone: what is of the whole tree is seen from below.
std::string zone_to_read(Call const& call, std::string const& zone) {
  auto const is_mine = [&](std::string const& code) {
    return std::ranges::any_of(call.visitor.grants,
                               [&](auto const& grant) { return grant.zones.contains(code); });
  };
  return is_mine(zone) ? zone : call.zone();
}

// Everything passes the visitor's rights: what is read, what is tried, what is written.
Result<publishing::Desk> desk_of(Call& call, std::string const& zone) {
  auto const scope =
      TRY(call.rooms.access.rights().scope_of(call.visitor, zone_to_read(call, zone)));
  auto& acts = call.rooms.access.acts();
  auto const language = call.language;
  return publishing::Desk{
      .ledger = call.rooms.ledger,
      .proposals = call.rooms.proposals,
      .terms = call.rooms.terms,
      .reads = *scope,
      .title = [language](ledger::Snapshot& at, std::string const& id,
                          Date day) { return ledger::title_of(at, id, day, language); },
      .door = Door{.check = [&acts, &call](Json const& letter, Door::As as) -> Result<void> {
                     using access::Right;
                     auto const right = as == Door::As::entry ? Right::append : Right::propose;
                     return acts.check(call.visitor, right, letter);
                   },
                   .write =
                       [&acts, &call](Json const& letter, Door::As as) {
                         return as == Door::As::entry ? acts.append(call.visitor, letter)
                                                      : acts.propose(call.visitor, letter);
                       }}};
}

std::unexpected<Error> none() {
  return std::unexpected(Error{Error::Code::not_found, {"api.import.none", {}}, "token"});
}

struct Came {
  std::string name, bytes;
};

// The part `file` of a form; or, with a token, the file of an earlier preview of the register.
Result<Came> file_in(Call& call, meta::Register const& in) {
  auto& imports = call.rooms.imports;
  if (auto const token = call.given("token")) {
    auto const held = TRY(imports.find(*token, call.visitor.account));
    auto bytes = TRY(imports.bytes(held));
    auto const is_of_it = held.in == in.name;
    if (is_of_it) return Came{held.about.find("file")->string(), std::move(bytes)};
    return none();
  }
  auto const type = call.request.fields.find("Content-Type").value_or("");
  auto const parts = TRY(http::parse_multipart(type, call.request.body, {.parts = 10}));
  auto const part = std::ranges::find(parts, "file", &http::Part::name);
  if (part == parts.end()) return invalid({"api.no_file_part", {}}, "file");
  return Came{part->file_name.value_or(""), std::string(part->bytes)};
}

HeldImports::Asked page_in(Call const& call) {
  return {.limit = static_cast<std::size_t>(call.number("limit").value_or(100)),
          .state = call.text("state"),
          .cursor = call.text("cursor")};
}

Result<Json> told(Call const& call, HeldImports::Held const& held) {
  auto const page = TRY(call.rooms.imports.rows(held, page_in(call)));
  return json_of(held, page);
}

std::string zone_of(HeldImports::Held const& held) {
  return std::string(*held.about.find("options")->text_at("zone"));
}

Result<Answer> preview(Call& call) {
  auto const* in = TRY(call.register_named("register"));
  auto const zone = in->root_only ? call.rooms.root : call.zone();
  TRY(call.check_may_append(*in, zone));  // each letter is asked again, with its records
  auto options = TRY(options_in(call, *in, zone));
  auto& imports = call.rooms.imports;
  auto const turn = TRY(imports.begin(""));
  auto came = TRY(file_in(call, *in));
  auto const desk = TRY(desk_of(call, zone));
  publishing::Importing importing(desk, *in, options_of(options, call.visitor));
  auto const plan = TRY(importing.plan(came.bytes, came.name));
  std::vector<std::string> lines;
  for (auto const& row : plan.rows) lines.push_back(line_of(row, call.language));
  auto const made = TRY(imports.add({.account = call.visitor.account,
                                     .in = in->name,
                                     .about = about_of({plan, std::move(options), call.language})},
                                    came.bytes, lines));
  auto const held = TRY(imports.find(made.token, call.visitor.account));
  auto json = TRY(told(call, held));
  json.set("token", Json::string(made.token));
  Answer answer(std::move(json));
  answer.status = 201;
  return answer;
}

std::unexpected<Error> conflict(Text says, std::string where) {
  return std::unexpected(Error{Error::Code::conflict, std::move(says), std::move(where)});
}

// Each row would do what was looked at, or stands so already: as the batches before an interruption
// do, and what somebody else wrote alike.
Result<void> check_as_previewed(HeldImports const& imports, HeldImports::Held const& held,
                                Plan const& plan, Language language) {
  std::size_t at = 0;
  bool is_same = true;
  TRY(imports.each_row(held, [&](std::string_view line) -> Result<void> {
    auto const* row = at < plan.rows.size() ? &plan.rows[at] : nullptr;
    ++at;
    auto const stands = row && row->state == publishing::RowState::unchanged;
    is_same = is_same && row && (stands || line_of(*row, language) == line);
    return {};
  }));
  if (is_same && at == plan.rows.size()) return {};
  return conflict({"publishing.import.not_as_previewed", {}}, "token");
}

Result<void> check_ready(Plan const& plan, publishing::Commit::Rows rows) {
  using publishing::RowState;
  auto const differ = plan.count(RowState::differs), rejected = plan.count(RowState::rejected);
  if (differ > 0) {
    return conflict({"api.import.say_meaning", {{"count", std::to_string(differ)}}}, "as");
  }
  if (rejected > 0 && rows == publishing::Commit::Rows::all) {
    return conflict({"api.import.rejected_rows", {{"count", std::to_string(rejected)}}}, "rows");
  }
  return {};
}

// What was looked at is planned once more, and written only as it was; with what was known then, so
// that the ledger names who wrote to a record since.
Result<publishing::Imported> write(Call& call, HeldImports::Held& held, meta::Register const& in,
                                   Plan& plan) {
  auto const& about = held.about;
  auto const options = options_of(*about.find("options"), call.visitor);
  auto const desk = TRY(desk_of(call, options.zone));
  publishing::Importing importing(desk, in, options);
  auto& imports = call.rooms.imports;
  auto bytes = TRY(imports.bytes(held));
  plan = TRY(importing.plan(std::move(bytes), about.find("file")->string()));
  auto const language = about.text_at("language") == "en" ? Language::en : Language::zh;
  TRY(check_as_previewed(imports, held, plan, language));
  using Rows = publishing::Commit::Rows;
  publishing::Commit how{.rows = call.text("rows") == "good" ? Rows::good : Rows::all};
  TRY(check_ready(plan, how.rows));
  plan.seen = seen_in(about);
  how.progress = [&](std::size_t done, std::size_t all) {
    static_cast<void>(imports.keep_progress(held.id, done, all));  // the rows are what counts
    held.written = static_cast<std::int64_t>(done);
    held.planned = static_cast<std::int64_t>(all);
  };
  auto done = TRY(importing.commit(plan, how));
  if (done.stopped && done.entries.empty()) return std::unexpected(*done.stopped);
  for (auto const& mapping : plan.mappings) {
    // The rows are written, whatever becomes of the heads: they are asked for once more.
    static_cast<void>(publishing::remember(call.rooms.ledger, {call.rooms.root, call.visitor.login},
                                           in.name, mapping));
  }
  return done;
}

Result<void> write_held(Call& call, HeldImports::Held& held, meta::Register const& in) {
  Plan plan;
  auto const done = TRY(write(call, held, in, plan));
  held.done = json_of(done, plan, call.language);
  if (!done.stopped) TRY(call.rooms.imports.finish(held.id, *held.done));
  return {};
}

Result<Answer> commit(Call& call) {
  auto const* in = TRY(call.register_named("register"));
  auto const token = call.given("token");
  if (!token) return invalid({"api.missing_parameter", {{"name", "token"}}}, "token");
  auto& imports = call.rooms.imports;
  auto held = TRY(imports.find(*token, call.visitor.account));
  if (held.in != in->name) return none();
  TRY(call.check_may_append(*in, zone_of(held)));
  // What is told is read before anything is written, so that no answer after it is a refusal.
  auto const page = TRY(imports.rows(held, page_in(call)));
  if (!held.done) {
    auto const turn = TRY(imports.begin(held.id));
    held = TRY(imports.find(*token, call.visitor.account));  // another may just have written it
    if (!held.done) TRY(write_held(call, held, *in));
  }
  Answer answer(json_of(held, page));
  answer.status = 201;
  return answer;
}

Result<Answer> import(Call& call) {
  return call.text("mode") == "commit" ? commit(call) : preview(call);
}

Result<Answer> read_import(Call& call) {
  auto const held = TRY(call.rooms.imports.find(call.text("token"), call.visitor.account));
  auto const* in = call.rooms.catalog.find(held.in);
  if (!in) return none();
  TRY(call.check_may_append(*in, zone_of(held)));
  auto json = TRY(told(call, held));
  return Answer(std::move(json));
}

Result<Answer> drop_import(Call& call) {
  auto const held = TRY(call.rooms.imports.find(call.text("token"), call.visitor.account));
  auto const turn = TRY(call.rooms.imports.begin(held.id));
  TRY(call.rooms.imports.drop(held.id));
  Answer answer{Json()};
  answer.status = 204;
  return answer;
}

std::vector<Parameter> page_parameters() {
  return {query("limit", schema::integer(1, 1000), "Rows a page; left out: 100"),
          query("state", schema::choice(row_states()), "Rows of this state alone"),
          query("cursor", schema::text("", 40), "`next` of the page before")};
}

Route import_route() {
  Route route{.method = "POST",
              .pattern = "/import/{register}",
              .id = "import_rows",
              .says =
                  "A spreadsheet into a register: mode=preview tells what it would do and writes "
                  "nothing, mode=commit&token= writes it",
              .right = "append on the register, and on each record as for an entry",
              .parameters = {in_path("register", "A register's name"),
                             needed(query("mode", schema::choice({"preview", "commit"}),
                                          "preview: with a form's part `file`")),
                             query("token", schema::text("", 100),
                                   "Of a preview: what to write, or, with mode=preview, whose file "
                                   "to look at again"),
                             query("rows", schema::choice({"all", "good"}),
                                   "Of a commit: whether rejected rows keep the others back, too; "
                                   "left out: all")},
              .body_type = "multipart/form-data",
              .body_presence = Route::Presence::optional,
              .body_bytes = std::size_t{51} << 20,
              .answer = schema::reference("Import"),
              .status = 201,
              .handle = import};
  for (auto&& more : {import_parameters(), page_parameters()}) {
    route.parameters.insert(route.parameters.end(), more.begin(), more.end());
  }
  return route;
}

}  // namespace

std::vector<Route> import_routes() {
  auto const by_token = in_path("token", "A preview's token");
  Route read{.method = "GET",
             .pattern = "/imports/{token}",
             .id = "read_import",
             .says = "A preview page by page, how far its writing is, and what it came to",
             .right = "to have made the preview, and still append on its register",
             .parameters = page_parameters(),
             .answer = schema::reference("Import"),
             .handle = read_import};
  read.parameters.insert(read.parameters.begin(), by_token);
  return {import_route(),
          std::move(read),
          {.method = "DELETE",
           .pattern = "/imports/{token}",
           .id = "drop_import",
           .says = "A preview goes, with its file",
           .right = "to have made the preview",
           .parameters = {by_token},
           .answer = schema::anything(),
           .status = 204,
           .handle = drop_import}};
}

}  // namespace zonebook::api
