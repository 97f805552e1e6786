// The schemas that several routes name.

#include "api/api.h"
#include "api/figure_schemas.h"
#include "api/import_json.h"
#include "api/model_json.h"
#include "api/receipt_json.h"

namespace zonebook::api {
namespace {

using namespace schema;

Json problem_schema() {
  return object(
      {{"type", text()},
       {"title", text()},
       {"status", integer()},
       {"kind", choice({"invalid", "not_found", "conflict", "forbidden", "unavailable", "broken"})},
       {"code", text("A stable key, listed in docs/errors.md")},
       {"detail", text("What, why and what to do, in the reader's language")},
       {"field", text("The parameter or part that is at fault"), Member::optional},
       {"details", anything(), Member::optional}});
}

// Which knowledge an answer rests on: an instant, or the last entries of the zones it could touch.
Json read_schema() {
  return object(
      {{"known", instant(), Member::optional}, {"now", map(instant()), Member::optional}});
}

Json record_schema() {
  return object({{"id", text()},
                 {"title", text("What people call it")},
                 {"valid_from", day()},
                 {"valid_to", day()},
                 {"kind", choice({"create", "change", "correct", "retire", "restore"})},
                 {"known", instant()},
                 {"fields", map(anything())},
                 {"titles", map(text())}});
}

Json me_schema() {
  auto const zone = object({{"code", text()}, {"name", text()}, {"parent", nullable(text())}});
  auto const grant = object({{"role", text()}, {"label", label()}, {"zone", text()}});
  auto const rights =
      object({{"may", list(text())}, {"masked", list(text())}, {"hidden", list(text())}});
  return object({{"login", text()},
                 {"name", text()},
                 {"me", text()},
                 {"home", text()},
                 {"language", choice({"zh", "en"})},
                 {"needs_second_factor", boolean()},
                 {"grants", list(grant)},
                 {"zones", list(zone)},
                 {"figures", boolean()},
                 {"accounts", boolean()},
                 {"log", boolean()},
                 {"registers", map(rights)},
                 {"expires", instant(), Member::optional},
                 {"csrf", text(), Member::optional},
                 {"sample_day", day(), Member::optional}});
}

}  // namespace

Json const& components() {
  static Json const all = Json::object({{"Problem", problem_schema()},
                                        {"Read", read_schema()},
                                        {"Record", record_schema()},
                                        {"Me", me_schema()},
                                        {"Model", model_schema()},
                                        {"Definition", definition_schema()},
                                        {"Edition", edition_schema()},
                                        {"FigureAnswer", answer_schema()},
                                        {"Change", entry_change_schema()},
                                        {"Receipt", receipt_schema()},
                                        {"Import", import_schema()}});
  return all;
}

}  // namespace zonebook::api
