// zonebook export REGISTER [--format csv|json|xlsx] [--zone Z] [--filter FEEL] [--sort FIELDS]
//                 [--valid D] [--known T] [--output F]

#include <fmt/format.h>

#include "app/book.h"
#include "app/command.h"
#include "app/known.h"
#include "app/output_path.h"
#include "app/tell.h"
#include "base/durable_file.h"
#include "publishing/export.h"

namespace zonebook::app {
namespace {

struct Arguments {
  std::string register_name, zone, filter, sort, valid, known, output;
  std::string format = "csv";
};

Result<void> print(std::string_view text) {
  fmt::print("{}", text);
  return {};
}

using publishing::ExportRequest;

// Into a file, which is there when it is whole; or as it comes.
Result<void> write(ledger::Snapshot& snapshot, ExportRequest request, std::string const& format,
                   std::string const& output, Language language) {
  if (format == "xlsx") {
    auto const form = TRY(publishing::workbook_form(language, output));
    return publishing::export_rows(snapshot, std::move(request), *form);
  }
  auto const form_with = [&](publishing::Sink sink) {
    return format == "json" ? publishing::json_form(std::move(sink))
                            : publishing::csv_form(language, std::move(sink));
  };
  if (output.empty())
    return publishing::export_rows(snapshot, std::move(request), *form_with(print));
  auto file = TRY(DurableFile::begin_beside(output));
  auto const form = form_with([&](std::string_view text) { return file.write(text); });
  TRY(publishing::export_rows(snapshot, std::move(request), *form));
  return file.replace(output);
}

Result<void> export_register(Arguments const& arguments, Settings const& settings) {
  auto const format =
      settings.json && arguments.format == "csv" ? std::string("json") : arguments.format;
  if (format == "xlsx" && arguments.output.empty()) {
    return invalid({"app.export.needs_output", {}}, "--output");
  }
  TRY(expect_outside({"--output", arguments.output}, settings));
  auto const book = TRY(open_book(settings, Access::own));  // what leaves the ledger is an act
  auto const* in = TRY(register_from(arguments.register_name, book->catalog()));
  auto const day = TRY(day_from(arguments.valid, *book));
  auto const known = TRY(known_from(arguments.known, *book));
  ExportRequest request{.list = {.in = in, .day = day, .filter = arguments.filter},
                        .language = settings.language};
  auto sort = publishing::sort_from(arguments.sort, *in);
  if (!sort) sort.error().where = "--sort";
  request.list.sort = TRY(std::move(sort));
  if (known) request.known = local_time(*known, *book->local);
  if (book->clock->is_shown()) request.sample_day = book->ledger->today();
  auto const scope =
      ledger::Scope::everything(arguments.zone.empty() ? book->root : arguments.zone);
  TRY(audit(*book, {.act = ledger::act::exported,
                    .actor = system_user(),
                    .zone = scope.zone(),
                    .about = in->name}));
  auto snapshot = TRY(read_known(*book, scope, {arguments.known, known}));
  return write(snapshot, std::move(request), format, arguments.output, settings.language);
}

}  // namespace

void add_export(CLI::App& program, Settings const& settings, Action& action) {
  auto arguments = std::make_shared<Arguments>();
  auto* command = program.add_subcommand("export", "导出登记簿 / a register as a table");
  command->add_option("register", arguments->register_name, "登记簿 / the register")->required();
  command->add_option("--format", arguments->format, "csv | json | xlsx")
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
