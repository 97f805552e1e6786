// zonebook backup F; zonebook restore F

#include <filesystem>

#include "app/book.h"
#include "app/command.h"
#include "app/keys.h"
#include "ledger/backup.h"

namespace zonebook::app {
namespace {

void tell(ledger::BackedUp const& copied, Text says, Settings const& settings) {
  if (settings.json) {
    auto heads = Json::object();
    for (auto const& [zone, seq, hash] : copied.heads) {
      heads.set(zone, Json::object({{"seq", Json::integer(seq)}, {"hash", Json::string(hash)}}));
    }
    print_json(
        Json::object({{"entries", Json::integer(copied.entries)}, {"heads", std::move(heads)}}));
    return;
  }
  says.args.emplace_back("count", std::to_string(copied.entries));
  say(says, settings);
  for (auto const& [zone, seq, hash] : copied.heads) {
    say({"app.head", {{"zone", zone}, {"seq", std::to_string(seq)}, {"hash", hash}}}, settings);
  }
}

// No model is needed, and none is asked for: what is saved is the log.
Result<void> back_up(std::string const& path, Settings const& settings) {
  // Beside a program that owns the database a backup is made none the less: one that was not made
  // is worse than an act that was not written down.
  auto opened = open_database(settings, Access::own);
  auto const is_ours = opened.has_value();
  if (!is_ours) opened = open_database(settings, Access::read_only);
  if (!opened) return std::unexpected(opened.error());
  auto const database = std::move(*opened);
  if (is_ours) {
    TRY(database->write([&](db::Connection& at) {
      return ledger::audit(at,
                           {.act = ledger::act::backed_up, .actor = system_user(), .about = path},
                           SystemClock().now());
    }));
  }
  auto const copied = TRY(ledger::back_up(*database, path));
  tell(copied, {"app.backup.done", {{"path", path}}}, settings);
  return {};
}

Result<void> restore(std::string const& path, Settings const& settings) {
  auto shapes = TRY(ledger::shapes_in(path));
  auto const model = TRY(load_model(settings, std::move(shapes)));
  std::error_code failed;
  std::filesystem::create_directories(settings.data, failed);
  auto const database = TRY(db::Database::open({.location = settings.database}));
  auto const copied = TRY(ledger::restore(*database, path, *model.catalog, SystemClock().now()));
  tell(copied, {"app.restore.done", {{"path", path}}}, settings);
  auto const key = TRY(make_ledger_secret(settings));
  if (key == KeyFile::made && !settings.json) say({"app.restore.new_key", {}}, settings);
  return {};
}

}  // namespace

void add_backup(CLI::App& program, Settings const& settings, Action& action) {
  auto file = std::make_shared<std::string>();
  auto* command = program.add_subcommand("backup", "备份 / the ledger into one file");
  command->add_option("file", *file, "写入的文件 / the file to write")->required();
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(back_up(*file, settings), settings); };
  });
}

void add_restore(CLI::App& program, Settings const& settings, Action& action) {
  auto file = std::make_shared<std::string>();
  auto* command = program.add_subcommand("restore", "由备份恢复 / a ledger from a backup");
  command->add_option("file", *file, "备份文件 / the backup")->required();
  command->callback([=, &settings, &action] {
    action = [=, &settings] { return finish(restore(*file, settings), settings); };
  });
}

}  // namespace zonebook::app
