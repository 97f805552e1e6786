// zonebook export REGISTER [--format csv|json] [--zone Z] [--valid D] [--known T] [--output F]

#include <fmt/format.h>

#include "app/book.h"
#include "app/command.h"
#include "app/export.h"
#include "app/tell.h"

namespace zonebook::app {
namespace {

struct Arguments {
  std::string register_name, zone, valid, known, output;
  std::string format = "csv";
};

Result<void> print(std::string const& text, Arguments const& arguments) {
  if (!arguments.output.empty()) return write_file(arguments.output, text);
  fmt::print("{}", text);
  return {};
}

Result<void> export_register(Arguments const& arguments, Settings const& settings) {
  if (arguments.format == "xlsx") return invalid({"app.export.no_xlsx", {}}, "--format");
  auto const is_past = !arguments.known.empty();
  auto const book = TRY(open_book(settings, is_past ? Access::own : Access::read_only));
  auto const* in = TRY(register_from(arguments.register_name, book->catalog()));
  auto const day = TRY(day_from(arguments.valid, *book));
  auto const known = TRY(known_from(arguments.known, *book));
  auto snapshot =
      TRY(book->ledger->read(arguments.zone.empty() ? book->root : arguments.zone, known));
  auto exported = TRY(export_rows(snapshot, *in, day));
  if (book->clock->is_shown()) exported.today = today_text(*book, settings.language);
  if (known) exported.known = local_time(*known, *book->local);
  if (settings.json || arguments.format == "json") {
    return print(to_text(json_of(exported)) + "\n", arguments);
  }
  return print(csv_of(exported, settings.language), arguments);
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
  command->add_option("--valid", arguments->valid, "哪一天的情况 / as of a day, 2023-12-31");
  command->add_option("--known", arguments->known, "当时账上知道的 / as known at, 2023-12-20");
  command->add_option("--output", arguments->output, "写入文件 / into a file");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(export_register(*arguments, settings), settings); };
  });
}

}  // namespace zonebook::app
