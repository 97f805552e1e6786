// Any bytes as a letter, and as the body of an entry: a request comes out, or an error with a place
// that renders in both languages; what is read of a body is written and read again as it was.

#include <cstdlib>

#include "ledger/log.h"
#include "ledger/replay.h"
#include "ledger/request.h"

namespace {

using namespace zonebook;

meta::Field field(std::string const& name, std::string_view type) {
  meta::Field made;
  made.id = made.name = name;
  made.label = {name, name};
  made.type = meta::find_field_type(type);
  made.required = false;
  return made;
}

std::shared_ptr<meta::Catalog const> const& catalog() {
  static auto const made = [] {
    meta::Register project;
    project.name = "project";
    project.label = {"project", "project"};
    auto part_of = field("part_of", "reference");
    part_of.to = "project";
    auto stage = field("stage", "choice");
    stage.choices = {{"talks", {"洽谈", "talks"}}};
    auto area = field("area", "decimal");
    area.scale = 2;
    project.fields = {field("name", "text"),
                      field("amount", "money"),
                      field("since", "date"),
                      field("count", "integer"),
                      field("month", "month"),
                      part_of,
                      stage,
                      area};
    auto catalog = meta::Catalog::make({project});
    if (!catalog) std::abort();
    return *catalog;
  }();
  return made;
}

void check_told(Error const& error) {
  if (error.where.empty()) std::abort();
  if (render(error.says, Language::zh).empty()) std::abort();
  if (render(error.says, Language::en).empty()) std::abort();
}

void read_as_letter(std::string_view bytes) {
  static auto const local = *Zone::load("Asia/Shanghai");
  auto const letter = Json::parse(bytes);
  if (!letter) return check_told(letter.error());
  auto const request = ledger::read_request(*letter, *catalog(), *local);
  if (!request) check_told(request.error());
}

void read_as_body(std::string_view bytes) {
  auto const changes = ledger::changes_in(bytes, *catalog());
  if (!changes) return;
  auto const body = ledger::body_of(*changes);
  auto const again = ledger::changes_in(body, *catalog());
  if (!again || ledger::body_of(*again) != body) std::abort();
  ledger::Replay replay(*catalog());
  (void)replay.add({.zone = "jiaocheng", .known = Instant(1), .seq = 1, .body = body});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  std::string_view const bytes(reinterpret_cast<char const*>(data), size);
  read_as_letter(bytes);
  read_as_body(bytes);
  return 0;
}
