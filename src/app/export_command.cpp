// zonebook export REGISTER [--format csv|json] [--zone Z] [--filter FEEL] [--sort FIELDS]
//                 [--valid D] [--known T] [--output F]

#include <fmt/format.h>

#include <filesystem>

#include "app/book.h"
#include "app/command.h"
#include "app/export.h"
#include "app/tell.h"
#include "base/durable_file.h"

namespace zonebook::app {
namespace {

struct Arguments {
  std::string register_name, zone, filter, sort, valid, known, output;
  std::string format = "csv";
};

// Into a file, which is there when it is whole; or as it comes.
Result<void> write(ledger::Snapshot& snapshot, ExportRequest request, ExportForm& form,
                   std::string const& output) {
  if (output.empty()) {
    return export_rows(snapshot, std::move(request), form,
                       [](std::string_view text) -> Result<void> {
                         fmt::print("{}", text);
                         return {};
                       });
  }
  auto file = TRY(DurableFile::begin_beside(output));
  TRY(export_rows(snapshot, std::move(request), form,
                  [&](std::string_view text) { return file.write(text); }));
  return file.replace(output);
}

Result<void> export_register(Arguments const& arguments, Settings const& settings) {
  if (arguments.format == "xlsx") return invalid({"app.export.no_xlsx", {}}, "--format");
  auto const book = TRY(open_book(settings, Access::own));  // what leaves the ledger is an act
  auto const* in = TRY(register_from(arguments.register_name, book->catalog()));
  auto const day = TRY(day_from(arguments.valid, *book));
  auto const known = TRY(known_from(arguments.known, *book));
  ExportRequest request{.list = {.in = in, .day = day, .filter = arguments.filter}};
  request.list.sort = TRY(sort_from(arguments.sort, *in));
  if (known) request.known = local_time(*known, *book->local);
  if (book->clock->is_shown()) request.today = today_text(*book, settings.language);
  auto const scope =
      ledger::Scope::everything(arguments.zone.empty() ? book->root : arguments.zone);
  TRY(audit(*book, {.act = ledger::act::exported,
                    .actor = system_user(),
                    .zone = scope.zone(),
                    .about = in->name}));
  auto snapshot = TRY(book->ledger->read(scope, known));
  auto const is_json = settings.json || arguments.format == "json";
  auto const form = is_json ? json_form() : csv_form(settings.language);
  return write(snapshot, std::move(request), *form, arguments.output);
}

}  // namespace

void add_export(CLI::App& program, Settings const& settings, Action& action) {
  auto arguments = std::make_shared<Arguments>();
  auto* command = program.add_subcommand("export", "导出登记簿 / a register as a table");
  command->add_option("register", arguments->register_name, "登记簿 / the register")->required();
  command->add_option("--format", arguments->format, "csv | json")
      ->check(CLI::IsMember({"csv", "json", "xlsx"}))
      ->type_name("");
  command->add_option("--zone", arguments->zone, "园区，连同下级 / a zone and those below it");
  command->add_option("--filter", arguments->filter,
                      "FEEL 条件，如 total_investment > 10000000 / a condition");
  command->add_option("--sort", arguments->sort,
                      "按哪些栏排，- 为从大到小，如 stage,-name / by these fields");
  command->add_option("--valid", arguments->valid, "哪一天的情况 / as of a day, 2023-12-31");
  command->add_option("--known", arguments->known, "当时账上知道的 / as known at, 2023-12-20");
  command->add_option("--output", arguments->output, "写入文件 / into a file");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(export_register(*arguments, settings), settings); };
  });
}

}  // namespace zonebook::app
