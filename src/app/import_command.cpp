// zonebook import REGISTER FILE [--preview] [--all] [--good-rows] [--zone Z] [--sheet S]
//                 [--map HEAD=FIELD]… [--unit U] [--valid-from D] [--as change|correct]
//                 [--as-previewed TOKEN] [--names match|apart]
//                 [--actor A] [--source S] [--reason R]

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "app/book.h"
#include "app/command.h"
#include "app/import_tables.h"
#include "app/receipt.h"
#include "ledger/titles.h"
#include "publishing/import/import.h"
#include "publishing/import/mappings.h"

namespace zonebook::app {
namespace {

using publishing::Commit;
using publishing::Importing;
using publishing::ImportOptions;

struct Arguments {
  std::string register_name, file, zone, sheet, unit, valid_from, as, as_previewed, names, actor,
      source, reason;
  std::vector<std::string> map;
  bool preview = false, good_rows = false, all = false;
};

// "投资额=total_investment", or by the label: "投资额=计划总投资"; "备注=" leaves it out.
Result<publishing::Mapping> mapping_from(std::vector<std::string> const& given,
                                         meta::Register const& in) {
  publishing::Mapping mapping;
  for (auto const& one : given) {
    auto const sign = one.rfind('=');
    if (sign == one.npos || sign == 0) {
      return invalid({"app.import.no_mapping", {{"text", one}}}, "--map");
    }
    auto name = one.substr(sign + 1);
    for (auto const& field : in.fields) {
      if (!field.removed && (field.label.zh == name || field.label.en == name)) name = field.name;
    }
    mapping[one.substr(0, sign)] = name;
  }
  return mapping;
}

Result<ImportOptions> options_from(Arguments const& given, Book const& book,
                                   meta::Register const& in) {
  ImportOptions options{.zone = given.zone.empty() || in.root_only ? book.root : given.zone,
                        .actor = given.actor.empty() ? system_user() : given.actor,
                        .source = given.source,
                        .reason = given.reason,
                        .sheet = given.sheet,
                        .money_unit = given.unit};
  options.mapping = TRY(mapping_from(given.map, in));
  if (!given.valid_from.empty()) {
    auto const day = Date::parse(given.valid_from);
    if (!day) return invalid({"app.not_a_day", {{"text", given.valid_from}}}, "--valid-from");
    options.valid_from = *day;
  }
  using Meaning = ImportOptions::Meaning;
  if (given.as == "change") options.meaning = Meaning::change;
  if (given.as == "change" && given.valid_from.empty()) {
    return invalid({"app.import.since_when", {}}, "--valid-from");
  }
  if (given.as == "correct") options.meaning = Meaning::correct;
  using Names = ImportOptions::Names;
  if (given.names == "match") options.names = Names::match;
  if (given.names == "apart") options.names = Names::apart;
  return options;
}

// A line that is written over, on standard error; of a file, or with --json, nothing.
void tell_progress(std::size_t done, std::size_t all) {
  constexpr int width = 30;
  auto const full = static_cast<int>(done * width / std::max<std::size_t>(all, 1));
  fmt::print(stderr, "\r[{:█<{}}{:░<{}}] {}/{}{}", "", full, "", width - full, done, all,
             done == all ? "\n" : "");
}

Result<void> tell_outcome(publishing::Imported const& done, Book const& book,
                          Settings const& settings) {
  if (settings.json) {
    print_json(json_of(done));
  } else {
    for (auto const& entry : done.entries) {
      auto receipt = entry.receipt;
      receipt.made.clear();  // a thousand ids are no news
      tell(receipt, entry.zone, entry.is_proposal ? "app.propose.done" : "app.append.done", book,
           settings);
    }
    tell_done(done, settings);
  }
  if (done.stopped) return std::unexpected(*done.stopped);
  return {};
}

Result<void> import_file(Arguments const& given, Settings const& settings) {
  auto bytes = TRY(read_file(given.file));
  auto const book = TRY(open_book(settings, Access::own));
  auto const* in = TRY(register_from(given.register_name, book->catalog()));
  auto const options = TRY(options_from(given, *book, *in));
  publishing::Desk const desk{
      .ledger = *book->ledger,
      .proposals = *book->proposals,
      .terms = book->model.terms,
      .reads = ledger::Scope::everything(book->root),
      .title = [&](ledger::Snapshot& snapshot, std::string const& id, Date day) {
        return ledger::title_of(snapshot, id, day, settings.language);
      }};
  Importing importing(desk, *in, options);
  auto const name = std::filesystem::path(given.file).filename().string();
  auto const plan = TRY(importing.plan(std::move(bytes), name));
  if (given.preview || !settings.json) {
    if (settings.json) {
      print_json(json_of(plan, settings.language));
    } else {
      tell(plan, given.all ? Shown::all_rows : Shown::first_rows, settings);
    }
  }
  if (given.preview) return {};
  if (!given.as_previewed.empty() && given.as_previewed != plan.token) {
    return std::unexpected(
        Error{Error::Code::conflict, {"publishing.import.not_as_previewed", {}}, plan.file});
  }
  Commit commit{.rows = given.good_rows ? Commit::Rows::good : Commit::Rows::all};
  if (!settings.json && ::isatty(STDERR_FILENO) != 0) commit.progress = tell_progress;
  auto const done = TRY(importing.commit(plan, commit));
  auto const told = tell_outcome(done, *book, settings);
  if (!told) return told;
  // The rows are written, whatever becomes of the heads.
  for (auto const& mapping : plan.mappings) {
    auto const kept =
        publishing::remember(*book->ledger, {book->root, options.actor}, in->name, mapping);
    if (!kept) fmt::print(stderr, "{}\n", render(kept.error().says, settings.language));
  }
  return {};
}

}  // namespace

void add_import(CLI::App& program, Settings const& settings, Action& action) {
  auto given = std::make_shared<Arguments>();
  auto* command = program.add_subcommand("import", "导入表格 / a spreadsheet into a register");
  command->add_option("register", given->register_name, "登记簿 / the register")->required();
  command->add_option("file", given->file, "文件：xlsx、csv 等 / the file")->required();
  command->add_flag("--preview", given->preview, "只看会怎样，不写 / tell, and write nothing");
  command->add_flag("--all", given->all, "每一行都列出 / list every row");
  command->add_flag("--good-rows", given->good_rows, "只收好的行 / the good rows alone");
  command->add_option("--zone", given->zone, "记在哪个园区 / the zone of new records");
  command->add_option("--sheet", given->sheet, "工作表 / the sheet");
  command->add_option("--map", given->map, "表头=栏目，可多次 / HEAD=FIELD, as often as needed");
  command->add_option("--unit", given->unit,
                      "没写单位的金额：元、万元、亿元 / of amounts without one");
  command->add_option("--valid-from", given->valid_from, "从哪天起 / since which day it is so");
  command
      ->add_option("--as", given->as, "不同之处：change 变了 | correct 原来写错了 / what differs")
      ->check(CLI::IsMember({"change", "correct"}))
      ->type_name("");
  command->add_option("--as-previewed", given->as_previewed,
                      "与预览一样才写：预览给的凭据 / only as previewed: its token");
  command->add_option("--names", given->names, "同名：match 就是它 | apart 不是它 / of like names")
      ->check(CLI::IsMember({"match", "apart"}))
      ->type_name("");
  command->add_option("--actor", given->actor, "谁导入 / who");
  command->add_option("--source", given->source, "依据 / the paper");
  command->add_option("--reason", given->reason, "事由 / why");
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(import_file(*given, settings), settings); };
  });
}

}  // namespace zonebook::app
