// Files: /files.  One is stored first, and then named by an entry; until then only who can name its
// hash knows of it, and nobody is given it.

#include <algorithm>

#include "api/api.h"
#include "api/call.h"
#include "http/content_type.h"
#include "http/multipart.h"
#include "ledger/listing.h"

namespace zonebook::api {
namespace {

Result<void> check_may_write(Call const& call) {
  auto const& rights = call.rooms.access.rights();
  auto const may = std::ranges::any_of(call.rooms.catalog.registers(), [&](auto const& in) {
    return !in.removed && rights.may(call.visitor, access::Right::append, in, call.zone());
  });
  if (may) return {};
  return std::unexpected(Error{Error::Code::forbidden, {"api.nothing_to_write", {}}, ""});
}

Result<Answer> add_file(Call& call) {
  TRY(check_may_write(call));
  auto const type = call.request.fields.find("Content-Type").value_or("");
  auto const parts = TRY(http::parse_multipart(type, call.request.body, {.parts = 10}));
  auto const part = std::ranges::find(parts, "file", &http::Part::name);
  if (part == parts.end()) return invalid({"api.no_file_part", {}}, "file");
  auto const stored = TRY(call.rooms.files.add(part->bytes));
  Answer answer(Json::object({{"hash", Json::string(stored.hash)},
                              {"bytes", Json::integer(stored.size)},
                              {"was_there", Json::boolean(stored.was_there)}}));
  answer.status = 201;
  return answer;
}

struct Named {
  std::string name, media_type;
};

// What the record of `file` says of it, if the visitor sees one.
Result<std::optional<Named>> named(Call const& call, std::string const& hash) {
  auto const* in = call.rooms.catalog.find("file");
  auto const is_hash =
      hash.size() == 64 && hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!in || !is_hash) return std::nullopt;
  auto const scope = call.rooms.access.rights().scope_of(call.visitor, call.zone());
  if (!scope) return std::unexpected(scope.error());
  if (!(*scope)->check_shown(*in)) return std::nullopt;
  auto snapshot = TRY(call.rooms.ledger.read(**scope));
  auto const page = TRY(ledger::list(
      snapshot,
      {.in = in, .day = call.rooms.today(), .filter = "hash = \"" + hash + "\"", .limit = 1}));
  if (page.records.empty()) return std::nullopt;
  auto const& version = page.records.front().version;
  return Named{ledger::text_in(version, *in, "name").value_or(hash),
               ledger::text_in(version, *in, "media_type").value_or("")};
}

// Never opened as a page of ours: it is saved, unless it is a picture or a PDF.
std::string content_type(Named const& of) {
  auto const is_seen = of.media_type == "application/pdf" || of.media_type == "image/jpeg" ||
                       of.media_type == "image/png" || of.media_type == "image/webp";
  return is_seen ? of.media_type : "application/octet-stream";
}

Result<Answer> read_file(Call& call) {
  auto const hash = call.text("hash");
  auto const name = TRY(named(call, hash));
  if (!name) return std::unexpected(Error{Error::Code::not_found, {"api.no_file", {}}, "hash"});
  TRY(call.rooms.files.check(hash));
  auto file = TRY(http::File::open(call.rooms.files.path_of(hash)));
  auto response = http::file(std::move(file), content_type(*name));
  response.fields.set("Content-Disposition", http::attachment(name->name));
  response.fields.set("Content-Security-Policy", "sandbox; default-src 'none'");
  return Answer(std::move(response));
}

}  // namespace

std::vector<Route> file_routes() {
  return {{.method = "POST",
           .pattern = "/files",
           .id = "add_file",
           .says = "Stores a file under its hash, before the entry that names it",
           .right = "append on any register",
           .parameters = {zone_parameter()},
           .body_type = "multipart/form-data",
           .body_bytes = std::size_t{51} << 20,
           .answer = schema::object({{"hash", schema::text()},
                                     {"bytes", schema::integer()},
                                     {"was_there", schema::boolean()}}),
           .status = 201,
           .handle = add_file},
          {.method = "GET",
           .pattern = "/files/{hash}",
           .id = "read_file",
           .says = "A file that a record of `file` names",
           .right = "to see that record",
           .parameters = {in_path("hash", "64 hexadecimal digits"), zone_parameter()},
           .answer_type = "*/*",
           .handle = read_file}};
}

}  // namespace zonebook::api
